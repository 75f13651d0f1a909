// Bringing in and taking out: every kind of file, what is wrong with files, backups, exports.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { until } from "../../scripts/browsers/until.mjs";
import { at } from "../../scripts/lib/paths.mjs";
import { handsOn } from "./files.mjs";
import { stage } from "./support.mjs";

const here = stage();
let library;
const { give, click, jobs, done, saved } = handsOn(() => library);

/** A story of our own, with a number in it so that no two are alike. */
const story = (number) =>
  [
    `The ferry to Ferrow stayed in harbour for the ${number}th morning, and the queue on the quay`,
    `had grown to ${number + 40} lorries by noon. "We load when the wind lets us," said the harbour`,
    `master, who has kept a log of every sailing since he took the post. The islanders have flour`,
    `for nine days and are not worried yet. On the mainland a baker has begun to send bread by the`,
    `post plane, forty loaves at a time, and says that he will go on for as long as it takes.`,
  ].join(" ");

/** A text that shares no words in a row with any other. */
const strange = (number) =>
  Array.from({ length: 90 }, (_, i) => ((number * 7_919 + i * i * 131) % 99_991).toString(36)).join(
    " ",
  );

const page = (number, top = "") => `<!doctype html>${top}<html lang="en"><head>
<meta charset="utf-8"><title>Ferry, day ${number}</title></head><body><nav><a href="/">Home</a></nav>
<article><h1>Ferry waits, day ${number}</h1><p>${story(number)}</p><p>${story(number + 500)}</p>
</article></body></html>`;

const view = (name) =>
  library.evaluate((hash) => {
    location.hash = hash;
  }, name);

