// The keys and the buttons of a lecture. Which key does what: components/lecture.py.

import { closeDialogs, toggleDialog } from "./dialogs.mjs";
import { findClosest, findElement } from "./page.mjs";
import { isLecture } from "./viewport.mjs";

const POINTER_IDLE_MS = 3000; // after which a pointer that does not move is hidden
const ACTION_OUTSIDE = "mode"; // its key starts a lecture too; all others act within one only

const root = document.documentElement;

/**
 * @param {object} needs
 * @param {PageData["keyActions"]} needs.keyActions
 * @param {string[]} needs.sceneKeys
 * @param {Story} needs.story
 * @param {(direction: 1 | -1) => void} needs.goToStep
 * @param {(settings: Settings) => void} needs.setControls
 * @param {() => void} needs.resetPage
 */
export function createLecture({ keyActions, sceneKeys, story, goToStep, setControls, resetPage }) {
  const goToScene = (/** @type {number} */ number) => setControls({ ...story.firstPlace(number) });

  /** @type {Record<string, (key: string) => void>} */
  const actions = {
    next: () => goToStep(1),
    previous: () => goToStep(-1),
    first: () => goToScene(1),
    last: () => goToScene(sceneKeys.length),
    scene: (key) => goToScene(Number(key)),
    reset: resetPage,
    mode: () => setControls({ mode: isLecture() ? "page" : "lecture" }),
    controls: () => root.toggleAttribute("data-show-controls"),
    black: () => toggleBlankScreen("black"),
    white: () => toggleBlankScreen("white"),
    help: () => toggleDialog("shortcuts-dialog"),
    fullscreen: () =>
      document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen(),
  };

  /**
   * @param {string} action
   * @param {string} [key] that was pressed for it
   */
  function runAction(action, key = "") {
    if (action !== "help") closeDialogs();
    if (action !== "black" && action !== "white") hideBlankScreen();
    if (action !== "fullscreen" || document.fullscreenEnabled) actions[action](key);
  }

  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const action = keyActions[key];
    const isOtherShortcut = event.ctrlKey || event.metaKey || event.altKey;
    if (!action || isOtherShortcut || (key === "F5" && event.shiftKey)) return;
    const isForLecture = isLecture() && !isKeyOfElement(event.target, key);
    if (action !== ACTION_OUTSIDE && !isForLecture) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat) runAction(action, key);
  }
  // In the capturing phase: before a slider with the focus hears the key.
  window.addEventListener("keydown", onKeyDown, { capture: true });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hideBlankScreen();
  });
  document.addEventListener("click", (event) => {
    if (findClosest(event, "#blank-screen")) hideBlankScreen();
    const button = findClosest(event, "[data-action]");
    if (!button) return;
    // After a click of the mouse, Space means the next step, not this button again.
    if (event.detail > 0) button.blur();
    runAction(button.dataset.action ?? "");
  });
  watchPointer();
  // Undefined where there is no full screen: then toggleAttribute would set the attribute.
  root.toggleAttribute("data-fullscreen-enabled", Boolean(document.fullscreenEnabled));
}

/** @param {string} colour */
function toggleBlankScreen(colour) {
  const screen = findElement("blank-screen");
  const isShown = !screen.hidden && screen.dataset.colour === colour;
  screen.dataset.colour = colour;
  screen.hidden = isShown;
}

function hideBlankScreen() {
  findElement("blank-screen").hidden = true;
}

function watchPointer() {
  let timer = 0;
  const onPointerMove = () => {
    root.removeAttribute("data-pointer-idle");
    clearTimeout(timer);
    timer = setTimeout(() => root.setAttribute("data-pointer-idle", ""), POINTER_IDLE_MS);
  };
  window.addEventListener("pointermove", onPointerMove);
  onPointerMove();
}

/**
 * Whether a key has a meaning of its own for the element with the focus: a letter for a text box,
 * Space for a button.
 * @param {EventTarget | null} target
 * @param {string} key
 */
function isKeyOfElement(target, key) {
  if (!(target instanceof Element)) return false;
  if (target.matches("input[type=text]"))
    return key.length === 1 || key === "Home" || key === "End";
  return key === " " && target.matches("button, input, summary, a");
}
