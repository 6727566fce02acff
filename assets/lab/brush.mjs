// Writes what a moving slider moves straight into the picture that plotly has drawn: lines, dots,
// the probe, the labels. Plotly itself would take a whole frame for it, and several on a phone.

const CIRCLE = (/** @type {number} */ r) =>
  `M${r},0A${r},${r} 0 1,1 0,${-r}A${r},${r} 0 0,1 ${r},0Z`;
const SVG = "http://www.w3.org/2000/svg";

/** @type {Element[]} */
let added = []; // dots that plotly does not know

/**
 * Returns the function from a value on an axis to pixels inside its panel.
 * @param {PlotAxis} axis
 * @param {number[]} range in exponents of ten on a logarithmic axis
 * @returns {(value: number) => number}
 */
export function createScale({ _length, _id, type }, [low, high]) {
  const factor = _length / (high - low);
  const place = type === "log" ? Math.log10 : (/** @type {number} */ value) => value;
  return _id.startsWith("y")
    ? (value) => (high - place(value)) * factor
    : (value) => (place(value) - low) * factor;
}

/**
 * @param {number} length of an axis in pixels
 * @param {number[]} range
 */
export const unitsPerPixel = (length, [low, high]) => (high - low) / length;

/**
 * Draws one trace.
 * @param {PlotElement} plot
 * @param {Trace} trace
 * @param {Points} points
 * @param {PanelScale} scale
 */
export function drawTrace(plot, trace, points, scale) {
  const group = plot.querySelector(`.trace${trace.uid}`);
  if (!group) return; // not in a visible panel
  const isLine = trace.mode !== "markers";
  const area = group.querySelector(".js-fill");
  if (area) drawPath(area, points, scale);
  if (isLine) drawLine(group, points, scale);
  const hasDots = !isLine || points.count <= trace.meta.maxDots;
  drawDots(group, trace, hasDots ? points : { ...points, x: [], y: [] }, scale);
}

/**
 * @param {Element} group
 * @param {Points} points
 * @param {PanelScale} scale
 */
function drawLine(group, points, scale) {
  const [line, ...others] = group.querySelectorAll(".js-line");
  if (line) drawPath(line, points, scale);
  for (const other of others) writeAttribute(other, "d", "M0,0");
}

/**
 * @param {Element} element
 * @param {Points} points
 * @param {PanelScale} scale
 */
function drawPath(element, { x, y, count }, { toX, toY, width }) {
  // More points than pixels would not show.
  const stride = Math.max(1, Math.floor(count / width));
  let path = "";
  let isDown = false;
  for (let index = 0; index < x.length; index += stride) {
    const top = toY(y[index]);
    if (Number.isFinite(top))
      path += `${isDown ? "L" : "M"}${roundPixels(toX(x[index]))},${roundPixels(top)}`;
    isDown = Number.isFinite(top);
  }
  writeAttribute(element, "d", path || "M0,0");
}

/**
 * @param {Element} group
 * @param {Trace} trace
 * @param {Points} points
 * @param {PanelScale} scale
 */
function drawDots(group, trace, { x, y }, { toX, toY, height }) {
  const place = /** @type {Element} */ (group.querySelector(".points"));
  const dots = [...place.querySelectorAll(".point")];
  let used = 0;
  for (let index = 0; index < x.length; index += 1) {
    const top = toY(y[index]);
    if (!Number.isFinite(top)) continue;
    const dot = dots[used] ?? place.appendChild(createDot(trace.marker, used));
    used += 1;
    // Of the two dots at a kink each has its look, so the place of one outside stays empty.
    const isInside = trace.cliponaxis !== false || (top >= 0 && top <= height);
    showElement(dot, isInside);
    if (!isInside) continue;
    writeAttribute(
      dot,
      "transform",
      `translate(${roundPixels(toX(x[index]))},${roundPixels(top)})`,
    );
  }
  for (const dot of dots.slice(used)) showElement(dot, false);
}

/**
 * @param {Trace["marker"]} marker
 * @param {number} index
 */
function createDot({ size, color, line }, index) {
  const dot = document.createElementNS(SVG, "path");
  dot.setAttribute("class", "point");
  dot.setAttribute("d", CIRCLE(size / 2));
  dot.style.fill = Array.isArray(color) ? color[index] : color;
  if (line) Object.assign(dot.style, { stroke: line.color, strokeWidth: `${line.width}px` });
  added.push(dot);
  return dot;
}

/**
 * @param {PlotElement} plot
 * @param {number} x in pixels from the left of the panel
 */
export function drawProbe(plot, x) {
  const path = plot.querySelector(".shape-group[data-index='0'] path");
  const place = roundPixels(plot._fullLayout.xaxis._offset + x);
  const ends = path?.getAttribute("d")?.match(/,[^LM]+/g);
  if (ends) writeAttribute(path, "d", `M${place}${ends[0]}L${place}${ends[1]}`);
}

/**
 * Draws the labels, each with the line to the end of its curve.
 * @param {PlotElement} plot
 * @param {number[]} targets where the curves end, as shares of the plot's height
 * @param {number[]} heights of the labels
 */
export function drawLabels(plot, targets, heights) {
  const { t: top, h: height } = plot._fullLayout._size;
  const toPixels = (/** @type {number} */ share) => roundPixels(top + (1 - share) * height);
  for (const [index, share] of heights.entries()) {
    const label = plot.querySelector(`.annotation[data-index='${index}']`);
    const shift = roundPixels((plot.layout.annotations[index].y - share) * height);
    writeAttribute(label, "transform", `translate(0,${shift})`);
    const line = plot.querySelector(`.shape-group[data-index='${index + 1}'] path`);
    const [start, end] = line?.getAttribute("d")?.match(/[ML][^,]+/g) ?? [];
    writeAttribute(line, "d", `${start},${toPixels(targets[index])}${end},${toPixels(share)}`);
  }
}

/**
 * Takes away what plotly does not know, before it draws.
 * @param {PlotElement} plot
 */
export function removeBrushwork(plot) {
  for (const dot of added) dot.remove();
  added = [];
  for (const dot of plot.querySelectorAll(".point[data-hidden]")) showElement(dot, true);
}

/**
 * Puts the labels back to where plotly has them, before it moves them.
 * @param {PlotElement} plot
 */
export function removeLabelShifts(plot) {
  for (const label of plot.querySelectorAll(".annotation[transform], .annotation[visibility]")) {
    label.removeAttribute("transform");
    label.removeAttribute("visibility");
  }
}

/**
 * @param {Element} element
 * @param {boolean} isShown
 */
function showElement(element, isShown) {
  if (element.hasAttribute("data-hidden") !== isShown) return;
  element.toggleAttribute("data-hidden", !isShown);
  element.setAttribute("visibility", isShown ? "visible" : "hidden");
}

/**
 * Writes an attribute that has changed: the same once more would be drawn once more.
 * @param {Element | null | undefined} element
 * @param {string} name
 * @param {string} value
 */
export function writeAttribute(element, name, value) {
  if (element && element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/**
 * Rounds to hundredths, as plotly does.
 * @param {number} pixels
 */
export const roundPixels = (pixels) => Math.round(pixels * 100) / 100;
