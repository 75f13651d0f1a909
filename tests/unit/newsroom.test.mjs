// The sample newsroom's own test: what the `expected.toml` files promise must be true of the pages
// they lie beside, before anything else is measured against them.
//
// An `expected.toml` says what a reading of its page must hold:
//
//   title, site, byline?, published?, language    as the page states them
//   agencies      who supplied the text; empty when it is the outlet's own
//   truncated     whether the page holds only the beginning of its story
//   needs_script  true where the page is empty until its script has run
//   words, begins, ends    the story's text (standfirst and body), split on white space
//   stories       headlines of the further full stories on the page
//   [[blocks]]    telling blocks: how the block's text begins, and its kind
//   [[pairs]]     every text that shares text with this page: `page` ("outlet/slug", or
//                 "outlet/slug#1" for a further story there), its relation and, for a partial copy,
//                 whether "this" or the "other" text is the cut one; `story = 1` where the pair is
//                 about this page's first further story and not about its main one

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "smol-toml";

const ROOT = fileURLToPath(new URL("../../www/newsroom/", import.meta.url));

const KINDS = new Set(
  (
    "title summary byline date body caption credit notice related otherstory promo share comments " +
    "tags bio ad nav consent media other"
  ).split(" "),
);
const RELATIONS = new Set(["exact", "syndicated", "partial", "shared-quotes"]);
const INLINE = new Set(
  "a abbr b big cite code em font i img input mark q s small span strong sub sup time u wbr button".split(
    " ",
  ),
);
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00a0" };
const MOST_BLOCKS = 15;

const fold = (text) => text.replace(/\s+/gu, " ").trim();
const folders = (path) =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

/** A page's text with white space folded; where a script draws it, the strings it draws from. */
function textOf(html, needsScript) {
  if (needsScript) {
    const island = /<script [^>]*application\/json[^>]*>(.*?)<\/script>/su.exec(html)[1];
    const strings = (value) =>
      typeof value === "string" ? [value] : Object.values(value ?? {}).flatMap(strings);
    return fold(strings(JSON.parse(island)).join(" "));
  }
  const shown = html.replace(/<(script|style|title)\b.*?<\/\1>/gisu, " ");
  const bare = shown.replace(/<\/?([a-z0-9-]+)[^>]*>/giu, (_, name) =>
    INLINE.has(name.toLowerCase()) ? "" : " ",
  );
  return fold(bare.replace(/&([a-z]+);/gu, (_, name) => ENTITIES[name]));
}

const pages = new Map();
for (const outlet of folders(ROOT).filter((name) => name !== "images")) {
  for (const slug of folders(join(ROOT, outlet))) {
    const folder = join(ROOT, outlet, slug);
    const html = readFileSync(join(folder, "index.html"), "utf8");
    const expected = parse(readFileSync(join(folder, "expected.toml"), "utf8"));
    const text = textOf(html, expected.needs_script);
    pages.set(`${outlet}/${slug}`, { folder, html, expected, text });
  }
}

/** The pairs of a page, each as [own address, other address, relation, cut]. */
const pairsOf = (name, { pairs = [] }) =>
  pairs.map(({ story, page, relation, cut }) => [
    story ? `${name}#${story}` : name,
    page,
    relation,
    cut,
  ]);

test("the newsroom has the outlets and stories it is meant to have", () => {
  const outlets = new Set([...pages.keys()].map((name) => name.split("/")[0]));
  assert.ok(outlets.size >= 8, `${outlets.size} outlets`);
  assert.ok(pages.size >= 18, `${pages.size} pages`);
  const relations = new Set(
    [...pages].flatMap(([n, p]) => pairsOf(n, p.expected).map((x) => x[2])),
  );
  assert.deepEqual(relations, RELATIONS);
});

test("the front page links every page", () => {
  const front = readFileSync(join(ROOT, "index.html"), "utf8");
  for (const name of pages.keys()) {
    assert.ok(front.includes(`href="${name}/index.html"`), name);
  }
});

