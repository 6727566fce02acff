// The names of the curves in the plot follow their curves: those on the curves, and those of a
// lecture in a rail at the right edge.

import { drawLabels, roundPixels, writeAttribute } from "./brush.mjs";
import { spreadLabels } from "./curve_labels.mjs";
import { interpolateAt } from "./traces.mjs";

const UNNAMED_KEY = "terms";

/**
 * Moves the names in the rail. Returns where they are, by their paths in the layout.
 * @param {PlotElement} plot
 * @param {PaintedLine[]} lines
 * @param {Record<string, AxisScale>} scales
 * @returns {Record<string, number>}
 */
export function paintRail(plot, lines, scales) {
  const { panel, spacing } = plot.layout.meta.rail;
  const named = lines.filter(
    ({ trace }) => trace.uid.endsWith(`-${panel}`) && !trace.uid.startsWith(UNNAMED_KEY),
  );
  const targets = named.map(({ trace, points }) => {
    const { axis, toPixels } = scales[trace.yaxis];
    const top = toPixels(points.y[points.y.length - 1]) / axis._length;
    const share = 1 - Math.min(Math.max(Number.isFinite(top) ? top : 1, 0), 1);
    return axis.domain[0] + share * (axis.domain[1] - axis.domain[0]);
  });
  const heights = spreadLabels(targets, spacing);
  drawLabels(plot, targets, heights);
  /** @type {Record<string, number>} */
  const marks = {};
  for (const [index, height] of heights.entries()) {
    marks[`annotations[${index}].y`] = height;
    marks[`shapes[${index + 1}].y0`] = targets[index];
    marks[`shapes[${index + 1}].y1`] = height;
  }
  return marks;
}

/**
 * Moves each name with its curve, at the x where it stands.
 * @param {PlotElement} plot
 * @param {PaintedLine[]} lines
 * @param {Record<string, AxisScale>} scales
 */
export function paintNames(plot, lines, scales) {
  for (const [index, { name, visible, x, y }] of plot.layout.annotations.entries()) {
    const line = name && visible && lines.find(({ trace }) => trace.uid === name);
    if (!line) continue;
    const { axis, toPixels } = scales[line.trace.yaxis];
    const height = interpolateAt(line.points, x);
    const isLog = axis.type === "log";
    const { _offset: left, _length: width, range } = scales.x.axis;
    const right = scales.x.toPixels(x) - (width * (x - range[0])) / (range[1] - range[0]);
    const share = (axis.range[1] - y) / (axis.range[1] - axis.range[0]);
    const top = height === null ? Number.NaN : toPixels(height);
    const isInside = top > 0 && top < axis._length && scales.x.toPixels(x) < width && left >= 0;
    const label = plot.querySelector(`.annotation[data-index='${index}']`);
    const down = top - share * axis._length;
    const canMove = isInside && !(isLog && height !== null && height <= 0);
    writeAttribute(label, "visibility", canMove ? "visible" : "hidden");
    if (canMove)
      writeAttribute(label, "transform", `translate(${roundPixels(right)},${roundPixels(down)})`);
  }
}

/**
 * Returns the heights of the names on their curves, as plotly has these now, by their paths.
 * @param {PlotElement} plot
 * @returns {Marks}
 */
export function findNameMarks(plot) {
  /** @type {Marks} */
  const marks = {};
  for (const [index, { name, visible, x }] of plot.layout.annotations.entries()) {
    const line = plot.data.findIndex(({ uid }) => uid === name);
    if (line < 0 || !visible) continue;
    const { x: lineX = [], y: lineY = [] } = plot._fullData[line];
    const height = interpolateAt({ x: lineX, y: lineY }, x);
    const isLog = plot.data[line].yaxis === "y2" && plot.layout.yaxis2.type === "log";
    const place = isLog && height !== null ? Math.log10(height) : height;
    if (place !== null && Number.isFinite(place))
      marks[`annotations[${index}].y`] = Math.round(place * 1e4) / 1e4;
  }
  return marks;
}