const http = (body, type = "text/html") =>
  `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

const warc = (url, body) => {
  const block = http(body);
  const head = [
    "WARC/1.0",
    "WARC-Type: response",
    `WARC-Target-URI: ${url}`,
    "WARC-Date: 2026-03-01T10:00:00Z",
    "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>",
    "Content-Type: application/http; msgtype=response",
    `Content-Length: ${Buffer.byteLength(block)}`,
  ];
  return `${head.join("\r\n")}\r\n\r\n${block}\r\n\r\n`;
};

const rss = (items) => `<?xml version="1.0"?><rss version="2.0"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Quay Post</title>
  <language>en</language>${items}</channel></rss>`;

/** Kinds of files with what they hold: stories, and items that cannot be taken in. */
const FILES = [
  { name: "saved.html", text: page(1), stored: 1 },
  {
    name: "single.html",
    text: page(
      2,
      "<!--\n Page saved with SingleFile \n url: https://single.example/2 \n saved date: Sun Mar 01 2026 10:00:00 GMT+0000 (x)\n-->",
    ),
    stored: 1,
    url: "https://single.example/2",
  },
  {
    name: "page.mhtml",
    text: [
      "From: <Saved by Blink>",
      "Snapshot-Content-Location: https://mhtml.example/3",
      "Subject: Ferry",
      "Date: Sun, 1 Mar 2026 10:00:00 -0000",
      "MIME-Version: 1.0",
      'Content-Type: multipart/related; type="text/html"; boundary="--x"',
      "",
      "----x",
      "Content-Type: text/html",
      "Content-Transfer-Encoding: 8bit",
      "Content-Location: https://mhtml.example/3",
      "",
      page(3),
      "",
      "----x--",
      "",
    ].join("\r\n"),
    stored: 1,
    url: "https://mhtml.example/3",
  },
  {
    name: "crawl.warc",
    text: warc("https://warc.example/4", page(4)) + warc("https://warc.example/5", page(5)),
    stored: 2,
    url: "https://warc.example/5",
  },
  {
    name: "crawl.warc.gz",
    base64: Buffer.concat([
      gzipSync(warc("https://warc.example/6", page(6))),
      gzipSync(warc("https://warc.example/7", page(7))),
    ]).toString("base64"),
    stored: 2,
    url: "https://warc.example/7",
  },
  {
    name: "lines.jsonl",
    text: [
      JSON.stringify({ id: "p1", series: "Quay Post", text: story(8) }),
      "{not json",
      JSON.stringify({ id: "p2", body: story(9), title: "Nine", url: "https://lines.example/9" }),
      JSON.stringify({ id: "p3" }),
      JSON.stringify({ id: "p4", html: page(10), url: "https://lines.example/10" }),
    ].join("\n"),
    stored: 3,
    troubles: ["lines.jsonl, line 2", "p3"],
    url: "https://lines.example/9",
  },
  {
    name: "feed.xml",
    text: rss(
      `<item><title>Eleven</title><link>https://feed.example/11</link><category>sea</category>
       <pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate>
       <content:encoded><![CDATA[<p>${story(11)}</p><p>${story(511)}</p>]]></content:encoded></item>
       <item><title>Only a teaser</title><link>https://feed.example/12</link>
       <description>More on our site.</description></item>`,
    ),
    stored: 1,
    troubles: ["Only a teaser"],
    url: "https://feed.example/11",
  },
  {
    name: "atom.xml",
    text: `<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay</title><entry><title>Twelve</title>
      <link href="https://atom.example/12"/><author><name>Ada Quill</name></author>
      <published>2026-03-01T10:00:00Z</published>
      <content type="html">&lt;p&gt;${story(12)}&lt;/p&gt;</content></entry></feed>`,
    stored: 1,
    url: "https://atom.example/12",
  },
  {
    name: "feed.json",
    text: JSON.stringify({
      version: "https://jsonfeed.org/version/1.1",
      title: "Quay",
      items: [{ id: "1", url: "https://jsonfeed.example/13", content_text: story(13) }],
    }),
    stored: 1,
    url: "https://jsonfeed.example/13",
  },
  {
    name: "feeds.opml",
    text: '<?xml version="1.0"?><opml version="2.0"><body><outline text="Quay Post" xmlUrl="https://feed.example/rss"/></body></opml>',
    stored: 0,
    troubles: ["Quay Post"],
  },
  {
    name: "wallabag.json",
    text: JSON.stringify([
      {
        title: "Fourteen",
        url: "https://wallabag.example/14",
        content: `<p>${story(14)}</p>`,
        tags: ["sea"],
      },
      { title: "Gone", url: "https://wallabag.example/15", content: "" },
    ]),
    stored: 1,
    troubles: ["Gone"],
    url: "https://wallabag.example/14",
  },
  {
    name: "omnivore.json",
    text: JSON.stringify([
      {
        title: "Sixteen",
        url: "https://omnivore.example/16",
        text: story(16),
        labels: [{ name: "sea" }],
        savedAt: "2026-03-01T10:00:00Z",
      },
    ]),
    stored: 1,
    url: "https://omnivore.example/16",
  },
  {
    name: "readwise.csv",
    text: `Title,URL,Document tags,Saved date,html\r\n"Seventeen, ""the"" day",https://readwise.example/17,"['sea']",2026-03-01,"<p>${story(17).replaceAll('"', '""')}</p>"\r\n`,
    stored: 1,
    url: "https://readwise.example/17",
  },
  {
    name: "pocket.csv",
    text: "title,url,time_added,tags,status\nEighteen,https://pocket.example/18,1772359200,sea|wind,unread\n",
    stored: 0,
    troubles: ["Eighteen"],
  },
  {
    name: "instapaper.csv",
    text: "URL,Title,Selection,Folder,Timestamp\nhttps://insta.example/19,Nineteen,,Unread,1772359200\n",
    stored: 0,
    troubles: ["Nineteen"],
  },
  {
    name: "ril_export.html",
    text: '<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><ul><li><a href="https://pocket.example/20" time_added="1772359200" tags="sea">Twenty</a></li></ul></body></html>',
    stored: 0,
    troubles: ["Twenty"],
  },
];

