// The last moves before the page is left or reloaded, where the URL does not hold them yet. A URL
// that is written then comes too late for a reload.

const STORAGE_KEY = "activation-lab-left";

/**
 * Keeps the state of the page as it is left, if its URL is another.
 * @param {() => string} readQuery with every change, answered or not
 */
export function watchLeaving(readQuery) {
  window.addEventListener("pagehide", () => {
    const query = readQuery();
    const { pathname, search } = location;
    useStorage((storage) => {
      if (query === search) storage.removeItem(STORAGE_KEY);
      else storage.setItem(STORAGE_KEY, JSON.stringify({ url: pathname + search, query }));
    });
  });
}

/** Returns the query that was kept for this URL, once; null where the URL was opened anew. */
export function takeLeftQuery() {
  const [visit] = performance.getEntriesByType("navigation");
  const isReturn = /** @type {PerformanceNavigationTiming} */ (visit)?.type !== "navigate";
  const text = useStorage((storage) => {
    const kept = storage.getItem(STORAGE_KEY);
    storage.removeItem(STORAGE_KEY);
    return kept;
  });
  const { url = "", query = null } = text ? JSON.parse(text) : {};
  return isReturn && url === location.pathname + location.search ? query : null;
}

/**
 * Returns what an action returns, or null where the browser keeps nothing, as in some frames.
 * @template T
 * @param {(storage: Storage) => T} action
 */
function useStorage(action) {
  try {
    return action(sessionStorage);
  } catch {
    return null;
  }
}
