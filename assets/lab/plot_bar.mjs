// The lenses and the bar of the plot stand between its panels or, with one panel, above it.

import { findElement, findPlot } from "./page.mjs";

const GAP_PX = 22; // from the panel to the middle of a bar above it

export function placePlotBar() {
  const { xaxis, yaxis, yaxis2, yaxis3 } = findPlot()._fullLayout;
  const lower = yaxis3 ?? yaxis2; // of a lens, or of the gradients
  const hasLower = lower.visible !== false;
  const isBetween = yaxis.visible && hasLower && xaxis.anchor !== "y";
  const top = isBetween
    ? (yaxis._offset + yaxis._length + lower._offset) / 2
    : (hasLower && (yaxis3 || !yaxis.visible) ? lower : yaxis)._offset - GAP_PX;
  findElement("plot-area").style.setProperty("--bar-top", `${Math.round(top)}px`);
}
