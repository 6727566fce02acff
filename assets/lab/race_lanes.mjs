// The lanes of a race: for each network the boundary that it has learned, over the points.

// The radius of a point and the width of its edge, as shares of the width of the square.
const [DOT_SHARE, EDGE_SHARE] = [0.0085, 0.006];
const [MAX_COLUMNS, MAX_COLUMNS_WIDE] = [4, 8]; // of lanes, in a window and in a wide one
const COORDINATE_LEVELS = 1000; // in half the width; components/race/state.py
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

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
    drawFrame(null);
  }

  /** @param {RaceFrame | null} frame */
  function drawFrame(frame) {
    shown = frame;
    if (state === null) return;
    for (const [index, lane] of lanes.entries()) {
      drawOnPage(lane.canvas, state, frame?.lanes[index].boundary ?? "");
      lane.writeNumbers(frame?.lanes[index] ?? null);
    }
  }

  /** Tells a screen reader what the lanes show; while they move it would have no end. */
  function describeLanes() {
    for (const [index, { canvas }] of lanes.entries()) {
      const lane = shown?.lanes[index];
      const name = state?.lanes[index].name;
      canvas.ariaLabel =
        lane && shown
          ? `${name} after ${shown.step} steps: ${percentText(lane.right)} of the held-out points right`
          : `${name}, before the first step`;
    }
  }

  const redraw = () => drawFrame(shown);
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
  const title = element.appendChild(document.createElement("figcaption"));
  title.textContent = name;
  const canvas = element.appendChild(document.createElement("canvas"));
  canvas.setAttribute("role", "img");
  const numbers = element.appendChild(document.createElement("p"));
  numbers.className = "lane-numbers";
  const [loss, right] = ["loss", "right"].map((label) => {
    const place = numbers.appendChild(document.createElement("span"));
    place.append(`${label} `);
    return place.appendChild(document.createElement("b"));
  });
  const note = element.appendChild(document.createElement("p"));
  note.className = "lane-notes";
  const dead = document.createElement("span");
  dead.title = "Units with slope 0 at every point";
  for (const text of notes) note.appendChild(document.createElement("span")).textContent = text;
  note.append(dead);

  /** @param {LaneFrame | null} frame */
  function writeNumbers(frame) {
    const share = frame ? frame.dead.reduce((sum, each) => sum + each, 0) / frame.dead.length : 0;
    writeChanged(loss, frame ? lossText(frame.loss) : "–");
    writeChanged(right, frame ? percentText(frame.right) : "–");
    writeChanged(dead, hasDeadUnits ? `dead ${percentText(share)}` : "");
  }
  return { element, canvas, writeNumbers };
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
export const percentText = (share) => `${Math.round(100 * share)} %`;

/**
 * Draws a lane on the page, as large as it is there.
 * @param {HTMLCanvasElement} canvas
 * @param {RaceState} state
 * @param {string} boundary
 */
function drawOnPage(canvas, state, boundary) {
  const size = Math.round(canvas.clientWidth * devicePixelRatio);
  if (size === 0) return;
  if (canvas.width !== size) canvas.width = canvas.height = size;
  const style = getComputedStyle(canvas);
  const read = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  drawSquare(canvas, state, boundary, {
    grounds: [read("class-0-ground"), read("class-1-ground")],
    points: [read("class-0"), read("class-1")],
    edge: read("class-edge"),
  });
}

/**
 * Draws what one network makes of the square, and the points over it.
 * @param {HTMLCanvasElement} canvas
 * @param {RaceState} state
 * @param {string} boundary a letter for each cell, or nothing
 * @param {ClassColours} colours
 */
export function drawSquare(canvas, { points, gridCells }, boundary, colours) {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const size = canvas.width;
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = "high";
  context.clearRect(0, 0, size, size);
  const grounds = colours.grounds.map(readColour);
  if (boundary) context.drawImage(drawCells(boundary, gridCells, grounds), 0, 0, size, size);
  const toPixels = (/** @type {number} */ level) =>
    (0.5 + (0.5 * level) / COORDINATE_LEVELS) * size;
  context.lineWidth = EDGE_SHARE * size;
  context.strokeStyle = colours.edge;
  for (const [index, kind] of points.classes.entries()) {
    context.beginPath();
    const [x, y] = [toPixels(points.x[index]), size - toPixels(points.y[index])];
    context.arc(x, y, DOT_SHARE * size, 0, 2 * Math.PI);
    context.fillStyle = colours.points[kind];
    context.stroke();
    context.fill();
  }
}

const cells = document.createElement("canvas");

/**
 * @param {string} boundary
 * @param {number} gridCells on each side
 * @param {number[][]} grounds the colours of the two classes
 */
function drawCells(boundary, gridCells, grounds) {
  cells.width = cells.height = gridCells;
  const context = /** @type {CanvasRenderingContext2D} */ (cells.getContext("2d"));
  const image = context.createImageData(gridCells, gridCells);
  for (let index = 0; index < boundary.length; index += 1) {
    const share = LETTERS.indexOf(boundary[index]) / (LETTERS.length - 1);
    for (let channel = 0; channel < 3; channel += 1)
      image.data[4 * index + channel] =
        (1 - share) * grounds[0][channel] + share * grounds[1][channel];
    image.data[4 * index + 3] = 255;
  }
  context.putImageData(image, 0, 0);
  return cells;
}

/**
 * Returns red, green and blue of a colour such as #F9C892.
 * @param {string} text
 */
function readColour(text) {
  const number = Number.parseInt(text.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}
