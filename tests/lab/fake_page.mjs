// The page without a browser: store, transport, story and picture cache as main.mjs connects them,
// with a server whose answers a test can delay, lose or refuse. Time is that of mocked timers.

import { createPictureCache } from "../../assets/lab/picture_cache.mjs";
import { createStore } from "../../assets/lab/store.mjs";
import { createStory } from "../../assets/lab/story.mjs";
import { createTransport } from "../../assets/lab/transport.mjs";

export const PAGE_DATA = {
  stages: ["question", "value", "gradient", "answer"],
  sceneKeys: Array.from({ length: 16 }, (_, index) => String(index + 1)),
  controlNames: ["shown", "offset", "alpha", "hide", "scene", "stage", "theme", "mode"],
  keptAcrossScenes: ["hide", "theme", "mode"],
};
export const FIRST_SETTINGS = { range: [-10, 10], step: 0.2, probe: 0, alpha: 1, offset: 0 };
const MAX_QUERY_LENGTH = 2000;
const REQUEST_TIMEOUT_MS = 15000;
const TICK_MS = 5;

export const story = createStory(PAGE_DATA);

/** What a request gets instead of its response. */
export const LOST = "lost"; // nothing, at once
export const SILENT = "silent"; // nothing, until the request is given up
export const REFUSED = "refused";

/**
 * Returns a page whose requests get what `answer(number)` returns: a delay in milliseconds of the
 * true response, or LOST, SILENT or REFUSED. A test may replace `page.answer`. `restMs` is the rest
 * after each response.
 * @param {import("node:test").TestContext} context
 */
export function openFakePage(
  context,
  { query = "", answer = () => 0, isOpen = true, restMs = 0 } = {},
) {
  context.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const pictures = createPictureCache({ story });
  const page = { answer, requests: [], renderings: [], failures: 0, refusals: 0, connections: 0 };
  const store = createStore({
    query,
    settings: FIRST_SETTINGS,
    maxQueryLength: MAX_QUERY_LENGTH,
    keptAcrossScenes: PAGE_DATA.keptAcrossScenes,
    story,
    readScreen: () => ({ dark: false, width: 1440, height: 900 }),
    isServerLost: () => transport.isLost(),
    send: () => transport.send(),
    sendAtOnce: () => transport.sendAtOnce(),
    render: (rendering) => {
      page.renderings.push(rendering);
      page.onRender?.(rendering);
    },
  });
  const transport = createTransport({
    buildRequest: store.buildRequest,
    post: (request) => {
      page.requests.push(structuredClone(request));
      return post(request, page.answer(request.number));
    },
    openConnection: () => {
      page.connections += 1;
    },
    rememberPicture: pictures.rememberPicture,
    recallPicture: pictures.recallPicture,
    onResponse: store.applyResponse,
    onRefusal: () => {
      page.refusals += 1;
      store.dropChanges();
    },
    runLater: (action) => action(),
    restMs: () => restMs,
    onConnectionChange: (failures) => {
      page.failures = failures;
    },
  });
  if (isOpen) transport.openTransport();

  /** Lets time pass. */
  async function wait(ms) {
    for (let passed = 0; passed < ms; passed += TICK_MS) {
      await new Promise(setImmediate);
      context.mock.timers.tick(TICK_MS);
    }
    await new Promise(setImmediate);
  }

  /** Lets time pass until the page has a response to everything; fails after a minute. */
  async function settle() {
    for (let passed = 0; passed < 60000; passed += 50) {
      await wait(50);
      if (store.isSettled()) return;
    }
    throw new Error("The page does not settle.");
  }

  return Object.assign(page, { store, transport, wait, settle });
}

function post(request, answer) {
  if (answer === LOST) return Promise.resolve({});
  if (answer === REFUSED) return Promise.resolve({ isRefused: true });
  const isSilent = answer === SILENT;
  const result = isSilent ? {} : { response: respond(structuredClone(request)) };
  return new Promise((resolve) => {
    setTimeout(() => resolve(result), isSilent ? REQUEST_TIMEOUT_MS : answer);
  });
}

/** Returns the response of a server on which every setting takes every value; "" is its default. */
export function respond({ number, query, changes, full }) {
  const { scene, stage, ...others } = changes;
  const known = query.length > MAX_QUERY_LENGTH ? "" : query;
  const before = story.readPlace(known);
  const place = story.changePlace(before, { scene, stage });
  const params = new URLSearchParams(story.buildPlaceQuery(known, place));
  for (const [name, raw] of Object.entries(others))
    if (raw === "") params.delete(name);
    else params.set(name, raw);
  const names = PAGE_DATA.controlNames.filter((name) => params.has(name));
  const text = names.map((name) => `${name}=${params.get(name)}`).join("&");
  const picture = { figure: { data: [], layout: { of: text } }, theme: "auto", mode: "page" };
  const isFull = full || !story.isSamePlace(before, place);
  return {
    number,
    query: text && `?${text}`,
    settings: FIRST_SETTINGS,
    note: known === query ? "" : "too long",
    ...(isFull ? picture : { frame: { count: 100, traces: [], marks: {} } }),
    props: {},
    ranges: {},
  };
}
