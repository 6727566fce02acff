// What the curves are at the x under the mouse: the same numbers as the rows would show there.

import { createScale, roundPixels } from "./brush.mjs";
import { numberText } from "./numbers.mjs";
import { addMark, findPlot, hideElement } from "./page.mjs";
import { findPlotX, isOverCurves } from "./probe.mjs";
import { axisName, hasOwnX, PARTS, splitId } from "./traces.mjs";

const DECIMALS = 9; // of an x, without the rounding errors of its computation
const MAX_ERROR = 10 ** -DECIMALS;
const GAP_PX = 16; // from the line to the box
const SYMBOLS = ["f", "f′"];

/** @typedef {{key: string, name: string, readings: string[]}} HoverRow */

/** @param {() => boolean} isHandDown */
export function watchHover(isHandDown) {
  const box = addMark("hover-box");
  const line = addMark("hover-line");
  let writtenRows = "";
  const hide = () => {
    for (const element of [box, line]) hideElement(element, true);
  };

  document.addEventListener("pointermove", (event) => {
    const isOver = event.pointerType === "mouse" && isOverCurves(event);
    if (!isOver || isHandDown()) return hide();
    const plot = findPlot();
    const { xaxis } = plot._fullLayout;
    const x = findNearestX(plot, findPlotX(plot, event.clientX));
    if (x === null) return hide();
    const rows = readCurves(plot, x);
    const text = JSON.stringify([x, rows]);
    if (text !== writtenRows) writeBox(box, rows, x);
    writtenRows = text;
    placeBox(plot, box, line, xaxis._offset + createScale(xaxis, xaxis.range)(x));
  });
  for (const type of ["pointerdown", "keydown"]) document.addEventListener(type, hide);
  document.documentElement.addEventListener("pointerleave", hide);
  document.addEventListener("scroll", hide, { passive: true, capture: true });
}

/**
 * Returns the sample nearest to an x, or null without any curve.
 * @param {PlotElement} plot
 * @param {number} at
 */
function findNearestX({ data, _fullData }, at) {
  const index = data.findIndex(({ uid, visible }) => visible && !hasOwnX(uid));
  const { x = [], y = [] } = index < 0 ? {} : _fullData[index];
  let nearest = null;
  for (const [place, each] of Array.from(x).entries()) {
    // Beside a gap is a kink, which is no sample.
    if (Number.isNaN(y[place - 1]) || Number.isNaN(y[place]) || Number.isNaN(y[place + 1]))
      continue;
    if (nearest === null || Math.abs(each - at) < Math.abs(nearest - at)) nearest = each;
  }
  return nearest;
}

/**
 * Returns what every visible curve is at a sample.
 * @param {PlotElement} plot
 * @param {number} x
 * @returns {HoverRow[]}
 */
export function readCurves({ data, _fullData }, x) {
  /** @type {Map<string, HoverRow>} */
  const rows = new Map();
  for (const [index, { uid, visible, name }] of data.entries()) {
    const [key, part] = splitId(uid);
    const panel = PARTS.indexOf(part);
    if (!visible || panel < 0 || hasOwnX(uid)) continue;
    const { x: lineX = [], y: lineY = [] } = _fullData[index];
    // At a kink the first of several points has the slope on the left, the page's convention.
    const found = Array.from(lineX).findIndex((each) => Math.abs(each - x) < MAX_ERROR);
    const row = rows.get(key) ?? { key, name, readings: ["", ""] };
    if (found >= 0) row.readings[panel] = readNumber(lineY[found], x);
    rows.set(key, row);
  }
  return [...rows.values()];
}

/**
 * @param {number} y
 * @param {number} x of which the rounding error may be all that is left in y
 */
function readNumber(y, x) {
  const error = Math.abs(x - roundX(x));
  if (!Number.isFinite(y)) return "";
  return numberText(Math.abs(y) <= 4 * error ? 0 : y);
}

/** @param {number} x */
const roundX = (x) => Number(x.toFixed(DECIMALS)) + 0;

/**
 * @param {HTMLElement} box
 * @param {HoverRow[]} rows
 * @param {number} x
 */
function writeBox(box, rows, x) {
  const hasPanel = PARTS.map((_, panel) => rows.some(({ readings }) => readings[panel] !== ""));
  const cells = (/** @type {string[]} */ texts) => texts.filter((_, panel) => hasPanel[panel]);
  const head = buildRow(`x = ${numberText(roundX(x))}`, cells(SYMBOLS), "");
  const body = rows.map(({ key, name, readings }) =>
    buildRow(name, cells(readings), `var(--curve-${key})`),
  );
  box.replaceChildren(head, ...body);
}

/**
 * @param {string} name
 * @param {string[]} texts
 * @param {string} colour
 */
function buildRow(name, texts, colour) {
  const row = document.createElement("div");
  row.style.color = colour;
  row.append(
    ...[name, ...texts].map((text) => {
      const cell = document.createElement("span");
      cell.textContent = text;
      return cell;
    }),
  );
  return row;
}

/**
 * Returns the height of the panels that share the x of the curves.
 * @param {PlotElement} plot
 */
function findProbeHeight({ _fullLayout: layout }) {
  const foot = layout[axisName(layout.xaxis.anchor)];
  return foot._offset + foot._length - layout._size.t;
}

/**
 * @param {PlotElement} plot
 * @param {HTMLElement} box
 * @param {HTMLElement} line
 * @param {number} place in pixels from the left of the plot
 */
function placeBox(plot, box, line, place) {
  for (const element of [box, line]) hideElement(element, false);
  const { _size: size, width } = plot._fullLayout;
  line.style.transform = `translate(${roundPixels(place)}px, ${size.t}px)`;
  line.style.height = `${findProbeHeight(plot)}px`;
  const isRight = place > width / 2;
  const left = isRight ? place - GAP_PX - box.offsetWidth : place + GAP_PX;
  box.style.transform = `translate(${roundPixels(left)}px, ${size.t + GAP_PX}px)`;
}
