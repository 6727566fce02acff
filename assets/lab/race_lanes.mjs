// The lanes of a race: for each network its square, its loss and its accuracy.

import { createCanvas, drawBoundary, drawPoints, readClassColours } from "./race_square.mjs";

const [MAX_COLUMNS, MAX_COLUMNS_WIDE] = [4, 8]; // of lanes, in a window and in a wide one

/**
 * @param {HTMLElement} root
 */
export function createLanes(root) {
  /** @type {ReturnType<typeof createLane>[]} */
  let lanes = [];
  /** @type {RaceState | null} */
  let state = null;
  /** @type {RaceFrame | null} */
  let shown = null;

  /** @param {RaceState} newState */
  function resetLanes(newState) {
    state = newState;
    lanes = newState.lanes.map(createLane);
    root.replaceChildren(...lanes.map(({ element }) => element));
    setGrid("", MAX_COLUMNS);
    setGrid("-wide", MAX_COLUMNS_WIDE);
    root.parentElement?.style.setProperty("--lanes", String(lanes.length));
    shown = null;
    redraw();
    describeLanes();
  }

  /**
   * Tells the style sheet in how many rows and columns the lanes stand.
   * @param {string} kind of window
   * @param {number} most columns
   */
  function setGrid(kind, most) {
    const rows = Math.ceil(lanes.length / most);
    root.style.setProperty(`--rows${kind}`, String(rows));
    root.classList.toggle(`has-rows${kind}`, rows > 1);
    root.style.setProperty(`--columns${kind}`, String(Math.ceil(lanes.length / rows)));
  }

  /** @param {RaceFrame | null} frame */
  function drawFrame(frame) {
    shown = frame;
    if (state === null) return;
    const colours = readClassColours(root);
    for (const [index, { boundary, writeNumbers }] of lanes.entries()) {
      const lane = frame?.lanes[index] ?? null;
      drawBoundary(boundary, lane?.boundary ?? "", state.gridCells, colours);
      writeNumbers(lane);
    }
  }

  /** Draws all in the present colours and sizes. */
  function redraw() {
    drawFrame(shown);
    if (state === null) return;
    for (const { points } of lanes) {
      points.width = points.height = Math.round(points.clientWidth * devicePixelRatio);
      drawPoints(points, state.points, readClassColours(root));
    }
  }

  /** Tells a screen reader what the lanes show; while they move it would have no end. */
  function describeLanes() {
    for (const [index, { square }] of lanes.entries()) {
      const lane = shown?.lanes[index];
      const name = state?.lanes[index].name;
      square.ariaLabel = `${name}, before the first step`;
      if (!lane || !shown) continue;
      const share = percentText(lane.accuracy);
      square.ariaLabel = `${name} after ${shown.step} steps: ${share} of the held-out points right`;
    }
  }

  new ResizeObserver(redraw).observe(root);
  return { resetLanes, drawFrame, describeLanes, redraw };
}

/** @param {RaceLane} lane */
function createLane({ name, curve, mean, notes, hasDeadUnits }) {
  const element = document.createElement("figure");
  element.className = "lane";
  element.style.setProperty("--colour", `var(--curve-${curve})`);
  element.dataset.mean = mean;
  addPart(element, "figcaption", "", name);
  const square = addPart(element, "div", "lane-square");
  square.setAttribute("role", "img");
  const [boundary, points] = [createCanvas(), createCanvas()];
  square.append(boundary, points);
  const numbers = addPart(element, "p", "lane-numbers");
  const [loss, correct] = ["loss", "correct"].map((label) => {
    const place = addPart(numbers, "span", "", `${label} `);
    return addPart(place, "b");
  });
  const note = addPart(element, "p", "lane-notes");
  for (const text of notes) addPart(note, "span", "", text);
  const dead = addPart(note, "span");
  dead.title = "Units with slope 0 at every point";

  /** @param {LaneFrame | null} frame */
  function writeNumbers(frame) {
    writeChanged(loss, frame ? lossText(frame.loss) : "–");
    writeChanged(correct, frame ? percentText(frame.accuracy) : "–");
    writeChanged(dead, hasDeadUnits ? deadText(frame) : "");
  }
  return { element, square, boundary, points, writeNumbers };
}

/**
 * @param {HTMLElement} parent
 * @param {string} tag
 * @param {string} [className]
 * @param {string} [text]
 */
function addPart(parent, tag, className = "", text = "") {
  const part = parent.appendChild(document.createElement(tag));
  part.className = className;
  part.textContent = text;
  return part;
}

/**
 * @param {HTMLElement} element
 * @param {string} text
 */
function writeChanged(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** @param {LaneFrame | null} frame */
function deadText(frame) {
  if (frame === null) return "dead units –";
  const share = frame.dead.reduce((sum, each) => sum + each, 0) / frame.dead.length;
  return `dead units ${Math.round(100 * share)} %`;
}

/** @param {number | null} loss */
export const lossText = (loss) => {
  if (loss === null) return "diverged";
  if (loss < 0.001) return "< 0.001";
  return loss > 99 ? "> 99" : loss.toFixed(3);
};

/** @param {number} share */
export const percentText = (share) => `${Number((100 * share).toFixed(1))} %`;
