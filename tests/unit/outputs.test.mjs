// What the command line prints is what its schemas say (`www/schemas`), over the sample newsroom.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
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

const folder = mkdtempSync(path.join(tmpdir(), "wireprint-outputs-"));
after(() => rmSync(folder, { recursive: true }));
const shelf = path.join(folder, "shelf");

/** The lines that a command prints; it ends with 1 where some of its input was at fault. */
function lines(given, ...command) {
  const run = ["run", "--quiet", "--all-features", "--", ...command];
  const { stdout, status } = spawnSync("cargo", run, {
    input: given,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  assert.ok(status === 0 || status === 1, `${command} ended with ${status}`);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** Files of two copies. */
function copies() {
  const text = "The harbour office of Cold Point said that the lamp would burn again. ".repeat(9);
  return ["one.txt", "other.txt"].map((name, i) => {
    const file = path.join(folder, name);
    writeFileSync(file, i === 0 ? text : text.replace("lamp", "light"));
    return file;
  });
}

/** Candidates as a join makes them: any two stories. */
function candidates() {
  const stories = lines(input, "fingerprint").map(({ story }) => story);
  const pairs = stories.flatMap((a, i) => stories.slice(i + 1).map((b) => ({ a, b })));
  return pairs.map((pair) => JSON.stringify({ ...pair, is_report: true })).join("\n");
}

/** A schema that knows no other fields: one that it does not know would pass otherwise. */
function closed(value, isVariant = false) {
  if (Array.isArray(value)) return value.map((one) => closed(one, isVariant));
  if (typeof value !== "object" || value === null) return value;
  const isObject = "properties" in value && value.type === "object";
  const parts = Object.entries(value).map(([key, part]) => [
    key,
    // What a variant does not know, the object around it may.
    closed(part, isObject && (key === "anyOf" || key === "oneOf")),
  ]);
  const open = !isObject || isVariant || "additionalProperties" in value;
  return { ...Object.fromEntries(parts), ...(open ? {} : { unevaluatedProperties: false }) };
}

/** What is run, with what input, what each of its lines is, and how many there are at least. */
const OUTPUTS = [
  [["read"], () => input, "reading", 4],
  [["read"], () => '{"id": "empty"}\n{"html": "<p>no name"}\nno object', "failure", 3],
  [["overlap"], () => input, "pair", 4],
  [["families"], () => input, "family", 4],
  [["fingerprint"], () => input, "fingerprinted", 4],
  [["fingerprint", "--into", folder], () => input, "fingerprinted", 4],
  [["judge"], candidates, "pair", 1],
  [["compare", "--json", ...copies()], () => "", "pair", 1],
  [["add", "--library", shelf], () => input, "added", 1],
  [["query", "--library", shelf], () => input, "pair", 4],
  [["export", "--library", shelf], () => "", "record", 4],
  [["export", "--library", shelf, "--pairs"], () => "", "pair", 4],
];

for (const [command, given, schema, least] of OUTPUTS) {
  const shown = command.filter((word) => !path.isAbsolute(word)).join(" ");
  test(`every line of \`wireprint ${shown}\` is what ${schema}.json says`, () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    // Widths of numbers are told for people; JSON has one number.
    for (const format of ["float", "uint", "uint32", "uint64", "uint16", "uint8"])
      ajv.addFormat(format, true);
    const said = JSON.parse(readFileSync(`www/schemas/${schema}.json`, "utf8"));
    const isValid = ajv.compile(closed(said));
    const printed = lines(given(), ...command);
    assert.ok(printed.length >= least, String(printed.length));
    for (const line of printed)
      assert.ok(isValid(line), JSON.stringify(isValid.errors?.slice(0, 3)));
  });
}

test("every schema names the version of the report that it is of", () => {
  for (const name of readdirSync("www/schemas")) {
    const { $id } = JSON.parse(readFileSync(`www/schemas/${name}`, "utf8"));
    assert.equal($id, `urn:wireprint:report:1:${path.parse(name).name}`);
  }
});
