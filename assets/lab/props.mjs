// What the server says of single elements, and the sliders and boxes of a control that was moved
// elsewhere.

import { writeProp } from "./dash_props.mjs";
import { findClosest, findElement, findTextBox, hideElement, writeText } from "./page.mjs";
import { toPosition } from "./slider_scale.mjs";
import { isNumeric } from "./store.mjs";

const PAUSE_MS = 500; // without a change, before Dash learns what its boxes and sliders hold

/**
 * @param {PageData["controls"]} controls those with one number
 * @param {(name: string, number: number) => void} onNumber a control has another number
 */
export function createPropsWriter(controls, onNumber) {
  const { writeNow, writeBox, writeSlider } = createLateWriter();

  /**
   * @param {string} id
   * @param {Props} props
   * @param {(name: string) => boolean} canWriteValue
   */
  function writeProps(id, { text, parts, html, hidden, classes = {}, value }, canWriteValue) {
    const element = findElement(id);
    if (text !== undefined) writeText(id, text);
    if (parts !== undefined) writeParts(element, parts);
    if (html !== undefined && element.innerHTML !== html) element.innerHTML = html;
    if (hidden !== undefined) hideElement(element, hidden);
    for (const [name, isSet] of Object.entries(classes)) element.classList.toggle(name, isSet);
    const name = controlName(element);
    if (value === undefined || !canWriteValue(name)) return;
    const box = findTextBox(id);
    if (!box) return writeNow(id, value);
    // Whoever types a formula has gone on since.
    const isTyped = box.closest(".formula-box") !== null && box === document.activeElement;
    if (!isTyped) writeBox(box, String(value));
    onNumber(name, Number(value));
  }

  /**
   * Writes the number of a moved control into its box and its slider; a text that was typed stands
   * there already.
   * @param {string} name
   * @param {unknown} raw
   */
  function writeNumber(name, raw) {
    if (typeof raw === "number") onNumber(name, raw);
    const isOne = typeof raw === "number" && name in controls;
    if (isNumeric(raw)) writeSlider(name, isOne ? toPosition(controls[name], raw) : raw);
    const ends = Array.isArray(raw) ? ["-low", "-high"] : [""];
    for (const [index, number] of [raw].flat().entries()) {
      const box = findTextBox(`box-${name}${ends[index]}`);
      if (box && typeof number === "number") writeBox(box, String(Number(number.toFixed(10))));
    }
  }

  return { writeProps, writeNumber };
}

/**
 * Returns functions that tell Dash what boxes and sliders hold when the reader pauses: that takes
 * as long as drawing a picture. A box shows its text at once; a slider has its number before a hand
 * comes to it.
 */
function createLateWriter() {
  /** @type {Map<string, string>} */
  const unsentTexts = new Map(); // by the box's id
  /** @type {Map<string, unknown>} */
  const unsentNumbers = new Map(); // by the slider's id
  let timer = 0;

  function sendAll() {
    for (const [id, text] of unsentTexts) {
      // Not while the reader types in the box: the next pause will do.
      if (document.activeElement?.id === id) continue;
      writeProp(id, "value", text);
      unsentTexts.delete(id);
    }
    sendNumbers();
  }

  /** The slider that was moved itself has its number already, so nothing is written there. */
  function sendNumbers() {
    for (const [id, raw] of unsentNumbers) writeProp(id, "value", raw);
    unsentNumbers.clear();
  }
  for (const type of ["pointerover", "focusin"])
    document.addEventListener(type, (event) => {
      if (findClosest(event, ".slider")) sendNumbers();
    });

  function sendLater() {
    clearTimeout(timer);
    timer = setTimeout(sendAll, PAUSE_MS);
  }

  return {
    writeNow: (/** @type {string} */ id, /** @type {unknown} */ value) => {
      unsentNumbers.delete(id); // of an earlier state
      writeProp(id, "value", value);
    },
    writeBox: (/** @type {HTMLInputElement} */ box, /** @type {string} */ text) => {
      if (box.value !== text) box.value = text;
      unsentTexts.set(box.id, text);
      sendLater();
    },
    writeSlider: (/** @type {string} */ name, /** @type {unknown} */ raw) => {
      unsentNumbers.set(`control-${name}`, raw);
      sendLater();
    },
  };
}

/** @param {Element} element of a control */
const controlName = (element) =>
  /** @type {HTMLElement | null} */ (element.closest("[data-control]"))?.dataset.control ?? "";

/**
 * Writes a text of which some parts are strong and some are buttons that move the probe.
 * @param {HTMLElement} element
 * @param {TextPart[]} parts
 */
function writeParts(element, parts) {
  if (element.textContent === parts.map(({ text }) => text).join("")) return;
  const focusedIndex = [...element.childNodes].indexOf(
    /** @type {HTMLElement} */ (document.activeElement),
  );
  const nodes = parts.map(({ text, strong, x }) => {
    if (x === undefined && !strong) return text;
    const node = document.createElement(strong ? "strong" : "button");
    node.textContent = text;
    if (x !== undefined) {
      node.className = "x-place";
      node.dataset.probe = String(x);
    }
    return node;
  });
  element.replaceChildren(...nodes);
  /** @type {HTMLElement | undefined} */ (element.childNodes[focusedIndex])?.focus?.();
}
