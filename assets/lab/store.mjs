// The state of the page: the query that the server has confirmed, and the changes made since.

/**
 * @param {object} needs
 * @param {string} needs.query the state of the first picture
 * @param {CurveSettings} needs.settings of the first picture
 * @param {number} needs.maxQueryLength in characters; the server reads no longer query
 * @param {string[]} needs.keptAcrossScenes
 * @param {Story} needs.story
 * @param {() => {dark: boolean, width: number, height: number}} needs.readScreen
 * @param {() => boolean} needs.isServerLost
 * @param {() => void} needs.send asks for a request of the newest state, soon
 * @param {() => void} needs.sendAtOnce the same, even while the next attempt should wait
 * @param {(rendering: Rendering) => void} needs.render
 */
export function createStore(needs) {
  const { maxQueryLength, keptAcrossScenes, story, send, sendAtOnce } = needs;

  let confirmedQuery = needs.query; // of the newest response, or the one that goTo asks for
  /** @type {CurveSettings | null} */
  let confirmedSettings = needs.settings; // of the confirmed query; null until it is known
  let renderedSettings = needs.settings;
  let renderedQuery = needs.query; // of what the page shows
  let minRequestNumber = 0; // the first request since the last goTo; earlier ones are of no use
  // The first request for a full redraw; Infinity until it is built, 0 when none is wanted.
  let fullRedrawSince = 0;
  let isGoing = false; // has nothing been rendered since the last goTo?
  /** @type {Map<string, {raw: unknown, number: unknown, firstRequest: number}>} */
  const pending = new Map(); // changes that no rendered response contains, by control name

  /**
   * Changes settings; the newest change of each is sent until a response contains it.
   * @param {Settings} settings
   */
  function setControls(settings) {
    queueChanges(settings);
    send();
  }

  /** @param {Settings} settings */
  function queueChanges(settings) {
    for (const [name, raw] of Object.entries(settings)) {
      // A new scene begins with its own settings.
      if (name === "scene") {
        for (const other of pending.keys())
          if (!keptAcrossScenes.includes(other)) pending.delete(other);
      }
      // What a typed text means only the server knows: until then the number before it counts.
      const number = isNumeric(raw) ? raw : pending.get(name)?.number;
      pending.set(name, { raw, number, firstRequest: Number.POSITIVE_INFINITY });
    }
  }

  /**
   * Goes one step through the story. While the server is lost, at most one step from what the page
   * shows: nobody can count steps without seeing them.
   * @param {1 | -1} direction
   */
  function goToStep(direction) {
    const present = presentPlace();
    const center = needs.isServerLost() ? story.readPlace(confirmedQuery) : null;
    const place = story.findNextPlace(present, direction, center);
    if (place.scene !== present.scene) queueChanges({ scene: place.scene, stage: place.stage });
    else if (place.stage !== present.stage) queueChanges({ stage: place.stage });
    if (!isSettled()) sendAtOnce();
  }

  function presentPlace() {
    const changes = Object.fromEntries(
      ["scene", "stage"].filter((name) => pending.has(name)).map((name) => [name, rawOf(name)]),
    );
    return story.changePlace(story.readPlace(confirmedQuery), changes);
  }

  /** Returns the query with every change that no response contains yet. */
  function presentQuery() {
    const params = new URLSearchParams(story.buildPlaceQuery(confirmedQuery, presentPlace()));
    for (const [name, { raw }] of pending)
      if (name !== "scene" && name !== "stage") params.set(name, [raw].flat().join());
    const text = params.toString().replaceAll("%2C", ",");
    return text && `?${text}`;
  }

  /** Whether the page is on its way to another scene or part, whose settings are not known here. */
  const isChangingPlace = () => confirmedSettings === null || pending.has("scene");

  /** @param {string} name */
  const rawOf = (name) => /** @type {string} */ (pending.get(name)?.raw);

  /**
   * Goes to another state: undo, redo, reset, Back and Forward.
   * @param {string} query
   */
  function goTo(query) {
    // One character more than the server reads, so that it can say that the query is too long.
    confirmedQuery = query.slice(0, maxQueryLength + 1);
    confirmedSettings = null;
    pending.clear();
    minRequestNumber = Number.POSITIVE_INFINITY;
    isGoing = true;
    requestFullRedraw();
  }

  function requestFullRedraw() {
    fullRedrawSince = Number.POSITIVE_INFINITY;
    send();
  }

  /**
   * Builds request `number`: the confirmed query, and every change that it does not contain.
   * @param {number} number
   * @returns {UpdateRequest}
   */
  function buildRequest(number) {
    fullRedrawSince = Math.min(fullRedrawSince, number);
    minRequestNumber = Math.min(minRequestNumber, number);
    /** @type {Settings} */
    const changes = {};
    for (const [name, change] of pending) {
      change.firstRequest = Math.min(change.firstRequest, number);
      changes[name] = change.raw;
    }
    const full = fullRedrawSince > 0;
    return { number, query: confirmedQuery, changes, full, ...needs.readScreen() };
  }

  /**
   * Renders a response, unless the page has been sent elsewhere since its request.
   * @param {UpdateResponse} response
   */
  function applyResponse(response) {
    if (response.number < minRequestNumber) return;
    const isNewPlace = !story.isSamePlace(
      story.readPlace(response.query),
      story.readPlace(confirmedQuery),
    );
    const changedNames = pendingNames();
    const isNoteNew = isGoing || changedNames !== "";
    isGoing = false;
    confirmedQuery = renderedQuery = response.query;
    confirmedSettings = renderedSettings = response.settings;
    for (const [name, change] of pending)
      if (change.firstRequest <= response.number) pending.delete(name);
    if (fullRedrawSince <= response.number) fullRedrawSince = 0;
    needs.render({ response, isNoteNew, isNewPlace, changedNames, canWriteValue });
  }

  /**
   * Whether a control may get the value of the response that was just applied: the reader has not
   * moved it since.
   * @param {string} name
   */
  const canWriteValue = (name) => !pending.has(name) && fullRedrawSince === 0;

  /** Drops all changes, since the server refuses them; what the page shows stays. */
  function dropChanges() {
    pending.clear();
    fullRedrawSince = 0;
    minRequestNumber = 0;
    isGoing = false;
    confirmedQuery = renderedQuery;
    confirmedSettings = renderedSettings;
  }

  /**
   * Returns the settings on which the curves depend, with every number that the reader has moved;
   * null while only the server knows them.
   * @returns {CurveSettings | null}
   */
  function presentSettings() {
    if (confirmedSettings === null) return null;
    const moved = [...pending].filter(([, { number }]) => number !== undefined);
    return {
      ...confirmedSettings,
      ...Object.fromEntries(moved.map(([name, { number }]) => [name, number])),
    };
  }

  const query = () => confirmedQuery;
  const pendingNames = () => [...pending.keys()].join();
  const isSettled = () => fullRedrawSince === 0 && pending.size === 0;

  return {
    ...{ setControls, goToStep, goTo, requestFullRedraw, dropChanges },
    ...{ buildRequest, applyResponse, query, pendingNames, presentSettings, isSettled },
    ...{ presentQuery, isChangingPlace },
  };
}

/**
 * Whether a value of a control is a number, or all numbers.
 * @param {unknown} raw
 */
export const isNumeric = (raw) => [raw].flat().every((each) => typeof each === "number");
