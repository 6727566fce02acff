// A race in a scene of the story: the step that starts it, and what each step adds.

import { findElement } from "./page.mjs";
import { hasScene } from "./story.mjs";

const QUESTION = "question"; // the stage before the race
/** @type {Record<string, string>} */
const ADDED_PARTS = {
  question: "question",
  value: "race-lanes",
  gradient: "race-starts",
  answer: "answer",
}; // by the stage

/**
 * Whether a place is a question that a race is to answer: nothing has run yet.
 * @param {Place} place
 */
export const isQuestion = (place) => hasScene(place) && place.stage === QUESTION;

/**
 * Whether a step from one place to another goes on from the question of a scene.
 * @param {Place} before
 * @param {Place} now
 */
export const isLeavingQuestion = (before, now) =>
  isQuestion(before) && now.scene === before.scene && !isQuestion(now);

/**
 * Brings into view what a step within a scene has added.
 * @param {Place} before
 * @param {Place} now
 */
export function showAddedPart(before, now) {
  if (!hasScene(now) || now.scene !== before.scene || now.stage === before.stage) return;
  findElement(ADDED_PARTS[now.stage]).scrollIntoView({ block: "nearest" });
}
