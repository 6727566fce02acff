// The race: it asks for the frames of a race and shows them, one after the other.

import { writeProp } from "./dash_props.mjs";
import { HttpError, readLines } from "./line_stream.mjs";
import { findElement, writeText } from "./page.mjs";
import { createChart } from "./race_chart.mjs";
import { createLanes } from "./race_lanes.mjs";
import { isLeavingQuestion, isQuestion, showAddedPart } from "./race_scene.mjs";
import { drawStrip } from "./race_strip.mjs";
import { drawTable } from "./race_table.mjs";
import { hasScene } from "./story.mjs";
import { isLecture } from "./viewport.mjs";

const FRAME_MS = 80; // from one frame to the next, however fast they come
const RETRY_MS = 1000; // after a lost connection
const [MIN_PACE_MS, MIN_PACE_STEPS] = [300, 50]; // of frames, before their pace is known
const MS_PER_SECOND = 1000;
const LABELS = { ready: "Start", running: "Stop", stopped: "Go on", done: "Start again" };

/**
 * @param {object} needs
 * @param {string} needs.path of the requests for a race
 * @param {(text: string) => void} needs.announce
 */
export function createRace({ path, announce }) {
  const lanes = createLanes(findElement("race-lanes"));
  const chart = createChart(/** @type {PlotElement} */ (findElement("race-plot")));
  /** @type {RaceState | null} */
  let state = null;
  /** @type {Place} */
  let place = { scene: "", stage: "" };
  /** @type {RaceFrame[]} */
  let frames = []; // that have come
  let shownCount = 0; // of those
  /** @type {RaceEnd | null} */
  let end = null;
  /** @type {keyof typeof LABELS} */
  let phase = "ready";
  let connection = new AbortController();
  let timer = 0;
  let startMs = 0; // when the frame after those shown at that time was due first
  let startCount = 0;
  let firstMs = 0; // when the first frame of this start was shown
  let firstStep = 0;

  /**
   * Shows a race as it stands before its first step; the same race goes on as it is. In a scene the
   * step from the question starts it.
   * @param {RaceState | null | undefined} newState
   * @param {Place} newPlace in the story
   */
  function showRace(newState, newPlace) {
    const isSame = newState?.query === state?.query && !isQuestion(newPlace);
    const oldPlace = place;
    place = newPlace;
    state = newState ?? null;
    if (!isSame || state === null) resetRace();
    if (state === null) return;
    writeText("race-introduction", state.introduction);
    writeText("race-caption", state.strip.caption);
    drawStrip(findElement("race-strip"), state);
    if (!isSame) lanes.resetLanes(state);
    else lanes.redraw();
    chart.resetChart(state, frames.slice(0, shownCount));
    writeWords();
    if (phase === "ready") writeProgress("");
    if (phase === "ready" && isLeavingQuestion(oldPlace, place)) startRace();
    showAddedPart(oldPlace, place);
  }

  function resetRace() {
    closeConnection();
    frames = [];
    shownCount = 0;
    end = null;
    setPhase("ready");
  }

  function closeConnection() {
    connection.abort();
    clearTimeout(timer);
  }

  /** Starts, stops or goes on. */
  function toggleRace() {
    if (phase === "running") stopRace();
    else if (phase === "done") startAgain();
    else if (state) startRace();
  }

  function startAgain() {
    clearRace();
    startRace();
  }

  /** Shows the race as it is before its first step. */
  function clearRace() {
    resetRace();
    drawShown();
    writeWords();
  }

  function startRace() {
    connection = new AbortController();
    setPhase("running");
    startClock();
    firstMs = 0;
    fetchFrames(connection.signal);
    showNextFrame();
  }

  function stopRace() {
    if (phase !== "running") return;
    closeConnection();
    setPhase("stopped");
    drawShown();
    lanes.describeLanes();
  }

  /** @param {keyof typeof LABELS} newPhase */
  function setPhase(newPhase) {
    phase = newPhase;
    writeText("race-start", LABELS[phase]);
    findElement("race-start").dataset.phase = phase;
    // Once a race is done, the first button starts it again.
    writeProp("race-again", "hidden", phase === "ready" || phase === "done");
    writeProgress("");
  }

  /**
   * Asks until the race has come whole: any server gives the same frames.
   * @param {AbortSignal} signal
   */
  async function fetchFrames(signal) {
    while (!signal.aborted && end === null) {
      try {
        for await (const line of readLines(path, { query: state?.query ?? "" }, signal)) {
          if (signal.aborted) return; // of what has come at once, the rest
          takeLine(line);
        }
        if (end === null) throw new Error();
      } catch (error) {
        if (signal.aborted) return;
        if (isRefusal(error)) return failRace("The server refused this race. Reload the page.");
        firstMs = 0; // the time without a connection is none of the pace
        const isBusy = error instanceof HttpError;
        writeProgress(
          isBusy ? "The server is busy: asking again" : "Connection lost: asking again",
        );
        await new Promise((resolve) => setTimeout(resolve, findRetryMs(error)));
      }
    }
  }

  /** @param {RaceLine} line */
  function takeLine(line) {
    if (line.error) failRace("This took too long on the server. Fewer lanes or layers take less.");
    else if (line.before !== undefined) showQueue(line.before);
    else if (line.end) end = /** @type {RaceEnd} */ (line);
    else if (line.step === undefined) writeProgress("");
    else if (line.step > (frames.at(-1)?.step ?? -1)) frames.push(/** @type {RaceFrame} */ (line));
    else writeProgress(`catching up: ${line.step}`);
  }

  /** @param {number} before */
  function showQueue(before) {
    const races = before === 1 ? "1 race is" : `${before} races are`;
    if (before > 0) writeProgress(`${races} before this one`);
  }

  /** @param {string} text */
  function failRace(text) {
    closeConnection();
    setPhase(shownCount === 0 ? "ready" : "stopped");
    writeText("race-status", text);
    announce(text);
  }

  function startClock() {
    startMs = performance.now();
    startCount = shownCount;
  }

  /** Shows the frame that is due; a slow processor leaves out those that are late. */
  function showNextFrame() {
    timer = setTimeout(showNextFrame, FRAME_MS);
    if (shownCount === frames.length) {
      startClock(); // nothing is late that has not come
      if (end) finishRace();
      return;
    }
    const due = startCount + Math.floor((performance.now() - startMs) / FRAME_MS) + 1;
    shownCount = isStill() ? frames.length : Math.min(Math.max(due, shownCount + 1), frames.length);
    if (firstMs === 0) {
      firstMs = performance.now();
      firstStep = frames[shownCount - 1].step;
    }
    if (!isStill()) drawShown();
    writeProgress("");
  }

  function drawShown() {
    const shown = frames.slice(0, shownCount);
    lanes.drawFrame(shown.at(-1) ?? null);
    chart.drawFrames(shown);
  }

  function finishRace() {
    closeConnection();
    setPhase("done");
    drawShown();
    lanes.describeLanes();
    writeWords();
    if (end) announce(end.sentence);
  }

  function writeWords() {
    if (state === null) return;
    const { sentence, tables } = phase === "done" && end ? end : state;
    // What a scene says of ten starts counts more than one run.
    writeText("race-sentence", (hasScene(place) && state.sentence) || sentence);
    // The end of a race knows ten starts, also before a scene tells of them.
    const columns = state.tables[state.measure].heads.length;
    drawTable(findElement("race-table"), tables[state.measure], columns);
  }

  /** @param {string} text instead of the time that is left */
  function writeProgress(text) {
    const step = frames[shownCount - 1]?.step ?? 0;
    const steps = state?.steps ?? 0;
    const bar = findElement("race-progress");
    bar.style.setProperty("--share", String(steps ? step / steps : 0));
    bar.setAttribute("aria-valuemax", String(steps));
    bar.setAttribute("aria-valuenow", String(step));
    const hint =
      phase === "ready" && isLecture() && isOutsideStory() ? "Space starts the race" : "";
    const message = text || hint || (phase === "running" ? findTimeLeft(step, steps) : "");
    writeText("race-status", [`step ${step} of ${steps}`, message].filter(Boolean).join(" · "));
  }

  /**
   * Returns how long the race will take at its pace so far, once that is known.
   * @param {number} step
   * @param {number} steps
   */
  function findTimeLeft(step, steps) {
    const elapsedMs = performance.now() - firstMs;
    if (firstMs === 0 || elapsedMs < MIN_PACE_MS || step - firstStep < MIN_PACE_STEPS) return "";
    const leftMs = ((steps - step) * elapsedMs) / (step - firstStep);
    return `${Math.ceil(leftMs / MS_PER_SECOND)} s left`;
  }

  const isOutsideStory = () => state !== null && !hasScene(place);

  // Or the browser keeps the connection open, for the case that the reader comes back.
  window.addEventListener("pagehide", stopRace);

  return {
    ...{ showRace, toggleRace, startAgain, clearRace, isOutsideStory },
    isShown: () => state !== null,
    listAllLanes: () => state?.allLanes ?? [],
    readFilm: () => ({ state, frames: frames.slice(0, shownCount) }),
  };
}

const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * Returns how long to wait before asking again, spread so that not all ask at the same time.
 * @param {unknown} error
 */
function findRetryMs(error) {
  const wantedMs = error instanceof HttpError ? MS_PER_SECOND * error.retryAfterS : 0;
  return Math.max(wantedMs, RETRY_MS) * (1 + Math.random());
}

/** @param {unknown} error */
const isRefusal = (error) =>
  error instanceof HttpError && error.status >= 400 && error.status < 500 && error.status !== 429;
