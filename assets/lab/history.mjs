// Undo, redo and reset; and the URL, which follows the state without filling the browser's history.

import { writeProp } from "./dash_props.mjs";
import { watchHistoryKeys } from "./history_keys.mjs";
import { watchLeaving } from "./left_query.mjs";

const GESTURE_MS = 1000; // within which changes of the same controls are one step back
const URL_PAUSE_MS = 300; // between two writes: browsers refuse more than a few a second
const URL_RETRY_MS = 1000; // after a refused one

/**
 * @param {object} needs
 * @param {string[]} needs.keptOnReset settings that a reset keeps, beside those a link has fixed
 * @param {() => string} needs.query
 * @param {() => string} needs.presentQuery the query with what is pending
 * @param {() => string} needs.pendingNames
 * @param {(query: string) => void} needs.goTo
 */
export function createHistory(needs) {
  /** @type {string[]} */
  const past = [];
  /** @type {string[]} */
  let future = [];
  /** @type {string | null} */
  let present = null;
  let lastChange = { names: "", timeMs: 0 };
  const { writeUrl, cancelUrlWrite } = createUrlWriter();

  /**
   * Records a state that the page shows now.
   * @param {string} query
   * @param {string} names of the controls whose changes led to it
   * @param {boolean} isNewPlace in the story, which is always a step of its own
   */
  function recordState(query, names, isNewPlace) {
    if (present !== null && query !== present) {
      if (!isSameGesture(names)) past.push(present);
      lastChange = { names: isNewPlace ? "" : names, timeMs: performance.now() };
      future = [];
    }
    present = query;
    showWhatIsPossible();
    writeUrl(query, isNewPlace);
  }

  /**
   * Whether a change now is one step with the last one.
   * @param {string} names of the changed controls
   */
  const isSameGesture = (names) =>
    names !== "" &&
    names === lastChange.names &&
    performance.now() - lastChange.timeMs < GESTURE_MS;

  /** Drops a change that no response has recorded yet: it left no state to go back from. */
  function undoChange() {
    const names = needs.pendingNames();
    if (present !== null && names && !isSameGesture(names)) goTo(present);
    else moveThroughStates(past, future);
  }

  const redoChange = () => moveThroughStates(future, past);

  /**
   * Goes back to the beginning of the scene, or of the first visit. Where the reader is in the
   * story stays, and what a link has fixed.
   */
  function resetPage() {
    const params = new URLSearchParams(needs.query());
    const names = [...(params.get("hide") ?? "").split(","), ...needs.keptOnReset];
    const kept = names.filter((name) => params.has(name));
    const others = [...params.keys()].filter((name) => !kept.includes(name));
    for (const name of others) params.delete(name);
    const text = params.toString().replaceAll("%2C", ",");
    goTo(text && `?${text}`);
  }

  /**
   * @param {string[]} from
   * @param {string[]} to
   */
  function moveThroughStates(from, to) {
    const query = from.pop();
    if (query === undefined || present === null) return;
    to.push(present);
    present = query;
    lastChange = { names: "", timeMs: 0 };
    showWhatIsPossible();
    goTo(query);
  }

  function showWhatIsPossible() {
    writeProp("undo", "disabled", past.length === 0);
    writeProp("redo", "disabled", future.length === 0);
  }

  /** @param {string} query */
  function goTo(query) {
    cancelUrlWrite();
    needs.goTo(query);
  }

  /**
   * Goes to another part of the page, which is a step of its own in the browser's history.
   * @param {string} query
   */
  function goToPlace(query) {
    writeUrl(query, true);
    needs.goTo(query);
  }

  window.addEventListener("popstate", () => goTo(location.search));
  watchHistoryKeys(undoChange, redoChange);
  watchLeaving(() => (needs.pendingNames() ? needs.presentQuery() : needs.query()));

  return { recordState, undoChange, redoChange, resetPage, goTo, goToPlace, writeUrl };
}

function createUrlWriter() {
  /** @type {{query: string, isNewEntry: boolean}[]} */
  let unwritten = []; // in their order; of several in one entry only the last
  let timer = 0;
  let lastWriteMs = -URL_PAUSE_MS;

  /**
   * Writes at once after a pause, and otherwise at the end of the pause.
   * @param {string} query
   * @param {boolean} isNewEntry of the browser's history
   */
  function writeUrl(query, isNewEntry) {
    const last = unwritten.at(-1);
    if (isNewEntry || !last) unwritten.push({ query, isNewEntry });
    else last.query = query;
    const pauseMs = isNewEntry ? 0 : lastWriteMs + URL_PAUSE_MS - performance.now();
    clearTimeout(timer);
    if (pauseMs > 0) timer = setTimeout(writeUnwritten, pauseMs);
    else writeUnwritten();
  }

  function cancelUrlWrite() {
    clearTimeout(timer);
    unwritten = [];
  }

  /** A browser refuses to write too often: then it is tried again. */
  function writeUnwritten() {
    clearTimeout(timer);
    try {
      for (; unwritten.length > 0; unwritten.shift()) writeOne(unwritten[0]);
    } catch {
      timer = setTimeout(writeUnwritten, URL_RETRY_MS);
    }
  }

  /** @param {{query: string, isNewEntry: boolean}} write */
  function writeOne({ query, isNewEntry }) {
    if (location.search === query) return;
    const url = location.pathname + query;
    if (isNewEntry) return history.pushState(null, "", url);
    lastWriteMs = performance.now();
    history.replaceState(null, "", url);
  }

  return { writeUrl, cancelUrlWrite };
}
