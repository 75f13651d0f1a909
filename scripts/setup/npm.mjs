// The npm packages, exactly as the lock file has them.

import { at } from "../lib/paths.mjs";
import { run, step } from "../lib/run.mjs";
import { hashOf, unlessStamped } from "../lib/stamp.mjs";

/** Runs `npm ci` when the lock file has changed since the last time. */
export async function npmPackages() {
  const hash = await hashOf([at("package-lock.json")], [process.version]);
  await unlessStamped(at("node_modules/.wireprint-stamp"), hash, () =>
    step("Fetching the npm packages", () => run("npm", ["ci", "--loglevel=error"])),
  );
}