test("pages load only what lies beside them", () => {
  for (const [name, { folder, html }] of pages) {
    for (const [, address] of html.matchAll(
      /<(?:img|script|link rel="stylesheet"|amp-img)[^>]* (?:src|href)="([^"]*)"/giu,
    )) {
      assert.ok(existsSync(join(folder, address)), `${name}: ${address}`);
    }
    for (const [, address] of html.matchAll(/<a\b[^>]* href="([^"]*)"/giu)) {
      assert.ok(
        address.startsWith("#") || existsSync(join(folder, address)),
        `${name}: ${address}`,
      );
    }
  }
  for (const outlet of new Set([...pages.values()].map(({ folder }) => dirname(folder)))) {
    for (const file of readdirSync(outlet).filter((name) => /\.(css|js)$/u.test(name))) {
      assert.doesNotMatch(readFileSync(join(outlet, file), "utf8"), /https?:|@import|url\(/u, file);
    }
  }
});

for (const [name, { expected, text }] of pages) {
  test(`expected.toml of ${name} is true of its page`, () => {
    const known = new Set(
      (
        "title site byline published language agencies truncated needs_script words begins ends " +
        "stories blocks pairs"
      ).split(" "),
    );
    for (const key of Object.keys(expected)) assert.ok(known.has(key), `unknown key ${key}`);
    for (const key of ["title", "site", "language", "begins", "ends"]) {
      assert.equal(typeof expected[key], "string", key);
    }
    assert.equal(typeof expected.truncated, "boolean");
    assert.match(expected.language, /^[a-z]{2}$/u);
    if (expected.published !== undefined) {
      assert.ok(!Number.isNaN(Date.parse(expected.published)), expected.published);
    }
    for (const shown of [expected.title, expected.byline ?? "", ...(expected.stories ?? [])]) {
      assert.ok(text.includes(shown), shown);
    }
    // An agency is claimed only where the page spells its name out.
    for (const agency of expected.agencies) assert.ok(text.includes(agency), agency);

    const from = text.indexOf(expected.begins);
    const to = text.lastIndexOf(expected.ends);
    assert.ok(from >= 0, expected.begins);
    assert.ok(to >= from, expected.ends);
    const span = text.slice(from, to + expected.ends.length).split(" ").length;
    assert.ok(expected.words <= span, `${expected.words} words of story in ${span} words of page`);
    assert.ok(expected.words > span / 2, `${expected.words} words of story in ${span} of page`);

    assert.ok(expected.blocks.length >= 6 && expected.blocks.length <= MOST_BLOCKS);
    const seen = new Map();
    for (const block of expected.blocks) {
      assert.ok(KINDS.has(block.kind), block.kind);
      assert.ok(text.includes(block.text), block.text);
      assert.ok(!seen.has(block.text), `said twice: ${block.text}`);
      seen.set(block.text, block.kind);
    }
    for (const kind of ["title", "body"]) assert.ok([...seen.values()].includes(kind), kind);
  });

  test(`the pairs of ${name} are said on both pages, in the same way`, () => {
    const seen = new Set();
    for (const [own, other, relation, cut] of pairsOf(name, expected)) {
      assert.ok(RELATIONS.has(relation), relation);
      const [page, story] = other.split("#");
      assert.ok(pages.has(page), `no page ${page}`);
      const there = pages.get(page).expected;
      if (story) assert.ok(there.stories?.[Number(story) - 1], `no story ${other}`);
      if (own !== name) assert.ok(expected.stories[Number(own.split("#")[1]) - 1], own);
      if (cut !== undefined) assert.equal(relation, "partial");
      const mirrored = cut && (cut === "this" ? "other" : "this");
      assert.deepEqual(
        pairsOf(page, there).filter(([a, b]) => a === other && b === own),
        [[other, own, relation, mirrored]],
      );
      assert.ok(!seen.has(`${own} ${other}`), `said twice: ${other}`);
      seen.add(`${own} ${other}`);
    }
  });
}
