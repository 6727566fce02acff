// The handles in the plot: each stands on a curve and moves one control as it is dragged. The one
// of the probe is a pill below the axis.

import { createScale, roundPixels, unitsPerPixel, writeAttribute } from "./brush.mjs";
import { findElement, findPlot, hideElement } from "./page.mjs";
import { axisName, interpolateAt } from "./traces.mjs";
import { describeValue, formatValue, watchValueMoves } from "./value_keys.mjs";

const PROBE_KEY = "probe";
const FRAME_GAP_PX = 10; // between a handle and the frame of its panel
const BUBBLE_PX = 56; // that a bubble needs above the place of its handle
const PILL_GAP_PX = 6; // from the pill to the edge of the plot
const PILL_DROP = 1.1; // from the frame to the middle of the tick labels, in heights of theirs

/**
 * @typedef {object} HandleSpec
 * @property {string} key of the curve, or "probe"
 * @property {string} name of the control that it moves
 * @property {"x" | "y"} axis along which it is dragged
 * @property {string} label
 * @property {number} share of the visible x, from its left, where one stands that moves up and down
 */

/**
 * @typedef {object} Handle
 * @property {HandleSpec} spec
 * @property {HTMLElement} element
 * @property {HTMLElement} text
 * @property {string} transform as written last
 */

/** @typedef {{transform: string, isHigh: boolean, number: number}} HandlePlace */
/** @typedef {import("./traces.mjs").CurvePoints} CurvePoints */
/** @typedef {import("./value_keys.mjs").ControlSpec} ControlSpec */

/**
 * @param {object} needs
 * @param {HandleSpec[]} needs.handles
 * @param {Record<string, ControlSpec>} needs.controls
 * @param {() => CurveSettings | null} needs.readSettings
 * @param {(settings: Settings) => void} needs.setControls
 * @param {(key: string) => CurvePoints | null} needs.readCurve as it is painted
 * @param {(key: string, settings: CurveSettings, x: number) => number | null} needs.evaluateCurve
 * @param {(axisName: string) => number[]} needs.findRange of an axis, as painted
 * @param {(spec: HandleSpec) => boolean} needs.isHandleActive
 */
export function createHandles(needs) {
  const { controls, readSettings, setControls } = needs;
  /** @type {Handle[]} */
  let handles = []; // once plotly has drawn

  /** Puts every handle where its control and its curve are now. */
  function placeHandles() {
    if (handles.length === 0) handles = needs.handles.map((spec) => buildHandle(spec, controls));
    const layout = findPlot()?._fullLayout;
    const settings = readSettings();
    for (const handle of handles) {
      const { spec } = handle;
      const isShown = layout && settings && needs.isHandleActive(spec);
      writeHandle(handle, isShown ? findPlace(spec, layout, settings) : null, controls[spec.name]);
    }
  }

  /**
   * Returns where a handle stands, or null where it has no place.
   * @param {HandleSpec} spec
   * @param {Layout} layout
   * @param {CurveSettings} settings
   * @returns {HandlePlace | null}
   */
  function findPlace(spec, layout, settings) {
    const { xaxis, yaxis } = layout;
    const number = Number(settings[spec.name]);
    const xRange = needs.findRange("xaxis");
    const toX = createScale(xaxis, xRange);
    if (xaxis.visible === false) return null;
    if (spec.key === PROBE_KEY)
      return { transform: placePill(layout, toX(number)), isHigh: false, number };
    const points = yaxis.visible === false ? null : needs.readCurve(spec.key);
    const x = spec.axis === "x" ? number : findFixedX(spec, xRange);
    const y = points && interpolateAt(points, x);
    if (y === null) return null;
    const toY = createScale(yaxis, needs.findRange("yaxis"));
    const left = xaxis._offset + clampInside(toX(x), xaxis._length, FRAME_GAP_PX);
    const top = yaxis._offset + clampInside(toY(y), yaxis._length, FRAME_GAP_PX);
    const transform = `translate(${roundPixels(left)}px, ${roundPixels(top)}px)`;
    return { transform, isHigh: top < BUBBLE_PX, number };
  }

  /**
   * @param {HTMLElement} element
   * @param {CurveSettings} settings
   */
  function measureDrag(element, settings) {
    const spec = handles.find((handle) => handle.element === element)?.spec;
    const layout = findPlot()?._fullLayout;
    if (!spec || !layout) return null;
    const { key, name, axis } = spec;
    const xRange = needs.findRange("xaxis");
    if (axis === "x") return { x: unitsPerPixel(layout.xaxis._length, xRange), y: 0 };
    const x = findFixedX(spec, xRange);
    const { low, high } = controls[name];
    const valueAt = (/** @type {number} */ number) =>
      needs.evaluateCurve(key, { ...settings, [name]: number }, x);
    const perValue = numberPerValue(controls[name], valueAt(low), valueAt(high));
    const perPixel = unitsPerPixel(layout.yaxis._length, needs.findRange("yaxis"));
    return perValue === null ? null : { x: 0, y: -perPixel * perValue };
  }

  /** @param {HTMLElement} moved */
  function onMove({ dataset }) {
    for (const { spec, element } of handles)
      if (spec.key === dataset.handle) element.classList.remove("is-new");
    placeHandles(); // a curve without a sweep waits for the server, its handle does not
  }

  watchValueMoves({
    selector: ".handle",
    ...{ controls, readSettings, setControls, measureDrag, onMove },
    readName: ({ dataset }) => dataset.controlName ?? "",
    dragStart: 1,
  });
  return { placeHandles };
}

