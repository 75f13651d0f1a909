/** The page's hold on the workers that take things in: one reads while the other stores. */
import type { Thresholds } from "../../../messages/report.js";
import { type Result, unwrap } from "../../../messages/result.js";
import type { Job } from "../../../store/schema.js";
import type { Order, Told } from "./importer.js";
import { scriptUrl } from "./markup.js";
import type { Offered } from "./read.js";
import type { ReadOrder } from "./reader.js";
import type { Restored } from "./restore.js";

/** The workers, from their first order to their end. */
export class Hand {
  readonly #reader = new Worker(scriptUrl("reader.js"), { type: "module" });
  readonly #worker = new Worker(scriptUrl("importer.js"), { type: "module" });
  readonly #progress: (job: Job) => void;
  #answer: ((done: Result<Restored>) => void) | null = null;
  /** Why they can do nothing more: a script did not start, or was ended by a fault. */
  #broken: Result<Restored> | null = null;

  /** `progress` hears how far a restoration is. */
  constructor(progress: (job: Job) => void) {
    this.#progress = progress;
    this.#worker.addEventListener("message", ({ data }: MessageEvent<Told>) => {
      if ("progress" in data) this.#progress(data.progress);
      else this.#answer?.(data.done);
    });
    for (const worker of [this.#reader, this.#worker])
      worker.addEventListener("error", ({ message }) => {
        this.#broken = { ok: false, error: { code: "engine", message } };
        this.#answer?.(this.#broken);
      });
    const { port1: to, port2: from } = new MessageChannel();
    this.#reader.postMessage({ to } satisfies ReadOrder, [to]);
    this.#worker.postMessage({ from } satisfies Order, [from]);
  }

  /** Has items read, as the next portion to be taken in. */
  read(items: Offered[]): void {
    this.#reader.postMessage({ read: items } satisfies ReadOrder);
  }

  /** Takes the next portion in, related by the thresholds; gives its job as it is then. */
  async take(job: Job, thresholds: Partial<Thresholds>): Promise<Job> {
    return (await this.#ask({ take: job, thresholds })).job;
  }

  /** Has settled what the portions of a job have left. */
  async settle(job: Job): Promise<void> {
    await this.#ask({ settle: job });
  }

  /** Restores the backup of a job. */
  restore(job: Job): Promise<Restored> {
    return this.#ask({ restore: job });
  }

  /** Stops a restoration after what it is at. */
  stop(): void {
    this.#worker.postMessage({ stop: true } satisfies Order);
  }

  /** Ends the workers. */
  end(): void {
    this.#reader.terminate();
    this.#worker.terminate();
  }

  async #ask(order: Order): Promise<Restored> {
    const answered = new Promise<Result<Restored>>((resolve) => {
      this.#answer = resolve;
      this.#worker.postMessage(order);
    });
    return unwrap(this.#broken ?? (await answered));
  }
}
