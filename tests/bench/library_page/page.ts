/**
 * Fills a library with made stories, by the way that files take or by a shorter one, and asks it, as
 * the library page and the background do. It runs as a page of the extension, over all that ships.
 */
import { keepCapture } from "../../../extension/capture/keep.js";
import { findRelated } from "../../../extension/capture/related.js";
import { storyOf } from "../../../extension/capture/story.js";
import { withEngine } from "../../../extension/engine/index.js";
import { begin, jobs } from "../../../extension/pages/library/in/jobs.js";
import { type Catalogue, readCatalogue } from "../../../extension/store/catalogue.js";
import { readHeads } from "../../../extension/store/list.js";
import { parseQuery } from "../../../extension/store/query.js";
import { library } from "../../../extension/store/schema.js";
import { countValues, searchStories } from "../../../extension/store/search.js";
import { numbers } from "../speaker.js";
import { made, stock } from "./made.js";

/** Captures that are timed. */
const CAPTURES = 25;

/** Brings made stories into the library as a file of lines; gives the seconds it took. */
async function fill(from: number, count: number): Promise<number> {
  const lines = Array.from({ length: count }, (_, i) => JSON.stringify(made(from + i)));
  const file = new File([lines.join("\n")], `made-${from}.jsonl`);
  const start = performance.now();
  await begin([file]);
  const seconds = (performance.now() - start) / 1000;
  const job = jobs.value.find(({ name }) => name === file.name);
  if (job?.state !== "done" || job.stored !== count)
    throw new Error(`stored ${job?.stored} of ${count}: ${JSON.stringify(job?.troubles[0])}`);
  return seconds;
}

/** What captures cost, from the page's text to the library; the median and the 95th percentile, in ms. */
async function capture(stories: number): Promise<[median: number, p95: number]> {
  const times: number[] = [];
  for (let i = 0; i < CAPTURES; i++) {
    const { url, body, title } = made(2e9 + stories + i, stories);
    const name = crypto.randomUUID();
    const [ms] = await timed(async () => {
      const reading = await withEngine((engine) => engine.readText(`${title}\n${body}`, name, url));
      const { copies, events } = await findRelated(storyOf(reading, name), url);
      const related = [...copies, ...events];
      await keepCapture({ name, url, reading, teaches: true, at: Date.now() }, related, {});
    });
    times.push(ms);
  }
  return ranks(times);
}

function ranks(times: number[]): [median: number, p95: number] {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return [at(0.5), at(0.95)];
}

async function timed<T>(work: () => Promise<T>): Promise<[ms: number, value: T]> {
  const start = performance.now();
  const value = await work();
  return [performance.now() - start, value];
}

/** What the page does when it opens, and searches of each kind; medians in milliseconds. */
async function measure(): Promise<Record<string, number>> {
  const [open, catalogue] = await timed(async (): Promise<Catalogue> => {
    const all = await readCatalogue();
    await readHeads(all.slice(0, 30).map(({ id }) => id));
    return all;
  });
  const [facets] = await timed(async () => {
    countValues(catalogue, ({ site }) => [site]);
    countValues(catalogue, ({ language }) => [language]);
  });
  const random = numbers(11);
  const text = async (): Promise<string> => {
    const id = Math.floor(random() * catalogue.length) + 1;
    return (await (await library()).get("texts", id))?.text ?? "";
  };
  const searches: Record<string, (words: string[]) => string> = {
    word: (words) => words[5] ?? "",
    words: (words) => words.slice(10, 13).join(" "),
    phrase: (words) => `"${words.slice(20, 26).join(" ")}"`,
    field: (words) => `${words[5]} site:site3.example after:2023-12-01`,
    frequent: () => "the of",
  };
  const edges = await (await library()).count("edges");
  const figures: Record<string, number> = { stories: catalogue.length, edges, open, facets };
  for (const [name, make] of Object.entries(searches)) {
    const times: number[] = [];
    for (let i = 0; i < 21; i++) {
      const search = make((await text()).split(" "));
      const [ms] = await timed(() => searchStories(parseQuery(search), catalogue));
      times.push(ms);
    }
    [figures[name], figures[`${name}95`]] = ranks(times);
  }
  const { usage = 0 } = await navigator.storage.estimate();
  figures.megabytes = usage / 1e6;
  return figures;
}

Object.assign(globalThis, { fill, stock, capture, measure });
