// Work that waits until the browser has drawn what the reader moves.

export const MAX_PLOTLY_WAIT_MS = 200; // until plotly draws what is painted, on a busy browser too

/**
 * Runs an action when the browser is idle, at the latest after `maxWaitMs`. Safari does not tell
 * when it is idle: there the action runs in the next task.
 * @param {() => void} action
 * @param {number} maxWaitMs
 */
export function runWhenIdle(action, maxWaitMs) {
  if ("requestIdleCallback" in window) requestIdleCallback(action, { timeout: maxWaitMs });
  else setTimeout(action);
}
