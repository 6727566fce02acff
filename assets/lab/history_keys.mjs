// Ctrl+Z and Ctrl+Shift+Z, ⌘ on a Mac, and Ctrl+Y.

import { findClosest } from "./page.mjs";

const TEXT_BOXES = "input[type=text], textarea"; // they undo their own text

/**
 * @param {() => void} undo
 * @param {() => void} redo
 */
export function watchHistoryKeys(undo, redo) {
  document.addEventListener("keydown", (event) => {
    const action = findAction(event, undo, redo);
    // A dialog covers what would change.
    if (!action || findClosest(event, TEXT_BOXES) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    action();
  });
}

/**
 * @param {KeyboardEvent} event
 * @param {() => void} undo
 * @param {() => void} redo
 */
function findAction({ key, ctrlKey, metaKey, altKey, shiftKey }, undo, redo) {
  if (altKey || ctrlKey === metaKey) return null;
  if (key.toLowerCase() === "z") return shiftKey ? redo : undo;
  return key === "y" && ctrlKey ? redo : null;
}
