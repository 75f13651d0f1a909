/**
 * Takes items into the library, the way that a click takes a page, but many at a time: what they leave
 * goes in within one change, together with how far their job is. So a job that is cut off goes on just
 * where the library ends.
 */
import { keepParts } from "../../../capture/keep.js";
import type { Part } from "../../../capture/parts.js";
import { keepTold } from "../../../capture/told.js";
import type { Thresholds } from "../../../messages/report.js";
import { asFailure, type Failure } from "../../../messages/result.js";
import type { Told } from "../../../store/archive.js";
import { keepJob, noteJob } from "../../../store/jobs.js";
import type { Job } from "../../../store/schema.js";
import type { Read } from "./read.js";

/** Troubles that are listed, at most. */
const TROUBLES = 10_000;

/** Takes items into the library, related by the thresholds; gives the job that they are of, as it is then. */
export async function take(job: Job, items: Read[], thresholds: Partial<Thresholds>): Promise<Job> {
  const troubles: Job["troubles"] = [];
  const pages: Part[][] = [];
  const findings: Told[] = [];
  for (const item of items) {
    if ("failure" in item) troubles.push({ item: item.name, ...told(item.failure) });
    else if ("told" in item) findings.push(item.told);
    else pages.push(item.page);
  }
  // First, and without a word of it in the job: what is cut off after it is noted once more.
  const noted = findings.length > 0 ? await keepTold(findings, thresholds) : 0;
  const read = {
    ...job,
    ...(noted > 0 ? { told: (job.told ?? 0) + noted } : {}),
    done: job.done + items.length - pages.length,
    troubles: [...job.troubles, ...troubles].slice(0, TROUBLES),
  };
  return put(read, pages, thresholds);
}

/** Stores the stories of pages in one change; where that fails, page by page, to know which is at fault. */
async function put(job: Job, pages: Part[][], thresholds: Partial<Thresholds>): Promise<Job> {
  if (pages.length === 0) {
    await keepJob(job);
    return job;
  }
  try {
    let ended = job;
    await keepParts(
      pages.flat(),
      async (stores, kept) => {
        const present = kept.filter(({ as }) => as === "again").length;
        ended = {
          ...job,
          done: job.done + pages.length,
          stored: job.stored + pages.length - present,
          present: job.present + present,
        };
        await noteJob(stores, ended);
      },
      thresholds,
    );
    return ended;
  } catch (thrown) {
    const failure = told(asFailure(thrown, "engine"));
    // Without room nothing more goes in: the job waits, and the reader is told. One that was stopped ends.
    if (failure.code === "quota" || failure.code === "stopped") throw thrown;
    const [page] = pages;
    if (!page || pages.length > 1) {
      let now = job;
      for (const one of pages) now = await put(now, [one], thresholds);
      return now;
    }
    const item = page[0]?.head.title ?? page[0]?.head.url ?? "";
    const troubles = [...job.troubles, { item, ...failure }].slice(0, TROUBLES);
    return put({ ...job, done: job.done + 1, troubles }, [], thresholds);
  }
}

function told({ code, message }: Failure): { code: Failure["code"]; detail?: string } {
  return message === code ? { code } : { code, detail: message };
}
