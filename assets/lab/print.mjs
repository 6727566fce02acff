// The page on paper: the plot in the shape of one sheet, drawn to any size, and the URL below it.

import { closeDialogs } from "./dialogs.mjs";
import { findClosest, findPlot, pageAddress, writeText } from "./page.mjs";
import { isLecture } from "./viewport.mjs";

const SHEET_PX = { width: 1000, height: 560 };

const root = document.documentElement;
const paper = matchMedia("print");

const findDrawings = () =>
  /** @type {NodeListOf<SVGSVGElement>} */ (findPlot().querySelectorAll(".main-svg"));

/** @param {() => string} query */
export function watchPrinting(query) {
  let modeOnScreen = "page";
  let isPrinting = false; // some browsers tell twice

  window.addEventListener("beforeprint", () => {
    if (isPrinting) return;
    isPrinting = true;
    writeText("print-url", pageAddress() + query());
    // The sizes of a lecture belong to its window, so its plot keeps its shape.
    if (!isLecture()) Plotly.relayout(findPlot(), SHEET_PX);
    modeOnScreen = root.dataset.mode ?? "page";
    root.dataset.mode = "page"; // the only one that paper has
    // With a view box, the style sheet can give the drawing any size.
    for (const drawing of findDrawings()) {
      const { width, height } = drawing;
      drawing.setAttribute("viewBox", `0 0 ${width.baseVal.value} ${height.baseVal.value}`);
    }
  });

  const returnToScreen = () => {
    isPrinting = false;
    for (const drawing of findDrawings()) drawing.removeAttribute("viewBox");
    root.dataset.mode = modeOnScreen;
    if (!isLecture()) Plotly.relayout(findPlot(), { autosize: true });
  };
  window.addEventListener("afterprint", () => {
    // Firefox tells while the plot still has its size on paper.
    if (paper.matches) paper.addEventListener("change", returnToScreen, { once: true });
    else returnToScreen();
  });

  document.addEventListener("click", (event) => {
    if (!findClosest(event, "[data-print]")) return;
    closeDialogs();
    window.print();
  });
}
