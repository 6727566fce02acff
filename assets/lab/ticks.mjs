// The ticks and grid lines of an axis whose range moves under the hand. Plotly draws its own again
// once it draws the whole picture.

import { roundPixels, writeAttribute } from "./brush.mjs";

const MOVED = "data-moved"; // marks what plotly does not know
const VALUE = "data-value"; // of what is marked: a new text costs more than a new place

/**
 * Draws an axis with another range. Its own ticks are hidden until `removeTicks`.
 * @param {PlotElement} plot
 * @param {PlotAxis} axis
 * @param {number[]} range
 * @param {(value: number) => number} toPixels inside the panel
 */
export function drawTicks(plot, axis, range, toPixels) {
  const values = findTicks(axis, range);
  const isVertical = axis._id.startsWith("y");
  const name = axis._id;
  const moveTo = (/** @type {Element} */ element, /** @type {number} */ value) => {
    const pixels = roundPixels(axis._offset + toPixels(value));
    const [x, y] = element.getAttribute("transform")?.match(/-?[\d.]+/g) ?? [0, 0];
    const place = isVertical ? `${x},${pixels}` : `${pixels},${y}`;
    writeAttribute(element, "transform", `translate(${place})`);
  };
  const isInside = (/** @type {number} */ value) =>
    toPixels(value) > 1 && toPixels(value) < axis._length - 1;
  const inside = values.filter((value) => value !== 0 && isInside(value));
  for (const layer of plot.querySelectorAll(`.gridlayer > .${name}`))
    copyTo(layer, `.${name}grid`, inside, (line, value) => moveTo(line, value));
  for (const layer of plot.querySelectorAll(".zerolinelayer"))
    copyTo(layer, `.${name}zl`, isInside(0) ? [0] : [], (line) => moveTo(line, 0));
  for (const layer of plot.querySelectorAll(`.${name[0]}axislayer-above`))
    copyTo(layer, `.${name}tick`, values, (tick, value) => {
      const text = /** @type {Element} */ (tick.querySelector("text"));
      if (tick.getAttribute(VALUE) !== String(value)) writeTick(text, value, axis);
      tick.setAttribute(VALUE, String(value));
      moveTo(text, value);
    });
}

/**
 * Hides the elements of a class in a layer and shows a copy of the first for each value.
 * @param {Element} layer
 * @param {string} selector
 * @param {number[]} values
 * @param {(copy: Element, value: number) => void} write
 */
function copyTo(layer, selector, values, write) {
  const own = [...layer.querySelectorAll(`${selector}:not([${MOVED}])`)];
  const copies = [...layer.querySelectorAll(`[${MOVED}="${selector}"]`)];
  if (own.length === 0) return;
  for (const element of own) element.setAttribute("visibility", "hidden");
  for (const [index, value] of values.entries()) {
    let copy = copies[index];
    if (!copy) {
      copy = /** @type {Element} */ (own[0].cloneNode(true));
      copy.setAttribute("class", "crisp"); // or plotly would take it for its own
      copy.setAttribute(MOVED, selector);
      copy.setAttribute("visibility", "visible");
      layer.append(copy);
    }
    write(copy, value);
  }
  for (const copy of copies.slice(values.length)) copy.remove();
}

/**
 * Removes the copies and shows plotly's own ticks.
 * @param {PlotElement} plot
 */
export function removeTicks(plot) {
  for (const copy of plot.querySelectorAll(`[${MOVED}]`)) copy.remove();
  for (const own of plot.querySelectorAll("[class$=tick], .crisp"))
    own.removeAttribute("visibility");
}

/**
 * Returns the values at which plotly would draw ticks.
 * @param {PlotAxis} axis
 * @param {number[]} range in exponents of ten on a logarithmic axis
 * @returns {number[]}
 */
function findTicks({ _length, _id, nticks, type }, [low, high]) {
  const minPixels = _id.startsWith("y") ? 40 : 80; // between two ticks, as in plotly
  const count = nticks || Math.min(Math.max(_length / minPixels, 4), 9) + 1;
  const rough = (high - low) / count;
  const isLog = type === "log";
  const step = isLog ? Math.ceil(rough) : roundStepUp(rough);
  const first = Math.ceil(low / step - 1e-6);
  const last = Math.floor(high / step + 1e-6);
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const place = Number(((first + index) * step).toPrecision(12));
    return isLog ? 10 ** place : place;
  });
}

/** @param {number} rough */
function roundStepUp(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([2, 5].find((factor) => factor * power > rough) ?? 10);
}

/**
 * @param {Element} text of a tick
 * @param {number} value
 * @param {PlotAxis} axis
 */
function writeTick(text, value, { type, exponentformat }) {
  const exponent = Math.log10(value);
  const hasExponent = Math.abs(exponent) > 2;
  if (type !== "log" || (exponentformat === "e" && !hasExponent))
    text.textContent = formatNumber(value);
  else if (exponentformat === "e") text.textContent = `1e${formatNumber(exponent)}`;
  else if (exponent === 0 || exponent === 1) text.textContent = formatNumber(value);
  else {
    const raised = document.createElementNS(text.namespaceURI, "tspan");
    raised.setAttribute("style", "font-size:70%");
    raised.setAttribute("dy", "-0.6em");
    raised.textContent = formatNumber(exponent);
    text.replaceChildren("10", raised);
  }
}

/** @param {number} value */
const formatNumber = (value) => String(value).replace("-", "−");
