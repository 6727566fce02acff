import assert from "node:assert/strict";
import { test } from "node:test";
import {
  describeValue,
  formatValue,
  keyTarget,
  numberAt,
  watchValueMoves,
} from "../../assets/lab/value_keys.mjs";

const ALPHA = { label: "ELU α", low: 0, high: 4, step: 0.01, unit: "", isLog: false };
const PROBE = { label: "Probe x", low: -20, high: 20, step: 0.1, unit: "", isLog: false };
const SPAN = { label: "Sum span", low: 0.1, high: 20, step: 0.1, unit: "", isLog: false };
const COUNT = { label: "Sum count", low: 1, high: 200, step: 1, unit: "sigmoids", isLog: false };
const THRESHOLD = {
  label: "Saturation threshold",
  low: 1e-6,
  high: 1,
  step: 0.05,
  unit: "",
  isLog: true,
};

const SHARPNESS = {
  label: "Sharpness β",
  low: 0.5,
  high: 128,
  step: 0.0301,
  unit: "",
  isLog: true,
};

test("a number becomes that of the nearest step within the bounds, without rounding errors", () => {
  for (const [spec, number, expected] of [
    [ALPHA, 1.234, 1.23],
    [ALPHA, -3, 0],
    [ALPHA, 7, 4],
    [ALPHA, 0.29, 0.29],
    [PROBE, -1.96, -2],
    [PROBE, 0.3, 0.3],
    [PROBE, -0.01, 0],
    [SPAN, 9.83, 9.8],
    [SPAN, 0, 0.1],
    [COUNT, 99.6, 100],
    [{ low: 0, high: 1, step: 0.3 }, 1, 0.9],
    [{ low: 0, high: 1, step: 0.6 }, 1, 1],
  ])
    assert.equal(numberAt(spec, number), expected, `${number} with step ${spec.step}`);
});

test("a number has at least the decimals of its step, all that were typed, and a true minus", () => {
  assert.equal(formatValue(ALPHA, 1), "1.00");
  assert.equal(formatValue(PROBE, -2), "−2.0");
  assert.equal(formatValue(PROBE, -0.04), "−0.04");
  assert.equal(formatValue(ALPHA, 1.67326324235), "1.6732632424");
  assert.equal(formatValue(PROBE, -0), "0.0");
  assert.equal(formatValue(ALPHA, -1e-12), "0.00");
  assert.equal(formatValue(COUNT, 100), "100");
  assert.equal(describeValue(COUNT, 100), "100 sigmoids");
  assert.equal(describeValue(PROBE, -2), "−2.0");
});

test("a number on a logarithmic slider has its own decimals, not those of the step", () => {
  assert.equal(formatValue(THRESHOLD, 1), "1");
  assert.equal(formatValue(THRESHOLD, 0.00316), "0.00316");
  assert.equal(formatValue(THRESHOLD, 1e-6), "0.000001");
});

test("keys move by a step, by ten or to an end, and not beyond the bounds", () => {
  for (const [spec, present, key, expected] of [
    [ALPHA, 1, "ArrowRight", 1.01],
    [ALPHA, 1, "ArrowUp", 1.01],
    [ALPHA, 1, "ArrowLeft", 0.99],
    [PROBE, -2, "ArrowDown", -2.1],
    [PROBE, -2, "PageUp", -1],
    [PROBE, -2, "PageDown", -3],
    [ALPHA, 3.95, "PageUp", 4],
    [ALPHA, 0, "ArrowLeft", 0],
    [COUNT, 100, "Home", 1],
    [COUNT, 100, "End", 200],
    [SHARPNESS, 2, "PageUp", 4],
    [SHARPNESS, 2, "PageDown", 1],
    [SHARPNESS, 64, "PageUp", 128],
    [SHARPNESS, 100, "PageUp", 128],
    [SHARPNESS, 1, "ArrowRight", 1.07],
    [SHARPNESS, 1, "Home", 0.5],
    [THRESHOLD, 0.1, "PageDown", 0.0316],
    [COUNT, 100, "a", null],
    [COUNT, 100, "Escape", null],
  ])
    assert.equal(keyTarget(spec, present, key), expected, `${key} at ${present}`);
});

class FakeElement {
  dataset = { name: "probe" };
  classes = new Set();
  classList = {
    add: (name) => this.classes.add(name),
    remove: (name) => this.classes.delete(name),
  };
  closest = () => this;
  setPointerCapture() {}
}
globalThis.Element = FakeElement;

