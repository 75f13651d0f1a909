// What files are told to be by their first bytes, and what is in archives; nothing here needs a page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync, gzipSync as packNatively } from "node:zlib";
import { gzipSync, zipSync } from "fflate";
import { itemsOf } from "../../extension/pages/library/in/formats.js";
import type { Item } from "../../extension/pages/library/in/items.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const page = (title: string): string =>
  `<!doctype html><html><head><title>${title}</title></head><body><p>${title}</p></body></html>`;

async function read(name: string, ...parts: (string | Uint8Array)[]): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of itemsOf(name, new Blob(parts as BlobPart[]))) items.push(item);
  return items;
}

function record(url: string, body: string, type = "text/html; charset=utf-8"): string {
  const http = `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\n\r\n${body}`;
  return [
    "WARC/1.0",
    "WARC-Type: response",
    `WARC-Target-URI: ${url}`,
    "WARC-Date: 2026-03-01T10:00:00Z",
    "Content-Type: application/http; msgtype=response",
    `Content-Length: ${bytes(http).length}`,
    "",
    `${http}\r\n\r\n`,
  ].join("\r\n");
}

test("a WARC gives its pages, packed record by record or not, and nothing else", async () => {
  const text =
    record("https://a.example/1", page("é")) +
    record("https://a.example/x.png", "PNG", "image/png") +
    record("https://a.example/2", page("two"));
  for (const items of [
    await read("a.warc", text),
    await read(
      "a.warc.gz",
      gzipSync(bytes(record("https://a.example/1", page("é")))),
      gzipSync(bytes(record("https://a.example/2", page("two")))),
    ),
  ]) {
    assert.deepEqual(
      items.map(({ name, kind }) => [name, kind]),
      [
        ["https://a.example/1", "page"],
        ["https://a.example/2", "page"],
      ],
    );
    const [first] = items;
    assert.ok(first?.kind === "page" && first.html.includes("<p>é</p>"));
    assert.equal(first.facts.at, Date.parse("2026-03-01T10:00:00Z"));
  }
});

test("an archive gives what is in it, one after the other, and a WACZ its crawl", async () => {
  const zip = zipSync({
    "one.html": bytes(page("one")),
    "pages/pages.jsonl": bytes('{"id": "index"}'),
    "archive/data.warc.gz": gzipSync(bytes(record("https://a.example/1", page("two")))),
    "picture.png": bytes("PNG"),
  });
  const items = await read("a.wacz", zip);
  assert.deepEqual(
    items.map(({ name }) => name),
    ["one.html", "https://a.example/1"],
  );
});

test("pages say where and when they were saved", async () => {
  const single = `<!DOCTYPE html> <html><!--
 Page saved with SingleFile 
 url: https://s.example/1 
 saved date: Sun Mar 01 2026 10:00:00 GMT+0000 (UTC)
--></html>`;
  const [one] = await read("s.html", single);
  assert.equal(one?.facts.url, "https://s.example/1");
  assert.equal(one?.facts.at, Date.parse("2026-03-01T10:00:00Z"));
  const mhtml = [
    "From: <Saved by Blink>",
    "Snapshot-Content-Location: https://m.example/2",
    "Date: Sun, 1 Mar 2026 10:00:00 -0000",
    "MIME-Version: 1.0",
    'Content-Type: multipart/related; type="text/html"; boundary="--x"',
    "",
    "----x",
    "Content-Type: text/html",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "<html><body>caf=C3=A9</body></html>",
    "----x--",
    "",
  ].join("\r\n");
  const [two] = await read("m.mhtml", mhtml);
  assert.ok(two?.kind === "page" && two.html.includes("café"));
  assert.equal(two.facts.url, "https://m.example/2");
});

test("a saved page is read in its own charset, and without the frames on it", async () => {
  const part = (url: string, html: string): string =>
    `----x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: ${url}\r\n\r\n${html}\r\n`;
  const head = [
    "From: <Saved by Blink>",
    "Snapshot-Content-Location: https://m.example/2",
    `Subject: ${"=?utf-8?Q?=E0=A4=AA?= ".repeat(70)}`,
    "MIME-Version: 1.0",
    'Content-Type: multipart/related; type="text/html"; boundary="--x"',
    "\r\n",
  ].join("\r\n");
  const frame = part("https://ads.example/", "<html><body>Buy lamps</body></html>");
  const own = part(
    "https://m.example/2",
    '<html><meta charset=3D"windows-1251"><body>=EF=F0=E8</body></html>',
  );
  const [item] = await read("m.mhtml", `${head}${frame}${own}----x--\r\n`);
  assert.ok(item?.kind === "page", JSON.stringify(item));
  assert.match(item.html, /<body>при<\/body>/);
  assert.doesNotMatch(item.html, /lamps/);
});

