// The parts of the page that modules look up and write to.

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
export function findElement(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no element "${id}".`);
  return element;
}

/** @param {string} id */
export const findDialog = (id) => /** @type {HTMLDialogElement} */ (findElement(id));

/**
 * Returns the text box of an id; Dash may put the same id on what surrounds it.
 * @param {string} id
 * @returns {HTMLInputElement | null}
 */
export const findTextBox = (id) => document.querySelector(`input#${id}`);

/** @returns {PlotElement} */
export const findPlot = () =>
  /** @type {PlotElement} */ (document.querySelector("#plot .js-plotly-plot"));

/**
 * Returns the nearest element around the target of an event that matches a selector.
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export const findClosest = ({ target }, selector) =>
  target instanceof Element ? target.closest(selector) : null;

/**
 * Writes a text, unless it is there already: each write is a change to those who watch.
 * @param {string} id
 * @param {string} text
 */
export function writeText(id, text) {
  const element = findElement(id);
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Hides or shows an element, unless it is so already.
 * @param {HTMLElement} element
 * @param {boolean} isHidden
 */
export function hideElement(element, isHidden) {
  if (element.hidden !== isHidden) element.hidden = isHidden;
}

/**
 * Adds a hidden element to what lies over the plot.
 * @param {string} className
 */
export function addMark(className) {
  const mark = document.createElement("div");
  mark.className = className;
  mark.hidden = true;
  findElement("handles").append(mark);
  return mark;
}

/** Returns the address of the page without its query. */
export const pageAddress = () => location.origin + location.pathname;

/** Shows the page that answers in place of the one in the HTML. */
export function removeFirstPage() {
  document.getElementById("first-page")?.remove();
  delete document.documentElement.dataset.loading;
}
