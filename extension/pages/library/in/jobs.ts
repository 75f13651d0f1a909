/**
 * Files on their way in. A file is first kept in the library's own database, and with every portion
 * that goes in how far it has come, so that a job outlives its page: after a crash it goes on where it
 * was. One job runs at a time, in whichever page holds the lock.
 */
import { signal } from "@preact/signals";
import { asFailure, CodedError, unwrap } from "../../../messages/result.js";
import { announce, call } from "../../../messages/transport.js";
import { beginJob, dropJob, keepJob, readFile, readJobs } from "../../../store/jobs.js";
import type { Job } from "../../../store/schema.js";
import { takeOnChoices } from "../choices.js";
import { attempt, goOn, look, refresh } from "../state.js";
import { itemsOf } from "./formats.js";
import { Hand } from "./hand.js";
import type { Item } from "./items.js";
import { parse } from "./parse.js";
import type { Offered } from "./read.js";

/**
 * Items that go in at once. Every portion writes a part of the index anew, so large ones are cheaper; but
 * what is cut off begins again where its portion began, so none should take long.
 */
const PORTION = { least: 128, most: 2048 };
/** How long a portion may take, in milliseconds. */
const LONG = 5_000;
/** Characters that go in at once. */
const LENGTH = 8_000_000;
/** The lock of whoever is at a job. */
const LOCK = "wireprint-import";
/** How long the page works without looking up, in milliseconds. */
const BREATH = 12;

export const jobs = signal<Job[]>([]);
/** The job that this page is at. */
export const running = signal<number | null>(null);
/** The jobs of this page that begin when those before them have ended. */
export const waiting = signal<ReadonlySet<number>>(new Set());
/** Whether another page is at a job. */
export const isElsewhere = signal(false);
/** How often the reader has stopped everything: work that was asked for before a stop ends. */
const stops = signal(0);
/** The end of all work that was asked for. */
let last: Promise<void> = Promise.resolve();

/** Reads the jobs that are there. */
export async function refreshJobs(): Promise<void> {
  jobs.value = (await look(readJobs)) ?? [];
  const { held = [] } = await navigator.locks.query();
  isElsewhere.value = running.value === null && held.some(({ name }) => name === LOCK);
}

/** Takes files in, one after the other. */
export async function begin(files: Iterable<File>, restore?: Job["restore"]): Promise<void> {
  const ids: number[] = [];
  await attempt(async () => {
    for (const file of files) {
      const job = { name: file.name, at: Date.now(), done: 0, stored: 0, present: 0 };
      const open = { ...job, troubles: [], state: "open" as const };
      ids.push(await beginJob({ ...open, ...(restore ? { restore } : {}) }, file));
    }
  });
  await refreshJobs();
  await Promise.all(ids.map(run));
}

/** Goes on with a job, after those that were begun before. */
export function run(id: number): Promise<void> {
  const asked = stops.value;
  waiting.value = new Set([...waiting.value, id]);
  last = last.then(() => {
    waiting.value = new Set([...waiting.value].filter((one) => one !== id));
    return goOn(() => work(id, () => asked !== stops.value));
  });
  return last;
}

async function work(id: number, isStopped: () => boolean): Promise<void> {
  if (isStopped()) return;
  running.value = id;
  try {
    await navigator.locks.request(LOCK, async () => {
      const job = (await readJobs()).find((one) => one.id === id);
      if (job?.state === "open") await carryOut(job, isStopped);
    });
  } finally {
    running.value = null;
    await refreshJobs();
    announce({ news: "library" });
    // News reach the other pages; this one looks for itself.
    await refresh();
  }
}

async function carryOut(job: Job, isStopped: () => boolean): Promise<void> {
  const hand = new Hand(show);
  try {
    await (job.restore ? restore(job, hand) : importItems(job, hand, isStopped));
  } finally {
    hand.end();
  }
}

/** Stops after what is going in at present; jobs can be gone on with. */
export function pause(): void {
  stops.value++;
}

/** Forgets a job and its file; what it stored stays. */
export async function forgetJob(id: number): Promise<void> {
  await attempt(() => dropJob(id));
  await refreshJobs();
}

/** Hands the items of a file over, a portion at a time, and makes the next ones ready meanwhile. */
async function importItems(from: Job, hand: Hand, isStopped: () => boolean): Promise<void> {
  const file = await fileOf(from);
  const { thresholds = {} } = unwrap(await call("settings", {}));
  let job = Promise.resolve(from);
  let portion: Offered[] = [];
  let length = 0;
  let seen = 0;
  let breathed = performance.now();
  let size = PORTION.least;
  const takeIn = async (before: Job): Promise<Job> => {
    const start = performance.now();
    const after = await hand.take(before, thresholds);
    const took = performance.now() - start;
    if (took < LONG / 2) size = Math.min(2 * size, PORTION.most);
    if (took > LONG) size = Math.max(size / 2, PORTION.least);
    return after;
  };
  const handOver = async (): Promise<void> => {
    // It is read while that before it is stored.
    hand.read(portion);
    const before = await job;
    show(before);
    job = takeIn(before);
    // Awaited when the next portion is ready; until then nobody hears of a failure.
    job.catch(() => undefined);
    portion = [];
    length = 0;
  };
  for await (const item of itemsOf(from.name, file)) {
    if (++seen <= from.done) continue;
    portion.push(offered(item));
    length += lengthOf(item);
    if (portion.length >= size || length >= LENGTH) {
      await handOver();
      if (isStopped()) break;
    }
    if (performance.now() - breathed > BREATH) {
      await new Promise((resolve) => setTimeout(resolve));
      breathed = performance.now();
    }
  }
  if (portion.length > 0 && !isStopped()) await handOver();
  const ended = await job;
  // Of a job that was cut off too, all of which is in.
  if (ended.done > 0) await hand.settle(ended);
  if (!isStopped()) await keepJob({ ...ended, state: "done" });
}

function offered(item: Item): Offered {
  try {
    return parse(item);
  } catch (thrown) {
    return { name: item.name, failure: asFailure(thrown, "file") };
  }
}

function lengthOf(item: Item): number {
  if (item.kind === "trouble" || item.kind === "told") return 0;
  return item.kind === "page" ? item.html.length : item.text.length;
}

async function restore(job: Job, hand: Hand): Promise<void> {
  const asked = stops.value;
  const unsubscribe = stops.subscribe((now) => {
    if (now !== asked) hand.stop();
  });
  try {
    const { settings, job: ended } = await hand.restore(job);
    // Of a file that could not be restored there are none.
    const isKnown = ended.state === "done" && Object.keys(settings).length > 0;
    if (isKnown && job.restore) await takeOnChoices(settings, job.restore);
  } finally {
    unsubscribe();
  }
}

async function fileOf({ id, name }: Job): Promise<Blob> {
  const file = await readFile(id);
  if (!file) throw new CodedError("not-found", name);
  return file;
}

function show(job: Job): void {
  jobs.value = jobs.value.map((one) => (one.id === job.id ? job : one));
}
