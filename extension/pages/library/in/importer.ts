/** The worker that stores: it has an engine of its own, so the page stays free meanwhile. */
import { settleParts } from "../../../capture/keep.js";
import type { Thresholds } from "../../../messages/report.js";
import { asFailure, CodedError, ok, type Result } from "../../../messages/result.js";
import { readFile } from "../../../store/jobs.js";
import type { Job } from "../../../store/schema.js";
import type { Read } from "./read.js";
import { type Restored, restore } from "./restore.js";
import { take } from "./take.js";

/**
 * What the page asks of it: where what the reader reads comes from; to take in its next portion for a
 * job, related by the reader's thresholds; to settle what portions have left; to restore a backup. One
 * thing at a time, but for `stop`.
 */
export type Order =
  | { from: MessagePort }
  | Taking
  | { settle: Job }
  | { restore: Job }
  | { stop: true };

interface Taking {
  take: Job;
  thresholds: Partial<Thresholds>;
}

/** What it tells the page: how far it is, and in the end what became of it. */
export type Told = { progress: Job } | { done: Result<Restored> };

let isStopped = false;
/** Portions that were read, and whoever waits for one. */
const portions: Read[][] = [];
let waiting: ((portion: Read[]) => void) | undefined;

addEventListener("message", ({ data }: MessageEvent<Order>) => {
  if ("stop" in data) isStopped = true;
  else if ("from" in data) data.from.onmessage = ({ data: portion }) => hold(portion);
  else void carryOut(data).then((done) => tell({ done }));
});

function hold(portion: Read[]): void {
  if (!waiting) portions.push(portion);
  else waiting(portion);
  waiting = undefined;
}

async function next(): Promise<Read[]> {
  return portions.shift() ?? new Promise((resolve) => (waiting = resolve));
}

async function carryOut(
  order: Taking | { settle: Job } | { restore: Job },
): Promise<Result<Restored>> {
  try {
    if ("take" in order)
      return ok({ job: await take(order.take, await next(), order.thresholds), settings: {} });
    if ("settle" in order) {
      await settleParts();
      return ok({ job: order.settle, settings: {} });
    }
    const file = await readFile(order.restore.id);
    if (!file) throw new CodedError("not-found", order.restore.name);
    return ok(
      await restore(order.restore, file, (progress) => {
        tell({ progress });
        return !isStopped;
      }),
    );
  } catch (thrown) {
    return { ok: false, error: asFailure(thrown, "store") };
  }
}

function tell(told: Told): void {
  postMessage(told);
}
