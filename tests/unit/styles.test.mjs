// What moves, moves only for readers who do not mind; and layouts turn round with the writing.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const sheets = [
  ...readdirSync("extension/styles").map((name) => `extension/styles/${name}`),
  "extension/content/controls-sheet.ts",
  "extension/content/overlay.ts",
].map((file) => [file, readFileSync(file, "utf8")]);

/** A sheet without the blocks that ask about motion. */
function withoutAsked(css) {
  const asked = /@media \(prefers-reduced-motion[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g;
  return css.replace(asked, "");
}

test("nothing moves by itself for a reader who asked for stillness", () => {
  for (const [file, css] of sheets) {
    const still = /prefers-reduced-motion: reduce/.test(css);
    const moving = /(?<![-\w])(animation|transition|scroll-behavior):(?! none)/.test(
      withoutAsked(css),
    );
    assert.ok(!moving || still, file);
  }
  const scripts = readdirSync("extension", { recursive: true }).filter((name) =>
    /\.tsx?$/.test(name),
  );
  for (const name of scripts) {
    const code = readFileSync(`extension/${name}`, "utf8");
    assert.doesNotMatch(code, /behavior: "smooth"/, name);
  }
});

test("pages lay themselves out by the direction of writing, never by left and right", () => {
  for (const [file, css] of sheets.filter(([name]) => name.endsWith(".css"))) {
    const physical = css.match(
      /^\s*(?:margin|padding|border|inset)?-?(?:left|right|top|bottom):.*$/m,
    );
    assert.equal(physical, null, `${file}: ${physical?.[0]}`);
    assert.doesNotMatch(css, /text-align: (left|right)|float:/, file);
    const sides = /^\s*(?:inset|margin|padding): \S+ (\S+) \S+ (\S+);/gm;
    for (const [all, right, left] of css.matchAll(sides))
      assert.equal(right, left, `${file}: ${all}`);
  }
});

test("every page answers to the reader's colour scheme, contrast and forced colours", () => {
  const base = readFileSync("extension/styles/base.css", "utf8");
  assert.match(base, /color-scheme: light dark/);
  assert.match(base, /@media \(prefers-contrast: more\)/);
  assert.match(base, /@media \(forced-colors: active\)/);
  const pages = readdirSync("extension/pages", { withFileTypes: true }).filter((one) =>
    one.isDirectory(),
  );
  for (const { name } of pages.filter((one) => one.name !== "components")) {
    const index = readFileSync(`extension/pages/${name}/index.tsx`, "utf8");
    assert.match(index, /styles\/base\.css/, name);
  }
});

test("on paper there are the words, without what only a screen can use", () => {
  const printed = (name) => {
    const css = readFileSync(`extension/styles/${name}.css`, "utf8");
    const rules = /@media print \{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}/.exec(css)?.[1] ?? "";
    return [...rules.matchAll(/([^{}]*)\{\s*display: none;\s*\}/g)].flatMap(([, names]) =>
      names.split(",").map((one) => one.trim()),
    );
  };
  const useless = {
    panel: [".bar", ".actions", ".toast", ".tour"],
    page: [".bar", "search", ".toast", "button"],
    compare: [".minimap", ".segments", ".steps"],
    library: [".library-head", ".facets", ".stories-list"],
  };
  for (const [name, wanted] of Object.entries(useless))
    for (const one of wanted) assert.ok(printed(name).includes(one), `${name}: ${one}`);
});
