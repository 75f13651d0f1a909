/**
 * Takes items into the library, the way that a click takes a page, but many at a time: each is read,
 * and what they leave goes in within one change, together with how far their job is. So a job that is
 * cut off goes on just where the library ends.
 */
import { captureOf } from "../../../capture/brought.js";
import { type Capture, keepCaptures } from "../../../capture/keep.js";
import { keepTold } from "../../../capture/told.js";
import { asFailure, CodedError, type Failure } from "../../../messages/result.js";
import type { Told } from "../../../store/archive.js";
import { keepJob, noteJob } from "../../../store/jobs.js";
import type { Job } from "../../../store/schema.js";
import type { Parsed } from "./parse.js";

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
  const findings: Told[] = [];
  for (const item of items) {
    try {
      if ("failure" in item) throw new CodedError(item.failure.code, item.failure.message);
      if ("told" in item) findings.push(item.told);
      else pages.push(await captureOf(item));
    } catch (thrown) {
      troubles.push({ item: item.name, ...told(thrown) });
    }
  }
  // First, and without a word of it in the job: what is cut off after it is noted once more.
  const noted = findings.length > 0 ? await keepTold(findings) : 0;
  const read = {
    ...job,
    ...(noted > 0 ? { told: (job.told ?? 0) + noted } : {}),
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
