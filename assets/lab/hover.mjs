// What the curves are at the x under the mouse: the same numbers as the rows would show there.

import { createScale, roundPixels } from "./brush.mjs";
import { numberText } from "./numbers.mjs";
import { addMark, findPlot, hideElement } from "./page.mjs";
import { findPlotX, isOverCurves } from "./probe.mjs";
import { axisName, findSample, hasOwnX, PARTS, splitId } from "./traces.mjs";

const DECIMALS = 9; // of an x, without the rounding errors of its computation
const GAP_PX = 16; // from the line to the box
const SYMBOLS = ["f", "f′"];
const BOUND_DIGITS = 12;
const LEAST_GAP = 1e-12; // the difference of two doubles near 1 has no three digits below it

/** @typedef {{key: string, name: string, readings: string[]}} HoverRow */

/**
 * @param {() => boolean} isHandDown
 * @param {() => CurveSettings | null} readSettings
 */
export function watchHover(isHandDown, readSettings) {
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
    const rows = readCurves(plot, x, readSettings()?.openBounds);
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
 * Returns the sample nearest to an x, or null where the plot shows none.
 * @param {Pick<PlotElement, "data" | "_fullData" | "_fullLayout">} plot
 * @param {number} at
 */
export function findNearestX({ data, _fullData, _fullLayout }, at) {
  const index = data.findIndex(({ uid, visible }) => visible && !hasOwnX(uid));
  const { x = [] } = index < 0 ? {} : _fullData[index];
  const [low, high] = _fullLayout.xaxis.range;
  let nearest = null;
  for (const [place, each] of Array.from(x).entries()) {
    if (each < low || each > high || !isSample(x, place)) continue;
    if (nearest === null || Math.abs(each - at) < Math.abs(nearest - at)) nearest = each;
  }
  return nearest;
}

/**
 * Whether a point of a line is a sample. A kink between two samples has three points of its own;
 * on a sample, they follow it.
 * @param {ArrayLike<number>} x
 * @param {number} place
 */
const isSample = (x, place) =>
  (x[place] !== x[place - 1] && x[place] !== x[place + 1]) || x[place - 1] === x[place + 2];

/**
 * Returns what every visible curve is at a sample.
 * @param {PlotElement} plot
 * @param {number} x
 * @param {Record<string, number[]>} openBounds that f comes close to and never reaches, by its key
 * @returns {HoverRow[]}
 */
export function readCurves({ data, _fullData }, x, openBounds = {}) {
  /** @type {Map<string, HoverRow>} */
  const rows = new Map();
  for (const [index, { uid, visible, name }] of data.entries()) {
    const [key, part] = splitId(uid);
    const panel = PARTS.indexOf(part);
    if (!visible || panel < 0 || hasOwnX(uid)) continue;
    const { x: lineX = [], y: lineY = [] } = _fullData[index];
    const found = findSample(lineX, x);
    const row = rows.get(key) ?? { key, name, readings: ["", ""] };
    const bounds = (panel === 0 && openBounds[key]) || [];
    if (found >= 0) row.readings[panel] = readNumber(lineY[found], x, bounds);
    rows.set(key, row);
  }
  return [...rows.values()];
}

/**
 * @param {number} y
 * @param {number} x of which the rounding error may be all that is left in y
 * @param {number[]} bounds that y never reaches
 */
function readNumber(y, x, bounds) {
  const error = Math.abs(x - roundX(x));
  if (!Number.isFinite(y)) return "";
  const rounded = Number(y.toPrecision(4));
  // A bound that a slider has moved since is passed, and says nothing.
  const bound = bounds.find((each) =>
    each > 0 ? rounded >= each && y <= each : rounded <= each && y >= each,
  );
  if (bound !== undefined) return writeGap(y, bound);
  return numberText(Math.abs(y) <= 4 * error ? 0 : y);
}

/**
 * Returns a value that would read as its bound: 1 − 4.54 × 10⁻⁵, or < 1.
 * @param {number} y
 * @param {number} bound
 */
function writeGap(y, bound) {
  const text = numberText(bound, BOUND_DIGITS);
  const gap = Math.abs(bound - y);
  if (gap < LEAST_GAP) return `${bound > 0 ? "<" : ">"} ${text}`;
  return `${text} ${bound > 0 ? "−" : "+"} ${numberText(gap, 3)}`;
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