export const isHandleHeld = () => document.querySelector(".handle.is-held") !== null;

/**
 * Adds a handle to the page, hidden until it has a place.
 * @param {HandleSpec} spec
 * @param {Record<string, ControlSpec>} controls
 * @returns {Handle}
 */
function buildHandle(spec, controls) {
  const { key, name, axis, label } = spec;
  const isProbe = key === PROBE_KEY;
  const element = document.createElement("div");
  element.className = isProbe ? "handle probe-pill is-new" : "handle is-new";
  element.hidden = true;
  element.tabIndex = 0;
  Object.assign(element.dataset, { handle: key, controlName: name });
  const attributes = {
    role: "slider",
    "aria-label": label,
    "aria-orientation": axis === "y" ? "vertical" : "horizontal",
    "aria-valuemin": String(controls[name].low),
    "aria-valuemax": String(controls[name].high),
  };
  for (const [attribute, text] of Object.entries(attributes)) element.setAttribute(attribute, text);
  if (!isProbe) element.style.setProperty("--colour", `var(--curve-${key})`);
  const classes = isProbe ? ["pill-text"] : ["handle-ring", "chevron", "chevron", "bubble"];
  const children = classes.map((className) => {
    const child = document.createElement("span");
    child.className = className;
    return child;
  });
  element.append(...children);
  findElement("handles").append(element);
  return { spec, element, text: children[children.length - 1], transform: "" };
}

/**
 * Writes what has changed of a handle.
 * @param {Handle} handle
 * @param {HandlePlace | null} place
 * @param {ControlSpec} control
 */
function writeHandle(handle, place, control) {
  const { spec, element, text } = handle;
  hideElement(element, place === null);
  if (place === null) return;
  const { transform, isHigh, number } = place;
  if (handle.transform !== transform) element.style.transform = transform;
  handle.transform = transform; // a browser gives it back in its own words
  element.classList.toggle("is-high", isHigh);
  const value = formatValue(control, number);
  const words = spec.key === PROBE_KEY ? `x = ${value}` : value;
  if (text.textContent !== words) text.textContent = words;
  writeAttribute(element, "aria-valuenow", String(number));
  writeAttribute(element, "aria-valuetext", describeValue(control, number));
}

/**
 * Returns the transform that puts the pill over the tick labels of x, and keeps all of it, however
 * wide, in the plot.
 * @param {Layout} layout
 * @param {number} x in pixels inside the panel
 */
function placePill({ xaxis, width, ...axes }, x) {
  const panel = axes[axisName(xaxis.anchor)];
  const left = roundPixels(xaxis._offset + clampInside(x, xaxis._length, 0));
  const top = roundPixels(panel._offset + panel._length + PILL_DROP * xaxis.tickfont.size);
  const right = `${width - PILL_GAP_PX}px - 100%`;
  return `translate(clamp(${PILL_GAP_PX}px, ${left}px - 50%, ${right}), calc(${top}px - 50%))`;
}

/**
 * Returns the x of a handle that moves up and down.
 * @param {Pick<HandleSpec, "share">} spec
 * @param {number[]} range
 */
export const findFixedX = ({ share }, [low, high]) => low + share * (high - low);

/**
 * @param {number} pixels inside a panel
 * @param {number} length of the panel
 * @param {number} gap to its frame
 */
export const clampInside = (pixels, length, gap) =>
  Math.min(Math.max(pixels, gap), Math.max(length - gap, gap));

/**
 * Returns by how much a control moves for each unit of the curve, which is linear in it; null where
 * the curve is not known or does not obey it.
 * @param {Pick<ControlSpec, "low" | "high">} control
 * @param {number | null} atLow the curve's value for the least number of the control
 * @param {number | null} atHigh
 */
export function numberPerValue({ low, high }, atLow, atHigh) {
  if (atLow === null || atHigh === null || atLow === atHigh) return null;
  return (high - low) / (atHigh - atLow);
}
