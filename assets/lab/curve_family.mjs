// The curves of one slider between those that the server has computed: core/sweep.py and
// core/interpolation.py in JavaScript. It knows no activation function.

/**
 * Returns a family as numbers.
 * @param {EncodedFamily} encoded
 * @param {SweepResponse} response that it came with
 * @returns {CurveFamily}
 */
export function decodeFamily(encoded, { x, decadeLevels, minExponent, noNumber }) {
  const { interpolation, nodes, kinks, valueStart, valueQuantum } = encoded;
  const findExponents = (/** @type {Float64Array} */ row) =>
    row.map((level) => Math.abs(level) / decadeLevels + minExponent);
  const readLevels = (/** @type {Float64Array} */ row) =>
    findExponents(row).map((exponent, index) =>
      row[index] === noNumber ? Number.NaN : Math.sign(row[index]) * 10 ** exponent,
    );
  const levels = encoded.gradients.map(sumTwice);
  const valueLevels = encoded.values.map(sumTwice);
  return {
    ...{ interpolation, nodes, kinks, x: buildDenseX(x, kinks) },
    exponents: levels.map(findExponents),
    gradients: levels.map(readLevels),
    values: valueQuantum
      ? valueLevels.map((row) => row.map((level) => valueStart + valueQuantum * level))
      : valueLevels.map(readLevels), // as functions of any size have it
  };
}

/**
 * Returns a row from the differences of its differences.
 * @param {number[]} differences
 */
function sumTwice(differences) {
  let slope = 0;
  let sum = 0;
  return Float64Array.from(differences, (difference) => {
    slope += difference;
    sum += slope;
    return sum;
  });
}

/**
 * @param {DenseX} grid in hundredths
 * @param {number[]} kinks each stands three times: for its left side, itself and its right side
 */
function buildDenseX({ low, high, step, fine }, kinks) {
  /** @type {number[]} */
  const x = [];
  for (let hundredths = low; hundredths <= high; hundredths += step) x.push(hundredths / 100);
  for (let hundredths = -fine; hundredths <= fine; hundredths += 1)
    if (hundredths % step !== 0) x.push(hundredths / 100);
  const extra = kinks.flatMap((kink) => (x.includes(kink) ? [kink, kink] : [kink, kink, kink]));
  return Float64Array.from([...x, ...extra]).sort();
}

/**
 * Returns numpy.arange(low, high, step), with its rounding: a sample keeps its side of a kink.
 * @param {number[]} range
 * @param {number} step
 */
export function sampleX([low, high], step) {
  const count = Math.ceil((high - low) / step);
  const gap = low + step - low;
  return Float64Array.from({ length: count }, (_, index) => low + index * gap);
}

/**
 * Returns the curve of one value of the slider at every x. `isLog` interpolates the exponents of
 * the gradient, for an axis that shows them.
 * @param {CurveFamily} family
 * @param {number} parameter
 * @param {Float64Array} x ascending
 * @param {boolean} isLog
 * @returns {Curve}
 */
export function curveAt(family, parameter, x, isLog) {
  const weights = nodeWeights(family, parameter);
  const gradients = combineRows(weights, family.gradients);
  if (isLog && family.interpolation !== "linear") {
    const exponents = combineRows(weights, family.exponents);
    const rows = family.gradients.filter((_, node) => weights[node] !== 0);
    for (const [index, exponent] of exponents.entries())
      if (rows.every((row) => row[index] > 0)) gradients[index] = 10 ** exponent;
  }
  const values = combineRows(weights, family.values);
  const kinks = family.kinks.filter((kink) => x[0] <= kink && kink < x[x.length - 1]);
  const places = kinks.map((kink) => family.x.indexOf(kink)); // the first of the three
  return {
    x,
    value: resample(x, family.x, values, mixLinearly),
    gradient: resample(x, family.x, gradients, mixGradients),
    kinks,
    slopes: places.map((place) => [gradients[place + 1], gradients[place + 2]]),
    heights: places.map((place) => [values[place], values[place + 2]]),
  };
}

/**
 * Returns how much each node counts. For an analytic dependence by the barycentric formula (Berrut
 * and Trefethen 2004), otherwise by a cubic or linearly, from the nodes around it.
 * @param {CurveFamily} family
 * @param {number} value
 * @returns {number[]}
 */
function nodeWeights({ interpolation, nodes }, value) {
  if (nodes.includes(value)) return nodes.map((node) => Number(node === value));
  const last = nodes.length - 1;
  if (interpolation === "analytic") {
    const terms = nodes.map((node, index) => {
      const size = index === 0 || index === last ? 0.5 : 1;
      return ((index % 2 ? -1 : 1) * size) / (value - node);
    });
    const total = terms.reduce((sum, term) => sum + term);
    return terms.map((term) => term / total);
  }
  if (interpolation === "logarithmic") return cubicWeights(nodes.map(Math.log), Math.log(value));
  const place = (/** @type {number} */ number) =>
    interpolation === "reciprocal" ? 1 / number : number;
  const found = nodes.findIndex((node) => node >= value);
  const right = found < 0 ? last : Math.max(1, found);
  const [start, end] = [place(nodes[right - 1]), place(nodes[right])];
  const share = (place(value) - start) / (end - start);
  return nodes.map((_, index) => (index === right ? share : index === right - 1 ? 1 - share : 0));
}

/**
 * Returns Lagrange's weights of the four places around one; those of all others are 0.
 * @param {number[]} places ascending
 * @param {number} place
 */
function cubicWeights(places, place) {
  const found = places.findIndex((each) => each >= place);
  const last = places.length - 4;
  const start = found < 0 ? last : Math.min(Math.max(found - 2, 0), last);
  const near = places.slice(start, start + 4);
  return places.map((own, index) => {
    if (!near.includes(own)) return 0;
    const others = near.filter((_, offset) => start + offset !== index);
    return others.reduce((product, each) => (product * (place - each)) / (own - each), 1);
  });
}

/**
 * @param {number[]} weights
 * @param {Float64Array[]} rows
 */
function combineRows(weights, rows) {
  const sum = new Float64Array(rows[0].length);
  for (const [node, weight] of weights.entries()) {
    if (weight === 0) continue;
    const row = rows[node];
    for (let index = 0; index < sum.length; index += 1) sum[index] += weight * row[index];
  }
  return sum;
}

/**
 * Returns y at every x from y at dense x; both x ascend. At a kink the left of its two y counts.
 * @param {Float64Array} x
 * @param {Float64Array} denseX
 * @param {Float64Array} y
 * @param {(a: number, b: number, share: number) => number} mix
 */
function resample(x, denseX, y, mix) {
  let right = 1;
  return x.map((each) => {
    while (right < denseX.length - 1 && denseX[right] < each) right += 1;
    const start = denseX[right - 1];
    const share = (each - start) / (denseX[right] - start);
    return mix(y[right - 1], y[right], Math.min(Math.max(share, 0), 1));
  });
}

/**
 * @param {number} a
 * @param {number} b
 * @param {number} share
 */
const mixLinearly = (a, b, share) => (1 - share) * a + share * b;

/**
 * Between positive gradients linearly in the logarithm, as the tails of the functions are.
 * @param {number} a
 * @param {number} b
 * @param {number} share
 */
const mixGradients = (a, b, share) =>
  a > 0 && b > 0 ? a * (b / a) ** share : mixLinearly(a, b, share);
