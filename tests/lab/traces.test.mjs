import assert from "node:assert/strict";
import { test } from "node:test";
import { interpolateAt } from "../../assets/lab/traces.mjs";

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
