/** The page's hold on the worker that takes things in. */
import { CodedError, type Result } from "../../../messages/result.js";
import type { Job } from "../../../store/schema.js";
import type { Order, Told } from "./importer.js";
import { scriptUrl } from "./markup.js";
import type { Restored } from "./restore.js";
import type { Offered } from "./take.js";

/** A worker, from its first order to its end. */
export class Hand {
  readonly #worker = new Worker(scriptUrl("importer.js"), { type: "module" });
  readonly #progress: (job: Job) => void;
  #answer: ((done: Result<Restored>) => void) | null = null;
  /** Why the worker can do nothing more: its script did not start, or was ended by a fault. */
  #broken: Result<Restored> | null = null;

  /** `progress` hears how far a restoration is. */
  constructor(progress: (job: Job) => void) {
    this.#progress = progress;
    this.#worker.addEventListener("message", ({ data }: MessageEvent<Told>) => {
      if ("progress" in data) this.#progress(data.progress);
      else this.#answer?.(data.done);
    });
    this.#worker.addEventListener("error", ({ message }) => {
      this.#broken = { ok: false, error: { code: "engine", message } };
      this.#answer?.(this.#broken);
    });
  }

  /** Takes items in; gives their job as it is then. */
  async take(job: Job, items: Offered[]): Promise<Job> {
    return (await this.#ask({ take: items, job })).job;
  }

  /** Restores the backup of a job. */
  restore(job: Job): Promise<Restored> {
    return this.#ask({ restore: job });
  }

  /** Stops a restoration after what it is at. */
  stop(): void {
    this.#worker.postMessage({ stop: true } satisfies Order);
  }

  /** Ends the worker. */
  end(): void {
    this.#worker.terminate();
  }

  async #ask(order: Order): Promise<Restored> {
    const answered = new Promise<Result<Restored>>((resolve) => {
      this.#answer = resolve;
      this.#worker.postMessage(order);
    });
    const done = this.#broken ?? (await answered);
    if (done.ok) return done.value;
    throw new CodedError(done.error.code, done.error.message);
  }
}
