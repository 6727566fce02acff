import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const CODE = readFileSync(new URL("../../assets/lab.js", import.meta.url), "utf8");

/**
 * Runs lab.js in a page, and returns the cookies that it writes.
 * @param {string} url of the script
 * @param {string} origin
 */
function runScript(url, origin = new URL(url).origin) {
  /** @type {string[]} */
  const cookies = [];
  const note = { hidden: true };
  const page = {
    document: {
      currentScript: { src: url },
      documentElement: { dataset: {} },
      getElementById: () => note,
      /** @param {string} text */
      set cookie(text) {
        cookies.push(text);
      },
    },
    location: new URL(url),
    ...{ origin, URL, innerWidth: 800, innerHeight: 600 },
    matchMedia: () => ({ matches: true }),
    addEventListener: () => {},
    window: {},
  };
  page.window = page;
  vm.runInNewContext(CODE, page);
  return { cookies, isNoteShown: !note.hidden };
}

test("cookies are kept below the path of the page, and are secure over https", () => {
  const { cookies, isNoteShown } = runScript("https://a.org/user/jane@uni.edu/assets/lab.js?m=1");
  assert.deepEqual(cookies, [
    "scheme=dark; path=/user/jane@uni.edu/; SameSite=Lax; Secure",
    "width=800; path=/user/jane@uni.edu/; SameSite=Lax; Secure",
    "height=600; path=/user/jane@uni.edu/; SameSite=Lax; Secure",
  ]);
  assert.equal(isNoteShown, false);
  const plain = runScript("http://127.0.0.1:8050/assets/lab.js");
  assert.equal(plain.cookies[0], "scheme=dark; path=/; SameSite=Lax");
});

test("in a sandbox without an origin no cookie is written, and the page says what it needs", () => {
  const { cookies, isNoteShown } = runScript("https://a.org/assets/lab.js", "null");
  assert.deepEqual([cookies, isNoteShown], [[], true]);
});
