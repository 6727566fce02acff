// One request to the server: JSON there and back.

const CONNECTION_TIMEOUT_MS = 5000;

/**
 * Posts a request. Never rejects: without a response, `status` is that of the HTTP response, or
 * undefined where none came.
 * @template T
 * @param {string} path
 * @param {object} request
 * @param {number} timeoutMs
 * @returns {Promise<Result<T>>}
 */
export async function postRequest(path, request, timeoutMs) {
  // Outside of what is caught: only a failure of the network may look like one.
  const options = {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ request }),
    signal: createTimeout(timeoutMs),
  };
  try {
    const response = await fetch(path, options);
    if (response.ok) return { response: await response.json() };
    return { status: response.status, isRefused: isRefusal(response.status) };
  } catch {
    return {};
  }
}

/**
 * Opens another connection to the server while one is in use, so that a request beside one in
 * flight need not wait for it: that would take one more round trip.
 * @param {string} path
 */
export function openConnection(path) {
  const signal = createTimeout(CONNECTION_TIMEOUT_MS);
  fetch(path, { method: "OPTIONS", signal }).catch(() => {}); // the next request tells
}

/**
 * Returns a signal that ends a request after a time: AbortSignal.timeout, which Safari 15 lacks.
 * @param {number} timeoutMs
 */
function createTimeout(timeoutMs) {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), timeoutMs);
  return controller.signal;
}

/**
 * Whether the same request would fail again: 408 and 429 are temporary.
 * @param {number} status
 */
const isRefusal = (status) => status >= 400 && status < 500 && status !== 408 && status !== 429;
