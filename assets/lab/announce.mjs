// What a screen reader announces: in one live region only, and only when nothing has changed for a
// moment. It is the note or the state of the connection, if there is one, or else what has changed.
// The summary and the table follow at the same time.

import { writeProp } from "./dash_props.mjs";
import { findElement, writeText } from "./page.mjs";
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
  let wasTableOpen = false; // and whether the table was open then

  const tableDetails = () => /** @type {HTMLDetailsElement} */ (findElement("value-table-details"));
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
    const isTableOpen = tableDetails().open;
    if (query === requestedQuery && (wasTableOpen || !isTableOpen)) return;
    requestedQuery = query;
    wasTableOpen = isTableOpen;
    const { width, height } = readScreen();
    const request = {
      ...{ query, previous_query: describedQuery, is_table_open: isTableOpen },
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
    wasTableOpen = false;
    requestDescription();
  }

  /**
   * Writes a description, unless the state has changed since: that will be described in turn.
   * @param {Description} description
   */
  function onDescription({ query, props, marks, changes, table }) {
    if (query !== readQuery()) return;
    if (isSettled()) moveMarks(marks);
    describedQuery = query;
    for (const [id, { text }] of Object.entries(props)) writeText(id, text);
    // A description from before the table was opened has no table, and must not empty it.
    if (table !== null || !tableDetails().open) writeProp("value-table", "children", table);
    if (!readStatus()) writeText("announcement", changes);
  }

  return { startAnnouncer, scheduleAnnouncement, announce };
}
