// The places of the story, and the way from one to the next. A place is a scene and one of its
// stages; without a scene the page is free.

const FREE = "free";

/**
 * @param {Pick<PageData, "stages" | "sceneKeys" | "controlNames" | "keptAcrossScenes">} pageData
 */
export function createStory({ stages, sceneKeys, controlNames, keptAcrossScenes }) {
  const firstStage = stages[0];
  const lastIndex = sceneKeys.length * stages.length - 1;

  /**
   * Returns the place of a query; what names no place counts as left out.
   * @param {string} query
   * @returns {Place}
   */
  function readPlace(query) {
    const params = new URLSearchParams(query);
    const scene = params.get("scene") ?? FREE;
    const stage = params.get("stage") ?? params.get("moment") ?? firstStage; // older links: moment
    return {
      scene: sceneKeys.includes(scene) ? scene : FREE,
      stage: stages.includes(stage) ? stage : firstStage,
    };
  }

  /**
   * Returns the place one step on (1) or back (-1); the story ends where it ends. `center` is a
   * place that the step may not leave by more than one step.
   * @param {Place} place
   * @param {1 | -1} direction
   * @param {Place | null} [center]
   * @returns {Place}
   */
  function findNextPlace(place, direction, center = null) {
    let index = placeIndex(place) + direction;
    if (center) index = clampIndex(index, placeIndex(center) - 1, placeIndex(center) + 1);
    if (index < 0 && !hasScene(place)) return place;
    index = clampIndex(index, 0, lastIndex);
    return {
      scene: sceneKeys[Math.floor(index / stages.length)],
      stage: stages[index % stages.length],
    };
  }

  /**
   * Returns the place after changes that have not been confirmed. A new scene begins at its first
   * stage.
   * @param {Place} place
   * @param {Partial<Place>} changes
   * @returns {Place}
   */
  function changePlace(place, { scene = place.scene, stage }) {
    return { scene, stage: stage ?? (scene === place.scene ? place.stage : firstStage) };
  }

  /**
   * Returns the query of a place that is reached from a query, as the server writes it: within a
   * scene with all its settings, in another one with those only that are kept across scenes.
   * @param {string} query
   * @param {Place} place
   */
  function buildPlaceQuery(query, place) {
    const isSameScene = readPlace(query).scene === place.scene;
    const isKept = (/** @type {string} */ name) =>
      isSameScene ? name !== "scene" && name !== "stage" : keptAcrossScenes.includes(name);
    const params = query
      .slice(1)
      .split("&")
      .filter((param) => isKept(paramName(param)));
    if (hasScene(place)) params.push(`scene=${place.scene}`);
    if (place.stage !== firstStage) params.push(`stage=${place.stage}`);
    return joinParams(params);
  }

  /**
   * Returns the query of some parameters, in the order in which the server writes them.
   * @param {string[]} params such as "alpha=2"
   */
  function joinParams(params) {
    const placeOf = (/** @type {string} */ param) => controlNames.indexOf(paramName(param));
    const text = params
      .filter(Boolean)
      .sort((a, b) => placeOf(a) - placeOf(b))
      .join("&");
    return text && `?${text}`;
  }

  /** @param {Place} place */
  const placeIndex = ({ scene, stage }) =>
    scene === FREE ? -1 : sceneKeys.indexOf(scene) * stages.length + stages.indexOf(stage);

  /**
   * Whether a query is at the end of the story.
   * @param {string} query
   */
  const isLastPlace = (query) => placeIndex(readPlace(query)) === lastIndex;

  /**
   * Returns the place at which the first, second, .. scene begins; past the end, the last one.
   * @param {number} number
   * @returns {Place}
   */
  const firstPlace = (number) => ({
    scene: sceneKeys[Math.min(number, sceneKeys.length) - 1],
    stage: firstStage,
  });

  /**
   * Returns the number of the scene of a place, 0 outside the story.
   * @param {Place} place
   */
  const sceneNumber = ({ scene }) => sceneKeys.indexOf(scene) + 1;

  return {
    firstPlace,
    sceneNumber,
    isLastPlace,
    readPlace,
    findNextPlace,
    changePlace,
    buildPlaceQuery,
    joinParams,
    isSamePlace,
  };
}

/** @param {Place} place */
export const hasScene = ({ scene }) => scene !== FREE;

/**
 * @param {Place} a
 * @param {Place} b
 */
const isSamePlace = (a, b) => a.scene === b.scene && a.stage === b.stage;

/** @param {string} param */
export const paramName = (param) => param.split("=")[0];

/**
 * @param {number} index
 * @param {number} low
 * @param {number} high
 */
const clampIndex = (index, low, high) => Math.min(Math.max(index, low), high);
