// A response of the server becomes what the reader sees.

import { findExtent } from "./axis_ranges.mjs";
import { removeLabelShifts } from "./brush.mjs";
import { MAX_PLOTLY_WAIT_MS, runWhenIdle } from "./idle.mjs";
import { findClosest, findPlot, writeText } from "./page.mjs";
import { findLabelledHeights, findLabelMarks } from "./plot_labels.mjs";
import { axisName, decodeFrame, isOfLens } from "./traces.mjs";

const WITHOUT_TRANSITION = {
  frame: { redraw: false, duration: 0 },
  transition: { duration: 0 },
  mode: "immediate",
};
/** @type {Frame} */
const NOTHING_MOVED = { count: 0, traces: [], marks: {} };

/** @typedef {ReturnType<typeof import("./props.mjs").createPropsWriter>} PropsWriter */

/**
 * @param {object} needs
 * @param {Ranges} needs.ranges of the axes of the first picture
 * @param {(theme: string, mode: string) => void} needs.applyLook
 * @param {Painter} needs.painter
 * @param {() => boolean} needs.isSettled
 * @param {() => boolean} needs.isHandleHeld
 * @param {PropsWriter["writeProps"]} needs.writeProps
 */
export function createRenderer(needs) {
  const { ranges: firstRanges, applyLook, painter, isSettled } = needs;
  let lastRanges = firstRanges; // as the server wants them; a reader may have zoomed since
  /** @type {{frame: Frame, ranges: Ranges} | null} */
  let undrawn = null; // the newest exact lines, until nothing moves

  /**
   * @param {Rendering} rendering
   */
  function renderResponse({ response, isNoteNew, canWriteValue }) {
    if (response.figure) {
      document.title = response.title;
      applyLook(response.theme, response.mode);
      redrawPlot(response.figure, response.ranges);
    } else {
      const frame = joinFrames(undrawn?.frame, decodeFrame(response.frame));
      undrawn = { frame, ranges: response.ranges };
      if (painter.hasPainted()) {
        painter.paintResponse(frame, response.ranges, isSettled());
        runWhenIdle(drawExact, MAX_PLOTLY_WAIT_MS); // what is painted shows first
      } else drawExact();
    }
    for (const [id, props] of Object.entries(response.props))
      needs.writeProps(id, props, canWriteValue);
    if (isNoteNew) writeText("status-note", response.note);
  }

  /**
   * Draws the exact lines, unless a slider moves or has moved on since: they are older than what is
   * painted, and a curve would jump back. While a handle is held they wait, as the axes do.
   */
  function drawExact() {
    const { isMoving, hasPainted } = painter;
    if (undrawn === null || isMoving() || needs.isHandleHeld() || (hasPainted() && !isSettled()))
      return;
    const { frame, ranges } = undrawn;
    undrawn = null;
    updatePlot(frame, ranges);
  }

  /** Lets plotly have what is painted, so that it can show, zoom and export it without a server. */
  function drawPainted() {
    if (painter.isMoving() || needs.isHandleHeld() || !painter.hasPainted()) return;
    painter.repaint(); // the axes, which stood still under a handle
    undrawn = null; // it is older than what is painted, which has what no sweep gives from it
    updatePlot(painter.buildFrame(), { ...lastRanges, ...painter.ranges() });
  }

  /**
   * Draws a whole picture. A zoom stays unless the server changes the range or the scale.
   * @param {Figure} figure
   * @param {Ranges} ranges
   */
  function redrawPlot(figure, ranges) {
    const plot = findPlot();
    undrawn = null;
    if (isSettled()) painter.release();
    for (const [axis, range] of Object.entries(ranges)) {
      if (!(axis in lastRanges)) continue; // of a lens that was not there
      const { type, range: present } = plot.layout[axis];
      const isRangeKept = String(range) === String(lastRanges[axis]);
      const isZoomed = String(present) !== String(lastRanges[axis]);
      if (isZoomed && isRangeKept && type === figure.layout[axis].type)
        figure.layout[axis].range = present;
    }
    lastRanges = ranges;
    Plotly.react(plot, figure.data, figure.layout);
    painter.repaint();
  }

  /**
   * Moves the lines that a change moves, which is much faster than drawing a whole picture.
   * @param {Frame} frame
   * @param {Ranges} ranges
   */
  function updatePlot({ count, traces, marks }, ranges) {
    const plot = findPlot();
    const heights = findLabelledHeights(plot);
    const painted = painter.release();
    const layout = findChangedRanges(plot, ranges);
    lastRanges = ranges;
    const axes = Object.entries(layout).map(([axis, range]) => [axis, [...range]]);
    // After the lines: a relayout would draw them as they were.
    const drawMarks = () => moveMarks({ ...marks, ...findLabelMarks(plot, heights) });
    const looks = traces.map(({ index }) => findLook(plot.data[index], count));
    if (looks.some(({ isNew }) => isNew)) {
      const changes = collectChanges(plot, traces, looks);
      const indices = traces.map(({ index }) => index);
      const newRanges = Object.fromEntries(axes.map(([axis, range]) => [`${axis}.range`, range]));
      Plotly.update(plot, changes, newRanges, indices).then(drawMarks);
      return;
    }
    // Plotly forgets the lines of a panel of which it gets no trace.
    const isLensMoved = traces.some(({ index }) => isOfLens(plot.data[index].uid));
    const redrawn = isLensMoved ? [...plot.data.keys()] : painted;
    const data = new Map(redrawn.map((index) => [index, {}]));
    for (const { index, y, x } of traces) data.set(index, x ? { x, y } : { y });
    if (!data.size && !axes.length) {
      drawMarks();
      return;
    }
    const newAxes = Object.fromEntries(axes.map(([axis, range]) => [axis, { range }]));
    const target = { data: [...data.values()], layout: newAxes, traces: [...data.keys()] };
    Plotly.animate(plot, target, WITHOUT_TRANSITION).then(drawMarks, ignoreReplacedMove);
  }

  /**
   * Returns the ranges that differ from those of the last picture; a y axis that the reader zoomed
   * stays.
   * @param {PlotElement} plot
   * @param {Ranges} ranges
   */
  function findChangedRanges(plot, ranges) {
    const changed = Object.entries(ranges).filter(([axis, range]) => {
      const isZoomed = String(plot.layout[axis].range) !== String(lastRanges[axis]);
      return String(range) !== String(lastRanges[axis]) && !(isZoomed && axis !== "xaxis");
    });
    return Object.fromEntries(changed);
  }

  /** Gives up what is painted: the picture is again the last one of the server. */
  function dropPainted() {
    const { frame, ranges } = undrawn ?? { frame: NOTHING_MOVED, ranges: lastRanges };
    undrawn = null;
    updatePlot(frame, ranges);
  }

  /** @param {Ranges} ranges */
  const zoomTo = (ranges) =>
    Plotly.relayout(
      findPlot(),
      Object.fromEntries(
        Object.entries(ranges).map(([axis, range]) => [`${axis}.range`, [...range]]),
      ),
    );

  /** Returns the ranges of the axes that the reader has zoomed. */
  function findZoom() {
    /** @type {Ranges} */
    const zoom = {};
    const layout = findPlot()?.layout;
    if (!layout) return zoom; // nothing is drawn yet
    for (const [axis, usual] of Object.entries(lastRanges)) {
      const { range } = layout[axis];
      if (String(range) !== String(usual)) zoom[axis] = [...range];
    }
    return zoom;
  }

  /** Shows every curve to its ends or, if the reader has zoomed, the usual ranges again. */
  function toggleWholeView() {
    const isZoomed = Object.keys(findZoom()).length > 0;
    zoomTo(isZoomed ? lastRanges : findWholeRanges(lastRanges));
  }
  document.addEventListener("dblclick", (event) => {
    if (findClosest(event, "#plot .nsewdrag")) zoomTo(lastRanges);
  });

  return {
    renderResponse,
    drawExact,
    drawPainted,
    dropPainted,
    findChangedRanges,
    findZoom,
    toggleWholeView,
  };
}

