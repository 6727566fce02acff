import assert from "node:assert/strict";
import { test } from "node:test";
import { LOST, openFakePage, REFUSED, SILENT } from "./fake_page.mjs";

const renderedNumbers = ({ renderings }) => renderings.map(({ response }) => response.number);

/** Drags two sliders, then switches a curve on; returns the query that must come of it. */
async function dragAndSwitch({ store, wait }) {
  for (const name of ["alpha", "offset"])
    for (let step = 1; step <= 12; step += 1) {
      store.setControls({ [name]: step });
      await wait(20);
    }
  store.setControls({ shown: "tanh" });
  return "?shown=tanh&offset=12&alpha=12";
}

const BEHAVIOURS = {
  "in disorder": (number) => (number * 137) % 400,
  "one in five fails, one never comes": (number) => ({ 1: LOST, 3: SILENT })[number % 5] ?? 30,
  "every other one is late": (number) => (number % 2 ? 200 : 10),
};
for (const [name, answer] of Object.entries(BEHAVIOURS)) {
  test(`whatever the answers do the page ends on the newest state: ${name}`, async (context) => {
    const page = openFakePage(context, { answer });
    const expected = await dragAndSwitch(page);
    await page.settle();
    assert.equal(page.store.query(), expected);
    const numbers = renderedNumbers(page);
    assert.ok(numbers.length > 1);
    assert.deepEqual(
      numbers,
      [...new Set(numbers)].sort((a, b) => a - b),
    );
  });
}

test("a response that comes after a newer one is dropped", async (context) => {
  const page = openFakePage(context, { answer: (number) => (number === 1 ? 1800 : 10) });
  page.store.setControls({ alpha: 2 });
  await page.wait(1700); // the first request counts as failed, and a second one replaces it
  assert.deepEqual(renderedNumbers(page), [2]);
  await page.settle();
  await page.wait(500);
  assert.deepEqual(renderedNumbers(page), [2]);
  assert.equal(page.store.query(), "?alpha=2");
});

test("while something moves one request is in flight, the newest state next", async (context) => {
  for (const delayMs of [10, 100, 400]) {
    let inFlight = 0;
    let most = 0;
    const answer = () => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      setTimeout(() => {
        inFlight -= 1;
      }, delayMs);
      return delayMs;
    };
    const page = openFakePage(context, { answer });
    for (let step = 1; step <= 60; step += 1) {
      page.store.setControls({ alpha: step });
      await page.wait(10);
    }
    assert.equal(most, 1, `at ${delayMs} ms`);
    await page.settle();
    assert.equal(page.store.query(), "?alpha=60");
    context.mock.timers.reset();
  }
});

test("after the last move its response takes a pause and one round trip", async (context) => {
  const page = openFakePage(context, { answer: () => 400 });
  for (let step = 1; step <= 30; step += 1) {
    page.store.setControls({ alpha: step });
    await page.wait(10);
  }
  await page.wait(460);
  assert.equal(page.store.isSettled(), true);
  assert.equal(page.store.query(), "?alpha=30");
});

test("while something moves a slow page asks less often", async (context) => {
  const page = openFakePage(context, { answer: () => 10, restMs: 200 });
  for (let step = 1; step <= 100; step += 1) {
    page.store.setControls({ alpha: step });
    await page.wait(10);
  }
  assert.ok(page.requests.length > 3 && page.requests.length < 7, `${page.requests.length}`);
  await page.wait(110);
  assert.equal(page.store.query(), "?alpha=100");
});

test("a second connection is opened, and again once it may be closed", async (context) => {
  const page = openFakePage(context, { answer: () => 10 });
  await page.wait(9000);
  for (let step = 1; step <= 1000; step += 1) {
    page.store.setControls({ alpha: step });
    await page.wait(10);
  }
  assert.equal(page.connections, 2);
});

test("when the hand lets go the newest state is sent at once", async (context) => {
  const page = openFakePage(context, { answer: () => 10, restMs: 200 });
  page.store.setControls({ alpha: 2 });
  await page.wait(20);
  page.store.setControls({ alpha: 3 });
  assert.equal(page.requests.length, 1);
  page.transport.endDrag();
  assert.equal(page.requests.length, 2);
});

test("a step of the story does not wait for a rest", async (context) => {
  const page = openFakePage(context, { answer: () => 10, restMs: 200 });
  page.store.setControls({ alpha: 2 });
  await page.wait(20);
  page.store.goToStep(1);
  assert.equal(page.requests.length, 2);
});

for (const [name, answer] of Object.entries({ "comes at once": LOST, "never comes": SILENT })) {
  test(`without a server the page retries and recovers: no answer ${name}`, async (context) => {
    const page = openFakePage(context, { answer: () => answer });
    page.store.setControls({ alpha: 1.01 });
    await page.wait(8000);
    assert.equal(page.transport.isLost(), true);
    assert.deepEqual(page.renderings, []);
    const attempts = page.requests.length;
    assert.ok(attempts > 3 && attempts < 20, `${attempts} attempts`);
    page.answer = () => 20;
    await page.settle();
    assert.equal(page.store.query(), "?alpha=1.01");
    assert.equal(page.transport.isLost(), false);
    assert.equal(page.failures, 0);
  });
}

