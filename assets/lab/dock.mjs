// On a phone the slider that was used last stays within reach, in a dock at the foot of the page.
// It is a second look of the same control, so screen readers and the keyboard leave it out.

import { findClosest, findElement } from "./page.mjs";
import { fromPosition, toPosition } from "./slider_scale.mjs";
import { formatValue } from "./value_keys.mjs";

const FIRST_NAME = "alpha";
const LAST_NAMES = ["step", "probe"]; // the others change the curves

/**
 * @param {object} needs
 * @param {PageData["controls"]} needs.controls
 * @param {() => CurveSettings | null} needs.readSettings
 * @param {(settings: Settings) => void} needs.setControls
 */
export function createDock({ controls, readSettings, setControls }) {
  let present = "";
  let lastUsed = FIRST_NAME;
  const dock = findElement("dock");
  const label = dock.appendChild(document.createElement("span"));
  const text = dock.appendChild(document.createElement("span"));
  const slider = dock.appendChild(document.createElement("input"));
  label.className = "dock-label";
  text.className = "dock-number";
  Object.assign(slider, { type: "range", tabIndex: -1 });

  slider.addEventListener("input", () =>
    setControls({ [present]: fromPosition(controls[present], Number(slider.value)) }),
  );
  // Once the hand has let go: a dock that changes under a moving finger would be in its way.
  const onUse = (/** @type {Event} */ event) => {
    const {
      control = "",
      controlName = "",
      number = "",
    } = findClosest(event, "[data-control], .handle, .live-number")?.dataset ?? {};
    const name = control || controlName || number;
    if (name in controls) {
      lastUsed = name;
      updateDock();
    }
  };
  for (const type of ["pointerup", "keyup"]) document.addEventListener(type, onUse);

  const names = Object.keys(controls);
  names.sort((a, b) => LAST_NAMES.indexOf(a) - LAST_NAMES.indexOf(b));

  /** Shows the slider that was used last or, where it does nothing now, the first that does. */
  function updateDock() {
    const canMove = (/** @type {string} */ name) => !findElement(`row-${name}`).hidden;
    const name = canMove(lastUsed) ? lastUsed : (names.find(canMove) ?? "");
    dock.hidden = name === "";
    if (name === "") return;
    if (name !== present) {
      present = name;
      const spec = controls[name];
      dock.dataset.control = name;
      label.textContent = spec.label;
      const [min, max] = [spec.low, spec.high].map((each) => toPosition(spec, each));
      Object.assign(slider, { min, max, step: spec.step });
      const owner = findElement(`row-${name}`).closest(".function-row");
      const colour = owner instanceof HTMLElement && owner.style.getPropertyValue("--colour");
      dock.style.setProperty("--colour", colour || "var(--text)");
    }
    const settings = readSettings();
    if (settings) writeNumber(name, Number(settings[name]));
  }

  /**
   * @param {string} name
   * @param {number} number
   */
  function writeNumber(name, number) {
    if (name !== present) return;
    const words = formatValue(controls[name], number);
    if (text.textContent !== words) text.textContent = words;
    const { low, high } = controls[name];
    const [min, max, place] = [low, high, number].map((each) => toPosition(controls[name], each));
    if (slider.value !== String(place)) slider.value = String(place);
    dock.style.setProperty("--share", String((place - min) / (max - min)));
  }

  return { updateDock, writeNumber };
}
