// The package for npm, as one who installs it meets it: what its page says works, and its types hold.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { before, test } from "node:test";
import { buildNpmPackage } from "../../scripts/build/npm.mjs";

const HOME = path.resolve("target/npm");
const INSTALLED = path.join(HOME, "node_modules/wireprint");

const TEXT = [
  "Lamp at Cold Point to burn again",
  "By Ida Marsh",
  "The lighthouse at Cold Point will be lit again on Friday after eleven dark winters, the harbour office said on Tuesday.",
  "Volunteers carried the new lamp up two hundred and nine steps because the hoist had been sold for scrap.",
  "Fishermen had asked for the light back after three boats ran on to the same sandbank within a month.",
  "Read more: Harbour bridge closes for repairs",
].join("\n");

before(async () => {
  rmSync(HOME, { recursive: true, force: true });
  await buildNpmPackage(path.join(HOME, "source"));
  const npm = (...command) => execFileSync("npm", command, { cwd: HOME, stdio: "pipe" });
  npm("pack", "./source");
  writeFileSync(path.join(HOME, "package.json"), '{ "type": "module" }\n');
  const [packed] = readdirSync(HOME).filter((name) => name.endsWith(".tgz"));
  npm("install", "--offline", "--no-audit", "--no-fund", `./${packed}`);
});

/** Runs a module beside the installed package, and returns what it prints as JSON. */
function run(name, source) {
  const file = path.join(HOME, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, source);
  return JSON.parse(execFileSync(process.execPath, [file], { encoding: "utf8" }));
}

const START = `
import { readFile } from "node:fs/promises";
import init, { Engine } from "wireprint";
const module = new URL(import.meta.resolve("wireprint/wireprint_bg.wasm"));
await init({ module_or_path: await readFile(module) });
const engine = new Engine();
const text = ${JSON.stringify(TEXT)};
`;

test("a text is read, two stories are compared, and a stored one is found", () => {
  const said = run(
    "use.mjs",
    `${START}
const reading = engine.readText(text, "my-id", "https://news.example/story");
const one = { id: "a", text: reading.text, extras: [] };
const pair = engine.compare(one, { ...one, id: "b", text: reading.text.replace("eleven", "twelve") });
const fingerprint = engine.fingerprint(one);
const shards = engine.insert([1], [fingerprint], []);
const [candidates] = engine.candidates([fingerprint], shards);
const found = candidates.map(({ story }) => story);
console.log(JSON.stringify({ reading, pair, found }));`,
  );
  assert.match(said.reading.text, /^The lighthouse .+ within a month\.$/s);
  assert.ok(said.reading.blocks.some(({ kind }) => kind === "related"));
  assert.equal(said.pair.relation, "syndicated");
  assert.deepEqual(said.found, [1]);
});

test("its types are those of its values", () => {
  const file = path.join(HOME, "use.ts");
  writeFileSync(
    file,
    `import init, { Engine } from "wireprint";
import { takeSnapshot } from "wireprint/snapshot.js";
await init();
const engine = new Engine();
const { reading } = engine.read(takeSnapshot(document, location.href, true).snapshot, "id");
export const kinds: string[] = reading.blocks.map(({ kind }) => kind);
// @ts-expect-error a kind is one of the vocabulary
export const wrong: "banner" = reading.blocks[0]!.kind;
`,
  );
  const compilerOptions = {
    ...{ strict: true, noEmit: true, target: "es2023", module: "nodenext" },
    ...{ lib: ["es2024", "esnext.disposable", "dom"], types: [] },
  };
  const config = JSON.stringify({ compilerOptions, files: ["use.ts"] });
  writeFileSync(path.join(HOME, "tsconfig.json"), config);
  execFileSync(path.resolve("node_modules/.bin/tsc"), ["-p", HOME], { stdio: "pipe" });
});

test("it holds what its exports name, under the version of the crate", () => {
  const { exports, version } = JSON.parse(
    readFileSync(path.join(INSTALLED, "package.json"), "utf8"),
  );
  for (const target of Object.values(exports)) {
    for (const file of typeof target === "string" ? [target] : Object.values(target))
      if (!file.includes("*")) assert.ok(readFileSync(path.join(INSTALLED, file)).length > 0, file);
  }
  assert.equal(version, readFileSync("Cargo.toml", "utf8").match(/^version = "(.*)"/m)[1]);
});
