// The lines of a race and the labels at their ends.

import assert from "node:assert/strict";
import { test } from "node:test";

import { buildLabels, findLines, widenRange } from "../../assets/lab/race_chart.mjs";

const lane = (/** @type {number | null} */ loss) => ({
  ...{ loss, accuracy: 0.5, boundary: "", dead: [0, 0] },
  ...{ gradient: [1e-3, 0], mean: [0.5, -0.25] },
});
const frames = [
  { step: 0, lanes: [lane(0.7), lane(0.9)] },
  { step: 10, lanes: [lane(0.2), lane(null)] },
];
/** @param {RaceState["measure"]} measure */
const state = (measure) =>
  /** @type {RaceState} */ (
    /** @type {unknown} */ ({ measure, lanes: [{ name: "ReLU" }, { name: "SELU" }] })
  );

test("a loss has a point for each frame, and none once a lane has diverged", () => {
  assert.deepEqual(findLines(state("loss"), frames), [
    { x: [0, 10], y: [0.7, 0.2] },
    { x: [0], y: [0.9] },
  ]);
});

test("a measure of the layers is that of the last frame; a gradient of 0 has a place", () => {
  const [mean] = findLines(state("mean"), frames);
  assert.deepEqual(mean, { x: [1, 2], y: [0.5, -0.25] });
  const [gradient] = findLines(state("gradient"), frames);
  assert.equal(gradient.y[0], 1e-3);
  assert.ok(gradient.y[1] > 0 && gradient.y[1] < 1e-9);
  assert.deepEqual(findLines(state("mean"), [])[0], { x: [], y: [] });
});

test("an axis grows in whole steps and does not shrink", () => {
  assert.deepEqual(widenRange({ range: [-0.6, 1.6] }, [{ y: [2.2, 0] }]), [-0.6, 2.5]);
  assert.deepEqual(widenRange({ range: [-7, 0.5], type: "log" }, [{ y: [3e-9] }]), [-9, 0.5]);
  assert.deepEqual(widenRange({ range: [0, 1] }, [{ y: [] }]), [0, 1]);
});

test("labels stand at the ends of their lines, in their colours, without covering each other", () => {
  const figure = /** @type {Figure} */ (
    /** @type {unknown} */ ({
      data: ["ReLU", "SELU"].map((name) => ({ name, line: { color: `#${name}` } })),
      layout: { font: { size: 10 }, yaxis: { range: [0, 1] } },
    })
  );
  const lines = [
    { x: [0, 10], y: [1, 0.5] },
    { x: [0, 10], y: [1, 0.51] },
  ];
  const labels = buildLabels(figure, lines, 100);
  assert.deepEqual(
    labels.map(({ text, x, font }) => [text, x, font.color]),
    [
      ["ReLU", 10, "#ReLU"],
      ["SELU", 10, "#SELU"],
    ],
  );
  assert.ok(labels[1].y - labels[0].y >= 0.1); // ten pixels
});
