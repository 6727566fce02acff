// Calls the page's pure functions for a test in Python: reads [module, function, arguments] triples
// as JSON, writes their results. A function that takes typed arrays gets them from `evaluateSweep`.

import { curveAt, decodeFamily, sampleX } from "../../assets/lab/curve_family.mjs";

/** Returns the curves of a sweep's response at [value, range, step, isLog] each. */
function evaluateSweep(response, places) {
  const families = Object.entries(response.curves).filter(([, { family }]) => family);
  const decoded = families.map(([key, { family }]) => [key, decodeFamily(family, response)]);
  return places.map(([value, range, step, isLog]) =>
    Object.fromEntries(
      decoded.map(([key, family]) => [
        key,
        toLists(curveAt(family, value, sampleX(range, step), isLog)),
      ]),
    ),
  );
}

const toLists = ({ x, value, gradient, slopes }) => ({
  x: [...x],
  value: [...value],
  gradient: [...gradient],
  slopes,
});

let input = "";
for await (const chunk of process.stdin) input += chunk;
const results = [];
for (const [module, name, values] of JSON.parse(input)) {
  const functions = module === "" ? { evaluateSweep } : await import(`../../assets/lab/${module}`);
  results.push(functions[name](...values));
}
process.stdout.write(JSON.stringify(results));
