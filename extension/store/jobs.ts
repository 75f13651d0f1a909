/** Files on their way into the library, as they are kept until they are in. */
import { clearRecords } from "./backup.js";
import { changing, guarded } from "./change.js";
import { type Job, library } from "./schema.js";

/** All jobs, the latest first. */
export async function readJobs(): Promise<Job[]> {
  return guarded(async () => (await (await library()).getAll("jobs")).reverse());
}

/** Keeps a job as it is now; one without an id is new. Gives its id. */
export async function keepJob(job: Omit<Job, "id"> & { id?: number }): Promise<number> {
  return changing(({ jobs }) => jobs.put(job as Job));
}

/** Forgets a job. */
export async function dropJob(id: number): Promise<void> {
  return changing(({ jobs }) => jobs.delete(id));
}

/** Empties the library for a job that replaces it, and notes that in the same change. */
export async function replaceAll(job: Job): Promise<void> {
  return changing(async (stores) => {
    await clearRecords(stores);
    await stores.jobs.put(job);
  });
}
