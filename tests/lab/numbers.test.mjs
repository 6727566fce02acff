import assert from "node:assert/strict";
import { test } from "node:test";
import { numberText } from "../../assets/lab/numbers.mjs";

test("a number is written as the server writes it", () => {
  for (const [value, digits, expected] of [
    [0, 4, "0"],
    [-0, 4, "0"],
    [-2, 4, "−2"],
    [0.1353352832366127, 4, "0.1353"],
    [-0.8646647167633873, 4, "−0.8647"],
    [9.274699, 4, "9.275"],
    [0.000123456, 4, "0.0001235"],
    [4.5397868702434395e-5, 4, "4.54 × 10⁻⁵"],
    [-1.5e-12, 4, "−1.5 × 10⁻¹²"],
    [9999.6, 4, "1 × 10⁴"],
    [123456, 4, "1.235 × 10⁵"],
    [5.04, 2, "5"],
    [0.6934, 2, "0.69"],
  ])
    assert.equal(numberText(value, digits), expected, `${value} to ${digits}`);
});
