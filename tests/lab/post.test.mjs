import assert from "node:assert/strict";
import { test } from "node:test";
import { postRequest } from "../../assets/lab/post.mjs";

test("a request goes out as JSON, and the response comes back as an object", async (context) => {
  const fetch = context.mock.method(globalThis, "fetch", async () => Response.json({ number: 1 }));
  const result = await postRequest("/api/update", { query: "?alpha=2" }, 1000);
  assert.deepEqual(result, { response: { number: 1 } });
  const [path, { method, body }] = fetch.mock.calls[0].arguments;
  assert.deepEqual(
    [path, method, JSON.parse(body)],
    [...["/api/update", "POST"], { request: { query: "?alpha=2" } }],
  );
});

test("only what the server would refuse again is a refusal", async (context) => {
  for (const [status, isRefused] of [
    [400, true],
    [413, true],
    [408, false],
    [429, false],
    [500, false],
    [503, false],
  ]) {
    context.mock.method(globalThis, "fetch", async () => new Response("", { status }));
    assert.deepEqual(await postRequest("/api/update", {}, 1000), { status, isRefused });
  }
});

test("where nothing comes back, or no JSON, there is no result", async (context) => {
  context.mock.method(globalThis, "fetch", () => Promise.reject(new TypeError("network")));
  assert.deepEqual(await postRequest("/api/update", {}, 1000), {});
  context.mock.method(globalThis, "fetch", async () => new Response("<html>"));
  assert.deepEqual(await postRequest("/api/update", {}, 1000), {});
});
