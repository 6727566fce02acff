// Keys on the two thumbs of a range: each moves its own thumb, at most up to the other. Without
// this, End on the first one would move the second, and so would steps beyond it.

import { writeProp } from "./dash_props.mjs";
import { keyTarget } from "./value_keys.mjs";

/** @type {Record<string, string>} */
const SHIFTED_KEYS = {
  ...{ ArrowRight: "PageUp", ArrowUp: "PageUp" },
  ...{ ArrowLeft: "PageDown", ArrowDown: "PageDown" },
};

/**
 * @param {HTMLElement} slider with two thumbs
 * @param {PageData["rangeLimits"]} limits
 * @param {(range: number[]) => void} setRange
 */
export function watchRangeKeys(slider, limits, setRange) {
  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const thumbs = [...slider.querySelectorAll("[role=slider]")];
    const range = thumbs.map((thumb) => Number(thumb.getAttribute("aria-valuenow")));
    const index = thumbs.indexOf(/** @type {Element} */ (event.target));
    const key = (event.shiftKey && SHIFTED_KEYS[event.key]) || event.key;
    const stopped = index < 0 ? null : findStoppedRange(limits, range, index, key);
    if (stopped === null) return; // the slider itself moves the thumb
    event.preventDefault();
    event.stopPropagation();
    setRange(stopped);
    writeProp(slider.id, "value", stopped);
  }
  // In the capturing phase: before the slider hears the key.
  slider.addEventListener("keydown", onKeyDown, { capture: true });
}

/**
 * Returns the range after a key that would bring a thumb too close to the other, or beyond it; null
 * for any other key.
 * @param {PageData["rangeLimits"]} limits
 * @param {number[]} range
 * @param {number} index of the thumb
 * @param {string} key
 */
function findStoppedRange({ low, high, step, gap }, range, index, key) {
  const spec = { low, high, step, label: "", unit: "", isLog: false };
  const target = keyTarget(spec, range[index], key);
  const end = Number((index === 0 ? range[1] - gap : range[0] + gap).toFixed(10));
  const isStopped = target !== null && (index === 0 ? target > end : target < end);
  if (!isStopped) return null;
  return index === 0 ? [end, range[1]] : [range[0], end];
}
