// The end that a browser cannot prepare for.

import { once } from "node:events";

/** Kills a process, and waits until it is gone. */
export async function killed(child) {
  const gone = child.exitCode === null && child.signalCode === null ? once(child, "exit") : null;
  child.kill("SIGKILL");
  await gone;
}
