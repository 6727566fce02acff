// Where a number stands on its slider: that of a logarithmic one counts exponents of ten.

const PLACE_DECIMALS = 4; // as core/control.py rounds
const DIGITS = 3; // of a number on a logarithmic slider

/**
 * @param {{isLog: boolean}} spec
 * @param {number} number
 */
export const toPosition = ({ isLog }, number) =>
  isLog ? Number(Math.log10(number).toFixed(PLACE_DECIMALS)) : number;

/**
 * @param {{isLog: boolean}} spec
 * @param {number} position
 */
export const fromPosition = ({ isLog }, position) =>
  isLog ? Number((10 ** position).toPrecision(DIGITS)) : position;
