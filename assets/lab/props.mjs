// What the server says of single elements, and the numbers beside the sliders.

import { writeProp } from "./dash_props.mjs";
import { findElement, findTextBox, writeText } from "./page.mjs";

const BOX_PAUSE_MS = 500; // without a change, before Dash learns what its text boxes hold

/** @param {(name: string, number: number) => void} onNumber a control has another number */
export function createPropsWriter(onNumber) {
  const writeBox = createBoxWriter();

  /**
   * @param {string} id
   * @param {Props} props
   * @param {(name: string) => boolean} canWriteValue
   */
  function writeProps(id, { text, parts, hidden, classes = {}, value }, canWriteValue) {
    const element = findElement(id);
    if (text !== undefined) writeText(id, text);
    if (parts !== undefined) writeParts(element, parts);
    if (hidden !== undefined && element.hidden !== hidden) element.hidden = hidden;
    for (const [name, isSet] of Object.entries(classes)) element.classList.toggle(name, isSet);
    const name = controlName(element);
    if (value === undefined || !canWriteValue(name)) return;
    const box = findTextBox(id);
    if (!box) return writeProp(id, "value", value);
    writeBox(box, String(value));
    onNumber(name, Number(value));
  }

  /**
   * Writes the number of a moved slider beside it; a text that was typed stands there already.
   * @param {string} name
   * @param {unknown} raw
   */
  function writeNumber(name, raw) {
    if (typeof raw === "number") onNumber(name, raw);
    const ends = Array.isArray(raw) ? ["-low", "-high"] : [""];
    for (const [index, number] of [raw].flat().entries()) {
      const box = findTextBox(`box-${name}${ends[index]}`);
      if (box && typeof number === "number") writeBox(box, String(Number(number.toFixed(10))));
    }
  }

  return { writeProps, writeNumber };
}

/**
 * Returns a function that writes into a text box at once, and tells Dash when the reader pauses:
 * that takes as long as drawing a picture.
 */
function createBoxWriter() {
  /** @type {Map<string, string>} */
  const unsentTexts = new Map(); // by the box's id
  let timer = 0;
  const sendTexts = () => {
    for (const [id, text] of unsentTexts) {
      // Not while the reader types in the box: the next pause will do.
      if (document.activeElement?.id === id) continue;
      dash_clientside.set_props(id, { value: text });
      unsentTexts.delete(id);
    }
  };
  return (/** @type {HTMLInputElement} */ box, /** @type {string} */ text) => {
    if (box.value !== text) box.value = text;
    unsentTexts.set(box.id, text);
    clearTimeout(timer);
    timer = setTimeout(sendTexts, BOX_PAUSE_MS);
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
}
