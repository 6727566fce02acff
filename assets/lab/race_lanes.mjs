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
    root.style.setProperty("--columns", String(countColumns(lanes.length, MAX_COLUMNS)));
    root.style.setProperty("--rows", lanes.length > MAX_COLUMNS ? "2" : "1");
    root.style.setProperty("--columns-wide", String(countColumns(lanes.length, MAX_COLUMNS_WIDE)));
    shown = null;
    redraw();
    describeLanes();
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
      square.ariaLabel =
        lane && shown
          ? `${name} after ${shown.step} steps: ${percentText(lane.accuracy)} of the held-out points right`
          : `${name}, before the first step`;
    }
  }

  new ResizeObserver(redraw).observe(root);
  return { resetLanes, drawFrame, describeLanes, redraw };
}

/**
 * @param {number} count of lanes
 * @param {number} most in one row; more stand in two
 */
const countColumns = (count, most) => (count <= most ? count : Math.ceil(count / 2));

/** @param {RaceLane} lane */
function createLane({ name, curve, notes, hasDeadUnits }) {
  const element = document.createElement("figure");
  element.className = "lane";
  element.style.setProperty("--colour", `var(--curve-${curve})`);
  addPart(element, "figcaption", "", name);
  const square = addPart(element, "div", "lane-square");
  square.setAttribute("role", "img");
  const [boundary, points] = [createCanvas(), createCanvas()];
  square.append(boundary, points);
  const numbers = addPart(element, "p", "lane-numbers");
  const [loss, right] = ["loss", "right"].map((label) => {
    const place = addPart(numbers, "span", "", `${label} `);
    return addPart(place, "b");
  });
  const note = addPart(element, "p", "lane-notes");
  for (const text of notes) addPart(note, "span", "", text);
  const dead = addPart(note, "span");
  dead.title = "Units with slope 0 at every point";

  /** @param {LaneFrame | null} frame */
  function writeNumbers(frame) {
    const share = frame ? frame.dead.reduce((sum, each) => sum + each, 0) / frame.dead.length : 0;
    writeChanged(loss, frame ? lossText(frame.loss) : "–");
    writeChanged(right, frame ? percentText(frame.accuracy) : "–");
    writeChanged(dead, hasDeadUnits ? `dead ${Math.round(100 * share)} %` : "");
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

/** @param {number | null} loss */
export const lossText = (loss) => {
  if (loss === null) return "diverged";
  if (loss < 0.001) return "< 0.001";
  return loss > 99 ? "> 99" : loss.toFixed(3);
};

/** @param {number} share */
export const percentText = (share) => `${Number((100 * share).toFixed(1))} %`;
