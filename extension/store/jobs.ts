/** Files on their way into the library: how far each is, and the file until it is in. */
import { CodedError } from "../messages/result.js";
import { clearRecords } from "./backup.js";
import { type Change, changing, guarded } from "./change.js";
import { type Job, library } from "./schema.js";

/** All jobs, the latest first. */
export async function readJobs(): Promise<Job[]> {
  return guarded(async () => (await (await library()).getAll("jobs")).reverse());
}

/** The file of a job that is not done. */
export async function readFile(id: number): Promise<Blob | undefined> {
  return guarded(async () => (await (await library()).get("files", id))?.file);
}

/** Keeps a new job with its file; gives its id. */
export async function beginJob(job: Omit<Job, "id">, file: Blob): Promise<number> {
  return changing(async ({ jobs, files }) => {
    const id = await jobs.add(job as Job);
    await files.put({ id, file });
    return id;
  });
}

/** Notes how far a job is, in a change of its own. */
export async function keepJob(job: Job): Promise<void> {
  await changing((stores) => noteJob(stores, job));
}

/**
 * Notes how far a job is, within the change that brought it so far; a job that is done has no file. One
 * that is there no more, because everything was erased, is stopped, and takes that change along.
 */
export async function noteJob({ jobs, files }: Change, job: Job): Promise<void> {
  if ((await jobs.getKey(job.id)) === undefined) throw new CodedError("stopped", job.name);
  await jobs.put(job);
  if (job.state === "done") await files.delete(job.id);
}

/** Forgets a job. */
export async function dropJob(id: number): Promise<void> {
  return changing(async ({ jobs, files }) => {
    await Promise.all([jobs.delete(id), files.delete(id)]);
  });
}

/** Empties the library for a job that replaces it, and notes that in the same change. */
export async function replaceAll(job: Job): Promise<void> {
  return changing(async (stores) => {
    await clearRecords(stores);
    await noteJob(stores, job);
  });
}
