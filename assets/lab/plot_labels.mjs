// The labels of the curves in the plot follow their curves: those on the curves, and those of a
// lecture in a rail at the right edge.

import { createScale, drawLabels, roundPixels, writeAttribute } from "./brush.mjs";
import { spreadLabels } from "./spread_labels.mjs";
import { axisName, hasOwnX, interpolateAt } from "./traces.mjs";

const LINE_HEIGHT = 1.2; // of a label, in units of the size of its letters

/**
 * Moves the labels in the rail. Returns where they are, by their paths in the layout.
 * @param {PlotElement} plot
 * @param {PaintedLine[]} lines
 * @param {Record<string, AxisScale>} scales
 * @returns {Record<string, number>}
 */
export function paintRail(plot, lines, scales) {
  const { panel } = plot.layout.meta.rail;
  const isLabelled = (/** @type {PaintedLine} */ { trace: { uid } }) =>
    uid.endsWith(`-${panel}`) && !hasOwnX(uid);
  const targets = lines.filter(isLabelled).map(({ trace, points }) => {
    const { axis, toPixels } = scales[trace.yaxis];
    const top = toPixels(points.y[points.y.length - 1]) / axis._length;
    const share = 1 - Math.min(Math.max(Number.isFinite(top) ? top : 1, 0), 1);
    return axis.domain[0] + share * (axis.domain[1] - axis.domain[0]);
  });
  const heights = spreadLabels(targets, findSpacing(plot));
  drawLabels(plot, targets, heights);
  return buildRailMarks(targets, heights);
}

/**
 * Returns where the labels of the rail go in the plot as large as it is: the server knows only how
 * large it would like to be.
 * @param {PlotElement} plot
 * @returns {Record<string, number>}
 */
export function findRailMarks(plot) {
  const { layout } = plot;
  if (!layout.meta.rail.spacing) return {};
  const targets = layout.shapes.slice(1).map((/** @type {{y0: number}} */ { y0 }) => y0);
  return buildRailMarks(targets, spreadLabels(targets, findSpacing(plot)));
}

/**
 * Returns the least distance of two labels, as a share of the plot's height.
 * @param {Pick<PlotElement, "layout" | "_fullLayout">} plot
 */
function findSpacing({ layout, _fullLayout }) {
  const { size } = layout.annotations[0].font;
  return Math.max(layout.meta.rail.spacing, (LINE_HEIGHT * size) / _fullLayout._size.h);
}

/**
 * @param {number[]} targets
 * @param {number[]} heights
 */
function buildRailMarks(targets, heights) {
  const round = (/** @type {number} */ share) => Math.round(share * 1e4) / 1e4;
  /** @type {Record<string, number>} */
  const marks = {};
  for (const [index, height] of heights.entries()) {
    marks[`annotations[${index}].y`] = round(height);
    marks[`shapes[${index + 1}].y0`] = round(targets[index]);
    marks[`shapes[${index + 1}].y1`] = round(height);
  }
  return marks;
}

/**
 * Moves each label with its curve, at the x where it stands.
 * @param {PlotElement} plot
 * @param {PaintedLine[]} lines
 * @param {Record<string, AxisScale>} scales
 */
export function paintLabels(plot, lines, scales) {
  for (const [index, drawn] of findLabelledHeights(plot)) {
    const { name, x: place } = plot.layout.annotations[index];
    const line = lines.find(({ trace }) => trace.uid === name);
    if (!line) continue;
    const { axis: xAxis, toPixels: toX } = scales[line.trace.xaxis ?? "x"];
    const { axis, toPixels } = scales[line.trace.yaxis];
    const x = readPlace(xAxis, place);
    const height = interpolateAt(line.points, x);
    const top = height === null ? Number.NaN : toPixels(height);
    const isInside = top > 0 && top < axis._length && toX(x) > 0 && toX(x) < xAxis._length;
    const label = plot.querySelector(`.annotation[data-index='${index}']`);
    writeAttribute(label, "visibility", isInside ? "visible" : "hidden");
    if (!isInside) continue;
    const right = toX(x) - createScale(xAxis, xAxis.range)(x);
    const down = top - createScale(axis, axis.range)(readPlace(axis, drawn));
    writeAttribute(label, "transform", `translate(${roundPixels(right)},${roundPixels(down)})`);
  }
}

/**
 * Returns how high the curve of each visible label is at the label's x, as plotly has it; of a
 * logarithmic axis the exponent. By the index of the annotation.
 * @param {PlotElement} plot
 * @returns {Map<number, number>}
 */
export function findLabelledHeights(plot) {
  const heights = new Map();
  for (const [index, { name, visible, x }] of plot.layout.annotations.entries()) {
    const line = name && visible ? plot.data.findIndex(({ uid }) => uid === name) : -1;
    if (line < 0) continue;
    const { xaxis = "x", yaxis } = plot.data[line];
    const { x: lineX = [], y: lineY = [] } = plot._fullData[line];
    const at = readPlace(plot.layout[axisName(xaxis)], x);
    const height = interpolateAt({ x: lineX, y: lineY }, at);
    const isLog = plot.layout[axisName(yaxis)].type === "log";
    const place = isLog && height !== null ? Math.log10(height) : height;
    if (place !== null && Number.isFinite(place)) heights.set(index, place);
  }
  return heights;
}

/**
 * Returns the value at a place of the layout, which counts exponents on a logarithmic axis.
 * @param {{type: string}} axis
 * @param {number} place
 */
const readPlace = ({ type }, place) => (type === "log" ? 10 ** place : place);

/**
 * Returns where the labels go, by their paths, so that they are as far from their curves as before.
 * @param {PlotElement} plot
 * @param {Map<number, number>} before the heights before the curves were drawn anew
 * @returns {Marks}
 */
export function findLabelMarks(plot, before) {
  /** @type {Marks} */
  const marks = {};
  for (const [index, height] of findLabelledHeights(plot)) {
    const moved = plot.layout.annotations[index].y + height - (before.get(index) ?? height);
    marks[`annotations[${index}].y`] = Math.round(moved * 1e4) / 1e4;
  }
  return marks;
}
