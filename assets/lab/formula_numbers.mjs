// The numbers in the formulas: each can be dragged, and a tap opens the box of its control.

import { writeAttribute } from "./brush.mjs";
import { findTextBox } from "./page.mjs";
import { describeValue, formatValue, watchValueMoves } from "./value_keys.mjs";

const STEP_PX = 5; // of a drag to the right, for each step
const DRAG_START_PX = 3; // less is a tap of an unsteady hand

/**
 * @param {object} needs
 * @param {Record<string, import("./value_keys.mjs").ControlSpec>} needs.controls
 * @param {() => CurveSettings | null} needs.readSettings
 * @param {(settings: Settings) => void} needs.setControls
 */
export function createFormulaNumbers({ controls, readSettings, setControls }) {
  const readName = (/** @type {HTMLElement} */ element) => element.dataset.number ?? "";
  watchValueMoves({
    selector: ".live-number:not(.is-fixed)",
    ...{ controls, readName, readSettings, setControls },
    measureDrag: (element) => ({ x: controls[readName(element)].step / STEP_PX, y: 0 }),
    dragStart: DRAG_START_PX,
    onTap: openBox,
  });

  /**
   * Writes the number of a control into every formula that has it.
   * @param {string} name
   * @param {number} number
   */
  function writeNumbers(name, number) {
    const text = formatValue(controls[name], number);
    for (const element of document.querySelectorAll(`.live-number[data-number="${name}"]`)) {
      if (element.textContent !== text) element.textContent = text;
      writeAttribute(element, "aria-valuenow", String(number));
      writeAttribute(element, "aria-valuetext", describeValue(controls[name], number));
    }
  }

  /**
   * Takes numbers that a scene or a link has fixed out of reach.
   * @param {string[]} names
   */
  function fixNumbers(names) {
    /** @type {NodeListOf<HTMLElement>} */
    const elements = document.querySelectorAll(".live-number");
    for (const element of elements) {
      const isFixed = names.includes(readName(element));
      element.classList.toggle("is-fixed", isFixed);
      element.tabIndex = isFixed || element.ariaHidden ? -1 : 0;
    }
  }

  return { writeNumbers, fixNumbers };
}

/**
 * Opens the box of a control, to type its number.
 * @param {string} name
 */
function openBox(name) {
  const box = findTextBox(`box-${name}`);
  box?.focus();
  box?.select();
}
