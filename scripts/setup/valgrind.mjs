// Valgrind, which counts instructions: the one on this machine, or on Debian the packaged one.

import { canInstall, install } from "../lib/apt.mjs";
import { programOf } from "../lib/programs.mjs";
import { step } from "../lib/run.mjs";

/** Its program, or nothing where there is none for this system. */
export async function valgrind() {
  const found = await programOf(["valgrind"]);
  if (found || !(await canInstall())) return found;
  await step("Installing valgrind", () => install(["valgrind"]));
  return programOf(["valgrind"]);
}
