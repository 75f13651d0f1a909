// What a run of the tests counts and names is what the runners printed.

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { run } from "../../scripts/lib/run.mjs";
import { ofCargo, ofTap, sum, withCode } from "../../scripts/test/tally.mjs";

test("a failed test is named with what it met, a skipped one is not", async (t) => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), "tally-"));
  t.after(() => fs.rm(folder, { recursive: true }));
  const file = path.join(folder, "some.test.mjs");
  await fs.writeFile(
    file,
    `import test from "node:test";
     test("holds", () => {});
     test("is left out", { skip: "here" }, () => {});
     test("breaks", () => { throw new Error("the gate is stuck\\nand so are we"); });
     test("around", (t) => t.test("within", () => { throw new Error("no tide"); }));`,
  );
  // A runner within a runner would speak to its parent instead of printing.
  const env = { NODE_TEST_CONTEXT: "" };
  const options = { env, tolerate: true };
  const { stdout } = await run(process.execPath, ["--test-reporter=tap", file], options);
  const { passed, failures } = ofTap(stdout);
  assert.equal(passed, 1);
  assert.deepEqual(
    failures.map((failure) => failure.replaceAll("'", "")),
    ["breaks: the gate is stuck and so are we", "within: no tide", "around: 1 subtest failed"],
  );
});

test("both of cargo's runners are understood", () => {
  const nextest = `     Summary [   0.1s] 3 tests run: 2 passed, 1 failed, 0 skipped
        FAIL [   0.005s] (3/3) wireprint::overlap finds_copies
error: test run failed`;
  const failures = ["wireprint::overlap finds_copies"];
  assert.deepEqual(ofCargo(nextest), { passed: 2, failures });
  const plain = `test finds_nothing ... ok
test finds_copies ... FAILED
test result: FAILED. 1 passed; 1 failed; 0 ignored
test result: ok. 4 passed; 0 failed; 0 ignored`;
  assert.deepEqual(ofCargo(plain), { passed: 5, failures: ["finds_copies"] });
});

test("a runner that dies before it has counted has failed", () => {
  const tally = { passed: 3, failures: [] };
  assert.deepEqual(withCode(tally, 0, "cargo"), tally);
  assert.deepEqual(withCode(tally, 101, "cargo").failures, ["cargo ended with 101"]);
  const failed = { passed: 3, failures: ["one"] };
  assert.deepEqual(sum([withCode(failed, 1, "cargo"), tally]), { passed: 6, failures: ["one"] });
});
