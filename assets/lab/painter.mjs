// Draws each value of a moving slider in the frame in which its thumb moves, from its sweep. Plotly
// gets the picture once nothing moves: the server's exact one or, without a server, this one.

import { cleanRange, findValueRanges } from "./axis_ranges.mjs";
import { createScale, drawProbe, drawTrace, removeBrushwork } from "./brush.mjs";
import { sampleX } from "./curve_family.mjs";
import { MAX_PLOTLY_WAIT_MS, runWhenIdle } from "./idle.mjs";
import { findPlot } from "./page.mjs";
import { paintLabels, paintRail } from "./plot_labels.mjs";
import { drawTicks, removeTicks } from "./ticks.mjs";
import { findDrawnKeys, hasOwnX, isOfLens, partPoints, splitId } from "./traces.mjs";

const PAUSE_MS = 60; // without a move, before plotly draws the picture
const HELD_PAUSE_MS = 300; // the same while a hand holds the slider, which may well move on
const CURVE_AXES = ["xaxis", "yaxis", "yaxis2"]; // the others are those of a lens

/**
 * @param {object} needs
 * @param {PageData["rangeLimits"]} needs.rangeLimits
 * @param {string[]} needs.samplingNames the settings that decide at which x
 * @param {Record<string, string[]>} needs.curveParameters settings by the curve that obeys them
 * @param {string[]} needs.lensNames the settings that move only what a lens draws
 * @param {() => CurveSettings | null} needs.readSettings
 * @param {Sweeps["findCurve"]} needs.findCurve
 * @param {(plot: PlotElement, ranges: Ranges) => Ranges} needs.findChangedRanges
 * @param {() => void} needs.onPause nothing has moved for a moment
 * @param {() => boolean} needs.isHandDown
 * @param {() => boolean} needs.isHandleHeld
 * @param {() => void} needs.onPaint the picture has changed
 */
