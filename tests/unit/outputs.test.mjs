// What the command line prints is what its schemas say (`www/schemas`), over the sample newsroom.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import Ajv2020 from "ajv/dist/2020.js";

const pages = readdirSync("www/newsroom", { recursive: true })
  .filter((name) => /^[^/]+\/[^/]+\/index\.html$/.test(name))
  .sort()
  .map((name) => `www/newsroom/${name}`);
const input = pages
  .map((file) =>
    JSON.stringify({ id: file, url: `https://${file}`, html: readFileSync(file, "utf8") }),
  )
  .join("\n");

/** The lines that a command prints for the newsroom. */
function lines(command) {
  const output = execFileSync("cargo", ["run", "--quiet", "--all-features", "--", command], {
    input,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return output
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

for (const [command, schema] of [
  ["read", "reading"],
  ["overlap", "pair"],
  ["families", "family"],
]) {
  test(`every line of \`wireprint ${command}\` is what ${schema}.json says`, () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    // Widths of numbers are told for people; JSON has one number.
    for (const format of ["float", "uint", "uint32", "uint64", "uint16", "uint8"])
      ajv.addFormat(format, true);
    const closed = JSON.parse(readFileSync(`www/schemas/${schema}.json`, "utf8"), (_, value) =>
      // A field that no schema knows would pass otherwise.
      value?.properties && value.type === "object" && !("additionalProperties" in value)
        ? { ...value, additionalProperties: false }
        : value,
    );
    const isValid = ajv.compile(closed);
    const printed = lines(command);
    assert.ok(printed.length > 3);
    for (const line of printed)
      assert.ok(isValid(line), JSON.stringify(isValid.errors?.slice(0, 3)));
  });
}
