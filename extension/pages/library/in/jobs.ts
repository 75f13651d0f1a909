/**
 * Files on their way in. A file is first kept in the library's own database with how far it has come,
 * so that a job outlives its page: after a crash it goes on where it was, and what was stored twice
 * by that is recognised. One job runs at a time, in whichever page holds the lock.
 */
import { signal } from "@preact/signals";
import { asStory } from "../../../capture/story.js";
import { withEngine } from "../../../engine/index.js";
import { asFailure, CodedError } from "../../../messages/result.js";
import { announce, call } from "../../../messages/transport.js";
import { checkBackup } from "../../../store/backup.js";
import { dropJob, keepJob, readJobs, replaceAll } from "../../../store/jobs.js";
import { restoreBackup } from "../../../store/restore.js";
import type { Job } from "../../../store/schema.js";
import { attempt, goOn, look } from "../state.js";
import { itemsOf } from "./formats.js";
import { take } from "./take.js";

/** How often a job is written down and shown, in milliseconds. */
const OFTEN = 500;
/** Troubles that are listed, at most. */
const TROUBLES = 10_000;

export const jobs = signal<Job[]>([]);
/** The job that this page is at. */
export const running = signal<number | null>(null);
/** How often the reader has stopped everything: work that was asked for before a stop ends. */
let stops = 0;
/** The end of all work that was asked for. */
let last: Promise<void> = Promise.resolve();

/** Reads the jobs that are there. */
export async function refreshJobs(): Promise<void> {
  jobs.value = (await look(readJobs)) ?? [];
}

/** Takes files in, one after the other. */
export async function begin(files: Iterable<File>, restore?: Job["restore"]): Promise<void> {
  const ids: number[] = [];
  await attempt(async () => {
    for (const file of files) {
      const job = { name: file.name, file, at: Date.now(), done: 0, stored: 0, present: 0 };
      const open = { ...job, troubles: [], state: "open" as const };
      ids.push(await keepJob({ ...open, ...(restore ? { restore } : {}) }));
    }
  });
  await refreshJobs();
  await Promise.all(ids.map(run));
}

/** Goes on with a job, after those that were begun before. */
export function run(id: number): Promise<void> {
  const asked = stops;
  last = last.then(() => work(id, () => asked !== stops));
  return last;
}

async function work(id: number, isStopped: () => boolean): Promise<void> {
  if (isStopped()) return;
  running.value = id;
  await navigator.locks.request("wireprint-import", async () => {
    const job = (await readJobs()).find((one) => one.id === id);
    if (job?.state !== "open") return;
    const way = job.restore ? restore : importItems;
    await goOn(async () => keepJob(await way({ ...job }, isStopped)));
  });
  running.value = null;
  await refreshJobs();
  announce({ news: "library" });
}

/** Stops after the present item; jobs can be gone on with. */
export function pause(): void {
  stops++;
}

/** Forgets a job and its file; what it stored stays. */
export async function forgetJob(id: number): Promise<void> {
  await attempt(() => dropJob(id));
  await refreshJobs();
}

async function importItems(job: Job, isStopped: () => boolean): Promise<Job> {
  let seen = 0;
  let shown = performance.now();
  for await (const item of itemsOf(job.name, job.file)) {
    if (++seen <= job.done) continue;
    if (isStopped()) return job;
    try {
      const taken = await take(item);
      job[taken]++;
    } catch (thrown) {
      const { code, message } = asFailure(thrown, "engine");
      // Without room nothing more goes in: the job waits, and the reader is told.
      if (code === "quota") throw thrown;
      const detail = message === code ? {} : { detail: message };
      if (job.troubles.length < TROUBLES)
        job.troubles = [...job.troubles, { item: item.name, code, ...detail }];
    }
    job.done = seen;
    if (performance.now() - shown > OFTEN) {
      await noted(job);
      shown = performance.now();
    }
  }
  return ended(job);
}

async function restore(job: Job, isStopped: () => boolean): Promise<Job> {
  try {
    const { records } = await checkBackup(job.file);
    if (job.restore === "replace" && !job.isCleared) {
      job.isCleared = true;
      await replaceAll(job);
    }
    const { settings, troubles } = await withEngine((engine) =>
      restoreBackup(
        {
          core: engine,
          engine: engine.version(),
          fingerprint: (head, text) => engine.fingerprint(asStory(head, text)),
        },
        job.file,
        async (behind) => {
          if (isStopped()) throw new CodedError("stopped");
          job.done = behind;
          job.stored = behind;
          await noted(job);
        },
      ),
    );
    if (job.restore === "replace" && "off" in settings) await call("changeSettings", settings);
    return ended({ ...job, done: records, troubles });
  } catch (thrown) {
    const { code, message } = asFailure(thrown, "file");
    if (code === "stopped") return job;
    if (code === "quota") throw thrown;
    return ended({ ...job, troubles: [{ item: job.name, code, detail: message }] });
  }
}

/** A job that is at its end; its file is let go of. */
function ended(job: Job): Job {
  return { ...job, state: "done", file: new Blob() };
}

/** Writes down how far a job is, and lets the page breathe. */
async function noted(job: Job): Promise<void> {
  await keepJob(job);
  jobs.value = jobs.value.map((one) => (one.id === job.id ? { ...job } : one));
  await new Promise((resolve) => setTimeout(resolve));
}
