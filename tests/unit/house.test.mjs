// The house: a room may use only the rooms above it, and a host only what its place allows. The
// rooms of the core stand in the table of src/lib.rs, those of the extension in the map below.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { parse } from "smol-toml";

/** The rooms of the core, in the order in which data flows through them. */
const ROOMS = [...readFileSync("src/lib.rs", "utf8").matchAll(/^\/\/! \| \[`(\w+)`\]/gm)].map(
  ([, room]) => room,
);

/** What each folder of the extension, and the site, may import from, besides itself. */
const ALLOWED = {
  ".": ["messages"],
  background: [".", "capture", "engine", "messages", "store"],
  capture: [".", "engine", "messages", "store"],
  content: [".", "messages"],
  engine: [".", "messages", "src/wasm/pkg"],
  messages: ["."],
  pages: [
    ...[".", "capture", "content", "engine", "messages", "pages/components", "store", "styles"],
  ],
  "pages/components": [".", "messages"],
  store: [".", "engine", "messages"],
  www: [".", "_locales", "content", "engine", "messages", "pages/components", "styles"],
};

const sources = (folder, pattern) =>
  readdirSync(folder, { recursive: true })
    .map((name) => path.join(folder, name))
    .filter((name) => pattern.test(name));

/** A Rust file without its tests. */
const shipped = (file) => readFileSync(file, "utf8").split("#[cfg(test)]")[0];

test("the table of rooms names every room, and nothing else", () => {
  const edges = ["bin", "formats", "wasm"];
  const folders = readdirSync("src", { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !edges.includes(entry.name))
    .map(({ name }) => name);
  assert.deepEqual(ROOMS.toSorted(), folders.toSorted());
});

test("a room of the core uses only the rooms above it", () => {
  for (const [index, room] of ROOMS.entries()) {
    const below = ROOMS.slice(index + 1);
    for (const file of sources(`src/${room}`, /\.rs$/)) {
      const code = shipped(file);
      const used = [...code.matchAll(/\bcrate::(\w+)/g)].map(([, name]) => name);
      const wrong = used.filter((name) => below.includes(name) || name === "wasm");
      assert.deepEqual(wrong, [], `${file} uses a room below ${room}`);
    }
  }
});

test("the core is pure: no clock, no files, no network, no randomness", () => {
  for (const room of ROOMS) {
    for (const file of sources(`src/${room}`, /\.rs$/)) {
      const code = shipped(file);
      assert.doesNotMatch(code, /std::(fs|net|env|process|time)\b|SystemTime|Instant::now/, file);
      assert.doesNotMatch(code, /\b(web_sys|js_sys|wasm_bindgen|rand)::/, file);
    }
  }
});

/** The room of a source below `extension` or `www`. */
function roomOf(file) {
  const [top, second, third] = file.split(path.sep);
  if (top !== "extension") return top === "src" ? "src/wasm/pkg" : top;
  if (second === "pages" && third === "components") return "pages/components";
  return second.includes(".") ? "." : second;
}

test("a folder of the extension imports only what its place allows", () => {
  const files = [...sources("extension", /\.tsx?$/), ...sources("www", /\.tsx?$/)];
  assert.ok(files.length > 30);
  for (const file of files) {
    const room = roomOf(file);
    const code = readFileSync(file, "utf8");
    for (const [, name] of code.matchAll(/(?:from|import)\s*\(?"(\.[^"]+)"/g)) {
      const target = roomOf(path.join(path.dirname(file), name));
      assert.ok(
        target === room || ALLOWED[room]?.includes(target),
        `${file} (${room}) imports ${name} (${target})`,
      );
    }
  }
});

test("only one file knows Chrome from Firefox", () => {
  for (const file of sources("extension", /\.tsx?$/)) {
    if (file === path.join("extension", "browser.ts")) continue;
    const code = readFileSync(file, "utf8");
    assert.doesNotMatch(code, /\b(chrome|browser)\.[a-z]+\.[a-z]+\(/i, file);
  }
});

test("every row of SECURITY.md names a test that is there", () => {
  const rows = [
    ...readFileSync("SECURITY.md", "utf8").matchAll(/ \| `(tests\/[^`]+)`: (.+) \|$/gm),
  ];
  assert.ok(rows.length >= 60);
  for (const [, file, name] of rows) assert.ok(readFileSync(file, "utf8").includes(name), name);
});

test("every mutation finds its place, once, and names a test that is there", () => {
  const { mutation } = parse(readFileSync("tests/mutations.toml", "utf8"));
  assert.ok(mutation.length >= 10);
  for (const { defence, file, find, test: named } of mutation) {
    assert.equal(readFileSync(file, "utf8").split(find).length, 2, defence);
    const [, place, name] = named.match(/^([^:]+): (.+)$/);
    assert.ok(readFileSync(place, "utf8").includes(name), named);
  }
});

/** The modules that `file` needs before its first line runs, itself among them. */
function loadedWith(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, name] of readFileSync(file, "utf8").matchAll(/^(?:.*\bfrom|import) "([^"]+)";$/gm))
    if (name.startsWith(".")) loadedWith(path.join(path.dirname(file), name), seen);
    else assert.match(name, /^node:/, `${file} needs ${name} before anything is installed`);
  return seen;
}

test("a command starts where no package is installed yet: it installs them itself", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  const commands = Object.values(scripts).flatMap((line) => line.match(/scripts\/\S+\.mjs/g) ?? []);
  assert.ok(commands.length >= 10);
  for (const command of commands) assert.ok(loadedWith(command).size > 1);
});
