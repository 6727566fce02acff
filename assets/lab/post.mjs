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
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ request }),
      signal: AbortSignal.timeout(timeoutMs),
    });
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
  const signal = AbortSignal.timeout(CONNECTION_TIMEOUT_MS);
  fetch(path, { method: "OPTIONS", signal }).catch(() => {}); // the next request tells
}

/**
 * Whether the same request would fail again: 408 and 429 are temporary.
 * @param {number} status
 */
const isRefusal = (status) => status >= 400 && status < 500 && status !== 408 && status !== 429;
