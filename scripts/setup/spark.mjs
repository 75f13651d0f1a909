// Apache Spark, for the job of `spark/related.py`, and the Java that it runs on: the one on this machine,
// or on Debian the packaged one. Spark itself comes in a pinned version into a folder that git ignores.

import fs from "node:fs/promises";
import path from "node:path";
import { canInstall, install } from "../lib/apt.mjs";
import { at, TOOLS } from "../lib/paths.mjs";
import { programOf } from "../lib/programs.mjs";
import { ask, Problem, run, step } from "../lib/run.mjs";

const JAVA = "openjdk-17-jre-headless";
const NEEDED = at("spark/requirements.txt");

/** A Python that has it; nothing, with the reason told, where it cannot be had. */
export async function spark() {
  try {
    if (!(await programOf(["java"])) && (await canInstall()))
      await step(`Installing ${JAVA}`, () => install([JAVA]));
    if (await programOf(["java"])) return await pythonWithSpark();
    throw new Problem("There is no Java, which should be 17.");
  } catch (error) {
    process.stderr.write(`${error.message}\nNothing runs on Spark.\n`);
    return undefined;
  }
}

async function pythonWithSpark() {
  const folder = path.join(TOOLS, "spark");
  const python = path.join(folder, "bin/python");
  const wanted = (await fs.readFile(NEEDED, "utf8")).trim().split("\n");
  const there = ((await ask(python, ["-m", "pip", "freeze"])) ?? "").toLowerCase();
  if (wanted.every((line) => there.includes(line))) return python;
  await step("Installing Spark", async () => {
    await run("python3", ["-m", "venv", folder]);
    const install = ["-m", "pip", "install", "--quiet", "-r", NEEDED];
    await run(python, install, { seconds: 600 });
  });
  return python;
}
