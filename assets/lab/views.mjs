// The parts of the page, Explore and Story: each is left as it is and found again so.

import { findElement } from "./page.mjs";

const root = document.documentElement;

/**
 * @param {object} needs
 * @param {Story} needs.story
 * @param {string[]} needs.controlNames in the order of a query
 * @param {string[]} needs.keptAcrossScenes
 * @param {() => string} needs.query
 * @param {(query: string) => void} needs.goToPlace
 * @param {(settings: Settings) => void} needs.setControls
 */
export function createViews(needs) {
  const { story, controlNames, keptAcrossScenes, query, goToPlace, setControls } = needs;
  let exploreQuery = ""; // of the page as Explore was left
  let storyQuery = story.buildPlaceQuery("", story.firstPlace("1")); // as the story was left

  /** @param {string} name */
  function openView(name) {
    goToPlace(joinQueries(name === "story" ? storyQuery : exploreQuery, query()));
  }

  /**
   * Returns a query with what a reader keeps everywhere: theme, mode, hidden controls.
   * @param {string} own
   * @param {string} present
   */
  function joinQueries(own, present) {
    const nameOf = (/** @type {string} */ part) => part.split("=")[0];
    const isKept = (/** @type {string} */ part) => keptAcrossScenes.includes(nameOf(part));
    const split = (/** @type {string} */ text) => text.slice(1).split("&").filter(Boolean);
    const parts = [
      ...split(own).filter((part) => !isKept(part)),
      ...split(present).filter((part) => isKept(part)),
    ];
    parts.sort((a, b) => controlNames.indexOf(nameOf(a)) - controlNames.indexOf(nameOf(b)));
    return parts.length > 0 ? `?${parts.join("&")}` : "";
  }

  /**
   * Shows where in the story a query is.
   * @param {string} present
   */
  function showPlace(present) {
    const place = story.readPlace(present);
    const isStory = story.hasScene(place);
    if (isStory) storyQuery = present;
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
    setControls({ ...story.firstPlace(String(scene)) });
  });

  return { openView, showPlace };
}
