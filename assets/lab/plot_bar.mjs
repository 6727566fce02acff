// The lenses and the bar of the plot stand between its panels or, with one panel, above it.

import { findElement, findPlot } from "./page.mjs";

const GAP_PX = 22; // from the panel to the middle of a bar above it
const PILL_PX = 30; // from a panel to below its ticks of x and the pill of the probe

export function placePlotBar() {
  const { xaxis, yaxis, yaxis2, yaxis3 } = findPlot()._fullLayout;
  const lower = yaxis3 ?? yaxis2; // of a lens, or of the gradients
  const hasLower = lower.visible !== false;
  const pill = xaxis.anchor === "y" ? PILL_PX : 0;
  const top =
    yaxis.visible && hasLower
      ? (yaxis._offset + yaxis._length + pill + lower._offset) / 2
      : (hasLower ? lower : yaxis)._offset - GAP_PX;
  findElement("plot-area").style.setProperty("--bar-top", `${Math.round(top)}px`);
}
