// Which step of a reader starts the race of a scene.

import assert from "node:assert/strict";
import { test } from "node:test";

import { isLeavingQuestion, isQuestion } from "../../assets/lab/race_scene.mjs";

/** @param {string} scene @param {string} stage */
const place = (scene, stage) => ({ scene, stage });

test("a scene asks at its first stage; a page without a scene never does", () => {
  assert.equal(isQuestion(place("four-networks", "question")), true);
  assert.equal(isQuestion(place("four-networks", "value")), false);
  assert.equal(isQuestion(place("free", "question")), false);
});

test("only a step on from the question of the same scene starts its race", () => {
  const asked = place("four-networks", "question");
  for (const stage of ["value", "gradient", "answer"]) {
    assert.equal(isLeavingQuestion(asked, place("four-networks", stage)), true, stage);
    assert.equal(
      isLeavingQuestion(place("two-layers", "question"), place("four-networks", stage)),
      false,
      stage,
    );
    assert.equal(
      isLeavingQuestion(place("free", "question"), place("four-networks", stage)),
      false,
      stage,
    );
    assert.equal(isLeavingQuestion(place("", ""), place("four-networks", stage)), false, "a link");
    assert.equal(isLeavingQuestion(place("four-networks", stage), asked), false, "back");
  }
  assert.equal(
    isLeavingQuestion(place("four-networks", "value"), place("four-networks", "gradient")),
    false,
  );
  assert.equal(isLeavingQuestion(asked, asked), false);
});
