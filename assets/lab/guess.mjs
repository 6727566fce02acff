// A guess before the answer: a dot that the reader drags to where the curve is expected. Once the
// curve is drawn, so is the gap between the two.

import { createScale, roundPixels } from "./brush.mjs";
import { numberText } from "./numbers.mjs";
import { findElement, findPlot } from "./page.mjs";
import { interpolateAt } from "./traces.mjs";

const AXES = { value: "yaxis", gradient: "yaxis2" };
const FIRST_SHARE = 0.15; // of the height of the panel, from its foot
const TEXT_GAP_PX = 24; // from the dot to its words
const KEY_STEPS = 50; // from the foot of a panel to its top

/**
 * @typedef {object} GuessSpec
 * @property {"value" | "gradient"} panel
 * @property {string} key of the curve
 * @property {string} name of the curve
 * @property {number} x
 */

/** @param {Record<string, GuessSpec>} specs by the number of the scene */
export function createGuess(specs) {
  /** @type {Map<string, number>} */
  const guesses = new Map(); // by the scene, once the dot was moved
  /** @type {Place} */
  let place = { scene: "", stage: "" };
  const dot = addElement("guess");
  const text = dot.appendChild(document.createElement("span"));
  const gap = addElement("guess-gap");
  Object.assign(dot, { tabIndex: 0 });
  dot.setAttribute("role", "slider");
  dot.setAttribute("aria-label", "Your guess");
  dot.setAttribute("aria-orientation", "vertical");

  /** @param {Place} present */
  function showGuess(present) {
    place = present;
    placeGuess();
  }

  const findSpec = () => specs[place.scene];
  const isOpen = () => place.stage === "question";

  /** Puts the dot, and the gap once the curve is there, where they belong. */
  function placeGuess() {
    const spec = findSpec();
    const layout = findPlot()?._fullLayout;
    const axis = spec && layout?.[AXES[spec.panel]];
    const isShown = axis?.visible && (isOpen() || guesses.has(place.scene));
    dot.hidden = !isShown;
    gap.hidden = true;
    if (!isShown) return;
    const toY = createScale(axis, axis.range);
    const left = layout.xaxis._offset + createScale(layout.xaxis, layout.xaxis.range)(spec.x);
    const height = guesses.get(place.scene) ?? firstHeight(axis.range);
    const top = axis._offset + toY(height);
    dot.style.transform = `translate(${roundPixels(left)}px, ${roundPixels(top)}px)`;
    dot.classList.toggle("is-open", isOpen());
    const words = guesses.has(place.scene)
      ? `your guess: ${numberText(height, 2)}`
      : helpText(spec);
    if (text.textContent !== words) text.textContent = words;
    dot.classList.toggle("is-right", left + TEXT_GAP_PX + text.offsetWidth > layout.width);
    writeValue(axis, height);
    const truth = isOpen() ? null : findTruth(spec);
    if (truth === null) return;
    const end = axis._offset + toY(truth);
    gap.hidden = false;
    gap.style.transform = `translate(${roundPixels(left)}px, ${roundPixels(Math.min(top, end))}px)`;
    gap.style.height = `${roundPixels(Math.abs(end - top))}px`;
  }

  /**
   * @param {PlotAxis} axis
   * @param {number} height
   */
  function writeValue({ range }, height) {
    dot.setAttribute("aria-valuemin", String(range[0]));
    dot.setAttribute("aria-valuemax", String(range[1]));
    dot.setAttribute("aria-valuenow", String(height));
    dot.setAttribute("aria-valuetext", numberText(height, 2));
  }

  /** @param {number} height */
  function setGuess(height) {
    const spec = findSpec();
    if (!spec || !isOpen()) return;
    const [low, high] = findPlot()._fullLayout[AXES[spec.panel]].range;
    guesses.set(place.scene, Math.min(Math.max(height, low), high));
    placeGuess();
  }

  /** @param {number} down in pixels from where the dot is */
  function moveGuess(down) {
    const spec = findSpec();
    if (!spec) return;
    const { range, _length } = findPlot()._fullLayout[AXES[spec.panel]];
    const present = guesses.get(place.scene) ?? firstHeight(range);
    setGuess(present - (down * (range[1] - range[0])) / _length);
  }

  dot.addEventListener("pointerdown", (event) => {
    if (!isOpen()) return;
    dot.setPointerCapture(event.pointerId);
    event.preventDefault();
    dot.focus();
  });
  dot.addEventListener("pointermove", (event) => {
    if (dot.hasPointerCapture(event.pointerId)) moveGuess(event.movementY);
  });
  dot.addEventListener("keydown", (event) => {
    const steps = { ArrowUp: -1, ArrowDown: 1, ArrowRight: -1, ArrowLeft: 1 }[event.key];
    const spec = findSpec();
    if (!steps || !spec) return;
    event.preventDefault();
    moveGuess((steps * findPlot()._fullLayout[AXES[spec.panel]]._length) / KEY_STEPS);
  });

  return { showGuess, placeGuess };
}

/**
 * Returns where a dot stands that nobody has moved: low, where it tells nothing.
 * @param {number[]} range
 */
const firstHeight = ([low, high]) => low + FIRST_SHARE * (high - low);

/** @param {GuessSpec} spec */
const helpText = ({ name, x, panel }) =>
  `Drag: how high is ${panel === "gradient" ? "the slope of " : ""}${name} at x = ${numberText(x)}?`;

/** @param {string} className */
function addElement(className) {
  const element = document.createElement("div");
  element.className = className;
  element.hidden = true;
  findElement("handles").append(element);
  return element;
}

/**
 * Returns what the curve is where the guess stands, or null while it is not drawn.
 * @param {GuessSpec} spec
 */
function findTruth({ key, panel, x }) {
  const plot = findPlot();
  const index = plot.data.findIndex(({ uid, visible }) => visible && uid === `${key}-${panel}`);
  if (index < 0) return null;
  const { x: lineX = [], y: lineY = [] } = plot._fullData[index];
  return interpolateAt({ x: lineX, y: lineY }, x);
}