/**
 * Returns ranges in which no visible line leaves its panel.
 * @param {Ranges} ranges of the usual picture
 * @returns {Ranges}
 */
function findWholeRanges(ranges) {
  const { data, layout, _fullData } = findPlot();
  /** @type {Ranges} */
  const whole = { ...ranges };
  for (const axis of ["yaxis", "yaxis2"]) {
    const isLog = layout[axis].type === "log";
    for (const [index, { uid, yaxis, visible }] of data.entries()) {
      if (!visible || isOfLens(uid) || axisName(yaxis) !== axis) continue;
      const { least, greatest } = findExtent(_fullData[index].y ?? [], isLog);
      if (Number.isFinite(least))
        whole[axis] = [Math.min(whole[axis][0], least), Math.max(whole[axis][1], greatest)];
    }
  }
  return whole;
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
 * Moves the probe and the labels to where they are not yet.
 * @param {Marks} marks
 */
export function moveMarks(marks) {
  const plot = findPlot();
  removeLabelShifts(plot);
  const moved = Object.entries(marks).filter(([path, number]) => {
    const [list, index, side] = path.split(/[[\].]+/);
    return plot.layout[list][index]?.[side] !== number;
  });
  if (moved.length) Plotly.relayout(plot, Object.fromEntries(moved));
}

/**
 * Returns the look of a line with a number of samples: with dots or without, all points or fewer.
 * @param {Trace} trace
 * @param {number} count
 */
function findLook({ mode, line, meta }, count) {
  const lineMode = count <= meta.maxDots ? "lines+markers" : "lines";
  const look = { mode: mode === "markers" ? mode : lineMode, simplify: count > meta.maxExact };
  return { ...look, isNew: look.mode !== mode || look.simplify !== line.simplify };
}

/**
 * Returns what `Plotly.update` changes of traces that get a new look, a list for each property.
 * @param {PlotElement} plot
 * @param {Frame["traces"]} traces
 * @param {ReturnType<typeof findLook>[]} looks
 */
const collectChanges = (plot, traces, looks) => ({
  x: traces.map(({ index, x }) => x ?? plot._fullData[index].x),
  y: traces.map(({ y }) => y),
  mode: looks.map(({ mode }) => mode),
  "line.simplify": looks.map(({ simplify }) => simplify),
});

/**
 * Returns a frame with all that two frames move; where both move a line, the newer counts.
 * @param {Frame | undefined} older
 * @param {Frame} newer
 * @returns {Frame}
 */
function joinFrames(older, { count, traces, marks }) {
  const joined = new Map(older?.traces.map((trace) => [trace.index, trace]));
  for (const trace of traces) joined.set(trace.index, { ...joined.get(trace.index), ...trace });
  return { count, traces: [...joined.values()], marks: { ...older?.marks, ...marks } };
}

/**
 * Passes every error on. Where a newer move replaces one before it is drawn, Plotly rejects without
 * a reason.
 * @param {unknown} reason
 */
const ignoreReplacedMove = (reason) => {
  if (reason !== undefined) throw reason;
};
