// The parts of the page: Explore and Race, which share their settings, and Story. Each is found
// again as it was left.

import { findClosest, findElement } from "./page.mjs";
import { hasScene, paramName } from "./story.mjs";

const RACE_PARAM = "part=race";

const root = document.documentElement;

/**
 * @param {object} needs
 * @param {Story} needs.story
 * @param {string[]} needs.keptAcrossScenes
 * @param {() => string} needs.presentQuery
 * @param {(query: string) => void} needs.goToPlace
 * @param {(settings: Settings) => void} needs.setControls
 */
export function createViews(needs) {
  const { story, keptAcrossScenes, presentQuery, goToPlace, setControls } = needs;
  let exploreQuery = ""; // of the page as Explore was left
  let storyQuery = story.buildPlaceQuery("", story.firstPlace(1)); // as the story was left

  /** @param {string} name */
  function openView(name) {
    const present = presentQuery();
    rememberQuery(present);
    const queries = { story: storyQuery, race: addRace(exploreQuery), explore: exploreQuery };
    goToPlace(joinQueries(queries[/** @type {keyof typeof queries} */ (name)], present));
  }

  /** @param {string} present */
  function rememberQuery(present) {
    if (hasScene(story.readPlace(present))) storyQuery = present;
    else exploreQuery = removeRace(present);
  }

  const split = (/** @type {string} */ query) => query.slice(1).split("&");
  const isOther = (/** @type {string} */ param) => paramName(param) !== paramName(RACE_PARAM);
  const removeRace = (/** @type {string} */ query) =>
    story.joinParams(split(query).filter(isOther));
  const addRace = (/** @type {string} */ query) => story.joinParams([...split(query), RACE_PARAM]);

  /**
   * Returns a query with what a reader keeps everywhere: theme, mode, hidden controls.
   * @param {string} own
   * @param {string} present
   */
  function joinQueries(own, present) {
    const isKept = (/** @type {string} */ param) => keptAcrossScenes.includes(paramName(param));
    return story.joinParams([
      ...split(own).filter((param) => !isKept(param)),
      ...split(present).filter(isKept),
    ]);
  }

  /**
   * Shows where in the story a query is, and whether the page shows a race there.
   * @param {string} present
   * @param {boolean} isRace
   */
  function showPlace(present, isRace) {
    const place = story.readPlace(present);
    const isStory = hasScene(place);
    rememberQuery(present);
    root.dataset.view = isStory ? "story" : isRace ? "race" : "explore";
    root.dataset.area = isRace ? "race" : "curves";
    root.dataset.stage = isStory ? place.stage : "";
    const number = String(story.sceneNumber(place));
    const bar = findElement("scene-bar");
    if (bar.style.getPropertyValue("--scene") === number) return;
    bar.style.setProperty("--scene", number);
    // Arrow keys go from scene to scene within the list.
    if (!sceneList.contains(document.activeElement)) sceneList.open = false;
    document.querySelector(".column-content")?.scrollTo(0, 0);
  }

  const sceneList = watchSceneList();
  document.addEventListener("click", (event) => {
    const bar = findElement("scene-bar");
    if (event.target !== bar) return;
    const { left, width } = bar.getBoundingClientRect();
    const count = Number(bar.style.getPropertyValue("--count"));
    const number = Math.floor(((event.clientX - left) / width) * count) + 1;
    setControls({ ...story.firstPlace(number) });
  });

  return { openView, showPlace };
}

/**
 * Closes the list of scenes once one was chosen by pointer or Enter, by Escape and by a press
 * elsewhere. Returns the list.
 */
function watchSceneList() {
  const list = /** @type {HTMLDetailsElement} */ (findElement("scene-list"));
  const close = () => {
    list.open = false;
    list.querySelector("summary")?.focus();
  };
  list.addEventListener("toggle", () => {
    if (list.open) list.querySelector("label:has(:checked)")?.scrollIntoView({ block: "nearest" });
  });
  // An arrow key in the list is a click too, of no pointer.
  list.addEventListener("click", (event) => {
    if (event.detail > 0 && findClosest(event, ".dash-options-list-option")) close();
  });
  list.addEventListener("keydown", (event) => {
    if (!list.open) return;
    const isChoice = event.key === "Enter" && !findClosest(event, "summary");
    if (event.key !== "Escape" && !isChoice) return;
    event.preventDefault(); // or Enter, with the focus on the button, opens the list again
    close();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!list.contains(/** @type {Node} */ (target))) list.open = false;
  });
  return list;
}
