// A response of the server becomes what the reader sees.

import { writeProp } from "./dash_props.mjs";
import { findClosest, findElement, findPlot, findTextBox, writeText } from "./page.mjs";

const WITHOUT_TRANSITION = {
  frame: { redraw: false, duration: 0 },
  transition: { duration: 0 },
  mode: "immediate",
};
const BOX_PAUSE_MS = 150; // without a change, before Dash learns what its text boxes hold

/**
 * @param {object} needs
 * @param {Ranges} needs.ranges of the axes of the first picture
 * @param {(theme: string, mode: string) => void} needs.applyLook
 */
export function createRenderer({ ranges: firstRanges, applyLook }) {
  let lastRanges = firstRanges; // as the server wants them; a reader may have zoomed since
  /** @type {Record<string, number>} */
  let lastMarks = {}; // where the probe and the names stand, by their paths in the layout
  const writeBox = createBoxWriter();

  /**
   * @param {Rendering} rendering
   */
  function renderResponse({ response, isNoteNew, canWriteValue }) {
    if (response.figure) {
      applyLook(response.theme, response.mode);
      redrawPlot(response.figure, response.ranges);
    } else updatePlot(response.frame, response.ranges);
    for (const [id, props] of Object.entries(response.props)) writeProps(id, props, canWriteValue);
    if (isNoteNew) writeText("status-note", response.note);
  }

  /**
   * @param {string} id
   * @param {Props} props
   * @param {(name: string) => boolean} canWriteValue
   */
  function writeProps(id, { text, hidden, inactive, disabled, value }, canWriteValue) {
    const element = findElement(id);
    if (text !== undefined) writeText(id, text);
    if (hidden !== undefined) element.hidden = hidden;
    if (inactive !== undefined) element.classList.toggle("inactive", inactive);
    if (disabled !== undefined) writeProp(id, "disabled", disabled);
    if (value === undefined || !canWriteValue(controlName(element))) return;
    const box = findTextBox(id);
    if (box) writeBox(box, String(value));
    else writeProp(id, "value", value);
  }

  /**
   * Draws a whole picture. A zoom stays unless the server changes the range or the scale.
   * @param {Figure} figure
   * @param {Ranges} ranges
   */
  function redrawPlot(figure, ranges) {
    const plot = findPlot();
    for (const [axis, range] of Object.entries(ranges)) {
      const { type, range: present } = plot.layout[axis];
      const isRangeKept = String(range) === String(lastRanges[axis]);
      const isZoomed = String(present) !== String(lastRanges[axis]);
      if (isZoomed && isRangeKept && type === figure.layout[axis].type)
        figure.layout[axis].range = present;
    }
    lastRanges = ranges;
    lastMarks = {};
    Plotly.react(plot, figure.data, figure.layout);
  }

  /**
   * Moves the lines that a change moves, which is much faster than drawing a whole picture.
   * @param {Frame} frame
   * @param {Ranges} ranges
   */
  function updatePlot({ traces, marks, x: sharedX }, ranges) {
    const plot = findPlot();
    for (const { index, look } of traces)
      if (look && !hasLook(plot.data[index], look)) Plotly.restyle(plot, look, index);
    const moved = Object.entries(marks).filter(([path, number]) => lastMarks[path] !== number);
    if (moved.length) Plotly.relayout(plot, Object.fromEntries(moved));
    lastMarks = marks;
    const layout = findChangedAxes(plot, ranges);
    if (!traces.length && !Object.keys(layout).length) return;
    const data = traces.map(({ y, x = sharedX }) => (x ? { x, y } : { y }));
    const indices = traces.map(({ index }) => index);
    Plotly.animate(plot, { data, layout, traces: indices }, WITHOUT_TRANSITION).catch(
      ignoreReplacedMove,
    );
  }

  /**
   * Returns the axes whose range the server changed; a y axis that the reader zoomed stays.
   * @param {PlotElement} plot
   * @param {Ranges} ranges
   */
  function findChangedAxes(plot, ranges) {
    /** @type {Record<string, {range: number[]}>} */
    const layout = {};
    for (const [axis, range] of Object.entries(ranges)) {
      const isZoomed = String(plot.layout[axis].range) !== String(lastRanges[axis]);
      const isChanged = String(range) !== String(lastRanges[axis]);
      if (isChanged && !(isZoomed && axis !== "xaxis")) layout[axis] = { range: [...range] };
    }
    lastRanges = ranges;
    return layout;
  }

  /** Undoes a zoom: for a button, and for a double click on the plot. */
  function showWholeView() {
    const ranges = Object.entries(lastRanges).map(([axis, range]) => [`${axis}.range`, [...range]]);
    Plotly.relayout(findPlot(), Object.fromEntries(ranges));
  }
  document.addEventListener("dblclick", (event) => {
    if (findClosest(event, "#plot .nsewdrag")) showWholeView();
  });

  return { renderResponse, showWholeView };
}

/**
 * Resolves once Dash has drawn the first picture. Dash's listener is then removed: it would draw
 * that picture again after each change of an axis.
 */
export async function waitForFirstPlot() {
  const findDrawn = () => document.querySelector("#plot .js-plotly-plot:not(.dash-graph--pending)");
  while (!findDrawn()) await new Promise(requestAnimationFrame);
  findPlot().removeAllListeners("plotly_relayout");
}

/**
 * Returns a function that writes into a text box at once, and tells Dash when the reader pauses:
 * that takes as long as drawing a picture.
 */
function createBoxWriter() {
  /** @type {Map<string, string>} */
  const unsentTexts = new Map(); // by the box's id
  let timer = 0;
  const sendTexts = () => {
    for (const [id, text] of unsentTexts) {
      // Not while the reader types in the box: the next pause will do.
      if (document.activeElement?.id === id) continue;
      dash_clientside.set_props(id, { value: text });
      unsentTexts.delete(id);
    }
  };
  return (/** @type {HTMLInputElement} */ box, /** @type {string} */ text) => {
    box.value = text;
    unsentTexts.set(box.id, text);
    clearTimeout(timer);
    timer = setTimeout(sendTexts, BOX_PAUSE_MS);
  };
}

/** @param {HTMLElement} element of a control */
const controlName = (element) =>
  /** @type {HTMLElement} */ (element.closest("[data-control]")).dataset.control ?? "";

/**
 * @param {Trace} trace
 * @param {Look} look
 */
const hasLook = ({ mode, line }, look) =>
  mode === look.mode && line.simplify === look["line.simplify"];

/**
 * Passes every error on. Where a newer move replaces one before it is drawn, Plotly rejects without
 * a reason.
 * @param {unknown} reason
 */
const ignoreReplacedMove = (reason) => {
  if (reason !== undefined) throw reason;
};
