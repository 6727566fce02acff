// What a screen reader announces: in one live region only, and only when nothing has changed for a
// moment. It is the note or the state of the connection, if there is one, or else what has changed.
// The summary and the tables follow at the same time.

import { writeProp } from "./dash_props.mjs";
import { findClosest, findDialog, findElement, writeText } from "./page.mjs";
import { postRequest } from "./post.mjs";

const PAUSE_MS = 500; // without a change, before anything is announced
const REQUEST_TIMEOUT_MS = 5000;
const RETRY_MS = 5000; // after a failure

/**
 * @param {object} needs
 * @param {string} needs.path of the requests for a description
 * @param {() => string} needs.query
 * @param {() => boolean} needs.isSettled
 * @param {() => {width: number, height: number}} needs.readScreen
 * @param {(marks: Marks) => void} needs.moveMarks
 */
export function createAnnouncer({ path, query: readQuery, isSettled, readScreen, moveMarks }) {
  let timer = 0;
  let describedQuery = ""; // the state that was described last
  /** @type {string | null} */
  let requestedQuery = null; // the state whose description was requested last,
  /** @type {string[]} */
  let requestedTables = []; // and the tables that were open then

  const tableDetails = () => /** @type {HTMLDetailsElement} */ (findElement("value-table-details"));
  /** @type {Record<string, () => boolean>} */
  const isOpen = {
    "value-table": () => tableDetails().open,
    "properties-table": () => findDialog("properties-dialog").open,
  };
  const readStatus = () =>
    findElement("status-note").textContent || findElement("connection-status").textContent || "";

  /** Listens from now on; the layout describes the state it came with. */
  function startAnnouncer(/** @type {string} */ layoutQuery) {
    describedQuery = requestedQuery = layoutQuery;
    for (const id of ["status-note", "connection-status"]) {
      const options = { childList: true, characterData: true, subtree: true };
      new MutationObserver(scheduleAnnouncement).observe(findElement(id), options);
    }
    tableDetails().addEventListener("toggle", () => {
      // On the root, since the browser looks through the plot at each move for what :has() names.
      document.documentElement.toggleAttribute("data-table-open", tableDetails().open);
      requestDescription();
    });
    // Those who listened before have opened the dialog.
    document.addEventListener("click", (event) => {
      if (findClosest(event, "[data-opens=properties-dialog]")) requestDescription();
    });
    scheduleAnnouncement();
  }

  function scheduleAnnouncement() {
    announceAfterPause(() => {
      writeText("announcement", readStatus());
      if (isSettled()) requestDescription();
    });
  }

  /**
   * Announces a text of a dialog.
   * @param {string} text
   */
  const announce = (text) => announceAfterPause(() => writeText("announcement", text));

  /** @param {() => void} action */
  function announceAfterPause(action) {
    writeText("announcement", ""); // so that the same words are announced again
    clearTimeout(timer);
    timer = setTimeout(action, PAUSE_MS);
  }

  async function requestDescription() {
    const query = readQuery();
    const openTables = Object.keys(isOpen).filter((id) => isOpen[id]());
    const isRequested = openTables.every((id) => requestedTables.includes(id));
    if (query === requestedQuery && isRequested) return;
    requestedQuery = query;
    requestedTables = openTables;
    const { width, height } = readScreen();
    const request = {
      ...{ query, previous_query: describedQuery, open_tables: openTables },
      ...{ width, height },
    };
    /** @type {Result<Description>} */
    const { response, isRefused } = await postRequest(path, request, REQUEST_TIMEOUT_MS);
    if (response) onDescription(response);
    else if (!isRefused) setTimeout(() => retryDescription(query), RETRY_MS);
  }

  /** @param {string} query */
  function retryDescription(query) {
    if (query !== readQuery()) return; // the newer state will be described in turn
    requestedQuery = null;
    requestedTables = [];
    requestDescription();
  }

  /**
   * Writes a description, unless the state has changed since: that will be described in turn.
   * @param {Description} description
   */
  function onDescription({ query, props, marks, changes, tables }) {
    if (query !== readQuery()) return;
    if (isSettled()) moveMarks(marks);
    describedQuery = query;
    for (const [id, { text }] of Object.entries(props)) writeText(id, text);
    // A description from before a table was opened does not have it, and must not empty it.
    for (const [id, table] of Object.entries(tables))
      if (table !== null || !isOpen[id]()) writeProp(id, "children", table);
    if (!readStatus()) writeText("announcement", changes);
  }

  return { startAnnouncer, scheduleAnnouncement, announce };
}
