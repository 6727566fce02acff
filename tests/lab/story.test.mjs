import assert from "node:assert/strict";
import { test } from "node:test";
import { PAGE_DATA, story } from "./fake_page.mjs";

const { readPlace, findNextPlace, changePlace, buildPlaceQuery } = story;
const FREE = { scene: "free", stage: "question" };
const place = (scene, stage) => ({ scene, stage });

test("a query names a place, and what is no place counts as left out", () => {
  const places = [
    ["", FREE],
    ["?alpha=2", FREE],
    ["?scene=3", place("3", "question")],
    ["?alpha=2&scene=16&stage=answer&mode=lecture", place("16", "answer")],
    ["?scene=4&moment=value", place("4", "value")],
    ["?scene=17", FREE],
    ["?scene=0", FREE],
    ["?scene=x&stage=answer", place("free", "answer")],
    ["?scene=2&stage=zzz", place("2", "question")],
  ];
  for (const [query, expected] of places) assert.deepEqual(readPlace(query), expected, query);
});

test("next runs from the free page through every stage of every scene and stays at the end", () => {
  let now = FREE;
  const passed = [];
  for (let step = 0; step < 64; step += 1) {
    now = findNextPlace(now, 1);
    passed.push(`${now.scene} ${now.stage}`);
  }
  const expected = [];
  for (let scene = 1; scene <= 16; scene += 1)
    for (const stage of PAGE_DATA.stages) expected.push(`${scene} ${stage}`);
  assert.deepEqual(passed, expected);
  assert.deepEqual(findNextPlace(now, 1), place("16", "answer"));
});

test("previous runs back to the first question, and does nothing on the free page", () => {
  assert.deepEqual(findNextPlace(place("3", "question"), -1), place("2", "answer"));
  assert.deepEqual(findNextPlace(place("2", "value"), -1), place("2", "question"));
  assert.deepEqual(findNextPlace(place("1", "question"), -1), place("1", "question"));
  assert.deepEqual(findNextPlace(FREE, -1), FREE);
});

test("a step does not leave the places beside a center", () => {
  const center = place("2", "answer");
  assert.deepEqual(findNextPlace(center, 1, center), place("3", "question"));
  assert.deepEqual(findNextPlace(place("3", "question"), 1, center), place("3", "question"));
  assert.deepEqual(findNextPlace(place("3", "question"), -1, center), center);
  assert.deepEqual(findNextPlace(place("2", "gradient"), -1, center), place("2", "gradient"));
});

test("a new scene begins with its question unless a stage is named", () => {
  const before = place("2", "answer");
  assert.deepEqual(changePlace(before, {}), before);
  assert.deepEqual(changePlace(before, { stage: "value" }), place("2", "value"));
  assert.deepEqual(changePlace(before, { scene: "5" }), place("5", "question"));
  assert.deepEqual(changePlace(before, { scene: "5", stage: "value" }), place("5", "value"));
  assert.deepEqual(changePlace(before, { scene: "2" }), before);
});

test("the query of a place keeps the scene's settings within it, and few across scenes", () => {
  const queries = [
    ["", place("1", "question"), "?scene=1"],
    ["?alpha=3&theme=dark", place("1", "value"), "?scene=1&stage=value&theme=dark"],
    [
      "?alpha=2&scene=6&mode=lecture",
      place("6", "value"),
      "?alpha=2&scene=6&stage=value&mode=lecture",
    ],
    ["?alpha=2&scene=6&stage=value", place("6", "question"), "?alpha=2&scene=6"],
    [
      "?shown=elu,relu&hide=alpha,offset&scene=6&stage=answer&mode=lecture",
      place("7", "question"),
      "?hide=alpha,offset&scene=7&mode=lecture",
    ],
    ["?scene=6&stage=answer&theme=dark", FREE, "?theme=dark"],
    ["?scene=6", FREE, ""],
  ];
  for (const [query, target, expected] of queries)
    assert.equal(buildPlaceQuery(query, target), expected, query);
});
