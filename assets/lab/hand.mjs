// The hand of the reader: a finger, a button of the mouse or a key.

import { findClosest } from "./page.mjs";

/**
 * Watches whether something is held down. Returns a function that tells.
 * @param {() => void} onRelease
 * @returns {() => boolean}
 */
export function watchHand(onRelease) {
  let isDown = false;
  const root = document.documentElement;
  const onDown = (/** @type {Event} */ event) => {
    isDown = true;
    // Handle, number and slider of a control look alike while one of them is held.
    const held = event.type === "pointerdown" && findClosest(event, ".slider");
    if (held) root.dataset.held = held.dataset.control;
  };
  const onUp = () => {
    isDown = false;
    delete root.dataset.held;
    setTimeout(onRelease); // once what is held has heard of it too
  };
  window.addEventListener("blur", onUp); // the release of Alt and Tab is not heard
  const options = { capture: true, passive: true };
  for (const type of ["pointerdown", "keydown"]) document.addEventListener(type, onDown, options);
  for (const type of ["pointerup", "pointercancel", "keyup"])
    document.addEventListener(type, onUp, options);
  return () => isDown;
}
