// The number of a control where it stands in the picture or in a formula: how it is written, and
// how keys and a drag move it.

import { findClosest } from "./page.mjs";
import { fromPosition, toPosition } from "./slider_scale.mjs";

/** @type {Record<string, number>} */
const KEY_STEPS = {
  ...{ ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 },
  ...{ PageUp: 10, PageDown: -10 },
};

/**
 * @typedef {object} ControlSpec a control with one number; see core/control.py
 * @property {string} label
 * @property {number} low
 * @property {number} high
 * @property {number} step
 * @property {string} unit that a screen reader says after the number, or ""
 * @property {boolean} isLog whether its slider and its step count exponents of ten
 */

/** @typedef {{x: number, y: number}} DragRate what a pixel right and one down add to a position */

/**
 * @typedef {object} Hold an element between the press and the release of a pointer
 * @property {HTMLElement} element
 * @property {string} name of the control
 * @property {number} pointerId
 * @property {number} x of the press, in pixels
 * @property {number} y of the press, in pixels
 * @property {CurveSettings} settings at the press
 * @property {number} start the number at the press
 * @property {number} number the newest
 * @property {DragRate | null} rate once it is known; it stays, or an axis that grows under a drag
 * would carry the number away from the hand
 */

/**
 * Returns the number that the slider of a control can have nearest to a position on it.
 * @param {ControlSpec} spec
 * @param {number} position
 */
export function numberAt(spec, position) {
  const [low, high] = [toPosition(spec, spec.low), toPosition(spec, spec.high)];
  const steps = Math.round((Math.min(Math.max(position, low), high) - low) / spec.step);
  const rounded = Math.min(Number((low + steps * spec.step).toFixed(10)), high);
  return fromPosition(spec, rounded) + 0; // + 0 makes 0 of −0
}

/**
 * Returns a number as the page writes it: at least as many decimals as the step has, and a true
 * minus.
 * @param {ControlSpec} spec
 * @param {number} number
 */
export function formatValue({ step, isLog }, number) {
  const least = isLog ? 0 : countDecimals(step);
  const text = Math.abs(number).toFixed(Math.max(least, countDecimals(number)));
  return number < 0 && Number(text) > 0 ? `−${text}` : text;
}

/** @param {number} number */
const countDecimals = (number) => String(Number(number.toFixed(10))).split(".")[1]?.length ?? 0;

/**
 * Returns a number as a screen reader says it.
 * @param {ControlSpec} spec
 * @param {number} number
 */
export const describeValue = (spec, number) =>
  spec.unit ? `${formatValue(spec, number)} ${spec.unit}` : formatValue(spec, number);

/**
 * Returns the number to which a key leads, or null for a key that moves no number.
 * @param {ControlSpec} spec
 * @param {number} present
 * @param {string} key as a browser names it
 */
export function keyTarget(spec, present, key) {
  if (key === "Home") return spec.low;
  if (key === "End") return spec.high;
  const steps = KEY_STEPS[key];
  return steps === undefined ? null : numberAt(spec, toPosition(spec, present) + steps * spec.step);
}

/**
 * Lets pointer and keys move the numbers of some elements, those that appear later too. A drag
 * counts from where it began; Escape takes it back, and so does a scroll of the page.
 * @param {object} needs
 * @param {string} needs.selector of the elements
 * @param {Record<string, ControlSpec>} needs.controls
 * @param {(element: HTMLElement) => string} needs.readName of the control that an element moves
 * @param {() => CurveSettings | null} needs.readSettings
 * @param {(settings: Settings) => void} needs.setControls
 * @param {(element: HTMLElement, settings: CurveSettings) => DragRate | null} needs.measureDrag
 * @param {number} needs.dragStart from how many pixels on a press is a drag
 * @param {(element: HTMLElement) => void} [needs.onMove] a drag or a key has moved its number
 * @param {(name: string) => void} [needs.onTap] a press without a drag, or Enter
 */
export function watchValueMoves(needs) {
  const { selector, controls, readName, readSettings, onTap } = needs;
  const root = document.documentElement;
  /** @type {Hold | null} */
  let hold = null;
  let isDrag = false; // the press that was the last

  /**
   * @param {HTMLElement} element
   * @param {number} number
   */
  function setNumber(element, number) {
    needs.setControls({ [readName(element)]: number });
    needs.onMove?.(element);
  }

  /** @param {PointerEvent} event */
  function startHold(event) {
    const element = findClosest(event, selector);
    const settings = readSettings();
    if (!element || !settings || !event.isPrimary || event.button !== 0) return;
    endHold();
    const { pointerId, clientX: x, clientY: y } = event;
    const name = readName(element);
    const start = Number(settings[name]);
    hold = { element, name, pointerId, x, y, settings, start, number: start, rate: null };
    isDrag = false;
    element.setPointerCapture(pointerId);
    element.classList.add("is-held");
    root.dataset.held = name;
  }

  /** @param {PointerEvent} event */
  function drag({ pointerId, buttons, clientX, clientY }) {
    if (!hold || pointerId !== hold.pointerId) return;
    if (buttons === 0) return endHold(); // released where the page does not hear it
    const [right, down] = [clientX - hold.x, clientY - hold.y];
    if (Math.hypot(right, down) >= needs.dragStart) isDrag = true;
    if (!isDrag) return;
    hold.rate ??= needs.measureDrag(hold.element, hold.settings);
    if (!hold.rate) return;
    const spec = controls[hold.name];
    const moved = toPosition(spec, hold.start) + right * hold.rate.x + down * hold.rate.y;
    const number = numberAt(spec, moved);
    if (number === hold.number) return;
    hold.number = number;
    setNumber(hold.element, number);
  }

  function endHold() {
    hold?.element.classList.remove("is-held");
    if (hold) delete root.dataset.held;
    hold = null;
  }

  function cancelHold() {
    const held = hold;
    endHold();
    if (held && held.number !== held.start) setNumber(held.element, held.start);
  }

  /** @param {KeyboardEvent} event */
  function onKeyWhileHeld(event) {
    if (!hold || event.key !== "Escape") return;
    event.preventDefault();
    isDrag = true; // no tap, once the pointer is released
    cancelHold();
  }

  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    if (hold) return onKeyWhileHeld(event);
    const element = findClosest(event, selector);
    const settings = readSettings();
    if (!element || !settings || event.ctrlKey || event.metaKey || event.altKey) return;
    const name = readName(element);
    const present = Number(settings[name]);
    const target = keyTarget(controls[name], present, event.key);
    const isTap = event.key === "Enter" && onTap !== undefined;
    if (target === null && !isTap) return;
    event.preventDefault(); // or the page would scroll, and Enter leave the box that it opens
    if (isTap) onTap(name);
    if (target !== null && target !== present) setNumber(element, target);
  }

  document.addEventListener("pointerdown", startHold);
  document.addEventListener("pointermove", drag);
  document.addEventListener("pointerup", ({ pointerId }) => {
    if (pointerId === hold?.pointerId) endHold();
  });
  // The browser scrolls the page with this finger.
  document.addEventListener("pointercancel", ({ pointerId }) => {
    if (pointerId === hold?.pointerId) cancelHold();
  });
  document.addEventListener("keydown", onKeyDown);
  // Not at the release of the pointer: the press of a finger gets the focus only after it.
  document.addEventListener("click", (event) => {
    const element = onTap && findClosest(event, selector);
    if (element && (event.detail === 0 || !isDrag)) onTap(readName(element));
  });
}
