// The traces of the plot: which part of which curve each shows.

const MIN_JUMP = 0.001; // as a share of the gradient: two slopes that a sweep has rounded are equal

export const PARTS = ["value", "gradient"]; // of a curve, each in a panel of its own

/** @typedef {{x: ArrayLike<number>, y: ArrayLike<number>}} CurvePoints x ascending */

/** @param {PlotElement} plot */
export const findDrawnKeys = (plot) =>
  plot.data
    .map(({ uid }) => splitId(uid))
    .flatMap(([key, part]) => (part === "value" ? [key] : []));

/**
 * Whether a trace belongs to a lens: no sweep gives it, it follows the server.
 * @param {string} uid
 */
export const isOfLens = (uid) => splitId(uid)[1] === "lens";

/**
 * Whether a trace has points at x of its own: a single sigmoid of the sum, and what a lens draws.
 * @param {string} uid
 */
export const hasOwnX = (uid) => uid.startsWith("terms") || isOfLens(uid);

/**
 * Returns the name in the layout of an axis as a trace names it: xaxis2 of x2.
 * @param {string} id
 */
export const axisName = (id) => `${id[0]}axis${id.slice(1)}`;

/**
 * Returns the key of the curve and the part of it that a trace shows.
 * @param {string} uid
 */
export const splitId = (uid) => uid.split("-");

/**
 * Returns the points of one trace of a curve.
 * @param {Curve} curve
 * @param {string} part
 */
export function partPoints({ x, value, gradient, kink, oneSided }, part) {
  if (part === "value") return { x, y: value };
  const isJump = part === "jump";
  if (oneSided === null || kink === null) return isJump ? { x: [], y: [] } : { x, y: gradient };
  const [left, right] = oneSided;
  if (isJump) {
    const hasJump = Math.abs(left - right) > MIN_JUMP * Math.max(left, right);
    return hasJump ? { x: [kink, kink], y: oneSided } : { x: [], y: [] };
  }
  const found = x.findIndex((each) => each > kink);
  const insert = (/** @type {Float64Array} */ array, /** @type {number[]} */ numbers) => [
    ...array.subarray(0, found),
    ...numbers,
    ...array.subarray(found),
  ];
  return { x: insert(x, [kink, kink, kink]), y: insert(gradient, [left, Number.NaN, right]) };
}

/**
 * Returns a frame of the server with its arrays as numbers.
 * @param {EncodedFrame} frame
 * @returns {Frame}
 */
export function decodeFrame({ count, traces, marks, x: sharedX }) {
  const x = sharedX && decodeArray(sharedX);
  const decoded = traces.map(({ index, x: ownX = null, y }) => ({
    index,
    y: decodeArray(y),
    ...(ownX ? { x: decodeArray(ownX) } : x && { x }),
  }));
  return { count, traces: decoded, marks };
}

/** @param {EncodedArray} array in base64, little-endian as every browser's machine */
function decodeArray({ bdata, dtype }) {
  const { buffer } = Uint8Array.from(atob(bdata), (byte) => byte.charCodeAt(0));
  return dtype === "f4" ? new Float32Array(buffer) : new Float64Array(buffer);
}

const MAX_ERROR = 1e-9; // of an x, from the rounding of the samples

/**
 * Returns the place of an x among those of a line, or -1. At a kink it is the first of several
 * points, which has the slope on the left, the page's convention.
 * @param {ArrayLike<number>} lineX
 * @param {number} x
 */
export const findSample = (lineX, x) =>
  Array.from(lineX).findIndex((each) => Math.abs(each - x) < MAX_ERROR);

/**
 * Returns y at x, on a straight line between two points; beyond the ends that of the end. Null
 * where there is none.
 * @param {CurvePoints} points
 * @param {number} at
 */
export function interpolateAt({ x, y }, at) {
  let [start, end] = [0, x.length - 1];
  if (end < 0) return null;
  while (end - start > 1) {
    const middle = (start + end) >> 1;
    if (x[middle] <= at) start = middle;
    else end = middle;
  }
  const gap = x[end] - x[start];
  const share = gap > 0 ? Math.min(Math.max((at - x[start]) / gap, 0), 1) : 0;
  const height = y[start] + share * (y[end] - y[start]);
  return Number.isFinite(height) ? height : null;
}
