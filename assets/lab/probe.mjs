// The probe goes to where the reader clicks on the plot, or to an x that a text names.

import { findClosest, findPlot } from "./page.mjs";

const MAX_DECIMALS = 2; // a pixel is some hundredths wide

/** @param {(settings: Settings) => void} setControls */
export function watchProbeClicks(setControls) {
  document.addEventListener("click", (event) => {
    const { probe } = findClosest(event, "[data-probe]")?.dataset ?? {};
    if (probe !== undefined) setControls({ probe: Number(probe) });
    else if (findClosest(event, "#plot .draglayer")) {
      const x = readPlotX(event.clientX);
      if (x !== null) setControls({ probe: x });
    }
  });
}

/**
 * Returns x at a place of the plot, or null beside its panels.
 * @param {number} clientX
 */
function readPlotX(clientX) {
  const plot = findPlot();
  const { _offset, _length, range } = plot._fullLayout.xaxis;
  const share = (clientX - plot.getBoundingClientRect().left - _offset) / _length;
  if (share < 0 || share > 1) return null;
  return Number((range[0] + share * (range[1] - range[0])).toFixed(MAX_DECIMALS));
}
