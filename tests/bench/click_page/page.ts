/**
 * Fills a library as captures would, with fingerprints and postings, and makes the pages to click
 * on. It runs as a page of the extension, over the store and the engine that ship.
 */
import { type Engine, withEngine } from "../../../extension/engine/index.js";
import { touch } from "../../../extension/store/catalogue.js";
import { changing } from "../../../extension/store/change.js";
import type { Shard } from "../../../extension/store/schema.js";
import { numbers, sentence, WORDS } from "../speaker.js";

/** Stories that are written in one transaction. */
const PORTION = 500;
const PARAGRAPHS = 10;
const SENTENCES = 4;
/** One word in so many is another one on the page that is clicked on. */
const EDITED = 15;

/** The shards are written once, at the end: what it costs to fill a library is not the question. */
const shards = new Map<number, Uint8Array>();
/** Stories that are there. */
let filled = 0;

/** The paragraphs of the nth story. */
function story(n: number): string[] {
  const random = numbers(n);
  return Array.from({ length: PARAGRAPHS }, () =>
    Array.from({ length: SENTENCES }, () => sentence(random)).join(" "),
  );
}

/** Adds so many stories. */
async function fill(count: number): Promise<void> {
  for (let left = count; left > 0; left -= PORTION)
    await withEngine((engine) => add(engine, Math.min(left, PORTION)));
}

function add(engine: Engine, count: number): Promise<void> {
  return changing(async (stores) => {
    for (let i = 0; i < count; i++) {
      const n = filled++;
      const at = 1_700_000_000_000 + n * 60_000;
      const address = `https://site${n % 400}.example/${n}`;
      const head = {
        ...{ address, url: address, site: `site${n % 400}.example`, agencies: [] },
        ...{ title: `The story of number ${n}`, language: "en", words: 600, truncated: false },
        ...{ published: new Date(at).toISOString(), capture: `${n}`, engine: engine.version() },
        ...{ firstSeen: at, lastSeen: at, seen: 1, version: 1 },
      };
      const id = await stores.stories.add(head as never);
      const text = story(n).join("\n\n");
      const fingerprint = engine.fingerprint({ id: String(id), text, extras: [] } as never);
      await stores.texts.put({ id, text, extras: [], fingerprint });
      const ids = Uint32Array.of(id);
      const old = Array.from(engine.planInsert(ids), (key) => ({ key, bytes: shards.get(key) }));
      const present = old.filter((shard): shard is Shard => shard.bytes !== undefined);
      for (const { key, bytes } of engine.insert(ids, [fingerprint], present))
        shards.set(key, bytes);
      touch(stores.touched, id);
    }
  });
}

/** Writes the index of what was filled. */
async function settle(): Promise<void> {
  const all = Array.from(shards, ([key, bytes]) => ({ key, bytes }));
  await changing(async (stores) => {
    stores.shards.put(all);
  });
}

/** A page of so many nodes, whose story is an edited copy of the nth. */
function page(n: number, nodes: number): string {
  const random = numbers(n + 1_000_000);
  const word = (): string => WORDS[Math.floor(WORDS.length ** random()) - 1] ?? "";
  const few = (count: number): string => Array.from({ length: count }, word).join(" ");
  const text = story(n).map((paragraph) =>
    paragraph.replace(/[a-z]+/g, (old) => (random() < 1 / EDITED ? word() : old)),
  );
  const teasers: string[] = [];
  // A teaser is eight elements and texts; the story has two a paragraph.
  for (let left = nodes - 2 * PARAGRAPHS - 40; left > 0; left -= 8)
    teasers.push(`<li><a href="/${teasers.length}"><h3>${few(6)}</h3><p>${few(12)}</p></a></li> `);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${few(8)}</title>
    <body><nav><ul>${teasers.slice(0, 40).join("")}</ul></nav>
    <main><article><h1>${few(8)}</h1><p>By ${few(2)}</p>
    ${text.map((paragraph) => `<p>${paragraph}</p>`).join("\n")}</article></main>
    <aside><h2>More stories</h2><ul>${teasers.slice(40).join("\n")}</ul></aside></body></html>`;
}

Object.assign(globalThis, { fill, settle, page });
