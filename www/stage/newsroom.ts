/**
 * A library of fiction: the pages of the sample newsroom and, in order to have a large family, what
 * other outlets would have made of one agency's text. Everything that is said of them is said by the
 * real engine when the gallery is opened.
 */
import { takeSnapshot } from "../../extension/content/snapshot.js";
import { type Engine, instantiate } from "../../extension/engine/instance.js";
import type { Pair, Reading, Story } from "../../extension/messages/report.js";
import type { StoryHead } from "../../extension/messages/session.js";
import { countWords } from "../../extension/words.js";

/** A story of the fiction. */
export interface Told {
  head: StoryHead;
  reading: Reading;
  story: Story;
}

/** Pages that are told as HTML; a script would have to draw the others. */
const PAGES = [
  "courant/storm-gate-sticks",
  "osmere/storm-barrier-fails",
  "packet/storm-barrier-gate-jams",
  "harbour/fourteen-thousand-told-to-leave",
  "ledger/crews-head-to-coast",
  "squall/wall-or-nothing",
  "osmere/ferry-strike-ends",
  "ledger/ferry-crews-end-strike",
  "fanal/les-bateaux-repartent",
  "rundblick/tor-vier-klemmt",
];

/** What further outlets made of the first page's text. */
const DESKS = [
  {
    site: "The Evening Tide",
    title: "City gate fails on storm night",
    at: "2026-03-12T17:40:00Z",
    keep: [0, 1, 2, 3, 4, 5],
    words: [["14,000", "13,500"]],
    own: "Readers have sent the Tide more than two hundred pictures of the water at the Customs Stairs.",
  },
  {
    site: "Marsh & Moor Weekly",
    title: "What the jammed gate means for the low farms",
    at: "2026-03-13T06:00:00Z",
    keep: [0, 2, 4, 6, 8, 9, 10],
    words: [["city", "town"]],
    own: "Farmers below the old dyke had moved their sheep on Tuesday, when the almanac told them to.",
  },
  {
    site: "Nightwire",
    title: "Storm gate jams",
    at: "2026-03-12T14:05:00Z",
    keep: [0, 1],
    words: [],
  },
] as const;

/** The fiction, read once. */
export interface Fiction {
  engine: Engine;
  told: Told[];
  /** What the engine says of two stories, by their places in `told`. */
  pair(a: number, b: number): Pair;
}

/** Reads the newsroom that stands at an address, with the engine that stands there. */
export async function readFiction(site: string): Promise<Fiction> {
  const engine = await instantiate(fetch(`${site}wireprint_bg.wasm`));
  const pages = await Promise.all(
    PAGES.map(async (name) => (await fetch(`${site}newsroom/${name}/index.html`)).text()),
  );
  const read = pages.map((html, i) => {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const url = `https://${PAGES[i]!.replace("/", ".example/2026/03/")}`;
    const snapshot = takeSnapshot(parsed, url, false).snapshot;
    return engine.read(snapshot, String(i + 1)).reading;
  });
  const [first] = read;
  const all = first
    ? [...read, ...DESKS.map((desk, i) => edited(first, desk, read.length + i + 1))]
    : read;
  const told = all.map(tell);
  const pairs = new Map<string, Pair>();
  return {
    engine,
    told,
    pair: (a, b) => {
      const key = `${a} ${b}`;
      const known = pairs.get(key) ?? engine.compare(told[a]!.story, told[b]!.story);
      pairs.set(key, known);
      return known;
    },
  };
}

/** A desk's own version of a reading. */
function edited(from: Reading, desk: (typeof DESKS)[number], id: number): Reading {
  const paragraphs = from.text.split("\n\n");
  const kept = desk.keep.flatMap((i) => paragraphs[i] ?? []);
  const text = [...kept, ...("own" in desk ? [desk.own] : [])].join("\n\n");
  const words: readonly (readonly [string, string])[] = desk.words;
  return {
    ...from,
    id: String(id),
    url: `https://${desk.site.toLowerCase().replace(/\W+/g, "")}.example/${id}`,
    canonical: `https://${desk.site.toLowerCase().replace(/\W+/g, "")}.example/${id}`,
    title: desk.title,
    site: desk.site,
    published: desk.at,
    text: words.reduce((now, [old, fresh]) => now.replaceAll(old, fresh), text),
    blocks: [],
  };
}

function tell(reading: Reading, index: number): Told {
  const { title, site, byline, published, language, agencies, text, blocks } = reading;
  const url = reading.canonical ?? reading.url ?? "";
  const at = Date.parse(published ?? "2026-03-13T09:00:00Z") + 3_600_000;
  const about = Object.fromEntries(
    Object.entries({ title, site, byline, published, language }).filter(([, value]) => value),
  );
  return {
    reading,
    head: {
      id: index + 1,
      address: url,
      url,
      agencies,
      words: countWords(text),
      truncated: false,
      firstSeen: at,
      lastSeen: at,
      seen: 1,
      version: 1,
      capture: "gallery",
      engine: "",
      ...about,
    },
    story: {
      id: String(index + 1),
      text,
      extras: blocks
        .filter(({ kind }) => ["credit", "notice"].includes(kind))
        .map((one) => one.text),
      url,
      ...(title ? { title } : {}),
      ...(published ? { published } : {}),
      ...(language ? { language } : {}),
    },
  };
}
