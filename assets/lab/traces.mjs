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
export function partPoints({ x, value, gradient, kinks, slopes, heights }, part) {
  if (part === "gradient") return partLine(x, gradient, kinks, slopes);
  const pairs = part === "value" ? heights : slopes;
  const hasJump = pairs.map(([left, right]) => {
    const size = Math.max(Math.abs(left), Math.abs(right));
    const unit = part === "value" ? Math.max(size, 1) : size;
    return !(Math.abs(left - right) <= MIN_JUMP * unit); // beside a pole both are nan
  });
  const jumps = kinks.filter((_, index) => hasJump[index]);
  const sides = pairs.filter((_, index) => hasJump[index]);
  if (part === "value") return partLine(x, value, jumps, sides);
  return { x: jumps.flatMap((kink) => [kink, kink]), y: sides.flat() };
}

/**
 * Returns a line with three points more at each kink: the left y, a gap, the right y. A sample at
 * the kink that does not belong to the left stands alone, between two gaps.
 * @param {Float64Array} x
 * @param {Float64Array} y
 * @param {number[]} kinks ascending
 * @param {number[][]} sides
 * @returns {CurvePoints}
 */
function partLine(x, y, kinks, sides) {
  if (kinks.length === 0) return { x, y };
  /** @type {number[]} */
  const lineX = [];
  /** @type {number[]} */
  const lineY = [];
  let start = 0;
  for (const [index, kink] of kinks.entries()) {
    let end = start;
    while (end < x.length && x[end] <= kink) end += 1;
    const [left, right] = sides[index];
    const isAlone = end > start && x[end - 1] === kink && y[end - 1] !== left;
    const middle = isAlone ? [Number.NaN, y[end - 1], Number.NaN] : [Number.NaN];
    const last = isAlone ? end - 1 : end;
    lineX.push(...x.subarray(start, last), kink, ...middle.map(() => kink), kink);
    lineY.push(...y.subarray(start, last), left, ...middle, right);
    start = end;
  }
  return { x: [...lineX, ...x.subarray(start)], y: [...lineY, ...y.subarray(start)] };
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
 * points, which has the slope on the left, the page's convention. Of five, the middle one is what
 * the curve is there.
 * @param {ArrayLike<number>} lineX
 * @param {number} x
 */
export function findSample(lineX, x) {
  const isThere = (/** @type {number} */ each) => Math.abs(each - x) < MAX_ERROR;
  const first = Array.from(lineX).findIndex(isThere);
  return first >= 0 && isThere(lineX[first + 4]) ? first + 2 : first;
}

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
