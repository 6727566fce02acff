// Draws each value of a moving slider in the frame in which its thumb moves, from its sweep. Plotly
// gets the picture once nothing moves: the server's exact one or, without a server, this one.

import { findExtent, rangeFor } from "./axis_ranges.mjs";
import { createScale, drawLabels, drawProbe, drawTrace, removeBrushwork } from "./brush.mjs";
import { sampleX } from "./curve_family.mjs";
import { spreadLabels } from "./curve_labels.mjs";
import { runWhenIdle } from "./idle.mjs";
import { findPlot } from "./page.mjs";
import { drawTicks, removeTicks } from "./ticks.mjs";

const MIN_JUMP = 0.001; // as a share of the gradient: two slopes that a sweep has rounded are equal
const MAX_IDLE_WAIT_MS = 200; // after a pause, until plotly draws on a busy browser too
const PAUSE_MS = 60; // without a move, before plotly draws the picture

/**
 * @param {object} needs
 * @param {PageData["rangeLimits"]} needs.rangeLimits
 * @param {string[]} needs.samplingNames the settings that decide at which x
 * @param {Record<string, string[]>} needs.curveParameters settings by the curve that obeys them
 * @param {() => CurveSettings | null} needs.readSettings
 * @param {Sweeps["findCurve"]} needs.findCurve
 * @param {(plot: PlotElement, ranges: Ranges) => Ranges} needs.findChangedRanges
 * @param {() => void} needs.onPause nothing has moved for a moment
 */
export function createPainter(needs) {
  const { samplingNames, curveParameters } = needs;

  /** @type {Set<string>} */
  const movedNames = new Set(); // of settings, since plotly drew the last picture
  /** @type {Map<string, Curve>} */
  const curves = new Map(); // as they are painted, by key
  /** @type {Set<string>} */
  const paintedIds = new Set(); // of traces
  /** @type {Ranges} */
  let ranges = {}; // of the axes that differ from plotly's
  /** @type {Record<string, number>} */
  let labelMarks = {}; // where the painted labels stand, by their paths in the layout
  let isPainted = false;
  let isMoving = false;
  let timer = 0;

  /**
   * Paints the newest value of a setting, if it moves curves or the probe.
   * @param {string} name
   */
  function paintMove(name) {
    movedNames.add(name);
    if (!paint()) return;
    isMoving = true;
    clearTimeout(timer);
    timer = setTimeout(endMoveWhenIdle, PAUSE_MS);
  }

  /** A slow processor may need longer than a pause for one move: it is not idle then. */
  function endMoveWhenIdle() {
    const moveTimer = timer;
    runWhenIdle(() => {
      if (timer !== moveTimer || !isMoving) return; // it has moved again
      isMoving = false;
      needs.onPause();
    }, MAX_IDLE_WAIT_MS);
  }

  /** Paints what could not be painted while its sweep was on the way. */
  function paintPending() {
    if (isMoving || movedNames.size === 0) return;
    paint();
  }

  /** Paints again after plotly has drawn something older: a zoom, a new size, new colours. */
  function repaint() {
    if (isPainted) paint();
  }

  /** Paints all that has moved. Returns whether there was anything that can be painted. */
  function paint() {
    const present = needs.readSettings();
    if (present === null) return false;
    const settings = { ...present, range: cleanRange(present.range, needs.rangeLimits) };
    const plot = findPlot();
    const hasNewX = samplingNames.some((name) => movedNames.has(name));
    const isLog = plot.layout.yaxis2.type === "log";
    const x = sampleX(settings.range, settings.step);
    for (const key of findDrawnKeys(plot)) {
      if (!hasNewX && !curveParameters[key].some((name) => movedNames.has(name))) continue;
      const curve = needs.findCurve(key, settings, x, isLog);
      if (curve) curves.set(key, curve);
    }
    if (curves.size === 0 && !hasNewX && !movedNames.has("probe")) return false;
    isPainted = true;
    paintPicture(plot, hasNewX ? settings.range : null, settings.probe);
    return true;
  }

  /**
   * @param {PlotElement} plot
   * @param {number[] | null} xRange if it is new
   * @param {number} probe
   */
  function paintPicture(plot, xRange, probe) {
    const lines = plot.data
      .map((trace, index) => ({ trace, points: findPoints(plot, trace, index) }))
      .filter(({ trace }) => trace.uid.includes("-"));
    const hadRanges = Object.keys(ranges).length > 0;
    ranges = needs.findChangedRanges(plot, {
      ...findValueRanges(plot, lines),
      ...(xRange && { xaxis: xRange }),
    });
    const isAxisMoved = hadRanges || Object.keys(ranges).length > 0;
    const scales = buildScales(plot);
    for (const { trace, points } of lines) {
      if (!isAxisMoved && !points.isNew) continue;
      paintedIds.add(trace.uid);
      const { _length: height } = scales[trace.yaxis].axis;
      const { toPixels: toX, axis } = scales.x;
      drawTrace(plot, trace, points, {
        ...{ toX, toY: scales[trace.yaxis].toPixels },
        ...{ width: axis._length, height },
      });
    }
    if (isAxisMoved)
      for (const { axis, range, toPixels } of Object.values(scales))
        drawTicks(plot, axis, range, toPixels);
    drawProbe(plot, scales.x.toPixels(probe));
    paintLabels(plot, lines, scales);
  }

  /** @param {PlotElement} plot */
  function buildScales(plot) {
    /** @type {Record<string, AxisScale>} */
    const scales = {};
    for (const name of ["xaxis", "yaxis", "yaxis2"]) {
      const axis = plot._fullLayout[name];
      const range = ranges[name] ?? axis.range;
      scales[axis._id] = { axis, range, toPixels: createScale(axis, range) };
    }
    return scales;
  }

  /**
   * @param {PlotElement} plot
   * @param {PaintedLine[]} lines
   * @param {ReturnType<typeof buildScales>} scales
   */
  function paintLabels(plot, lines, scales) {
    const { panel, spacing } = plot.layout.meta.labels;
    if (!spacing) return;
    const labelled = lines.filter(({ trace }) => trace.uid.endsWith(`-${panel}`));
    const targets = labelled.map(({ trace, points }) => {
      const { axis, toPixels } = scales[trace.yaxis];
      const top = toPixels(points.y[points.y.length - 1]) / axis._length;
      const share = 1 - Math.min(Math.max(Number.isFinite(top) ? top : 1, 0), 1);
      return axis.domain[0] + share * (axis.domain[1] - axis.domain[0]);
    });
    const heights = spreadLabels(targets, spacing);
    drawLabels(plot, targets, heights);
    labelMarks = {};
    for (const [index, height] of heights.entries()) {
      labelMarks[`annotations[${index}].y`] = height;
      labelMarks[`shapes[${index + 1}].y0`] = targets[index];
      labelMarks[`shapes[${index + 1}].y1`] = height;
    }
  }

  /**
   * Returns the points of a trace: of its painted curve or, without one, as plotly has them.
   * @param {PlotElement} plot
   * @param {Trace} trace
   * @param {number} index
   * @returns {Points}
   */
  function findPoints(plot, { uid }, index) {
    const [key, part] = splitId(uid);
    const curve = curves.get(key);
    if (curve) return { ...partPoints(curve, part), count: curve.x.length, isNew: true };
    const { x = [], y = [] } = plot._fullData[index];
    return { x, y, count: x.length, isNew: false };
  }

  /**
   * Returns the painted picture as a frame for plotly; call it before `release`.
   * @returns {Frame}
   */
  function buildFrame() {
    const plot = findPlot();
    const traces = [];
    for (const [index, trace] of plot.data.entries()) {
      const { x, y, isNew } = findPoints(plot, trace, index);
      if (isNew) traces.push({ index, x, y });
    }
    const probe = needs.readSettings()?.probe ?? 0;
    const marks = { "shapes[0].x0": probe, "shapes[0].x1": probe, ...labelMarks };
    return { count: findPoints(plot, plot.data[0], 0).count, traces, marks };
  }

  /**
   * Forgets what was painted, since plotly draws now. Returns the indices of the painted traces.
   * @returns {number[]}
   */
  function release() {
    const plot = findPlot();
    const indices = plot.data.flatMap(({ uid }, index) => (paintedIds.has(uid) ? [index] : []));
    clearTimeout(timer);
    isMoving = false;
    movedNames.clear();
    curves.clear();
    paintedIds.clear();
    ranges = {};
    labelMarks = {};
    isPainted = false;
    removeBrushwork(plot);
    removeTicks(plot);
    return indices;
  }

  return {
    ...{ paintMove, paintPending, repaint, buildFrame, release },
    hasPainted: () => isPainted,
    isMoving: () => isMoving,
    ranges: () => ranges,
  };
}

