// The probe goes to where the reader clicks on the plot, or to an x that a text names.

import { unitsPerPixel } from "./brush.mjs";
import { findClosest, findPlot } from "./page.mjs";

const MAX_DECIMALS = 2; // a pixel is some hundredths wide

/** @param {(settings: Settings) => void} setControls */
export function watchProbeClicks(setControls) {
  document.addEventListener("click", (event) => {
    const { probe } = findClosest(event, "[data-probe]")?.dataset ?? {};
    if (probe !== undefined) setControls({ probe: Number(probe) });
    else if (isOverCurves(event)) {
      const x = readPlotX(event.clientX);
      if (x !== null) setControls({ probe: x });
    }
  });
}

/**
 * Whether a pointer is over a panel whose x is that of the curves.
 * @param {Event} event
 */
export function isOverCurves(event) {
  if (!findClosest(event, "#plot .draglayer")) return false;
  const { subplot = "" } = findClosest(event, "[data-subplot]")?.dataset ?? {};
  return !/^x\d/.test(subplot);
}

/**
 * Returns x at a place of the window, also beside the panels.
 * @param {PlotElement} plot
 * @param {number} clientX
 */
export function findPlotX(plot, clientX) {
  const { _offset, _length, range } = plot._fullLayout.xaxis;
  const left = clientX - plot.getBoundingClientRect().left - _offset;
  return range[0] + left * unitsPerPixel(_length, range);
}

/**
 * Returns x at a place of the plot, or null beside its panels.
 * @param {number} clientX
 */
function readPlotX(clientX) {
  const plot = findPlot();
  const x = findPlotX(plot, clientX);
  const [low, high] = plot._fullLayout.xaxis.range;
  return low <= x && x <= high ? Number(x.toFixed(MAX_DECIMALS)) : null;
}
