import assert from "node:assert/strict";
import { test } from "node:test";
import { openFakePage } from "./fake_page.mjs";

// What history.mjs needs of a browser.
const browser = { search: "", entries: 1, refusals: 0 };
globalThis.window = new EventTarget();
globalThis.document = new EventTarget();
globalThis.location = {
  pathname: "/",
  get search() {
    return browser.search;
  },
};
const writeEntry = (isNew) => (_state, _title, url) => {
  if (browser.refusals > 0) {
    browser.refusals -= 1;
    throw new Error("SecurityError: too many calls");
  }
  browser.entries += isNew ? 1 : 0;
  browser.search = url.slice(1);
};
globalThis.history = { pushState: writeEntry(true), replaceState: writeEntry(false) };
const disabled = {};
globalThis.dash_clientside = {
  set_props: (id, props) => {
    disabled[id] = props.disabled;
  },
};
const { createHistory } = await import("../../assets/lab/history.mjs");

/** Returns a page with undo, redo and a URL. */
function openPageWithHistory(context, { query = "", delayMs = 400 } = {}) {
  const page = openFakePage(context, { query, answer: () => delayMs });
  context.mock.method(performance, "now", () => Date.now());
  const { store } = page;
  const states = createHistory({
    keptOnReset: ["scene", "stage", "hide", "theme", "mode"],
    ...{ query: store.query, presentQuery: store.presentQuery },
    ...{ pendingNames: store.pendingNames, goTo: store.goTo },
  });
  page.onRender = ({ changedNames, isNewPlace }) =>
    states.recordState(store.query(), changedNames, isNewPlace);
  Object.assign(browser, { search: query, entries: 1, refusals: 0 });
  states.recordState(query, "", false);
  const change = async (settings) => {
    store.setControls(settings);
    await page.settle();
    await page.wait(1500); // longer than a gesture
  };
  const undo = async () => {
    states.undoChange();
    await page.settle();
    return store.query();
  };
  return { ...page, ...states, change, undo };
}

test("undo of a change on its way takes back that change only", async (context) => {
  const page = openPageWithHistory(context);
  await page.change({ offset: 2 });
  page.store.setControls({ alpha: 2 });
  await page.wait(50);
  assert.equal(await page.undo(), "?offset=2");
  assert.equal(await page.undo(), "");
});

test("undo of a second change of one control takes back that only, within a gesture both", async (context) => {
  const page = openPageWithHistory(context);
  await page.change({ alpha: 2.5 });
  page.store.setControls({ alpha: 3.5 });
  await page.wait(50);
  assert.equal(await page.undo(), "?alpha=2.5");
  page.store.setControls({ alpha: 3 });
  await page.settle();
  page.store.setControls({ alpha: 3.5 });
  await page.wait(50);
  assert.equal(await page.undo(), "?alpha=2.5");
});

test("undo and redo go through the changes, and a new change ends redo", async (context) => {
  const page = openPageWithHistory(context);
  await page.change({ alpha: 2 });
  await page.change({ offset: 1 });
  assert.deepEqual(disabled, { undo: false, redo: true });
  assert.equal(await page.undo(), "?alpha=2");
  assert.equal(await page.undo(), "");
  assert.deepEqual(disabled, { undo: true, redo: false });
  assert.equal(await page.undo(), "");
  page.redoChange();
  await page.settle();
  assert.equal(page.store.query(), "?alpha=2");
  await page.change({ offset: 3 });
  assert.deepEqual(disabled, { undo: false, redo: true });
  assert.equal(await page.undo(), "?alpha=2");
});

test("quick changes of a slider are one gesture, steps of the story never", async (context) => {
  const page = openPageWithHistory(context, { delayMs: 20 });
  for (const alpha of [2, 3, 4]) {
    page.store.setControls({ alpha });
    await page.settle();
  }
  assert.equal(await page.undo(), "");
  for (let click = 0; click < 3; click += 1) {
    page.store.goToStep(1);
    await page.settle();
  }
  assert.equal(page.store.query(), "?scene=1&stage=gradient");
  assert.equal(await page.undo(), "?scene=1&stage=value");
  assert.equal(await page.undo(), "?scene=1");
});

test("only a new place in the story is an entry of the browser's history", async (context) => {
  const page = openPageWithHistory(context, { query: "?scene=6" });
  await page.change({ alpha: 2 });
  assert.deepEqual([browser.search, browser.entries], ["?alpha=2&scene=6", 1]);
  page.store.goToStep(1);
  await page.settle();
  assert.deepEqual([browser.search, browser.entries], ["?alpha=2&scene=6&stage=value", 2]);
  await page.undo();
  await page.wait(400);
  assert.deepEqual([browser.search, browser.entries], ["?alpha=2&scene=6", 2]);
});

test("the URL follows a change at once, and quick ones after a pause", async (context) => {
  const page = openPageWithHistory(context, { delayMs: 0 });
  await page.change({ alpha: 2 });
  const urls = [];
  for (const alpha of [3, 4, 5]) {
    page.store.setControls({ alpha });
    await page.settle();
    urls.push(browser.search);
  }
  assert.deepEqual(urls, ["?alpha=3", "?alpha=3", "?alpha=3"]);
  await page.wait(400);
  assert.equal(browser.search, "?alpha=5");
});

test("a URL that the browser refuses is written later, in an entry of its own if it has one", async (context) => {
  const page = openPageWithHistory(context, { query: "?scene=6" });
  browser.refusals = 2;
  await page.change({ alpha: 2 });
  assert.equal(page.store.query(), "?alpha=2&scene=6");
  assert.deepEqual(disabled, { undo: false, redo: true });
  await page.wait(2500);
  assert.deepEqual([browser.search, browser.entries], ["?alpha=2&scene=6", 1]);
  browser.refusals = 1;
  page.store.goToStep(1);
  await page.settle();
  await page.change({ alpha: 3 });
  await page.wait(2500);
  assert.deepEqual([browser.search, browser.entries], ["?alpha=3&scene=6&stage=value", 2]);
});

test("a reset keeps the place in the story and what a link has fixed", async (context) => {
  const query = "?offset=4&alpha=2&hide=offset&scene=6&stage=value";
  const page = openPageWithHistory(context, { query });
  page.resetPage();
  await page.settle();
  assert.equal(page.store.query(), "?offset=4&hide=offset&scene=6&stage=value");
  assert.equal(await page.undo(), query);
});
