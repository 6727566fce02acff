// Responses that come in pieces, as lines of JSON.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { HttpError, readLines } from "../../assets/lab/line_stream.mjs";

const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});

/** @param {Uint8Array[]} pieces */
function respondWith(pieces, status = 200) {
  const body = new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  globalThis.fetch = async () => new Response(body, { status });
}

async function readAll() {
  const lines = [];
  for await (const line of readLines("/api/race", {}, new AbortController().signal))
    lines.push(line);
  return lines;
}

const encode = (/** @type {string} */ text) => new TextEncoder().encode(text);

test("lines are the same however they are cut into pieces", async () => {
  const bytes = encode('{"step":0,"name":"α ≤ 1"}\n{"before":2}\n\n{"end":true}\n');
  for (let size = 1; size <= bytes.length; size += 1) {
    const pieces = [];
    for (let start = 0; start < bytes.length; start += size)
      pieces.push(bytes.slice(start, start + size));
    respondWith(pieces);
    assert.deepEqual(await readAll(), [{ step: 0, name: "α ≤ 1" }, { before: 2 }, { end: true }]);
  }
});

test("what breaks off within a line is left out", async () => {
  respondWith([encode('{"step":0}\n{"st')]);
  assert.deepEqual(await readAll(), [{ step: 0 }]);
});

test("an error of the server is one with its status", async () => {
  respondWith([], 503);
  await assert.rejects(readAll, (error) => error instanceof HttpError && error.status === 503);
});
