// What the reader does with a slider, a choice, a text box or a button.

import { nameValue } from "./accessibility.mjs";
import { noteProp } from "./dash_props.mjs";
import { findClosest, findElement, findTextBox } from "./page.mjs";
import { watchRangeKeys } from "./range_keys.mjs";
import { fromPosition, toPosition } from "./slider_scale.mjs";

/**
 * @param {object} needs
 * @param {string[]} needs.sliders the settings that have one
 * @param {PageData["controls"]} needs.controls those with one number
 * @param {PageData["rangeLimits"]} needs.rangeLimits
 * @param {string[]} needs.functionKeys in their order
 * @param {(name: string) => void} needs.onView the reader has chosen another part of the page
 * @param {CurveSettings} needs.settings of the first picture
 * @param {() => boolean} needs.isChangingPlace
 * @param {(settings: Settings) => void} needs.setControls
 * @param {Record<string, () => void>} needs.buttonActions by the button's id
 */
export function createInputs(needs) {
  const { sliders, controls, functionKeys, settings, setControls, onView, buttonActions } = needs;
  const typedBoxes = watchTyping();

  /**
   * Takes a new value of a control, unless the page itself has written it.
   * @param {string} id
   * @param {unknown} value
   */
  function onControlInput(id, value) {
    if (value !== undefined && noteProp(id, "value", value))
      setControls({ [readControlName(id)]: value });
  }

  /** @param {TriggeredInput[]} triggered */
  function onChoiceInput(triggered) {
    for (const { prop_id, value } of triggered) onControlInput(componentId(prop_id), value);
  }

  /**
   * Takes the switches of the functions: together they are one setting.
   * @param {TriggeredInput[]} triggered
   */
  function onSwitchInput(triggered) {
    const changed = new Map();
    for (const { prop_id, value } of triggered) {
      const id = componentId(prop_id);
      if (value !== undefined && noteProp(id, "value", value)) changed.set(id, value.length > 0);
    }
    // The other switches are those of the place that the reader leaves.
    if (changed.size === 0 || needs.isChangingPlace()) return;
    const isOn = (/** @type {string} */ key) => {
      const box = document.querySelector(`#switch-${key} input`);
      return changed.get(`switch-${key}`) ?? /** @type {HTMLInputElement} */ (box).checked;
    };
    setControls({ shown: functionKeys.filter(isOn) });
  }

  /** @param {TriggeredInput[]} triggered */
  function onViewInput([{ prop_id, value }]) {
    if (value !== undefined && noteProp(componentId(prop_id), "value", value)) onView(value);
  }

  /**
   * Takes the text of each box that was left or in which Enter was pressed; the server makes a
   * number of it. A box that is left after Enter has been read already.
   * @param {TriggeredInput[]} triggered
   */
  function onTextInput(triggered) {
    for (const { prop_id, value } of triggered) {
      const id = componentId(prop_id);
      noteProp(id, "value", value);
      if (!typedBoxes.delete(id)) continue;
      const name = readControlName(id);
      const boxIds = [`box-${name}`, `box-${name}-low`, `box-${name}-high`];
      const texts = boxIds.map(findTextBox).flatMap((box) => (box ? [box.value] : []));
      setControls({ [name]: texts.length > 1 ? texts : texts[0] });
    }
  }

  /**
   * Reads each slider from its thumbs as they move. Through Dash's renderer each move would arrive
   * later, and cost as much as drawing the curve.
   */
  function listenToThumbs() {
    for (const name of sliders) {
      const id = `control-${name}`;
      const slider = findElement(id);
      const { dataset } = findRow(id);
      const scale = controls[name] ?? { isLog: false }; // a range has two numbers
      const first = settings[name];
      // As it was laid out; the thumb may have moved since.
      noteProp(id, "value", typeof first === "number" ? toPosition(scale, first) : first);
      const readThumbs = () => {
        const places = [...slider.querySelectorAll("[role=slider]")].map(readThumb);
        const place = places.length > 1 ? places : places[0];
        if (place === undefined || !noteProp(id, "value", place)) return;
        const number = typeof place === "number" ? fromPosition(scale, place) : place;
        setControls({ [name]: number });
      };
      new MutationObserver((moves) => {
        for (const { target } of moves) nameValue(/** @type {Element} */ (target), dataset);
        readThumbs();
      }).observe(slider, { attributeFilter: ["aria-valuenow"], subtree: true });
      readThumbs();
      if (name === "range")
        watchRangeKeys(slider, needs.rangeLimits, (range) => setControls({ range }));
    }
  }

  /** @type {Map<string, number>} */
  const clickCounts = new Map(); // by the button's id

  /**
   * Runs the action of each button that was clicked. One call may stand for several clicks.
   * @param {TriggeredInput[]} triggered with the number of all clicks
   */
  function onButtonClick(triggered) {
    for (const { prop_id, value: count } of triggered) {
      const id = componentId(prop_id);
      const earlier = clickCounts.get(id) ?? 0;
      clickCounts.set(id, count);
      for (let click = earlier; click < count; click += 1) buttonActions[id]();
    }
  }

  return {
    ...{ onChoiceInput, onSwitchInput, onViewInput, onTextInput, onButtonClick },
    listenToThumbs,
  };
}

/**
 * Returns the text boxes in which someone has typed since they were read, by id, each with the text
 * before. Escape takes it back.
 */
function watchTyping() {
  /** @type {Map<string, string>} */
  const earlierTexts = new Map();
  const findBox = (/** @type {Event} */ event) =>
    /** @type {HTMLInputElement | null} */ (findClosest(event, "input[type=text]"));
  document.addEventListener("beforeinput", (event) => {
    const box = findBox(event);
    if (box && !earlierTexts.has(box.id)) earlierTexts.set(box.id, box.value);
  });
  document.addEventListener("keydown", (event) => {
    const box = findBox(event);
    const text = earlierTexts.get(box?.id ?? "");
    if (event.key !== "Escape" || event.isComposing || !box || text === undefined) return;
    event.preventDefault(); // or the dialog around it would close
    box.setRangeText(text, 0, box.value.length);
    box.dispatchEvent(new Event("input", { bubbles: true })); // or Dash would not know
    earlierTexts.delete(box.id);
  });
  return earlierTexts;
}

/** @param {Element} thumb */
const readThumb = (thumb) => Number(thumb.getAttribute("aria-valuenow"));

/** @param {string} id of a control or its box */
const findRow = (id) =>
  /** @type {HTMLElement} */ ((findTextBox(id) ?? findElement(id)).closest("[data-control]"));

/** @param {string} id */
const readControlName = (id) => findRow(id).dataset.control ?? "";

/** @param {string} propId as Dash names it: "control-shown.value" */
const componentId = (propId) => propId.split(".")[0];
