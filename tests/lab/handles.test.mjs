import assert from "node:assert/strict";
import { test } from "node:test";
import { unitsPerPixel } from "../../assets/lab/brush.mjs";
import { clampInside, findFixedX, numberPerValue } from "../../assets/lab/handles.mjs";

test("a handle stays inside the frame, even of a panel that is too small for it", () => {
  assert.equal(clampInside(-50, 300, 10), 10);
  assert.equal(clampInside(150, 300, 10), 150);
  assert.equal(clampInside(900, 300, 10), 290);
  assert.equal(clampInside(5, 12, 10), 10);
});

test("a handle that moves up and down stands at its share of what is visible", () => {
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
