// One request to the server: JSON there and back.

/**
 * Posts a request. Never rejects: without a response, `status` is that of the server's answer, or
 * undefined where none came.
 * @template T
 * @param {string} path
 * @param {object} request
 * @param {number} timeoutMs
 * @returns {Promise<Result<T>>}
 */
export async function postRequest(path, request, timeoutMs) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ request }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (answer.ok) return { response: await answer.json() };
    return { status: answer.status, isRefused: isRefusal(answer.status) };
  } catch {
    return {};
  }
}

/**
 * Whether the same request would fail again: 408 and 429 are temporary.
 * @param {number} status
 */
const isRefusal = (status) => status >= 400 && status < 500 && status !== 408 && status !== 429;
