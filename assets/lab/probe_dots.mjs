// A dot on each curve where the probe meets it.

import { createScale, roundPixels } from "./brush.mjs";
import { findElement, findPlot, hideElement } from "./page.mjs";
import { axisName, findSample, hasOwnX, interpolateAt, PARTS, splitId } from "./traces.mjs";

/**
 * @param {object} needs
 * @param {() => CurveSettings | null} needs.readSettings
 * @param {(uid: string) => import("./traces.mjs").CurvePoints | null} needs.readTrace as painted
 * @param {(axisName: string) => number[]} needs.findRange of an axis, as painted
 */
export function createProbeDots({ readSettings, readTrace, findRange }) {
  /** @type {Map<string, HTMLElement>} */
  const dots = new Map(); // by the uid of the trace

  /** Puts every dot where the probe meets its curve now. */
  function placeProbeDots() {
    const probe = readSettings()?.probe;
    const plot = findPlot();
    const seen = new Set();
    for (const { uid, yaxis } of probe === undefined ? [] : plot.data) {
      const [key, part] = splitId(uid);
      if (!PARTS.includes(part) || hasOwnX(uid)) continue;
      const place = findPlace(plot, uid, axisName(yaxis), Number(probe));
      if (place === null) continue;
      seen.add(uid);
      const dot = dots.get(uid) ?? addDot(uid, key);
      if (dot.style.transform !== place) dot.style.transform = place;
    }
    for (const [uid, dot] of dots) hideElement(dot, !seen.has(uid));
  }

  /**
   * @param {PlotElement} plot
   * @param {string} uid
   * @param {string} name of the axis of y
   * @param {number} x
   */
  function findPlace(plot, uid, name, x) {
    const { xaxis, [name]: axis } = plot._fullLayout;
    const points = readTrace(uid);
    const y = points && readAt(points, x, splitId(uid)[1] === "value");
    if (y === null || !axis.visible) return null;
    const left = createScale(xaxis, findRange("xaxis"))(x);
    const top = createScale(axis, findRange(name))(y);
    if (!(left >= 0 && left <= xaxis._length && top >= 0 && top <= axis._length)) return null;
    const right = roundPixels(xaxis._offset + left);
    return `translate(${right}px, ${roundPixels(axis._offset + top)}px)`;
  }

  /**
   * @param {string} uid
   * @param {string} key
   */
  function addDot(uid, key) {
    const dot = document.createElement("div");
    dot.className = "probe-dot";
    dot.style.setProperty("--colour", `var(--curve-${key})`);
    findElement("handles").prepend(dot);
    dots.set(uid, dot);
    return dot;
  }

  return { placeProbeDots };
}

/**
 * Returns y at x, or null beyond the ends of a curve, where there is nothing to read, and at a jump
 * of f between two samples: its line does not tell on which side f is there.
 * @param {import("./traces.mjs").CurvePoints} points
 * @param {number} at
 * @param {boolean} isValue or else a gradient, which is that on the left
 */
export function readAt(points, at, isValue) {
  const { x, y } = points;
  const index = findSample(x, at);
  const isFirst = index >= 0 && x[index - 1] !== x[index] && x[index + 1] === x[index];
  if (isValue && isFirst && Number.isNaN(y[index + 1])) return null;
  if (index >= 0 && Number.isFinite(y[index])) return y[index];
  return at > x[0] && at < x[x.length - 1] ? interpolateAt(points, at) : null;
}