export function createPainter(needs) {
  const { samplingNames, curveParameters } = needs;

  /** @type {Set<string>} */
  const movedNames = new Set(); // of settings, since plotly drew the last picture
  /** @type {Map<string, Curve>} */
  const curves = new Map(); // as their sweeps give them, by key
  /** @type {Map<string, Points>} */
  const exactPoints = new Map(); // that are painted instead of the sweep's, by the uid of the trace
  /** @type {Set<string>} */
  const sweptKeys = new Set(); // of curves of which a sweep gives the newest move
  /** @type {Map<string, Points>} */
  const paintedPoints = new Map(); // as they were painted last, by the uid of the trace
  /** @type {Set<string>} */
  const paintedIds = new Set(); // of traces
  /** @type {Ranges} */
  let ranges = {}; // of the axes that differ from plotly's
  /** @type {Ranges} */
  let lensRanges = {}; // as the newest response has them
  /** @type {Map<string, string>} */
  const paintedRanges = new Map(); // of all axes, as they were painted last, by id
  /** @type {Record<string, number>} */
  let railMarks = {}; // where the painted labels stand, by their paths in the layout
  let isPainted = false;
  let isMoving = false;
  let timer = 0;

  /**
   * Paints the newest value of a setting, if it moves curves or the probe.
   * @param {string} name
   */
  function paintMove(name) {
    movedNames.add(name);
    if (!paint([name])) return;
    isMoving = true;
    startPause();
  }

  /** Starts to wait for the end of a move; it comes sooner once the hand has let go. */
  function startPause() {
    if (!isMoving) return;
    clearTimeout(timer);
    timer = setTimeout(endMoveWhenIdle, needs.isHandDown() ? HELD_PAUSE_MS : PAUSE_MS);
  }

  /** A slow processor may need longer than a pause for one move: it is not idle then. */
  function endMoveWhenIdle() {
    const moveTimer = timer;
    runWhenIdle(() => {
      if (timer !== moveTimer || !isMoving) return; // it has moved again
      isMoving = false;
      needs.onPause();
    }, MAX_PLOTLY_WAIT_MS);
  }

  /** Paints what could not be painted while its sweep was on the way. */
  function paintPending() {
    if (!isMoving && movedNames.size > 0) paint([]);
  }

  /** Paints again after plotly has drawn something older: a zoom, a new size, new colours. */
  function repaint() {
    paintedRanges.clear();
    if (isPainted) paint([]);
  }

  /**
   * Paints the lines of a response. Where newer moves wait for theirs, only the lines that no sweep
   * gives: the others would jump back.
   * @param {Frame} frame
   * @param {Ranges} newRanges
   * @param {boolean} isNewest
   */
  function paintResponse({ count, traces }, newRanges, isNewest) {
    const plot = findPlot();
    const ofLens = Object.entries(newRanges).filter(([axis]) => !CURVE_AXES.includes(axis));
    lensRanges = Object.fromEntries(ofLens);
    for (const { index, y, x = plot._fullData[index].x ?? [] } of traces) {
      const { uid } = plot.data[index];
      if (isNewest || isOfLens(uid) || !sweptKeys.has(splitId(uid)[0]))
        exactPoints.set(uid, { x, y, count: hasOwnX(uid) ? 1 : count, isNew: true });
    }
    paint([]);
  }

  /**
   * Paints all that has moved. Returns whether there was anything that can be painted.
   * @param {string[]} names of the settings that have moved just now
   */
  function paint(names) {
    const present = needs.readSettings();
    const plot = findPlot();
    if (present === null || plot === null) return false;
    const settings = { ...present, range: cleanRange(present.range, needs.rangeLimits) };
    const isLog = plot.layout.yaxis2.type === "log";
    const x = sampleX(settings.range, settings.step);
    for (const key of findDrawnKeys(plot)) {
      const isExact = exactPoints.has(`${key}-value`) && !isMovedBy(key, names);
      const curve =
        !isExact && isMovedBy(key, movedNames) && needs.findCurve(key, settings, x, isLog);
      if (isMovedBy(key, names)) sweptKeys.delete(key);
      if (!curve) continue;
      sweptKeys.add(key);
      curves.set(key, curve);
      for (const { uid } of plot.data)
        if (splitId(uid)[0] === key && !isOfLens(uid)) exactPoints.delete(uid);
    }
    const hasNewX = samplingNames.some((name) => movedNames.has(name));
    const isMarkMoved = [...needs.lensNames, "probe"].some((name) => movedNames.has(name));
    if (curves.size === 0 && !hasNewX && !isMarkMoved) return false;
    isPainted = true;
    paintPicture(plot, hasNewX ? settings.range : null, settings.probe);
    return true;
  }

  /** Returns whether a line waits for the server, since no sweep gives what has moved it. */
  const hasUnsweptLine = () =>
    findDrawnKeys(findPlot()).some((key) => isMovedBy(key, movedNames) && !sweptKeys.has(key));

  /**
   * @param {string} key of a curve
   * @param {Iterable<string>} names of settings
   */
  const isMovedBy = (key, names) =>
    [...names].some((name) => samplingNames.includes(name) || curveParameters[key].includes(name));

  /**
   * @param {PlotElement} plot
   * @param {number[] | null} xRange if it is new
   * @param {number} probe
   */
  function paintPicture(plot, xRange, probe) {
    const lines = plot.data
      .map((trace, index) => ({ trace, points: findPoints(plot, trace, index) }))
      .filter(({ trace }) => trace.uid.includes("-"));
    paintedPoints.clear();
    for (const { trace, points } of lines) if (trace.visible) paintedPoints.set(trace.uid, points);
    // An axis that grew would carry the handle away from the hand that drags it.
    const valueRanges = needs.isHandleHeld() ? ranges : findValueRanges(plot, lines);
    const xRanges = xRange && { xaxis: xRange };
    ranges = needs.findChangedRanges(plot, { ...lensRanges, ...valueRanges, ...xRanges });
    const scales = buildScales(plot);
    for (const { trace, points } of lines) {
      const { axis: xAxis, toPixels: toX, isMoved: isXMoved } = scales[trace.xaxis ?? "x"];
      const { axis, toPixels: toY, isMoved } = scales[trace.yaxis];
      if (!points.isNew && !isMoved && !isXMoved) continue;
      paintedIds.add(trace.uid);
      drawTrace(plot, trace, points, { toX, toY, width: xAxis._length, height: axis._length });
    }
    for (const { axis, range, toPixels, isMoved } of Object.values(scales)) {
      if (isMoved) drawTicks(plot, axis, range, toPixels);
      paintedRanges.set(axis._id, String(range));
    }
    drawProbe(plot, scales.x.toPixels(probe));
    if (plot.layout.meta.rail.spacing) railMarks = paintRail(plot, lines, scales);
    else paintLabels(plot, lines, scales);
    needs.onPaint();
  }

  /** @param {PlotElement} plot */
  function buildScales(plot) {
    /** @type {Record<string, AxisScale>} */
    const scales = {};
    for (const name of Object.keys(plot._fullLayout).filter((each) => /^[xy]axis\d*$/.test(each))) {
      const axis = plot._fullLayout[name];
      const range = ranges[name] ?? axis.range;
      const isMoved = String(range) !== (paintedRanges.get(axis._id) ?? String(axis.range));
      scales[axis._id] = { axis, range, isMoved, toPixels: createScale(axis, range) };
    }
    return scales;
  }

  /**
   * Returns the points of a trace: of its painted curve or, without one, as plotly has them.
   * @param {PlotElement} plot
   * @param {Trace} trace
   * @param {number} index
   * @returns {Points}
   */
  function findPoints(plot, { uid }, index) {
    const exact = exactPoints.get(uid);
    if (exact) return exact;
    const [key, part] = splitId(uid);
    const curve = isOfLens(uid) ? undefined : curves.get(key);
    if (curve) return { ...partPoints(curve, part), count: curve.x.length, isNew: true };
    const { x = [], y = [] } = plot._fullData[index];
    return { x, y, count: hasOwnX(uid) ? 1 : x.length, isNew: false };
  }

  /**
   * Returns the points of a trace as the reader sees them, or null where it is not drawn.
   * @param {string} uid
   */
  function findPaintedPoints(uid) {
    const plot = findPlot();
    const painted = paintedPoints.get(uid);
    if (painted) return painted;
    const index = plot.data.findIndex((trace) => trace.uid === uid);
    return index < 0 || !plot.data[index].visible
      ? null
      : findPoints(plot, plot.data[index], index);
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
    const settings = needs.readSettings();
    const probe = settings && { "shapes[0].x0": settings.probe, "shapes[0].x1": settings.probe };
    const marks = { ...probe, ...railMarks };
    const first = plot.data.findIndex(({ uid }) => !hasOwnX(uid));
    return { count: findPoints(plot, plot.data[first], first).count, traces, marks };
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
    paintedPoints.clear();
    sweptKeys.clear();
    exactPoints.clear();
    paintedIds.clear();
    paintedRanges.clear();
    ranges = {};
    lensRanges = {};
    railMarks = {};
    isPainted = false;
    removeBrushwork(plot);
    removeTicks(plot);
    return indices;
  }

  return {
    ...{
      findPaintedPoints,
      paintMove,
      paintPending,
      paintResponse,
      repaint,
      buildFrame,
      release,
      startPause,
    },
    hasPainted: () => isPainted,
    isMoving: () => isMoving,
    hasUnsweptLine,
    hasLens: () => findPlot().data.some(({ uid, visible }) => visible && isOfLens(uid)),
    ranges: () => ranges,
  };
}