test("a table that holds pages is a table, whatever stands between its cells", async () => {
  const [item] = await read(
    "t.csv",
    `Title;URL;Content\nFerry;https://a.example/1;"<html><body>${"word ".repeat(80)}</body>"\n`,
  ).catch((thrown) => [thrown]);
  // Node has no documents: that one is asked for says that the cell was found.
  assert.match(item.message ?? item.detail ?? "", /DOMParser|document/);
});

test("what a server packed in a way that nothing here unpacks is named", async () => {
  const text = record("https://a.example/1", "\u0004\b").replace(
    "Content-Type: text/html",
    "Content-Encoding: br\r\nContent-Type: text/html",
  );
  const length = bytes(text.slice(text.indexOf("HTTP/1.1"), text.lastIndexOf("\r\n\r\n"))).length;
  const [item] = await read(
    "a.warc",
    text.replace(/Content-Length: \d+/, `Content-Length: ${length}`),
  );
  assert.ok(item?.kind === "trouble" && item.detail === "br", JSON.stringify(item));
});

test("pictures in an archive are passed over", async () => {
  const [item, ...more] = await read(
    "a.zip",
    zipSync({ "a.jpg": new Uint8Array(50_000), "b.html": bytes(page("b")) }),
  );
  assert.deepEqual([item?.kind, more.length], ["page", 0]);
});

test("lines may be packed, and a broken one names itself while the others go in", async () => {
  const lines = gzipSync(bytes('{"id":"a","text":"x"}\nbroken\n\n{"id":"b","body":"y"}\n'));
  const items = await read("l.jsonl.gz", lines);
  assert.deepEqual(
    items.map(({ name, kind }) => [name, kind]),
    [
      ["a", "text"],
      ["l.jsonl.gz, line 2", "trouble"],
      ["b", "body"],
    ],
  );
});

test("JSON that is nested without an end is an item like others", async () => {
  const deep = "[".repeat(100_000) + "]".repeat(100_000);
  const fields = ["authors", "tags", "note", "title", "x"];
  const line = (field: string): string => `{"id":"${field}","text":"x","${field}":${deep}}`;
  const lines = [...fields.map(line), deep, '{"id":"last","text":"y"}'].join("\n");
  const items = await read("deep.jsonl", bytes(lines));
  assert.deepEqual(
    items.map(({ name, kind }) => [name, kind]),
    [
      ...fields.map((field) => [field, "text"]),
      ["deep.jsonl, line 6", "trouble"],
      ["last", "text"],
    ],
  );
  assert.deepEqual(
    (await read("deep.json", bytes(deep))).map(({ kind }) => kind),
    ["trouble"],
  );
});

test("what unpacks to more than can be meant is stopped, and named", async () => {
  for (const [size, filling] of [
    [60_000_000, "A"],
    [4_000_000, "\n"],
  ] as const) {
    const bomb = packNatively(Buffer.alloc(size, filling));
    const items = await read("bomb.jsonl.gz", bomb);
    assert.deepEqual(
      items.map(({ kind }) => kind),
      ["trouble"],
    );
  }
});

/** An archive in which every file is the same stretch of packed bytes. */
function archiveOf(packed: Uint8Array, size: number, files: number): Uint8Array[] {
  return Array.from({ length: files }, (_, number) => {
    const name = bytes(`${number}.html`);
    const head = new DataView(new ArrayBuffer(30));
    head.setUint32(0, 0x04034b50, true);
    head.setUint16(4, 20, true);
    head.setUint16(8, 8, true);
    head.setUint32(18, packed.length, true);
    head.setUint32(22, size, true);
    head.setUint16(26, name.length, true);
    return [new Uint8Array(head.buffer), name, packed];
  }).flat();
}

test("an archive that unpacks to more than can be meant is stopped, and named", async () => {
  const body = Buffer.alloc(4_000_000, "a");
  body.write("<html>");
  const bomb = archiveOf(deflateRawSync(body), body.length, 70);
  const items = await read("bomb.zip", ...bomb);
  const last = items.pop();
  assert.ok(last?.kind === "trouble" && last.code === "too-big", last?.kind);
  assert.ok(items.length < 60, String(items.length));
  assert.ok(items.every(({ kind }) => kind === "page"));
});

test("a file that is cut, empty or of no known kind is an item that says so", async () => {
  const zip = zipSync({ "one.html": bytes(page("one")) });
  const warc = gzipSync(bytes(record("https://a.example/1", page("one"))));
  const cases: [string, string | Uint8Array][] = [
    ["empty.html", ""],
    ["what.bin", "\u0001\u0002\u0003"],
    ["cut.zip", zip.slice(0, 60)],
    ["cut.warc.gz", warc.slice(0, 40)],
    ["cut.jsonl.gz", gzipSync(bytes('{"id":"a"}'.repeat(1000))).slice(0, 20)],
    ["list.json", "[".repeat(50_000)],
  ];
  for (const [name, content] of cases) {
    const items = await read(name, content);
    assert.ok(
      items.every(({ kind }) => kind === "trouble"),
      name,
    );
    assert.ok(items.length > 0, name);
  }
});