/** @param {PlotElement} plot */
export const findDrawnKeys = (plot) =>
  plot.data
    .map(({ uid }) => splitId(uid))
    .flatMap(([key, part]) => (part === "value" ? [key] : []));

/**
 * Returns the curve and the part of it that a trace shows.
 * @param {string} uid
 */
const splitId = (uid) => uid.split("-");

/**
 * Returns the points of one trace of a curve.
 * @param {Curve} curve
 * @param {string} part
 */
function partPoints({ x, value, gradient, kink, oneSided }, part) {
  if (part === "value") return { x, y: value };
  const isJump = part === "jump";
  if (oneSided === null || kink === null) return isJump ? { x: [], y: [] } : { x, y: gradient };
  const [left, right] = oneSided;
  if (isJump) {
    const hasJump = Math.abs(left - right) > MIN_JUMP * Math.max(left, right);
    return hasJump ? { x: [kink, kink], y: oneSided } : { x: [], y: [] };
  }
  const found = x.findIndex((each) => each > kink);
  const insert = (/** @type {Float64Array} */ array, /** @type {number[]} */ numbers) => [
    ...array.subarray(0, found),
    ...numbers,
    ...array.subarray(found),
  ];
  return { x: insert(x, [kink, kink, kink]), y: insert(gradient, [left, Number.NaN, right]) };
}

/**
 * Returns the range of each y axis.
 * @param {PlotElement} plot
 * @param {PaintedLine[]} lines
 */
function findValueRanges(plot, lines) {
  /** @type {Ranges} */
  const found = {};
  for (const [name, steps] of Object.entries(plot.layout.meta.axisSteps)) {
    const axis = plot._fullLayout[name];
    const extents = lines
      .filter(({ trace }) => trace.yaxis === axis._id)
      .map(({ points }) => findExtent(points.y, axis.type === "log"));
    found[name] = rangeFor(steps, extents);
  }
  return found;
}

/**
 * Returns the range that the server will make of what the thumbs say.
 * @param {number[]} range
 * @param {PageData["rangeLimits"]} limits
 */
function cleanRange(range, { high, gap }) {
  const [first, last] = [...range].sort((a, b) => a - b);
  if (last - first >= gap) return [first, last];
  const start = Math.min(first, high - gap);
  return [start, start + gap];
}
