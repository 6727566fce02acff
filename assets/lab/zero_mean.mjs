// The button that moves α to where ELU has mean 0.

import { writeProp } from "./dash_props.mjs";

/** @param {(settings: Settings) => void} setControls */
export function createZeroMean(setControls) {
  /** @type {number | null} */
  let alpha = null;

  /** @param {number | null} newAlpha that the button leads to; null where the slider has none */
  function showZeroMean(newAlpha) {
    if ((newAlpha === null) !== (alpha === null)) writeProp("zero-mean", "disabled", !newAlpha);
    alpha = newAlpha;
  }

  return { showZeroMean, findZeroMean: () => alpha !== null && setControls({ alpha }) };
}