test("every kind of file goes in, and what cannot be taken is named", async () => {
  library = await here.driver.extensionPage("library.html#in");
  await until("files can be chosen", () =>
    library.evaluate(() => document.querySelector(".drop-field input") !== null),
  );
  await give(FILES.map(({ name, text, base64 }) => ({ name, text, base64 })));
  for (const { name, stored, troubles = [], url } of FILES) {
    const job = await done(name);
    assert.deepEqual(
      job.troubles.map(({ item }) => item),
      troubles,
      `${name}: ${JSON.stringify(job.troubles)}`,
    );
    assert.equal(job.stored, stored, name);
    assert.equal(job.size, 0, name);
    if (url)
      assert.ok(
        (await here.desk.stories()).some((head) => head.url === url),
        `${name}: ${url}`,
      );
  }
  const heads = await here.desk.stories();
  const omnivore = heads.find(({ url }) => url === "https://omnivore.example/16");
  assert.deepEqual(omnivore.tags, ["sea"]);
  assert.equal(omnivore.firstSeen, Date.parse("2026-03-01T10:00:00Z"));
  await until("the page that took them in counts them", async () => {
    const count = await library.evaluate(
      () => document.querySelector(".library-head .fine").textContent,
    );
    return Number.parseInt(count.replace(/\D/g, ""), 10) === heads.length;
  });
  // The stories tell of one event in nearly the same words, and that is found while they go in.
  assert.ok((await here.desk.edges()).length > heads.length);
});

test("what is there already is not stored twice, and nobody has seen it again", async () => {
  const before = await here.desk.stories();
  await give(FILES.map(({ name, text, base64 }) => ({ name: `again-${name}`, text, base64 })));
  for (const { name, stored } of FILES) {
    // A page without an address is known by the name of its file.
    if (name === "saved.html") continue;
    const job = await done(`again-${name}`);
    assert.equal(job.present + job.stored, stored, name);
  }
  const after = await here.desk.stories();
  assert.ok(after.length <= before.length + 1);
  assert.ok(after.every(({ seen }) => seen === 1));
});

test("a job whose page goes away goes on where it was, in another page too", async () => {
  const count = 1_200;
  const lines = Array.from({ length: count }, (_, i) =>
    JSON.stringify({ id: `long-${i}`, body: strange(i) }),
  );
  await give([{ name: "long.jsonl", text: lines.join("\n") }]);
  const find = async () => (await jobs()).find(({ name }) => name === "long.jsonl");
  await until("some of it is in", async () => (await find())?.done > 0);
  await library.goto(`${here.driver.origin}options.html`);
  const stopped = await find();
  assert.equal(stopped.state, "open");
  assert.ok(stopped.size > 0 && stopped.done < count, JSON.stringify(stopped));
  const stories = async () =>
    (await here.desk.stories()).filter(({ url }) => url.startsWith("id:long-"));
  // A portion is in as a whole, and told of with it, or not at all.
  assert.equal((await stories()).length, stopped.done);
  await library.goto(`${here.driver.origin}library.html#in`);
  await click(".job button", "Go on");
  const job = await done("long.jsonl");
  assert.deepEqual([job.stored, job.present], [count, 0]);
  assert.equal((await stories()).length, count);
});

const asText = (base64) => Buffer.from(base64, "base64").toString("utf8");

