// The ranges of the axes for given curves: components/plot/axis_ranges.py in JavaScript.

const MAX_AWAY = 1e6; // of curves that a range goes to
const AWAY_STEP = 5; // of a range whose curves all lie above the usual one

/**
 * Returns the range of a y axis for curves of some extents; on a logarithmic axis all are exponents
 * of ten.
 * @param {AxisSteps} steps
 * @param {Extent[]} extents
 * @returns {number[]}
 */
export function rangeFor(steps, extents) {
  const { low, low_step, high, high_step, lowest, slack, limit } = steps;
  const least = Math.min(...extents.map((extent) => extent.least)) + slack;
  const greatest = Math.max(...extents.map((extent) => extent.greatest)) - slack;
  const isAbove = high < least && least < MAX_AWAY;
  if (isAbove || (-MAX_AWAY < greatest && greatest < -limit))
    return isAbove
      ? rangeAway(least, Math.min(greatest, least + 2 * limit))
      : rangeAway(Math.max(least, greatest - 2 * limit), greatest);
  const roundedLow = roundTo6(low_step * Math.floor(Math.max(least, -limit) / low_step));
  const roundedHigh = roundTo6(high_step * Math.ceil(Math.min(greatest, limit) / high_step));
  return [
    least < low && low_step ? Math.max(roundedLow, lowest) : low,
    greatest > high && high_step ? roundedHigh : high,
  ];
}

/**
 * Returns the range of curves that all lie above the usual one, or all below the limit.
 * @param {number} least
 * @param {number} greatest
 */
function rangeAway(least, greatest) {
  const start = AWAY_STEP * Math.floor(least / AWAY_STEP);
  return [start, Math.max(AWAY_STEP * Math.ceil(greatest / AWAY_STEP), start + AWAY_STEP)];
}

/**
 * Returns the least and the greatest y of a line; what a logarithmic axis cannot show is left out.
 * @param {ArrayLike<number>} y
 * @param {boolean} isLog
 * @returns {Extent}
 */
export function findExtent(y, isLog) {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < y.length; index += 1) {
    const each = isLog ? Math.log10(y[index]) : y[index];
    if (!Number.isFinite(each)) continue;
    if (each < least) least = each;
    if (each > greatest) greatest = each;
  }
  return { least, greatest };
}

/**
 * Returns the range of each y axis of some painted lines.
 * @param {PlotElement} plot
 * @param {PaintedLine[]} lines
 */
export function findValueRanges(plot, lines) {
  /** @type {Ranges} */
  const found = {};
  for (const [name, steps] of Object.entries(plot.layout.meta.axisSteps)) {
    const axis = plot._fullLayout[name];
    const extents = lines
      .filter(({ trace }) => trace.yaxis === axis._id && trace.meta.isInRange)
      .map(({ points }) => findExtent(points.y, axis.type === "log"));
    found[name] = rangeFor(steps, extents);
  }
  return found;
}

/** @param {number} value */
const roundTo6 = (value) => Math.round(value * 1e6) / 1e6;

/**
 * Returns the range that the server will make of what the thumbs say.
 * @param {number[]} range
 * @param {PageData["rangeLimits"]} limits
 */
export function cleanRange(range, { high, gap }) {
  const [first, last] = [...range].sort((a, b) => a - b);
  if (last - first >= gap) return [first, last];
  const start = Math.min(first, high - gap);
  return [start, start + gap];
}