test("between two attempts a change waits, but a step of the story does not", async (context) => {
  const page = openFakePage(context, { answer: () => LOST });
  page.store.setControls({ alpha: 2 });
  await page.wait(4000);
  const attempts = page.requests.length;
  page.store.setControls({ alpha: 3 });
  await page.wait(50);
  assert.equal(page.requests.length, attempts);
  page.store.goToStep(1);
  assert.equal(page.requests.length, attempts + 1);
});

test("after the last failure the page finds out that the server is back", async (context) => {
  const page = openFakePage(context, { answer: () => 20 });
  page.store.setControls({ alpha: 2 });
  await page.settle();
  page.answer = (number) => (number === 2 ? 5000 : 20);
  page.store.setControls({ alpha: 3 });
  await page.settle();
  assert.equal(page.failures, 0);
  assert.deepEqual(renderedNumbers(page), [1, 3]);
});

for (const gapMs of [0, 150, 250, 400]) {
  test(`no step is lost or counted twice, one every ${gapMs} ms`, async (context) => {
    const page = openFakePage(context, { answer: () => 400 });
    for (let click = 0; click < 9; click += 1) {
      page.store.goToStep(1);
      await page.wait(gapMs);
    }
    await page.settle();
    assert.equal(page.store.query(), "?scene=3");
  });
}

test("no answer from before a reset is applied after it", async (context) => {
  const page = openFakePage(context, { query: "?shown=elu", answer: () => 400 });
  page.store.setControls({ alpha: 2 });
  await page.wait(50);
  page.store.setControls({ alpha: 3 });
  page.store.goTo("");
  await page.wait(600);
  page.store.setControls({ offset: 2 });
  await page.settle();
  await page.wait(1000);
  assert.equal(page.store.query(), "?offset=2");
  assert.deepEqual(
    page.renderings.filter(({ response }) => response.query.includes("alpha")),
    [],
  );
});

test("a change right before Next is kept", async (context) => {
  const page = openFakePage(context, { query: "?scene=6", answer: () => 400 });
  page.store.setControls({ alpha: 3 });
  await page.settle();
  page.store.setControls({ alpha: 2 });
  page.store.goToStep(1);
  await page.settle();
  assert.equal(page.store.query(), "?alpha=2&scene=6&stage=value");
});

test("a stage right after a scene is that scene's", async (context) => {
  const page = openFakePage(context, { query: "?alpha=3", answer: () => 400 });
  page.store.setControls({ scene: "6" });
  page.store.setControls({ stage: "answer" });
  await page.settle();
  assert.equal(page.store.query(), "?scene=6&stage=answer");
});

test("what the server refuses is dropped, not retried, and the page goes on", async (context) => {
  const page = openFakePage(context, { answer: (number) => (number === 1 ? REFUSED : 20) });
  page.store.setControls({ alpha: 3 });
  await page.wait(3000);
  assert.deepEqual([page.refusals, page.requests.length, page.store.query()], [1, 1, ""]);
  page.store.setControls({ offset: 2 });
  await page.settle();
  assert.equal(page.store.query(), "?offset=2");
  assert.equal(page.failures, 0);
});

test("a URL longer than the server reads gives the usual page", async (context) => {
  const page = openFakePage(context, { answer: () => 20 });
  page.store.goTo(`?${"\\".repeat(18000)}`);
  await page.settle();
  assert.equal(page.requests[0].query.length, 2001);
  assert.deepEqual([page.store.query(), page.renderings[0].response.note], ["", "too long"]);
});

test("what was changed before the first picture counts", async (context) => {
  const page = openFakePage(context, { answer: () => 20, isOpen: false });
  page.store.setControls({ alpha: 4 });
  await page.wait(1000);
  assert.deepEqual(page.requests, []);
  page.transport.openTransport();
  await page.settle();
  assert.equal(page.store.query(), "?alpha=4");
});

test("while the server is lost, steps come from pictures, one at a time", async (context) => {
  const page = openFakePage(context, { query: "?scene=4", answer: () => 20 });
  for (let click = 0; click < 4; click += 1) {
    page.store.goToStep(1);
    await page.settle();
  }
  assert.equal(page.store.query(), "?scene=5");
  page.answer = () => LOST;
  page.store.setControls({ theme: "dark" });
  await page.wait(2000);
  assert.equal(page.transport.isLost(), true);
  page.store.goTo("?scene=5");
  await page.settle();
  const visited = [];
  for (const direction of [-1, -1, -1, 1, 1, 1]) {
    page.store.goToStep(direction);
    await page.settle();
    visited.push(page.store.query());
  }
  const [answer, gradient, value] = ["answer", "gradient", "value"].map(
    (stage) => `?scene=4&stage=${stage}`,
  );
  assert.deepEqual(visited, [answer, gradient, value, gradient, answer, "?scene=5"]);
  page.store.goToStep(1); // to a picture that was never shown
  await page.wait(3000);
  assert.equal(page.store.query(), "?scene=5");
  page.answer = () => 20;
  await page.settle();
  assert.equal(page.store.query(), "?scene=5&stage=value");
});
