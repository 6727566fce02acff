// The note about the connection; empty while it is good.

import { findElement } from "./page.mjs";

const RECOVERY_MS = 4000; // without a failure, until the note is removed
const POOR_TEXT = "The connection is poor.";
const LOST_TEXT = "No connection. Trying again.";

/** @param {() => boolean} isLost */
export function createConnectionStatus(isLost) {
  let timer = 0;

  /** @param {number} failures since the last response */
  function showConnection(failures) {
    const status = findElement("connection-status");
    if (failures > 0) {
      clearTimeout(timer);
      timer = 0;
      status.textContent = isLost() ? LOST_TEXT : POOR_TEXT;
    } else if (status.textContent && !timer) {
      status.textContent = POOR_TEXT;
      timer = setTimeout(() => {
        status.textContent = "";
        timer = 0;
      }, RECOVERY_MS);
    }
  }

  /**
   * Marks the numbers that only the server knows.
   * @param {boolean} isWaiting
   */
  const markWaiting = (isWaiting) =>
    document.documentElement.toggleAttribute("data-waiting", isWaiting);

  return { showConnection, markWaiting };
}
