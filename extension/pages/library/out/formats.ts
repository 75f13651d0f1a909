/** What stories can be saved as, and how each file is made. */
import { withEngine } from "../../../engine/index.js";
import type { StoryHead } from "../../../messages/session.js";
import { pairsOf } from "../../../store/edges.js";
import { readPages } from "../../../store/index.js";
import { download } from "../../components/files.js";
import { report } from "../../components/report.js";
import { annotations, collection } from "./annotations.js";
import { relationsCsv } from "./csv.js";
import { jsonLines } from "./lines.js";
import { familiesParquet, passagesParquet, storiesParquet } from "./parquet.js";
import { type Kept, portions } from "./records.js";
import { bibtex, cslJson, markdown } from "./references.js";

/** The formats, in the order in which they are offered. */
export const FORMATS = [
  "report",
  "jsonl",
  "csv",
  "parquet",
  "markdown",
  "csl",
  "bibtex",
  "annotations",
] as const;

/** A format. */
export type Format = (typeof FORMATS)[number];

/** Stories in one report, at most: more make no page to read. */
export const REPORTED = 50;

/** Saves stories in a format. */
export async function save(format: Format, ids: number[]): Promise<void> {
  await WAYS[format](ids);
}

const WAYS: Record<Format, (ids: number[]) => Promise<void>> = {
  report: async (ids) => {
    const some = ids.slice(0, REPORTED);
    const told = (await all(some)).map(({ head, text: { text } }) => ({ head, text }));
    file("report.html", "text/html", [report(told, await pairsOf(some))]);
  },
  jsonl: async (ids) => {
    const parts: string[] = [];
    for await (const stories of portions(ids)) parts.push(jsonLines(stories));
    file("stories.jsonl", "application/jsonl", parts);
  },
  csv: async (ids) => {
    const pairs = await pairsOf(ids);
    const heads = await headsOf(pairs.flatMap(({ a, b }) => [Number(a), Number(b)]));
    file("relations.csv", "text/csv", ["\ufeff", relationsCsv(pairs, heads)]);
  },
  parquet: async (ids) => {
    const [stories, pairs] = await Promise.all([all(ids), pairsOf(ids)]);
    download(storiesParquet(stories), "stories.parquet");
    download(passagesParquet(pairs, stories), "passages.parquet");
    const families = await withEngine((engine) => engine.families(stories.map(familyHead), pairs));
    download(familiesParquet(families), "families.parquet");
  },
  markdown: async (ids) => {
    const parts: string[] = [];
    for await (const stories of portions(ids))
      for (const story of stories) parts.push(parts.length > 0 ? "\n\n" : "", markdown(story));
    file("stories.md", "text/markdown", parts);
  },
  csl: async (ids) => file("stories.csl.json", "application/json", [cslJson(await all(ids))]),
  bibtex: async (ids) => file("stories.bib", "text/plain", [bibtex(await all(ids))]),
  annotations: async (ids) => {
    // A portion at a time: those of a few thousand pages are longer than a string may be.
    const parts: string[] = [];
    let total = 0;
    for await (const stories of portions(ids)) {
      const pages = await readPages(stories.map(({ head }) => head.id));
      for (const { id, page } of pages) {
        const story = stories.find(({ head }) => head.id === id);
        const items = story ? annotations({ story, page }) : [];
        if (items.length > 0) parts.push(`${total > 0 ? ",\n" : ""}${items.join(",\n")}`);
        total += items.length;
      }
    }
    const { before, after } = collection(total);
    file("marks.jsonld", "application/ld+json", [before, ...parts, after]);
  },
};

function file(name: string, type: string, parts: string[]): void {
  download(new Blob(parts, { type }), `wireprint-${name}`);
}

async function all(ids: number[]): Promise<Kept[]> {
  const stories: Kept[] = [];
  for await (const some of portions(ids)) stories.push(...some);
  return stories;
}

async function headsOf(ids: number[]): Promise<Map<string, StoryHead>> {
  const heads = new Map<string, StoryHead>();
  for await (const stories of portions([...new Set(ids)]))
    for (const { head } of stories) heads.set(String(head.id), head);
  return heads;
}

function familyHead({ head }: Kept) {
  const { id, words, agencies, published } = head;
  return { id: String(id), words, agencies, ...(published ? { published } : {}) };
}