test("a backup replaces another library with identical content, and a broken one changes nothing", async () => {
  await view("out");
  const [backup] = await saved(1, () => click("button", "Save a backup"));
  const before = [await here.desk.stories(), await here.desk.texts(), await here.desk.edges()];
  await here.desk.ask("erase", {});
  await library.goto(`${here.driver.origin}library.html#in`);
  const cut = Buffer.from(backup, "base64").subarray(0, -60).toString("base64");
  await give([{ name: "own.jsonl", text: JSON.stringify({ id: "own", body: story(3000) }) }]);
  await done("own.jsonl");
  const own = await here.desk.stories();
  await give([{ name: "cut.wireprint.gz", base64: cut }]);
  await click(".asking button", "Replace");
  assert.equal((await done("cut.wireprint.gz")).troubles[0].code, "file");
  assert.deepEqual(await here.desk.stories(), own);
  await give([{ name: "good.wireprint.gz", base64: backup }]);
  await click(".asking button", "Replace");
  assert.deepEqual((await done("good.wireprint.gz")).troubles, []);
  const after = [await here.desk.stories(), await here.desk.texts(), await here.desk.edges()];
  assert.deepEqual(after, before);
});

test("stories are taken out in the formats of other programs", async () => {
  await library.goto(`${here.driver.origin}library.html?q=ferry#out`);
  const save = async (format, count = 1) => {
    const files = await saved(count, () =>
      until(`${format} can be saved`, () =>
        library.evaluate((name) => {
          const rows = [...document.querySelectorAll(".formats li")];
          const row = rows.find((one) => one.querySelector("strong").textContent === name);
          const button = row?.querySelector("button:not(:disabled)");
          button?.click();
          return Boolean(button);
        }, format),
      ),
    );
    return files;
  };
  const [lines] = (await save("JSON Lines")).map(asText);
  const rows = lines
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.ok(rows.every(({ id, text }) => typeof id === "string" && text));
  assert.ok(rows.some(({ url }) => url === "https://single.example/2"));
  const [csv] = (await save("Table of relations (CSV)")).map(asText);
  assert.match(csv, /^\ufeffa,b,relation,/);
  assert.ok(csv.split("\r\n").length > 5);
  const [report] = (await save("Report")).map(asText);
  assert.match(report, /<mark>/);
  assert.doesNotMatch(report, /<script|src=/i);
  const parquet = await save("Parquet", 3);
  for (const file of parquet) {
    const bytes = Buffer.from(file, "base64");
    assert.equal(bytes.subarray(0, 4).toString(), "PAR1");
    assert.equal(bytes.subarray(-4).toString(), "PAR1");
  }
  const [markdown] = (await save("Markdown")).map(asText);
  assert.match(markdown, /^---\n/);
  const [csl] = (await save("CSL-JSON")).map(asText);
  assert.ok(JSON.parse(csl).every(({ type }) => type === "article-newspaper"));
  const [bibtex] = (await save("BibTeX")).map(asText);
  assert.match(bibtex, /@article\{/);
  const [annotations] = (await save("Web Annotations")).map(asText);
  const { first } = JSON.parse(annotations);
  assert.ok(first.items.some(({ body }) => body.value === "body"));
});

test("the command line takes the stories of a backup", async () => {
  await view("out");
  const [backup] = await saved(1, () => click("button", "Save a backup"));
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), "wireprint-backup-"));
  try {
    const file = path.join(folder, "library.wireprint.gz");
    await fs.writeFile(file, Buffer.from(backup, "base64"));
    const wireprint = (...options) =>
      execFileSync(
        "cargo",
        ["run", "--quiet", "--all-features", "--", ...options, "--library", folder],
        { cwd: at("."), encoding: "utf8", maxBuffer: 1 << 28 },
      );
    const stories = await here.desk.stories();
    const [added] = wireprint("import", file).trim().split("\n").map(JSON.parse);
    assert.equal(added.stored, stories.length);
    const rows = wireprint("export").trim().split("\n").map(JSON.parse);
    const told = ({ address, title, url }) => JSON.stringify([address, title, url]);
    assert.deepEqual(
      rows.map(({ id, title, url }) => told({ address: id, title, url })).sort(),
      stories.map(told).sort(),
    );
    const texts = (await here.desk.texts()).map(({ text }) => text);
    assert.deepEqual(rows.map(({ text }) => text).sort(), texts.sort());
  } finally {
    await fs.rm(folder, { recursive: true });
  }
});
