// A response that comes line by line, each a JSON document.

/**
 * Posts a request and yields the lines of the response as they come. Throws a HttpError where the
 * server answers with an error, and what fetch throws where it does not answer.
 * @param {string} path
 * @param {object} request
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<RaceLine>}
 */
export async function* readLines(path, request, signal) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ request }),
    signal,
  });
  if (!response.ok || !response.body)
    throw new HttpError(response.status, response.headers.get("Retry-After"));
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (text + decoder.decode(value, { stream: true })).split("\n");
    text = lines.pop() ?? ""; // the beginning of the next line
    for (const line of lines) if (line) yield JSON.parse(line);
  }
}

export class HttpError extends Error {
  /**
   * @param {number} status
   * @param {string | null} retryAfter seconds, if the server wants to be asked again
   */
  constructor(status, retryAfter) {
    super(`The server answered ${status}.`);
    this.status = status;
    this.retryAfterS = Number(retryAfter ?? 0);
  }
}
