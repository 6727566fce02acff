// Numbers as the page writes them: components/text.py in JavaScript.

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * Returns a number to so many digits: 0.1353, −2, 4.54 × 10⁻⁵.
 * @param {number} value
 * @param {number} [digits]
 */
export function numberText(value, digits = 4) {
  if (value === 0) return "0";
  const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
  const power = Number(exponent);
  const isPlain = power >= -4 && power < digits;
  const text = isPlain ? String(Number(value.toPrecision(digits))) : writePower(mantissa, power);
  return text.replace("-", "−");
}

/**
 * @param {string} mantissa
 * @param {number} power
 */
function writePower(mantissa, power) {
  const raised = [...String(Math.abs(power))].map((digit) => SUPERSCRIPTS[Number(digit)]);
  return `${Number(mantissa)} × 10${power < 0 ? "⁻" : ""}${raised.join("")}`;
}
