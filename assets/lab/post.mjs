// One request to the server: JSON there and back.

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
 * Whether the same request would fail again: 408 and 429 are temporary.
 * @param {number} status
 */
const isRefusal = (status) => status >= 400 && status < 500 && status !== 408 && status !== 429;
