import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../assets/lab/store.mjs";
import { FIRST_SETTINGS, respond, story } from "./fake_page.mjs";

/** Returns a store, and what it has rendered and sent. */
function createTestStore(query = "", isServerLost = () => false) {
  const renderings = [];
  const sends = [];
  const store = createStore({
    query,
    settings: FIRST_SETTINGS,
    maxQueryLength: 20,
    keptAcrossScenes: ["hide", "theme", "mode"],
    story,
    readScreen: () => ({ dark: true, height: 700 }),
    isServerLost,
    send: () => sends.push("soon"),
    sendAtOnce: () => sends.push("at once"),
    render: (rendering) => renderings.push(rendering),
  });
  return { ...store, renderings, sends };
}

const changesOf = (store, number) => store.buildRequest(number).changes;

test("a request holds the state, the screen and every change that no response contains", () => {
  const store = createTestStore("?offset=1");
  store.setControls({ alpha: 2 });
  const request = store.buildRequest(1);
  assert.deepEqual(request, {
    number: 1,
    query: "?offset=1",
    changes: { alpha: 2 },
    full: false,
    dark: true,
    height: 700,
  });
  store.setControls({ offset: 5 });
  assert.deepEqual(changesOf(store, 2), { alpha: 2, offset: 5 });
  store.applyResponse(respond(request));
  assert.equal(store.query(), "?offset=1&alpha=2");
  assert.deepEqual(changesOf(store, 3), { offset: 5 });
  assert.equal(store.isSettled(), false);
  assert.deepEqual(store.sends, ["soon", "soon"]);
});

test("a change made after a request was built is not taken for contained in its response", () => {
  const store = createTestStore();
  store.setControls({ alpha: 2 });
  const first = store.buildRequest(1);
  store.setControls({ alpha: 3 });
  store.applyResponse(respond(first));
  assert.deepEqual(changesOf(store, 2), { alpha: 3 });
  assert.equal(store.renderings[0].canWriteValue("alpha"), false);
  assert.equal(store.renderings[0].canWriteValue("offset"), true);
});

test("a scene drops the stage and the settings of the scene before, and keeps the theme", () => {
  const store = createTestStore("?scene=2");
  store.setControls({ alpha: 2, theme: "dark", stage: "answer" });
  store.setControls({ scene: "6" });
  assert.deepEqual(changesOf(store, 1), { theme: "dark", scene: "6" });
  store.setControls({ stage: "answer" });
  assert.deepEqual(changesOf(store, 2), { theme: "dark", scene: "6", stage: "answer" });
});

test("steps are counted from where the reader will be", () => {
  const store = createTestStore("?theme=dark");
  for (let click = 0; click < 9; click += 1) store.goToStep(1);
  assert.deepEqual(changesOf(store, 1), { scene: "3", stage: "question" });
  store.goToStep(-1);
  assert.deepEqual(changesOf(store, 2), { scene: "2", stage: "answer" });
  assert.deepEqual(new Set(store.sends), new Set(["at once"]));
});

test("a step after a chosen scene starts from that scene", () => {
  const store = createTestStore("?scene=2&stage=answer");
  store.setControls({ scene: "6" });
  store.goToStep(1);
  assert.deepEqual(changesOf(store, 1), { scene: "6", stage: "value" });
});

test("a step within a scene keeps the changes before it, one out of it does not", () => {
  const store = createTestStore("?scene=6&stage=gradient");
  store.setControls({ alpha: 2 });
  store.goToStep(1);
  assert.deepEqual(changesOf(store, 1), { alpha: 2, stage: "answer" });
  store.goToStep(1);
  assert.deepEqual(changesOf(store, 2), { scene: "7", stage: "question" });
});

test("at the ends of the story a step sends nothing", () => {
  for (const [query, direction] of [
    ["", -1],
    ["?scene=1", -1],
    ["?scene=16&stage=answer", 1],
  ]) {
    const store = createTestStore(query);
    store.goToStep(direction);
    assert.deepEqual([store.sends, store.isSettled()], [[], true], query);
  }
});

test("while the server is lost, steps stay beside what the page shows", () => {
  const store = createTestStore("?scene=4", () => true);
  for (let click = 0; click < 5; click += 1) store.goToStep(1);
  assert.deepEqual(changesOf(store, 1), { stage: "value" });
  store.goToStep(-1);
  assert.deepEqual(changesOf(store, 2), { stage: "question" });
});

test("going to a state drops changes and every response from before", () => {
  const store = createTestStore("?offset=1");
  store.setControls({ alpha: 2 });
  const before = store.buildRequest(1);
  store.goTo("?shown=elu");
  const after = store.buildRequest(2);
  assert.deepEqual([after.query, after.changes, after.full], ["?shown=elu", {}, true]);
  store.applyResponse(respond(before));
  assert.equal(store.renderings.length, 0);
  assert.equal(store.isSettled(), false);
  store.applyResponse(respond(after));
  assert.equal(store.query(), "?shown=elu");
  assert.equal(store.isSettled(), true);
});

test("an overlong query stays recognisable as one", () => {
  const store = createTestStore();
  store.goTo(`?${"a".repeat(50)}`);
  assert.equal(store.query().length, 21);
});

test("no control gets a value while a full redraw is still on its way", () => {
  const store = createTestStore();
  store.setControls({ alpha: 2 });
  const move = store.buildRequest(1);
  store.requestFullRedraw();
  const redraw = store.buildRequest(2);
  store.applyResponse(respond(move));
  assert.equal(store.renderings[0].canWriteValue("offset"), false);
  store.applyResponse(respond(redraw));
  assert.equal(store.renderings[1].canWriteValue("offset"), true);
  assert.equal(store.buildRequest(3).full, false);
});

test("a new place is reported once, and never where the reader went by Back or undo", () => {
  const store = createTestStore("?scene=2");
  const renderNext = (number) => {
    store.applyResponse(respond(store.buildRequest(number)));
    const { isNewPlace, isNoteNew, changedNames } = store.renderings.at(-1);
    return [isNewPlace, isNoteNew, changedNames];
  };
  store.goToStep(1);
  assert.deepEqual(renderNext(1), [true, true, "stage"]);
  assert.deepEqual(renderNext(2), [false, false, ""]);
  store.setControls({ alpha: 2, offset: 1 });
  assert.deepEqual(renderNext(3), [false, true, "alpha,offset"]);
  store.goTo("?scene=9&stage=answer");
  assert.deepEqual(renderNext(4), [false, true, ""]);
  store.goTo("?scene=99");
  assert.deepEqual(renderNext(5), [false, true, ""]);
});

test("what the server refuses is dropped, and the page goes on from what it shows", () => {
  const store = createTestStore("?offset=1");
  store.goTo("?alpha=3");
  store.setControls({ alpha: 4 });
  store.buildRequest(1);
  store.dropChanges();
  assert.deepEqual([store.query(), store.isSettled()], ["?offset=1", true]);
  store.setControls({ alpha: 2 });
  store.applyResponse(respond(store.buildRequest(2)));
  assert.equal(store.query(), "?offset=1&alpha=2");
});

test("a refusal does not drop the response to another request", () => {
  const store = createTestStore();
  store.goTo("?alpha=3");
  store.buildRequest(1);
  const second = store.buildRequest(2);
  store.dropChanges();
  store.applyResponse(respond(second));
  assert.equal(store.query(), "?alpha=3");
});
