// Files of other programs, as far as they need no page: tables in, and everything out.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parquetReadObjects } from "hyparquet";
import "./library.js";
import type { Family, Pair } from "../../extension/messages/report.js";
import { report } from "../../extension/pages/components/report.js";
import { readCsv } from "../../extension/pages/library/in/csv.js";
import { csvItems, jsonItems, lineItem } from "../../extension/pages/library/in/exports.js";
import { decoded, type Item, instant, isoDate } from "../../extension/pages/library/in/items.js";
import { annotations, collection } from "../../extension/pages/library/out/annotations.js";
import { relationsCsv } from "../../extension/pages/library/out/csv.js";
import { jsonLines } from "../../extension/pages/library/out/lines.js";
import {
  familiesParquet,
  passagesParquet,
  storiesParquet,
} from "../../extension/pages/library/out/parquet.js";
import type { Kept } from "../../extension/pages/library/out/records.js";
import { bibtex, cslJson, markdown } from "../../extension/pages/library/out/references.js";
import { setLookup } from "../../extension/text.js";
import { draft, pair } from "./library.js";

setLookup((key, values) => [key, ...values].join(" "));

const kept = (id: number, text: string, more: Partial<Kept["head"]> = {}): Kept => ({
  head: {
    ...draft(`https://a.example/${id}`, text, `c${id}`).head,
    ...{ id, version: 1, firstSeen: 0, lastSeen: 0, seen: 1 },
    ...more,
  },
  text: { id, text, extras: [], fingerprint: new Uint8Array() },
});

