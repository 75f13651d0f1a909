/** Puts a backup back, merged with what is there or in its place. */
import { withIndex } from "../../../capture/indexed.js";
import { asStory } from "../../../capture/story.js";
import { asFailure, CodedError } from "../../../messages/result.js";
import { checkBackup } from "../../../store/backup.js";
import { keepJob, noteJob, replaceAll } from "../../../store/jobs.js";
import { restoreBackup } from "../../../store/restore.js";
import type { Job } from "../../../store/schema.js";

/** What became of a restoration, and the settings that were in the backup. */
export interface Restored {
  job: Job;
  settings: Record<string, unknown>;
}

/** Restores the file of a job; `told` hears how far it is, and says whether it is to go on. */
export async function restore(
  from: Job,
  file: Blob,
  told: (job: Job) => boolean,
): Promise<Restored> {
  let job = from;
  try {
    const { records } = await checkBackup(file);
    if (job.restore === "replace" && !job.isCleared) {
      job = { ...job, isCleared: true };
      await replaceAll(job);
    }
    const { settings, troubles } = await withIndex((engine) =>
      restoreBackup(
        {
          core: engine,
          engine: engine.version(),
          fingerprint: (head, text) => engine.fingerprint(asStory(head, text)),
        },
        file,
        async (stores, behind) => {
          if (!told(job)) throw new CodedError("stopped");
          const now = { ...job, done: behind, stored: behind };
          await noteJob(stores, now);
          await stores.totals.put({ of: "restored", count: job.at });
          job = now;
        },
      ),
    );
    job = { ...job, done: records, stored: records, troubles, state: "done" };
    await keepJob(job);
    return { job, settings };
  } catch (thrown) {
    const { code, message } = asFailure(thrown, "file");
    if (code === "quota") throw thrown;
    if (code !== "stopped") {
      const troubles = [{ item: job.name, code, detail: message }];
      job = { ...job, troubles, state: "done" };
    }
    await keepJob(job);
    return { job, settings: {} };
  }
}
