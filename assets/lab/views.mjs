// The parts of the page, Explore and Story: each is left as it is and found again so.

import { findElement } from "./page.mjs";

const FREE = "free";
const root = document.documentElement;

/**
 * @param {object} needs
 * @param {Story} needs.story
 * @param {string[]} needs.keptAcrossScenes
 * @param {() => string} needs.query
 * @param {(query: string) => void} needs.goTo
 * @param {(settings: Settings) => void} needs.setControls
 */
export function createViews({ story, keptAcrossScenes, query, goTo, setControls }) {
  let exploreQuery = ""; // of the page as Explore was left
  /** @type {Place} */
  let storyPlace = { scene: "1", stage: "question" }; // where the story was left

  /** @param {string} name */
  function openView(name) {
    if (name === "story") setControls({ ...storyPlace });
    else goTo(joinQueries(exploreQuery, query()));
  }

  /**
   * Returns the query of Explore with what a reader keeps everywhere: theme, mode, hidden controls.
   * @param {string} own
   * @param {string} present
   */
  function joinQueries(own, present) {
    const isKept = (/** @type {string} */ part) => keptAcrossScenes.includes(part.split("=")[0]);
    const split = (/** @type {string} */ text) => text.slice(1).split("&").filter(Boolean);
    const parts = [
      ...split(own).filter((part) => !isKept(part)),
      ...split(present).filter((part) => isKept(part)),
    ];
    return parts.length > 0 ? `?${parts.join("&")}` : "";
  }

  /**
   * Shows where in the story a query is.
   * @param {string} present
   */
  function showPlace(present) {
    const place = story.readPlace(present);
    const isStory = place.scene !== FREE;
    if (isStory) storyPlace = place;
    else exploreQuery = present;
    root.dataset.view = isStory ? "story" : "explore";
    root.dataset.stage = isStory ? place.stage : "";
    const scene = isStory ? place.scene : "0";
    const bar = findElement("scene-bar");
    if (bar.style.getPropertyValue("--scene") === scene) return;
    bar.style.setProperty("--scene", scene);
    /** @type {HTMLDetailsElement} */ (findElement("scene-list")).open = false;
    document.querySelector(".column-content")?.scrollTo(0, 0);
  }

  document.addEventListener("click", (event) => {
    const bar = findElement("scene-bar");
    if (event.target !== bar) return;
    const { left, width } = bar.getBoundingClientRect();
    const count = Number(bar.style.getPropertyValue("--count"));
    const scene = Math.min(Math.floor(((event.clientX - left) / width) * count) + 1, count);
    setControls({ scene: String(scene), stage: "question" });
  });

  return { openView, showPlace };
}
