// Files that chance has changed: bytes fall out, come twice, or become others; words of the formats
// turn up where they do not belong. Whatever comes of it, an importer gives items, and what is wrong
// is one of them. A seed says what file it is and what happens to it.

import { gzipSync, zipSync } from "fflate";
import { CodedError } from "../../extension/messages/result.js";
import { itemsOf } from "../../extension/pages/library/in/formats.js";
import type { Item } from "../../extension/pages/library/in/items.js";
import { bytes, dice, JOIN, type Kind, NAME, PARTS, page, story } from "./crafted.js";

/** What a changed file may take, in milliseconds, on a machine that has other things to do. */
const PATIENCE = 20_000;
/** Changes in one file, and the bytes that one of them is about. */
const CHANGES = 8;
const LENGTH = 40;
/** Items of a file that are gone through. */
const ITEMS = 500;

/** Files whose items need a document, or that are made in one piece. */
const WHOLE: Record<string, string> = {
  "feed.xml": `<?xml version="1.0"?><rss version="2.0"><channel><title>Pier</title>
<item><title>Lamp</title><link>https://pier.example/1</link><category>sea</category>
<pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate><description>${story(1)}</description></item>
</channel></rss>`,
  "atom.xml": `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Lamp</title>
<link href="https://pier.example/2"/><author><name>Orla</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${story(2)}</div></content></entry></feed>`,
  "bookmarks.html": `<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT>
<A HREF="https://pier.example/3" TAGS="sea,lamp">Lamp</A></DL>`,
  "single.html": `<!DOCTYPE html> <html><!--
 Page saved with SingleFile
 url: https://pier.example/4
 saved date: Sun Mar 01 2026 10:00:00 GMT+0000 (UTC)
-->${page(4)}</html>`,
  "saved.mhtml": [
    "From: <Saved by Blink>",
    "Snapshot-Content-Location: https://pier.example/5",
    "MIME-Version: 1.0",
    'Content-Type: multipart/related; type="text/html"; boundary="--x"',
    "",
    "----x",
    "Content-Type: text/html; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    `<html><body><p>${story(5)}=E2=80=9C</p></body></html>`,
    "----x--",
    "",
  ].join("\r\n"),
  "lamps.txt": story(6),
};

/** Words that formats are made of. */
const WORDS = [
  ...["{", "}", "[", "]", '"', ",", "\n", "\r\n\r\n", "\0", "\u{feff}", "\u{202e}", "\ud800"],
  ...[
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE x [<!ENTITY a '&a;&a;'>]>",
    "&a;",
    "<p>",
    "</p>",
  ],
  ...["WARC/1.0\r\n", "Content-Length: 99999999999\r\n", "Content-Length: -1\r\n", "charset=utf-7"],
  ...["Content-Transfer-Encoding: base64\r\n", "boundary=", "=3D", "--x", "HTTP/1.1 200 OK\r\n"],
  ...[
    '"__proto__":',
    '"constructor":',
    "null",
    "1e999",
    "-0",
    "url,title,text",
    "https://",
    "PK\x03\x04",
  ],
];

type Bytes = Uint8Array<ArrayBuffer>;

/** A file from a seed. */
function mutant(seed: number): { name: string; content: Bytes } {
  const random = dice(seed);
  const pick = <T>(from: T[]): T => from[random(from.length)] as T;
  const kinds = Object.keys(PARTS) as Kind[];
  const isWhole = random(2) === 0;
  let name = isWhole ? pick(Object.keys(WHOLE)) : "";
  let text = WHOLE[name] ?? "";
  if (!isWhole) {
    const kind = pick(kinds);
    name = NAME[kind];
    text = JOIN[kind](Array.from({ length: 1 + random(4) }, (_, n) => PARTS[kind](n)));
  }
  const pack = random(6);
  let content = bytes(text);
  // Changed inside the packing, or packed and then changed.
  if (random(2) === 0) content = changed(content, random);
  if (pack === 0) [name, content] = [`${name}.gz`, gzipSync(content)];
  if (pack === 1)
    [name, content] = ["all.zip", zipSync({ [name]: content, "b.jsonl": bytes("{}") })];
  if (random(2) === 0 || pack > 1) content = changed(content, random);
  return { name, content };
}

function changed(from: Bytes, random: (below: number) => number): Bytes {
  let content = from;
  for (let change = random(CHANGES); change >= 0; change--) {
    const at = random(content.length + 1);
    const end = Math.min(content.length, at + random(LENGTH));
    const [before, some, after] = [
      content.slice(0, at),
      content.slice(at, end),
      content.slice(end),
    ];
    const middles: (() => Bytes)[] = [
      () => new Uint8Array(),
      () => join(some, some),
      () => some.map((byte) => byte ^ (1 << random(8))),
      () => some.map(() => random(256)),
      () => join(bytes(WORDS[random(WORDS.length)] as string), some),
      () => join(...Array.from({ length: 1 + random(200) }, () => some)),
    ];
    content = join(before, middles[random(middles.length)]!(), random(30) === 0 ? some : after);
  }
  return content;
}

function join(...parts: Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/**
 * Takes the file of a seed in; throws where that does not end as it should. `parse` is what is done
 * with an item where there are documents.
 */
export async function tryMutant(
  seed: number,
  parse: (item: Item) => unknown = () => undefined,
): Promise<void> {
  const { name, content } = mutant(seed);
  const where = `seed ${seed}, ${name}`;
  const start = performance.now();
  let count = 0;
  for await (const item of itemsOf(name, new Blob([content]))) {
    look(item, where);
    try {
      parse(item);
    } catch (thrown) {
      if (!(thrown instanceof CodedError)) throw new Error(`${where}: ${item.name}: ${thrown}`);
    }
    if (++count === ITEMS) break;
  }
  if (count === 0) throw new Error(`${where}: it gave nothing`);
  const took = performance.now() - start;
  if (took > PATIENCE) throw new Error(`${where}: it took ${Math.round(took)} ms`);
}

function look(item: Item, where: string): void {
  if (!item.name) throw new Error(`${where}: an item has no name`);
  if (item.kind === "trouble" && !item.code) throw new Error(`${where}: ${item.name} has no code`);
  const { at, published } = item.facts;
  if (at !== undefined && !Number.isFinite(at)) throw new Error(`${where}: at ${at}`);
  if (published !== undefined && Number.isNaN(Date.parse(published)))
    throw new Error(`${where}: published ${published}`);
}