/** Returns an element whose number a hand can move, and what the moves have set. */
function openMoves({ probe = -2, rate = { x: 0.05, y: 0 }, dragStart = 3 } = {}) {
  const listeners = {};
  const root = { dataset: {} };
  globalThis.document = {
    documentElement: root,
    addEventListener: (type, listener) => {
      listeners[type] = listener;
    },
  };
  const element = new FakeElement();
  const settings = { range: [-10, 10], step: 0.2, probe };
  const moves = { element, root, settings, numbers: [], taps: [], rate, isPrevented: false };
  watchValueMoves({
    selector: ".any",
    controls: { probe: PROBE },
    readName: ({ dataset }) => dataset.name,
    readSettings: () => settings,
    setControls: (changes) => {
      Object.assign(settings, changes);
      moves.numbers.push(changes.probe);
    },
    measureDrag: () => moves.rate,
    dragStart,
    onTap: (name) => moves.taps.push(name),
  });
  const usual = {
    target: element,
    pointerId: 1,
    isPrimary: true,
    button: 0,
    buttons: 1,
    detail: 1,
  };
  const preventDefault = () => {
    moves.isPrevented = true;
  };
  moves.send = (type, clientX = 0, more = {}) =>
    listeners[type]({ ...usual, clientX, clientY: 0, preventDefault, ...more });
  moves.press = (key, more) => moves.send("keydown", 0, { key, ...more });
  return moves;
}

test("a drag counts from where it began, and sets a number only when that changes", () => {
  const { send, numbers, root, element } = openMoves();
  send("pointerdown", 100);
  assert.equal(root.dataset.held, "probe");
  assert.ok(element.classes.has("is-held"));
  for (const x of [101, 102, 110, 111, 112, 100, 100]) send("pointermove", x);
  send("pointerup", 100);
  assert.deepEqual(numbers, [-1.5, -1.4, -2]);
  assert.equal(root.dataset.held, undefined);
  assert.ok(!element.classes.has("is-held"));
  send("pointermove", 300);
  assert.equal(numbers.length, 3);
});

test("a drag stops at the bounds", () => {
  const { send, numbers } = openMoves();
  send("pointerdown", 0);
  send("pointermove", 5000);
  send("pointermove", 6000);
  send("pointermove", -5000);
  assert.deepEqual(numbers, [20, -20]);
});

test("a drag that cannot be measured yet starts once it can", () => {
  const moves = openMoves({ rate: null });
  moves.send("pointerdown", 0);
  moves.send("pointermove", 10);
  moves.rate = { x: 0.05, y: 0 };
  moves.send("pointermove", 20);
  assert.deepEqual(moves.numbers, [-1]);
});

test("Escape takes a drag back to a number that the steps do not have, and ends it", () => {
  const { send, press, numbers, taps, root } = openMoves({ probe: -1.234 });
  send("pointerdown", 0);
  send("pointermove", 40);
  press("Escape");
  send("pointermove", 80);
  send("pointerup", 80);
  send("click", 80);
  assert.deepEqual(numbers, [0.8, -1.234]);
  assert.deepEqual(taps, []);
  assert.equal(root.dataset.held, undefined);
});

test("another finger, another button and a release that was missed do not move it", () => {
  const { send, numbers, root } = openMoves();
  send("pointerdown", 0, { button: 2 });
  send("pointerdown", 0, { isPrimary: false });
  assert.equal(root.dataset.held, undefined);
  send("pointerdown", 0);
  send("pointermove", 50, { pointerId: 2 });
  send("pointerup", 50, { pointerId: 2 });
  assert.equal(root.dataset.held, "probe");
  send("pointermove", 50, { buttons: 0 });
  assert.equal(root.dataset.held, undefined);
  assert.deepEqual(numbers, []);
});

test("a press without a drag is a tap, as are Enter and the click of a screen reader", () => {
  const { send, press, taps, numbers } = openMoves();
  send("pointerdown", 0);
  send("pointermove", 2);
  send("pointerup", 2);
  send("click", 2);
  assert.equal(taps.length, 1);
  press("Enter");
  assert.equal(taps.length, 2);
  assert.deepEqual(numbers, []);
  send("pointerdown", 0);
  send("pointermove", 50);
  send("pointerup", 50);
  send("click", 50);
  assert.equal(taps.length, 2);
  send("click", 0, { detail: 0 });
  assert.equal(taps.length, 3);
});

test("keys move it, but not those of the browser, nor while it is held", () => {
  const moves = openMoves();
  moves.press("ArrowLeft", { altKey: true });
  moves.press("Tab");
  assert.ok(!moves.isPrevented);
  moves.press("ArrowLeft");
  moves.press("End");
  moves.press("End");
  assert.deepEqual(moves.numbers, [-2.1, 20]);
  moves.send("pointerdown", 0);
  moves.press("Home");
  assert.equal(moves.numbers.length, 2);
});
