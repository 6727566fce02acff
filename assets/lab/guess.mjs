// A guess before the answer: a dot that the reader drags to where the curve is expected. Once the
// curve is drawn, so is the gap between the two.

import { createScale, roundPixels, unitsPerPixel, writeAttribute } from "./brush.mjs";
import { numberText } from "./numbers.mjs";
import { addMark, findPlot, hideElement } from "./page.mjs";
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
 * @param {(axisName: string) => number[]} needs.findRange of an axis, as painted
 * @param {(uid: string) => import("./traces.mjs").CurvePoints | null} needs.readTrace as painted
 */
export function createGuess({ guesses: specs, openStage, findRange, readTrace }) {
  /** @type {Map<string, number>} */
  const guesses = new Map(); // by the scene and the kind of axis, once the dot was moved
  /** @type {Place} */
  let place = { scene: "", stage: "" };
  const dot = addMark("guess");
  const text = dot.appendChild(document.createElement("span"));
  const gap = addMark("guess-gap");
  dot.setAttribute("role", "slider");
  dot.setAttribute("aria-label", "Your guess");
  dot.setAttribute("aria-orientation", "vertical");

  /** @param {Place} present */
  function showGuess(present) {
    place = present;
    placeGuess();
  }

  const isOpen = () => place.stage === openStage;

  /** @param {PlotAxis} axis on a logarithmic one a guess is an exponent */
  const guessKey = ({ type }) => `${place.scene} ${type}`;

  /** Returns the guess of the scene in its panel, moved or not; null without one. */
  function findGuess() {
    const spec = specs[place.scene];
    if (!spec) return null;
    const axis = findPlot()._fullLayout[AXES[spec.panel]];
    const range = findRange(AXES[spec.panel]);
    const moved = guesses.get(guessKey(axis));
    return { spec, axis, range, isMoved: moved !== undefined, height: moved ?? firstHeight(range) };
  }

  /** Puts the dot, and the gap once the curve is there, where they belong. */
  function placeGuess() {
    const guess = findGuess();
    const isShown =
      guess?.axis.visible &&
      isBetween(guess.spec.x, findRange("xaxis")) &&
      (isOpen() || guess.isMoved);
    hideElement(dot, !isShown);
    if (!guess || !isShown) return hideElement(gap, true);
    const { spec, axis, range, isMoved, height } = guess;
    const { xaxis, width } = findPlot()._fullLayout;
    const toTop = (/** @type {number} */ at) =>
      axis._offset + (range[1] - at) / unitsPerPixel(axis._length, range);
    const left = xaxis._offset + createScale(xaxis, findRange("xaxis"))(spec.x);
    const top = toTop(height);
    dot.style.transform = `translate(${roundPixels(left)}px, ${roundPixels(top)}px)`;
    dot.classList.toggle("is-open", isOpen());
    dot.tabIndex = isOpen() ? 0 : -1;
    const words = isMoved ? `your guess: ${guessText(axis, height)}` : helpText(spec);
    if (text.textContent !== words) text.textContent = words;
    dot.classList.toggle("is-right", left + TEXT_GAP_PX + text.offsetWidth > width);
    writeValue(axis, range, height);
    const truth = isOpen() ? null : findTruth(spec, axis);
    const isGapShown = truth !== null && Number.isFinite(truth);
    hideElement(gap, !isGapShown);
    if (!isGapShown) return;
    const end = toTop(truth);
    gap.style.transform = `translate(${roundPixels(left)}px, ${roundPixels(Math.min(top, end))}px)`;
    gap.style.height = `${roundPixels(Math.abs(end - top))}px`;
  }

  /**
   * @param {PlotAxis} axis
   * @param {number[]} range
   * @param {number} height
   */
  function writeValue(axis, [low, high], height) {
    writeAttribute(dot, "aria-valuemin", String(low));
    writeAttribute(dot, "aria-valuemax", String(high));
    writeAttribute(dot, "aria-valuenow", String(height));
    writeAttribute(dot, "aria-valuetext", guessText(axis, height));
  }

  /**
   * Returns what the curve is where the guess stands, in the units of the axis, or null while it is
   * not drawn.
   * @param {GuessSpec} spec
   * @param {PlotAxis} axis
   */
  function findTruth({ key, panel, x }, { type }) {
    const points = readTrace(`${key}-${panel}`);
    const height = points && interpolateAt(points, x);
    return height !== null && type === "log" ? Math.log10(height) : height;
  }

  const findOpenGuess = () => (isOpen() ? findGuess() : null);

  /**
   * @param {number} height in the units of the axis
   * @param {{axis: PlotAxis, range: number[]}} panel
   */
  function setGuess(height, { axis, range: [low, high] }) {
    guesses.set(guessKey(axis), Math.min(Math.max(height, low), high));
    placeGuess();
  }

  /** @type {{top: number, height: number} | null} */
  let press = null;
  dot.addEventListener("pointerdown", (event) => {
    const guess = findOpenGuess();
    if (!guess) return;
    dot.setPointerCapture(event.pointerId);
    event.preventDefault();
    dot.focus();
    press = { top: event.clientY, height: guess.height };
  });
  dot.addEventListener("pointermove", (event) => {
    const guess = findOpenGuess();
    if (!guess || !press || !dot.hasPointerCapture(event.pointerId)) return;
    const perPixel = unitsPerPixel(guess.axis._length, guess.range);
    setGuess(press.height - (event.clientY - press.top) * perPixel, guess);
  });
  dot.addEventListener("keydown", (event) => {
    const steps = { ArrowUp: 1, ArrowDown: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const guess = findOpenGuess();
    if (!steps || !guess) return;
    event.preventDefault();
    const [low, high] = guess.range;
    setGuess(guess.height + (steps * (high - low)) / KEY_STEPS, guess);
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

/**
 * @param {PlotAxis} axis
 * @param {number} height in its units
 */
const guessText = ({ type }, height) => numberText(type === "log" ? 10 ** height : height, 2);
