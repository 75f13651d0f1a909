// Getting to a page: what the browser may yet let in is tried again, what it never will is said at once.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

/** How often the browser refuses before it lets a script in, and how often it was asked. */
let refusals = 0;
let asked = 0;
let opensFiles = false;
Object.assign(globalThis, {
  chrome: {
    runtime: { sendMessage: async () => undefined },
    extension: { isAllowedFileSchemeAccess: async () => opensFiles },
    scripting: {
      executeScript: async () => {
        asked++;
        if (refusals-- > 0) throw new Error("Cannot access contents of the page.");
      },
    },
  },
});
const { enter } = await import("../../extension/background/access.js");

const PAGE = "https://ledger.example/storm";
const FILE = "file:///home/reader/storm.html";

beforeEach(() => {
  asked = 0;
  opensFiles = false;
});

test("a script that is there before what the click grants is let in later, on files too", async () => {
  refusals = 2;
  await enter(1, PAGE);
  assert.equal(asked, 3);
  [refusals, asked, opensFiles] = [2, 0, true];
  await enter(1, FILE);
  assert.equal(asked, 3);
});

test("a refusal that lasts has its name", async () => {
  refusals = 10;
  await assert.rejects(enter(1, PAGE), { code: "no-access" });
  [refusals, opensFiles] = [10, true];
  await assert.rejects(enter(1, FILE), { code: "file-access" });
});

test("where files are not for the extension, and on pages of others, nothing is tried twice", async () => {
  refusals = 10;
  await assert.rejects(enter(1, FILE), { code: "file-access" });
  assert.equal(asked, 1);
  await assert.rejects(enter(1, "chrome://settings/"), { code: "browser-page" });
  assert.equal(asked, 1);
});
