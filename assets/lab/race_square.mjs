// The square in which the points of a race lie: what a network makes of it, and the points over it.

// The radius of a point and the width of its edge, as shares of the width of the square.
const [DOT_SHARE, EDGE_SHARE] = [0.0085, 0.006];

/**
 * Returns the colours of the classes that an element has.
 * @param {Element} element
 * @returns {ClassColours}
 */
export function readClassColours(element) {
  const style = getComputedStyle(element);
  const read = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  return {
    grounds: [read("class-0-ground"), read("class-1-ground")],
    points: [read("class-0"), read("class-1")],
    edge: read("class-edge"),
  };
}

/**
 * Draws a boundary with a pixel for each cell; the style sheet enlarges it.
 * @param {HTMLCanvasElement} canvas
 * @param {string} boundary a byte for each cell, in base64, or nothing
 * @param {number} gridCells on each side
 * @param {ClassColours} colours
 */
export function drawBoundary(canvas, boundary, gridCells, colours) {
  canvas.width = canvas.height = gridCells; // clears it
  const image = new ImageData(gridCells, gridCells);
  const [ground0, ground1] = colours.grounds.map(readColour);
  const levels = atob(boundary);
  for (let index = 0; index < levels.length; index += 1) {
    const share = levels.charCodeAt(index) / 255;
    for (let channel = 0; channel < 3; channel += 1)
      image.data[4 * index + channel] = (1 - share) * ground0[channel] + share * ground1[channel];
    image.data[4 * index + 3] = 255;
  }
  canvas.getContext("2d")?.putImageData(image, 0, 0);
}

/**
 * Draws the points over what a canvas has.
 * @param {HTMLCanvasElement} canvas
 * @param {RaceState["points"]} points
 * @param {ClassColours} colours
 */
export function drawPoints(canvas, { x, y, classes }, colours) {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const size = canvas.width;
  const toPixels = (/** @type {number} */ place) => 0.5 * (1 + place) * size;
  context.lineWidth = EDGE_SHARE * size;
  context.strokeStyle = colours.edge;
  for (const [index, kind] of classes.entries()) {
    context.beginPath();
    context.arc(toPixels(x[index]), size - toPixels(y[index]), DOT_SHARE * size, 0, 2 * Math.PI);
    context.fillStyle = colours.points[kind];
    context.stroke();
    context.fill();
  }
}

/**
 * Returns a square as the address of a picture.
 * @param {RaceState} state
 * @param {string} boundary
 * @param {ClassColours} colours
 * @param {number} sizePx
 */
export function buildSquareUrl({ points, gridCells }, boundary, colours, sizePx) {
  const [cells, canvas] = [createCanvas(), createCanvas()];
  drawBoundary(cells, boundary, gridCells, colours);
  canvas.width = canvas.height = sizePx;
  const context = canvas.getContext("2d");
  if (context) context.imageSmoothingQuality = "high";
  context?.drawImage(cells, 0, 0, sizePx, sizePx);
  drawPoints(canvas, points, colours);
  return canvas.toDataURL();
}

export const createCanvas = () => document.createElement("canvas");

/**
 * Returns red, green and blue of a colour such as #F9C892.
 * @param {string} text
 */
function readColour(text) {
  const number = Number.parseInt(text.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}
