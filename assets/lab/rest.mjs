// How often the page asks the server for the exact picture while it paints each move itself.

const REST_MS = 400; // while every moved line has its sweep: a core then carries many users
const MIN_REST_MS = 200; // while a line follows the server
const REST_PER_RENDER = 30; // that rest is so many times as long as rendering the last response
const MIN_LENS_REST_MS = 100; // the same while a lens follows the server
const LENS_REST_PER_RENDER = 10;

/**
 * Returns how long the page rests between two responses while it paints each move: the processors
 * of a slow browser and of a shared server have other work.
 * @param {Pick<Painter, "isMoving" | "hasUnsweptLine" | "hasLens">} painter
 * @param {number} renderMs that the last response took
 */
export function findRestMs(painter, renderMs) {
  if (!painter.isMoving()) return 0;
  if (painter.hasLens())
    return Math.min(Math.max(LENS_REST_PER_RENDER * renderMs, MIN_LENS_REST_MS), REST_MS);
  if (!painter.hasUnsweptLine()) return REST_MS;
  return Math.min(Math.max(REST_PER_RENDER * renderMs, MIN_REST_MS), REST_MS);
}
