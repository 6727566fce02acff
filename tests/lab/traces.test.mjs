import assert from "node:assert/strict";
import { test } from "node:test";
import { readAt } from "../../assets/lab/probe_dots.mjs";
import {
  axisName,
  findSample,
  hasOwnX,
  interpolateAt,
  isOfLens,
  partPoints,
  splitId,
} from "../../assets/lab/traces.mjs";

test("what a lens draws is told from the curves, also of a function with two words", () => {
  assert.deepEqual(splitId("sigmoid_sum-gradient"), ["sigmoid_sum", "gradient"]);
  for (const uid of ["elu-lens-mean", "sigmoid_sum-lens-rule-article", "limit-lens-truncation-max"])
    assert.ok(isOfLens(uid) && hasOwnX(uid), uid);
  for (const uid of ["elu-value", "elu-jump", "limit-gradient", "y2"])
    assert.ok(!isOfLens(uid) && !hasOwnX(uid), uid);
  assert.ok(hasOwnX("terms-value") && !isOfLens("terms-value"));
});

test("an axis has one name in a trace and one in the layout", () => {
  assert.deepEqual(["x", "y", "y2", "x3", "y4"].map(axisName), [
    "xaxis",
    "yaxis",
    "yaxis2",
    "xaxis3",
    "yaxis4",
  ]);
});

test("a height lies on the line between two samples, and at an end beyond it", () => {
  const points = { x: [-10, -5, 0, 10], y: [-1, -0.5, 0, 10] };
  for (const [x, y] of [
    [-10, -1],
    [-7.5, -0.75],
    [-5, -0.5],
    [5, 5],
    [10, 10],
    [-20, -1],
    [20, 10],
  ])
    assert.equal(interpolateAt(points, x), y, `at ${x}`);
});

test("a curve without points or with a hole there has no height", () => {
  assert.equal(interpolateAt({ x: [], y: [] }, 0), null);
  assert.equal(interpolateAt({ x: [0, 1, 2], y: [0, Number.NaN, 2] }, 0.5), null);
  assert.equal(interpolateAt({ x: [3], y: [7] }, 0), 7);
});

test("a line with the same x twice, as at a kink, still has a height", () => {
  assert.equal(interpolateAt({ x: [0, 1, 1, 2], y: [0, 1, 3, 3] }, 1), 3);
  assert.equal(interpolateAt({ x: [1, 1], y: [2, 4] }, 1), 2);
});

test("of five points at one x the middle one is the sample, of fewer the first", () => {
  assert.equal(findSample([-1, 0, 0, 0, 0, 0, 1], 0), 3);
  assert.equal(findSample([-1, -3.6e-14, 0, 0, 0, 1], 0), 1);
  assert.equal(findSample([-1, 1], 0), -1);
});

test("a sample at a jump stands alone, between two gaps", () => {
  const curve = {
    x: Float64Array.of(-1, 0, 1),
    value: Float64Array.of(1, 2, 2),
    gradient: new Float64Array(3),
    kinks: [0],
    slopes: [[0, 0]],
    heights: [[1, 2]],
  };
  const { x, y } = partPoints(curve, "value");
  assert.deepEqual([...x], [-1, 0, 0, 0, 0, 0, 1]);
  assert.deepEqual([...y], [1, 1, Number.NaN, 2, Number.NaN, 2, 2]);
});

test("at a jump between two samples a dot of f has no place, one of its slope is on the left", () => {
  const gap = Number.NaN;
  const points = { x: [0, 0.5, 0.5, 0.5, 1], y: [1, 1, gap, 2, 2] };
  assert.equal(readAt(points, 0.5, true), null);
  assert.equal(readAt(points, 0.5, false), 1);
  assert.equal(readAt(points, 0.4, true), 1);
  const onSample = { x: [-1, 0, 0, 0, 0, 0, 1], y: [1, 1, gap, 2, gap, 2, 2] };
  assert.equal(readAt(onSample, 0, true), 2);
  const ofLeft = { x: [-1, 0, 0, 0, 0, 1], y: [1, 1, 1, gap, 2, 2] };
  assert.equal(readAt(ofLeft, 0, true), 1);
});
