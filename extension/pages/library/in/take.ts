/**
 * Takes items into the library, the way that a click takes a page, but many at a time: each is read,
 * and what they leave goes in within one change, together with how far their job is. So a job that is
 * cut off goes on just where the library ends.
 */
import { type Capture, keepCaptures } from "../../../capture/keep.js";
import { readPage } from "../../../capture/knowledge.js";
import { withEngine } from "../../../engine/index.js";
import type { Reading } from "../../../messages/report.js";
import { asFailure, CodedError, type Failure } from "../../../messages/result.js";
import { keepJob, noteJob } from "../../../store/jobs.js";
import type { Job } from "../../../store/schema.js";
import type { Facts } from "./items.js";
import type { Parsed } from "./parse.js";

/** Words that a file's story must have, at least, where the core sees none in it. */
const LEAST_WORDS = 25;
/** Troubles that are listed, at most. */
const TROUBLES = 10_000;

/** An item on its way in, or why it is none. */
export type Offered = Parsed | { name: string; failure: Failure };

/** A page that is about to be stored. */
type Page = Omit<Capture, "related">;

/** Takes items into the library; gives the job that they are of, as it is then. */
export async function take(job: Job, items: Offered[]): Promise<Job> {
  const troubles: Job["troubles"] = [];
  const pages: Page[] = [];
  for (const item of items) {
    try {
      pages.push(await pageOf(item));
    } catch (thrown) {
      troubles.push({ item: item.name, ...told(thrown) });
    }
  }
  const read = {
    ...job,
    done: job.done + items.length - pages.length,
    troubles: [...job.troubles, ...troubles].slice(0, TROUBLES),
  };
  return put(read, pages);
}

/** Stores pages in one change; where that fails, one by one, to know which of them is at fault. */
async function put(job: Job, pages: Page[]): Promise<Job> {
  if (pages.length === 0) {
    await keepJob(job);
    return job;
  }
  try {
    let ended = job;
    await keepCaptures(pages, async (stores, kept) => {
      const present = kept.filter(({ as }) => as === "again").length;
      ended = {
        ...job,
        done: job.done + pages.length,
        stored: job.stored + pages.length - present,
        present: job.present + present,
      };
      await noteJob(stores, ended);
    });
    return ended;
  } catch (thrown) {
    const failure = told(thrown);
    // Without room nothing more goes in: the job waits, and the reader is told. One that was stopped ends.
    if (failure.code === "quota" || failure.code === "stopped") throw thrown;
    const [page] = pages;
    if (!page || pages.length > 1) {
      let now = job;
      for (const one of pages) now = await put(now, [one]);
      return now;
    }
    const item = page.reading.title ?? page.url;
    const troubles = [...job.troubles, { item, ...failure }].slice(0, TROUBLES);
    return put({ ...job, done: job.done + 1, troubles }, []);
  }
}

function told(thrown: unknown): { code: Failure["code"]; detail?: string } {
  const { code, message } = asFailure(thrown, "engine");
  return message === code ? { code } : { code, detail: message };
}

async function pageOf(item: Offered): Promise<Page> {
  if ("failure" in item) throw new CodedError(item.failure.code, item.failure.message);
  const { facts, url } = item;
  const name = crypto.randomUUID();
  const now = Date.now();
  const reading = withFacts(await readItem(item, name), facts);
  if (!reading.text.trim()) throw new CodedError("no-story");
  return {
    name,
    url,
    reading,
    // Only whole pages show what recurs on a site.
    teaches: item.kind === "snapshot" && item.isPage && /^https?:/.test(url),
    at: facts.at ?? now,
    imported: now,
    ...(facts.tags?.length ? { tags: facts.tags } : {}),
    ...(facts.note ? { note: facts.note } : {}),
  };
}

async function readItem(item: Parsed, name: string): Promise<Reading> {
  const { url, facts } = item;
  if (item.kind === "snapshot")
    return orWords((await readPage(item.snapshot, name, url)).reading, item.words);
  const text = item.kind === "text" && facts.title ? `${facts.title}\n${item.text}` : item.text;
  const reading = await withEngine((engine) => engine.readText(text, name, url));
  return item.kind === "body" ? { ...reading, text: item.text } : orWords(reading, item.text);
}

/** A reading, or where none of it was taken for a story, the words that the file gives as one. */
function orWords(reading: Reading, words: string): Reading {
  const isStory = words.split(/\s+/).length >= LEAST_WORDS;
  return reading.text || !isStory ? reading : { ...reading, text: words };
}

/** A reading with what the file tells, where the page itself tells nothing, or stands for less. */
function withFacts(reading: Reading, facts: Facts): Reading {
  const { title, byline, published, language, site } = facts;
  const given = Object.entries({ title, byline, published, language, site });
  return {
    ...Object.fromEntries(given.filter(([, value]) => value)),
    ...withoutEmpty(reading),
  } as Reading;
}

function withoutEmpty(reading: Reading): Partial<Reading> {
  return Object.fromEntries(
    Object.entries(reading).filter(([, value]) => value !== undefined && value !== null),
  );
}
