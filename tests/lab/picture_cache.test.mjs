import assert from "node:assert/strict";
import { test } from "node:test";
import { createPictureCache } from "../../assets/lab/picture_cache.mjs";
import { respond, story } from "./fake_page.mjs";

const buildRequest = (query, changes = {}, more = {}) => ({
  ...{ number: 1, query, changes, full: true, dark: false, height: 900 },
  ...more,
});

/** Returns a cache with the pictures of some queries. */
function createTestCache(...queries) {
  const cache = createPictureCache({ story });
  for (const query of queries) {
    const request = buildRequest(query);
    cache.rememberPicture(request, respond(request));
  }
  return cache;
}

const recallQuery = (cache, request) => cache.recallPicture(request)?.query;

test("a step, a jump and undo find the picture that they lead to", () => {
  const cache = createTestCache(
    ...["?scene=4&stage=answer&mode=lecture", "?scene=5&mode=lecture", "?alpha=2&scene=6", ""],
  );
  const targets = [
    [
      "?scene=4&stage=gradient&mode=lecture",
      { stage: "answer" },
      "?scene=4&stage=answer&mode=lecture",
    ],
    [
      "?scene=4&stage=answer&mode=lecture",
      { scene: "5", stage: "question" },
      "?scene=5&mode=lecture",
    ],
    ["?alpha=2&scene=6&mode=lecture", { scene: "5" }, "?scene=5&mode=lecture"],
    [
      "?scene=5&mode=lecture",
      { scene: "4", stage: "answer" },
      "?scene=4&stage=answer&mode=lecture",
    ],
    ["?alpha=2&scene=6&stage=value", { stage: "question" }, "?alpha=2&scene=6"],
    ["?scene=3", { scene: "free" }, ""],
    ["?alpha=2&scene=6", {}, "?alpha=2&scene=6"],
  ];
  for (const [query, changes, expected] of targets)
    assert.equal(recallQuery(cache, buildRequest(query, changes)), expected, query);
});

test("what was not shown, or only the server can know, is not recalled", () => {
  const cache = createTestCache("?scene=4", "?alpha=2");
  const requests = [
    buildRequest("?scene=4", { stage: "value" }),
    buildRequest("?scene=4", { alpha: 2 }),
    buildRequest("?scene=4&stage=value", { alpha: 2, stage: "question" }),
    buildRequest("?scene=4", {}, { full: false }),
    buildRequest("?scene=4", {}, { dark: true }),
    buildRequest("?scene=4", {}, { height: 700 }),
  ];
  for (const request of requests) assert.equal(recallQuery(cache, request), undefined);
});

test("a response without a full picture is not remembered", () => {
  const cache = createTestCache();
  const request = buildRequest("", { alpha: 2 }, { full: false });
  cache.rememberPicture(request, respond(request));
  assert.equal(recallQuery(cache, buildRequest("?alpha=2")), undefined);
});

test("a recalled picture has the number of its request, and drawing does not change it", () => {
  const cache = createTestCache();
  const request = buildRequest("?scene=4");
  const response = respond(request);
  cache.rememberPicture(request, response);
  response.figure.layout.of = "changed while it was drawn";
  const first = cache.recallPicture(buildRequest("?scene=4", {}, { number: 7 }));
  assert.equal(first.number, 7);
  first.figure.layout.of = "changed while it was drawn";
  assert.equal(cache.recallPicture(buildRequest("?scene=4")).figure.layout.of, "scene=4");
});

test("the hundred newest pictures are kept", () => {
  const queries = Array.from({ length: 101 }, (_, index) => `?alpha=${index + 2}`);
  const cache = createTestCache(...queries.slice(0, 100), queries[0], queries[100]);
  assert.equal(recallQuery(cache, buildRequest(queries[0])), queries[0]);
  assert.equal(recallQuery(cache, buildRequest(queries[1])), undefined);
  assert.equal(recallQuery(cache, buildRequest(queries[100])), queries[100]);
});