async function all(items: AsyncGenerator<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

test("a table is read with quotation marks, commas and line ends in its cells", () => {
  assert.deepEqual(
    [...readCsv('\ufeffURL,Title\r\nx,"a ""b"", c\nd"\r\n\r\ny,\r\n')],
    [
      { url: "x", title: 'a "b", c\nd' },
      { url: "y", title: "" },
    ],
  );
  assert.deepEqual([...readCsv("")], []);
  // A mark that quotes no cell stands for itself, and rows may end as they did on old Macs.
  assert.deepEqual(
    [...readCsv('a,b\r5" nails,"x"\r"5" nails,""\r"so-called" tide,"y, z"')],
    [
      { a: '5" nails', b: "x" },
      { a: '"5" nails', b: "" },
      { a: '"so-called" tide', b: "y, z" },
    ],
  );
  // A quotation mark that never closes ends the table, and no loop.
  const rows = readCsv(`a,b\n1,2\n"${"x".repeat(100_000)}`);
  assert.deepEqual(rows.next().value, { a: "1", b: "2" });
  assert.throws(() => rows.next(), { code: "file", message: /row 3/ });
});

test("lines and lists name the item that is wrong", async () => {
  assert.deepEqual(lineItem("f, line 3", "{").name, "f, line 3");
  assert.equal(lineItem("f, line 3", "[1]").kind, "trouble");
  const passim = lineItem("f, line 1", '{"id": 7, "series": "Post", "text": "words"}');
  assert.ok(passim.kind === "body" && passim.name === "7");
  assert.equal(lineItem("f, line 1", '{"id": 7, "text": "words"}').kind, "text");
  assert.equal(passim.facts.site, "Post");
  assert.equal(passim.facts.url, "id:7");
  const [one, two] = await all(jsonItems("f.json", '[3, {"title": "T"}]'));
  assert.deepEqual([one?.name, two?.name], ["f.json, entry 1", "f.json, entry 2"]);
  const words = "The tide came in. ".repeat(30);
  const twins = [{ id: "a", text: words }, { text: words }, { text: words }];
  assert.deepEqual(
    (await all(jsonItems("f.json", JSON.stringify(twins)))).map(({ facts }) => facts.url),
    ["id:a", "id:f.json, entry 2", "id:f.json, entry 3"],
  );
  const rows = await all(csvItems("f.csv", `title,text\nT,"${words}"\nT,"${words}"\n`));
  assert.deepEqual(
    rows.map(({ facts }) => facts.url),
    ["id:f.csv, row 2", "id:f.csv, row 3"],
  );
  const [link] = await all(csvItems("f.csv", "url,title\nhttps://a.example/,T\n"));
  assert.ok(link?.kind === "trouble" && link.code === "link-only" && link.name === "T");
  await assert.rejects(all(csvItems("f.csv", "a,b\n1,2\n")), { code: "file" });
});

test("dates and charsets are taken as files have them", () => {
  assert.equal(instant("1772359200"), 1_772_359_200_000);
  assert.equal(instant(1_772_359_200_000), 1_772_359_200_000);
  assert.equal(instant("no date"), undefined);
  assert.equal(instant("1772359200000000000"), 1_772_359_200_000);
  for (const [given, date] of [
    ["Sun, 01 Mar 2026 10:00:00 GMT", "2026-03-01T10:00:00Z"],
    ["Tue, 05 Mar 2024 00:30:00 +0900", "2024-03-05T00:30:00+09:00"],
    ["Tue, 05 Mar 2024 00:30 CET", "2024-03-05T00:30:00"],
    ["2024-03-05", "2024-03-05"],
    ["2024-03-05T10:00:00.123+0100", "2024-03-05T10:00:00+01:00"],
    ["March 5, 2024", "2024-03-05"],
    ["1853-06-05", "1853-06-05"],
    ["20240305", "2024-03-05"],
    ["1772359200", "2026-03-01T10:00:00.000Z"],
    ["2024", undefined],
    ["yesterday", undefined],
  ]) {
    assert.equal(isoDate(given), date, given);
  }
  // The second half of the day is not the first.
  assert.equal(isoDate("05 Mar 2024 09:30 PM"), new Date(2024, 2, 5, 21, 30).toISOString());
  const cut = new TextEncoder().encode("<meta charset=utf-8><p>Москва — café").subarray(0, -1);
  assert.match(decoded(cut), /Москва — caf/);
  const told = '[{"text":"see https://x.example/?encoding=gbk", "title":"Flüsse"}]';
  assert.equal(decoded(new TextEncoder().encode(told)), told);
  const latin = Uint8Array.from([0x3c, 0x70, 0x3e, 0xe9]);
  assert.equal(decoded(latin), "<p>é");
  assert.equal(decoded(Uint8Array.from([0xff, 0xfe, 0x41, 0])), "A");
  assert.equal(decoded(new TextEncoder().encode('<meta charset="nonsense">é')).at(-1), "©");
});

test("JSON Lines have passim's names and go in again", () => {
  const line = jsonLines([kept(1, "one two", { site: "A", tags: ["t"] })]).trim();
  const { id, series, text } = JSON.parse(line);
  assert.deepEqual([id, series, text], ["https://a.example/1", "A", "one two"]);
  const item = lineItem("x", line);
  assert.ok(item.kind === "body" && item.text === "one two");
  assert.deepEqual(item.facts.tags, ["t"]);
});

test("no cell of a table is a formula", () => {
  const { head } = kept(1, "one", { title: '=HYPERLINK("http://bad","x")', site: "@sum" });
  const csv = relationsCsv([pair("1", "2")], new Map([["1", head]]));
  assert.match(csv, /,"'=HYPERLINK\(""http:\/\/bad"",""x""\)",/);
  assert.match(csv, /,'@sum,/);
  for (const cell of csv.split(/[,\r\n]+/)) assert.doesNotMatch(cell, /^"?[=+@]/);
});

test("Parquet files hold the rows, and passages their words", async () => {
  const rows = async (blob: Blob) => parquetReadObjects({ file: await blob.arrayBuffer() });
  const stories = [kept(1, "the 🐑 came home", { site: "A" }), kept(2, "🐑 came")];
  assert.deepEqual(
    (await rows(storiesParquet(stories))).map(({ id, series, text }) => [id, series, text]),
    [
      ["1", "A", "the 🐑 came home"],
      ["2", null, "🐑 came"],
    ],
  );
  const shared: Pair = { ...pair("1", "2"), passages: [{ a: [4, 10], b: [0, 6], quoted: false }] };
  const passages = await rows(passagesParquet([shared], stories));
  assert.deepEqual(
    passages.map(({ id, begin, end, text }) => [id, begin, end, text]),
    [
      ["1", 4, 10, "🐑 came"],
      ["2", 0, 6, "🐑 came"],
    ],
  );
});

test("a Parquet file of families has a row for each story of each", async () => {
  const family = (id: string, stories: string[]): Family => ({
    ...{ family: id, stories, representative: stories[0] ?? "", first: stories[0] ?? "" },
    ...{ events: [], order: stories, event: { stories: 1, texts: 1 } },
  });
  const file = familiesParquet([family("f1", ["1", "2", "5"]), family("f2", ["3"])]);
  const rows = await parquetReadObjects({ file: await file.arrayBuffer() });
  assert.deepEqual(
    rows.map(({ cluster, size, id, representative }) => [cluster, size, id, representative]),
    [
      [0, 3, "1", "1"],
      [0, 3, "2", "1"],
      [0, 3, "5", "1"],
      [1, 1, "3", "3"],
    ],
  );
});

test("references and texts keep their marks to themselves", () => {
  const story = kept(3, "A *star*\n\n# no heading", {
    title: "50% of {all} & more",
    site: "Quay Post",
    published: "2026-03-01T10:00:00Z",
    byline: "Ada Quill",
  });
  assert.match(markdown(story), /A \\\*star\\\*\n\n\\# no heading/);
  assert.match(
    bibtex([story]),
    /@article\{quaypost2026-3,\n {2}title = \{\{50\\% of \\textbraceleft\{\}all\\textbraceright\{\} \\& more\}\}/,
  );
  const several = kept(4, "5. March\n\n1) First", { byline: "Jane Doe, John Smith and Ann Lee" });
  assert.match(bibtex([several]), /author = \{Jane Doe and John Smith and Ann Lee\}/);
  assert.match(markdown(several), /5\\\. March\n\n1\\\) First/);
  const [csl] = JSON.parse(cslJson([story]));
  assert.deepEqual(csl.issued, { "date-parts": [[2026, 3, 1]] });
});

test("a report stands alone, and words of pages are words in it", () => {
  const shared: Pair = { ...pair("1", "2"), passages: [{ a: [0, 3], b: [0, 3], quoted: false }] };
  const told = [
    kept(1, "one <b>two</b>\n\nthree", { title: "<script>x</script>" }),
    kept(2, "one"),
  ].map(({ head, text: { text } }) => ({ head, text }));
  const html = report(told, [shared]);
  assert.match(html, /<mark>one<\/mark> &#60;b&#62;two/);
  assert.doesNotMatch(html, /<script|<b>|src=|href=/);
  assert.match(html, /default-src 'none'/);
  assert.match(html, /<p>three<\/p>/);
});

test("annotations say what a block was taken for, and where it stands", () => {
  const page = {
    url: "https://a.example/1",
    text: "",
    blocks: [
      { kind: "title" as const, text: "Ferry" },
      { kind: "notice" as const, detail: "copyright" as const, text: "© Post" },
    ],
    shared: [],
  };
  const items = annotations({ story: kept(1, ""), page });
  const { before, after } = collection(items.length);
  const { total, first } = JSON.parse(`${before}${items.join(",\n")}${after}`);
  assert.equal(total, 2);
  assert.equal(first.items[1].body.value, "notice/copyright");
  assert.equal(first.items[1].target.selector.prefix, "Ferry");
});
