// A finger that begins on a slider and then scrolls the page has not meant the slider: the browser
// cancels its press, and the control gets back the number that it had.

import { findClosest } from "./page.mjs";

/**
 * @param {object} needs
 * @param {() => CurveSettings | null} needs.readSettings
 * @param {(settings: Settings) => void} needs.setControls
 */
export function watchSwipes({ readSettings, setControls }) {
  /** @type {Settings | null} */
  let before = null; // the control under the finger, as it was

  // In the capturing phase: a slider moves as soon as it hears of the finger.
  document.addEventListener(
    "pointerdown",
    (event) => {
      const name = findClosest(event, ".slider, .dock")?.dataset.control;
      const settings = readSettings();
      before = name && settings ? { [name]: settings[name] } : null;
    },
    { capture: true },
  );
  document.addEventListener("pointercancel", () => {
    if (before) setControls(before);
    before = null;
  });
}
