import assert from "node:assert/strict";
import { test } from "node:test";
import {
  clampInside,
  findFixedX,
  interpolateAt,
  numberPerValue,
  unitsPerPixel,
} from "../../assets/lab/handles.mjs";

test("a handle stands on the line between two samples, and at an end beyond it", () => {
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

test("a handle has no place on a curve without points or with a hole there", () => {
  assert.equal(interpolateAt({ x: [], y: [] }, 0), null);
  assert.equal(interpolateAt({ x: [0, 1, 2], y: [0, Number.NaN, 2] }, 0.5), null);
  assert.equal(interpolateAt({ x: [3], y: [7] }, 0), 7);
});

test("a line with the same x twice, as at a kink, still has a height", () => {
  assert.equal(interpolateAt({ x: [0, 1, 1, 2], y: [0, 1, 3, 3] }, 1), 3);
  assert.equal(interpolateAt({ x: [1, 1], y: [2, 4] }, 1), 2);
});

test("a handle stays inside the frame, even of a panel that is too small for it", () => {
  assert.equal(clampInside(-50, 300, 10), 10);
  assert.equal(clampInside(150, 300, 10), 150);
  assert.equal(clampInside(900, 300, 10), 290);
  assert.equal(clampInside(5, 12, 10), 10);
});

test("a handle that moves up and down stands near the left of what is visible", () => {
  assert.equal(findFixedX({}, [-10, 10]), -8.4);
  assert.equal(findFixedX({ share: 0.25 }, [0, 4]), 1);
});

test("a drag up and down follows the curve, which is linear in its control", () => {
  const x = -8.4;
  const elu = (alpha) => alpha * Math.expm1(x);
  const control = { low: 0, high: 4 };
  const perPixel = unitsPerPixel(240, [-2, 10]);
  assert.equal(perPixel, 0.05);
  const perValue = numberPerValue(control, elu(control.low), elu(control.high));
  const alpha = 1 - 20 * perPixel * perValue; // 20 px down
  assert.ok(Math.abs(elu(alpha) - (elu(1) - 1)) < 1e-12);
});

test("a curve that is not known or does not obey the control moves nothing", () => {
  assert.equal(numberPerValue({ low: 0, high: 4 }, null, 1), null);
  assert.equal(numberPerValue({ low: 0, high: 4 }, 0, null), null);
  assert.equal(numberPerValue({ low: 0, high: 4 }, 2, 2), null);
});
