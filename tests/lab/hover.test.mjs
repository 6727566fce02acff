// What the mouse reads, and how numbers are written.

import assert from "node:assert/strict";
import test from "node:test";
import { findNearestX, readCurves } from "../../assets/lab/hover.mjs";
import { numberText } from "../../assets/lab/numbers.mjs";

const X = [-0.2, -3.553e-14, 0.2];
const trace = (uid, visible = true) => ({ uid, name: uid.split("-")[0], visible });

test("a number is written to four digits, with a true minus and powers of ten", () => {
  const expected = {
    0: "0",
    0.1353352: "0.1353",
    "-2": "−2",
    0.00004539787: "4.54 × 10⁻⁵",
    "-0.0001": "−0.0001",
    12346: "1.235 × 10⁴",
    9999: "9999",
  };
  for (const [value, text] of Object.entries(expected))
    assert.equal(numberText(Number(value)), text);
});

test("at a kink the slope on the left is read, and rounding errors are 0", () => {
  const plot = {
    data: [trace("relu-value"), trace("relu-gradient")],
    _fullData: [
      { x: X, y: [0, 0, 0.2] },
      { x: [-0.2, X[1], 0, 0, 0, 0.2], y: [0, 0, 0, Number.NaN, 1, 1] },
    ],
  };
  assert.deepEqual(readCurves(plot, X[1]), [{ key: "relu", name: "relu", readings: ["0", "0"] }]);
});

test("a line through the origin is 0 there, not its rounding error", () => {
  const plot = { data: [trace("identity-value")], _fullData: [{ x: X, y: X }] };
  assert.equal(readCurves(plot, X[1])[0].readings[0], "0");
  assert.equal(readCurves(plot, 0.2)[0].readings[0], "0.2");
});

test("what is small but no rounding error is read as it is", () => {
  const plot = { data: [trace("sigmoid-gradient")], _fullData: [{ x: [-36], y: [2.3e-16] }] };
  assert.equal(readCurves(plot, -36)[0].readings[1], "2.3 × 10⁻¹⁶");
});

test("a curve that is not drawn and a gap are not read", () => {
  const plot = {
    data: [trace("elu-value", false), trace("relu-gradient"), trace("terms-value")],
    _fullData: [
      { x: X, y: X },
      { x: X, y: [Number.NaN, Number.NaN, 1] },
      { x: X, y: X },
    ],
  };
  assert.deepEqual(readCurves(plot, -0.2), [{ key: "relu", name: "relu", readings: ["", ""] }]);
});

test("a value that would read as a bound it never reaches is written with what is missing", () => {
  const openBounds = { sigmoid: [1], tanh: [-1, 1], elu: [-1.2346], sigmoid_sum: [9.8] };
  const curves = { sigmoid: 1 - 2e-5, tanh: 1, elu: -1.2346 + 3e-5, sigmoid_sum: 9.8 - 1e-6 };
  const plot = {
    data: Object.keys(curves).map((key) => trace(`${key}-value`)),
    _fullData: Object.values(curves).map((y) => ({ x: [10], y: [y] })),
  };
  const read = readCurves(plot, 10, openBounds).map(({ readings }) => readings[0]);
  assert.deepEqual(read, ["1 − 2 × 10⁻⁵", "< 1", "−1.2346 + 3 × 10⁻⁵", "9.8 − 1 × 10⁻⁶"]);
  const moved = { data: [trace("elu-value")], _fullData: [{ x: [10], y: [-2 + 3e-5] }] };
  assert.equal(readCurves(moved, 10, { elu: [-1] })[0].readings[0], "−2");
  const slope = { data: [trace("sigmoid-gradient")], _fullData: [{ x: [0], y: [1] }] };
  assert.equal(readCurves(slope, 0, openBounds)[0].readings[1], "1");
});

test("the mouse reads at a sample: at no kink, in no gap, and nowhere beside the panel", () => {
  const find = (x, at, range = [-2, 2]) =>
    findNearestX(
      {
        data: [trace("relu-gradient")],
        // A logarithmic axis shows no slope of 0.
        _fullData: [{ x, y: x.map((each) => (each > 0 ? 1 : Number.NaN)) }],
        _fullLayout: { xaxis: { range } },
      },
      at,
    );
  assert.equal(find([-1.4, 0, 0, 0, 0.6], -0.3), 0.6);
  assert.equal(find([-1.4, 0, 0, 0, 0.6], -0.5), -1.4);
  assert.equal(find([-1, 0, 0, 0, 0, 1], -0.3), 0);
  assert.equal(find([0, 0, 0, 0, 1], 0.1), 0);
  assert.equal(find([-1, 1], -0.4), -1);
  assert.equal(find([-1, 1], 0.5, [-0.7, 0.7]), null);
});
