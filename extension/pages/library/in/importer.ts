/** The worker that takes things in: it has an engine of its own, so the page stays free meanwhile. */
import { asFailure, CodedError, ok, type Result } from "../../../messages/result.js";
import { readFile } from "../../../store/jobs.js";
import type { Job } from "../../../store/schema.js";
import { type Restored, restore } from "./restore.js";
import { type Offered, take } from "./take.js";

/** What the page asks of it. One thing at a time, but for `stop`. */
export type Order = { take: Offered[]; job: Job } | { restore: Job } | { stop: true };

/** What it tells the page: how far it is, and in the end what became of it. */
export type Told = { progress: Job } | { done: Result<Restored> };

let isStopped = false;

addEventListener("message", ({ data }: MessageEvent<Order>) => {
  if ("stop" in data) isStopped = true;
  else void carryOut(data).then((done) => tell({ done }));
});

async function carryOut(order: Exclude<Order, { stop: true }>): Promise<Result<Restored>> {
  try {
    if ("take" in order) return ok({ job: await take(order.job, order.take), settings: {} });
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
