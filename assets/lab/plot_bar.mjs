// The bar of the plot stands between its panels or, with one panel, above it.

import { findElement, findPlot } from "./page.mjs";

const GAP_PX = 22; // from the panel to the middle of a bar above it

export function placePlotBar() {
  const { yaxis, yaxis2 } = findPlot()._fullLayout;
  const hasBoth = yaxis.visible && yaxis2.visible;
  const panel = yaxis.visible ? yaxis : yaxis2;
  const top = hasBoth
    ? (yaxis._offset + yaxis._length + yaxis2._offset) / 2
    : panel._offset - GAP_PX;
  findElement("plot-bar").style.setProperty("--bar-top", `${Math.round(top)}px`);
}
