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

/**
 * @param {object} needs
 * @param {Record<string, GuessSpec>} needs.guesses by the number of the scene
 * @param {string} needs.openStage the stage at which a reader may guess
 * @param {(axisName: string) => number[] | null} needs.findRange as painted; null: plotly's holds
 */
export function createGuess({ guesses: specs, openStage, findRange }) {
  /** @type {Map<string, number>} */
  const guesses = new Map(); // by the scene and the kind of axis, once the dot was moved
  /** @type {Place} */
  let place = { scene: "", stage: "" };
  const dot = addElement("guess");
  const text = dot.appendChild(document.createElement("span"));
  const gap = addElement("guess-gap");
  dot.setAttribute("role", "slider");
  dot.setAttribute("aria-label", "Your guess");
  dot.setAttribute("aria-orientation", "vertical");

  /** @param {Place} present */
  function showGuess(present) {
    place = present;
    placeGuess();
  }

  const findSpec = () => specs[place.scene];
  const isOpen = () => place.stage === openStage;

  /** Puts the dot, and the gap once the curve is there, where they belong. */
  function placeGuess() {
    const spec = findSpec();
    const layout = findPlot()?._fullLayout;
    const axis = spec && layout?.[AXES[spec.panel]];
    const isInside = spec && layout && isBetween(spec.x, findRange("xaxis") ?? layout.xaxis.range);
    const isShown = axis?.visible && isInside && (isOpen() || guesses.has(guessKey(axis)));
    dot.hidden = !isShown;
    gap.hidden = true;
    if (!isShown) return;
    const range = findRange(AXES[spec.panel]) ?? axis.range;
    const toY = (/** @type {number} */ at) =>
      ((range[1] - at) / (range[1] - range[0])) * axis._length;
    const toX = createScale(layout.xaxis, findRange("xaxis") ?? layout.xaxis.range);
    const left = layout.xaxis._offset + toX(spec.x);
    const height = guesses.get(guessKey(axis)) ?? firstHeight(range);
    const top = axis._offset + toY(height);
    dot.style.transform = `translate(${roundPixels(left)}px, ${roundPixels(top)}px)`;
    dot.classList.toggle("is-open", isOpen());
    dot.tabIndex = isOpen() ? 0 : -1;
    const words = guesses.has(guessKey(axis))
      ? `your guess: ${guessText(axis, height)}`
      : helpText(spec);
    if (text.textContent !== words) text.textContent = words;
    dot.classList.toggle("is-right", left + TEXT_GAP_PX + text.offsetWidth > layout.width);
    writeValue(axis, range, height);
    const truth = isOpen() ? null : findTruth(spec, axis);
    if (truth === null || !Number.isFinite(truth)) return;
    const end = axis._offset + toY(truth);
    gap.hidden = false;
    gap.style.transform = `translate(${roundPixels(left)}px, ${roundPixels(Math.min(top, end))}px)`;
    gap.style.height = `${roundPixels(Math.abs(end - top))}px`;
  }

  /**
   * @param {PlotAxis} axis
   * @param {number[]} range
   * @param {number} height
   */
  function writeValue(axis, range, height) {
    dot.setAttribute("aria-valuemin", String(range[0]));
    dot.setAttribute("aria-valuemax", String(range[1]));
    dot.setAttribute("aria-valuenow", String(height));
    dot.setAttribute("aria-valuetext", guessText(axis, height));
  }

  /** @param {PlotAxis} axis on a logarithmic one a guess is an exponent */
  const guessKey = ({ type }) => `${place.scene} ${type}`;

  /**
   * Returns the axis of the guess with its range as painted, or null without a guess.
   */
  function findAxis() {
    const spec = findSpec();
    if (!spec || !isOpen()) return null;
    const axis = findPlot()._fullLayout[AXES[spec.panel]];
    return { axis, range: findRange(AXES[spec.panel]) ?? axis.range };
  }

  /** @param {number} height in the units of the axis */
  function setGuess(height) {
    const found = findAxis();
    if (!found) return;
    const [low, high] = found.range;
    guesses.set(guessKey(found.axis), Math.min(Math.max(height, low), high));
    placeGuess();
  }

  function presentHeight() {
    const found = findAxis();
    return found && (guesses.get(guessKey(found.axis)) ?? firstHeight(found.range));
  }

  /** @type {{top: number, height: number} | null} */
  let press = null;
  dot.addEventListener("pointerdown", (event) => {
    const height = presentHeight();
    if (height === null) return;
    dot.setPointerCapture(event.pointerId);
    event.preventDefault();
    dot.focus();
    press = { top: event.clientY, height };
  });
  dot.addEventListener("pointermove", (event) => {
    const found = findAxis();
    if (!found || !press || !dot.hasPointerCapture(event.pointerId)) return;
    const [low, high] = found.range;
    setGuess(press.height - ((event.clientY - press.top) * (high - low)) / found.axis._length);
  });
  dot.addEventListener("keydown", (event) => {
    const steps = { ArrowUp: 1, ArrowDown: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const found = findAxis();
    const height = presentHeight();
    if (!steps || !found || height === null) return;
    event.preventDefault();
    setGuess(height + (steps * (found.range[1] - found.range[0])) / KEY_STEPS);
  });

  return { showGuess, placeGuess, dropGuesses: () => guesses.clear() };
}

/**
 * @param {number} x
 * @param {number[]} range
 */
const isBetween = (x, [low, high]) => low <= x && x <= high;

/**
 * Returns where a dot stands that nobody has moved: low, where it tells nothing.
 * @param {number[]} range
 */
const firstHeight = ([low, high]) => low + FIRST_SHARE * (high - low);

/** @param {GuessSpec} spec */
const helpText = ({ name, x, panel }) =>
  `Guess ${panel === "gradient" ? "f′" : "f"}(${numberText(x)}) of ${name}`;

/** @param {string} className */
function addElement(className) {
  const element = document.createElement("div");
  element.className = className;
  element.hidden = true;
  findElement("handles").append(element);
  return element;
}

/**
 * @param {PlotAxis} axis
 * @param {number} height in its units
 */
const guessText = ({ type }, height) => numberText(type === "log" ? 10 ** height : height, 2);

/**
 * Returns what the curve is where the guess stands, in the units of the axis, or null while it is
 * not drawn.
 * @param {GuessSpec} spec
 * @param {PlotAxis} axis
 */
function findTruth({ key, panel, x }, { type }) {
  const plot = findPlot();
  const index = plot.data.findIndex(({ uid, visible }) => visible && uid === `${key}-${panel}`);
  if (index < 0) return null;
  const { x: lineX = [], y: lineY = [] } = plot._fullData[index];
  const height = interpolateAt({ x: lineX, y: lineY }, x);
  return height !== null && type === "log" ? Math.log10(height) : height;
}
