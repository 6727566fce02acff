// The boxes of the formulas that the reader writes: they are read while someone types.

import { findClosest, findElement, findTextBox } from "./page.mjs";

const TYPING_PAUSE_MS = 150; // after a letter, before the formula is read

/**
 * @param {object} needs
 * @param {PageData["controls"]} needs.controls those with one number
 * @param {(settings: Settings) => void} needs.setControls
 * @param {(text: string) => void} needs.announce
 */
export function watchFormulaBoxes({ controls, setControls, announce }) {
  let timer = 0;
  document.addEventListener("input", (event) => {
    const row = findClosest(event, ".formula-box");
    const box = /** @type {HTMLInputElement} */ (event.target);
    if (!row) return;
    clearTimeout(timer);
    const name = row.dataset.control ?? "";
    timer = setTimeout(() => setControls({ [name]: box.value }), TYPING_PAUSE_MS);
  });

  /** A formula to start from comes with its number a. */
  document.addEventListener("click", (event) => {
    const button = findClosest(event, ".starter");
    if (!button) return;
    clearTimeout(timer);
    const texts = Object.entries(button.dataset);
    const settings = texts.map(([name, text]) => [name, name in controls ? Number(text) : text]);
    setControls(Object.fromEntries(settings));
  });

  for (const row of document.querySelectorAll(".formula-box")) {
    watchFault(row, announce);
    showNewRow(/** @type {Element} */ (row.closest(".function-row")));
  }
}

/**
 * Scrolls to a row that has just been a chip at another place.
 * @param {Element} row
 */
function showNewRow(row) {
  const show = () => {
    const isNew = row.classList.contains("is-on") && row.contains(document.activeElement);
    if (isNew) row.scrollIntoView({ block: "nearest" });
  };
  new MutationObserver(show).observe(row, { attributeFilter: ["class"] });
}

/**
 * Tells screen readers of a formula's fault whenever it changes.
 * @param {Element} row
 * @param {(text: string) => void} announce
 */
function watchFault(row, announce) {
  const { control, fault: faultId = "" } = /** @type {HTMLElement} */ (row).dataset;
  const fault = findElement(faultId);
  const box = findTextBox(`box-${control}`);
  box?.setAttribute("aria-errormessage", faultId);
  box?.setAttribute("autocapitalize", "off"); // a phone would begin with X
  const showState = () => {
    const [message = ""] = (fault.textContent ?? "").split("\n"); // the formula comes after it
    box?.setAttribute("aria-invalid", String(message !== ""));
    if (message) announce(message);
  };
  new MutationObserver(showState).observe(fault, { childList: true });
  showState();
}
