// The sweeps of the sliders: fetched before a slider is moved, kept while they hold.

import { curveAt, decodeFamily } from "./curve_family.mjs";
import { runWhenIdle } from "./idle.mjs";
import { findClosest, findElement } from "./page.mjs";
import { postRequest } from "./post.mjs";

const REQUEST_TIMEOUT_MS = 10000;
const QUIET_MS = 300; // without a change, before sweeps are fetched that nobody has reached for
const MAX_IDLE_WAIT_MS = 2000; // until a busy browser fetches them all the same
const SHARED_NAME = "range"; // the sliders of range and step have the same sweep

/**
 * @param {object} needs
 * @param {string} needs.path of the requests for a sweep
 * @param {string[]} needs.sliders the settings that have one
 * @param {string[]} needs.samplingNames the settings that decide at which x
 * @param {Record<string, string[]>} needs.curveParameters settings by the curve that obeys them
 * @param {() => string[]} needs.drawnKeys of the curves in the plot
 * @param {() => string} needs.query
 * @param {() => CurveSettings | null} needs.readSettings
 * @param {() => boolean} needs.isSettled
 * @param {() => void} needs.onSweep a sweep has come
 */
export function createSweeps(needs) {
  const { sliders, samplingNames, curveParameters, drawnKeys, readSettings } = needs;

  /** @type {Map<string, {settings: Record<string, unknown>, family: CurveFamily | null}>} */
  const entries = new Map(); // by the names of slider and curve
  /** @type {Set<string>} */
  const wantedNames = new Set(); // of sliders, until their sweeps have been fetched
  let isFetching = false;
  let timer = 0;

  const sweepName = (/** @type {string} */ name) =>
    samplingNames.includes(name) ? SHARED_NAME : name;
  const findMovableNames = () => sliders.filter((name) => !findElement(`row-${name}`).hidden);
  const entryKey = (/** @type {string} */ name, /** @type {string} */ key) => `${name} ${key}`;

  /**
   * Returns the curve of some settings from any sweep that holds for them, or null.
   * @param {string} key
   * @param {CurveSettings} settings
   * @param {Float64Array} x
   * @param {boolean} isLog
   */
  function findCurve(key, settings, x, isLog) {
    for (const name of [...curveParameters[key], SHARED_NAME]) {
      const entry = entries.get(entryKey(name, key));
      if (!entry?.family || !doesHold(entry, settings)) continue;
      const parameter = name === SHARED_NAME ? 0 : /** @type {number} */ (settings[name]);
      return curveAt(entry.family, parameter, x, isLog);
    }
    return null;
  }

  /**
   * Returns the value of a curve at one x, or null where no sweep gives it.
   * @param {string} key
   * @param {CurveSettings} settings
   * @param {number} x
   */
  function evaluateCurve(key, settings, x) {
    const curve = findCurve(key, settings, Float64Array.of(x), false);
    return curve ? curve.value[0] : null;
  }

  /**
   * Returns the drawn curves that a slider moves and whose sweep is missing.
   * @param {string} name
   */
  function missingKeys(name) {
    const settings = readSettings();
    if (settings === null) return [];
    return drawnKeys().filter((key) => {
      if (name !== SHARED_NAME && !curveParameters[key].includes(name)) return false;
      const entry = entries.get(entryKey(name, key));
      return !entry || !doesHold(entry, settings);
    });
  }

  /**
   * Fetches what is missing, one sweep after the other, and only while no response is awaited.
   */
  async function fetchWanted() {
    if (isFetching || !needs.isSettled()) return;
    const [name] = wantedNames;
    if (name === undefined) return;
    wantedNames.delete(name);
    const keys = missingKeys(name);
    if (keys.length > 0) {
      isFetching = true;
      await fetchSweep(name, keys);
      isFetching = false;
    }
    fetchWanted();
  }

  /**
   * @param {string} name
   * @param {string[]} keys
   */
  async function fetchSweep(name, keys) {
    const request = { query: needs.query(), name, keys };
    /** @type {Result<SweepResponse>} */
    const { response } = await postRequest(needs.path, request, REQUEST_TIMEOUT_MS);
    if (!response) return;
    for (const [key, { settings, family }] of Object.entries(response.curves)) {
      const decoded = family && decodeFamily(family, response);
      entries.set(entryKey(name, key), { settings, family: decoded });
    }
    needs.onSweep();
  }

  /** Fetches the sweeps of all sliders that can be moved, once the page has been quiet. */
  function scheduleFetch() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const name of findMovableNames()) wantedNames.add(sweepName(name));
      runWhenIdle(fetchWanted, MAX_IDLE_WAIT_MS);
    }, QUIET_MS);
  }

  /** Whether the sweep of every slider that can be moved is there. */
  const hasSweeps = () =>
    !isFetching && findMovableNames().every((name) => missingKeys(sweepName(name)).length === 0);

  /** Fetches the sweep of a slider as soon as a hand comes near. */
  function watchHands() {
    const onHand = (/** @type {Event} */ event) => {
      const { control, controlName, number } =
        findClosest(event, "[data-control], .handle, .live-number")?.dataset ?? {};
      const name = control ?? controlName ?? number ?? "";
      if (!sliders.includes(name)) return;
      wantedNames.add(sweepName(name));
      fetchWanted();
    };
    for (const type of ["pointerover", "pointerdown", "focusin"])
      document.addEventListener(type, onHand, { passive: true });
  }

  return { evaluateCurve, findCurve, hasSweeps, scheduleFetch, watchHands };
}

/**
 * Whether a sweep holds for some settings.
 * @param {{settings: Record<string, unknown>}} entry
 * @param {CurveSettings} present
 */
const doesHold = ({ settings }, present) =>
  Object.entries(settings).every(([name, value]) => String(present[name]) === String(value));
