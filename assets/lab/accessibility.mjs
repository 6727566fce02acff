// Names for what a screen reader meets, since Dash gives sliders, boxes and lists none and builds
// them late; and a focus that never gets lost.

import { fromPosition } from "./slider_scale.mjs";

const RANGE_ENDS = [", from", ", to"];
const FOCUSABLE = "a[href], button, input, summary, [tabindex='0']";
const NAMING_PAUSE_MS = 50; // so that parts that appear together are named together

/**
 * Gives a thumb its value with its unit and a true minus: a hyphen is not read aloud.
 * @param {Element} thumb
 * @param {DOMStringMap} row the data of its control
 */
export function nameValue(thumb, { unit, log }) {
  const place = thumb.getAttribute("aria-valuenow");
  const isLog = log !== undefined && place !== null;
  const value = (isLog ? String(fromPosition({ isLog }, Number(place))) : place)?.replace("-", "−");
  if (value) setAttribute(thumb, "aria-valuetext", unit ? `${value} ${unit}` : value);
}

/** Names what is there and, soon after it appears, what is not there yet. */
export function watchNames() {
  let isScheduled = false;
  const nameAll = () => {
    isScheduled = false;
    for (const row of document.querySelectorAll(".control"))
      nameControl(/** @type {HTMLElement} */ (row));
    for (const option of document.querySelectorAll(".dash-options-list-option")) nameOption(option);
    // The numbers of an axis, read one by one, say less than the summary and the table.
    for (const drawing of document.querySelectorAll(".js-plotly-plot .main-svg"))
      setAttribute(drawing, "aria-hidden", "true");
  };
  const scheduleNaming = () => {
    if (!isScheduled) setTimeout(nameAll, NAMING_PAUSE_MS);
    isScheduled = true;
  };
  new MutationObserver(scheduleNaming).observe(document, {
    childList: true,
    subtree: true,
    attributeFilter: ["aria-selected"],
  });
  scheduleNaming();
}

/**
 * Dash calls the label of a choice an option of a list box, which may not contain a check box.
 * @param {Element} option
 */
function nameOption(option) {
  option.removeAttribute("role");
  option.removeAttribute("aria-selected");
  const list = option.parentElement;
  if (list?.getAttribute("role") === "listbox") list.removeAttribute("role");
}

/** @param {HTMLElement} row */
function nameControl(row) {
  const { label = "", help = "" } = row.dataset;
  const thumbs = [...row.querySelectorAll("[role=slider]")];
  for (const [index, thumb] of thumbs.entries()) {
    setAttribute(thumb, "aria-label", thumbs.length > 1 ? label + RANGE_ENDS[index] : label);
    if (help) setAttribute(thumb, "aria-describedby", help);
    nameValue(thumb, row.dataset);
  }
  for (const list of row.querySelectorAll(".dash-options-list")) {
    const isRadio = list.querySelector("[type=radio]");
    setAttribute(list, "role", isRadio ? "radiogroup" : "group");
    setAttribute(list, "aria-label", label);
  }
  const boxes = [...row.querySelectorAll("input[type=text]")];
  for (const [index, box] of boxes.entries())
    setAttribute(box, "aria-label", boxes.length > 1 ? label + RANGE_ENDS[index] : label);
}

/**
 * @param {Element} element
 * @param {string} attribute
 * @param {string} text
 */
function setAttribute(element, attribute, text) {
  if (element.getAttribute(attribute) !== text) element.setAttribute(attribute, text);
}

/**
 * Where an element disappears or is disabled while it has the focus, the next one gets it, not the
 * top of the page.
 */
export function watchFocus() {
  /** @type {HTMLElement | null} */
  let focused = null;

  document.addEventListener("focusin", ({ target }) => {
    focused = /** @type {HTMLElement} */ (target);
  });
  // An element that loses the focus but is still there was left on purpose; a thumb that is
  // disabled loses its tabindex first.
  document.addEventListener("focusout", ({ target }) => {
    const element = /** @type {HTMLElement} */ (target);
    if (isUsable(element) && element.tabIndex >= 0) focused = null;
  });

  const moveFocus = () => {
    const element = focused;
    if (!element || isUsable(element)) return;
    /** @type {NodeListOf<HTMLElement>} */
    const candidates = document.querySelectorAll(FOCUSABLE);
    const others = [...candidates].filter(isUsable);
    const isAfter = (/** @type {Element} */ other) =>
      element.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
    (others.find(isAfter) ?? others.at(-1))?.focus();
  };
  new MutationObserver(moveFocus).observe(document, {
    subtree: true,
    attributeFilter: ["hidden", "disabled", "aria-disabled"],
  });

  // The link past the controls moves the focus only: as a step in the browser's history it would
  // count as another state.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href^='#']");
    if (!link) return;
    event.preventDefault();
    const { hash } = /** @type {HTMLAnchorElement} */ (link);
    /** @type {HTMLElement | null} */ (document.querySelector(hash))?.focus();
  });
}

/** @param {HTMLElement} element */
const isUsable = (element) =>
  !(/** @type {HTMLButtonElement} */ (element).disabled) &&
  !element.closest("[aria-disabled=true]") &&
  (element.checkVisibility?.() ?? element.getClientRects().length > 0); // Safari has it since 17.4
