// The button that moves α to where ELU has mean 0.

import { writeProp } from "./dash_props.mjs";

/** @param {(settings: Settings) => void} setControls */
export function createZeroMean(setControls) {
  /** @type {number | null} */
  let alpha = null;
  let isDisabled = false; // as the button comes with the page

  /** @param {number | null} newAlpha that the button leads to; null where the slider has none */
  function showZeroMean(newAlpha) {
    alpha = newAlpha;
    if (isDisabled === (alpha === null)) return;
    isDisabled = !isDisabled;
    writeProp("zero-mean", "disabled", isDisabled);
  }

  return { showZeroMean, findZeroMean: () => alpha !== null && setControls({ alpha }) };
}
