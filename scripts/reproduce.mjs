// Shows that the packages can be built again, bit for bit: builds the committed source twice, in
// folders of different names, and compares every package. Prints a SHA-256 per package.
//
//   npm run reproduce

import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { at, TOOLS } from "./lib/paths.mjs";
import { main, Problem, run, step } from "./lib/run.mjs";
import { setup } from "./setup.mjs";

/** Names of different lengths: what a build takes from its folder would show. */
const FOLDERS = ["one", "another-place/with/a-longer-name"];

/** Builds the packages of the committed source in a folder; file name to SHA-256. */
async function packagesIn(folder) {
  await fs.mkdir(path.dirname(folder), { recursive: true });
  await run("git", ["clone", "--quiet", "--no-hardlinks", at(), folder]);
  // The tools are pinned and checked by their set-up; building them anew would show nothing more.
  await fs.cp(TOOLS, path.join(folder, ".tools"), { recursive: true });
  await run("npm", ["run", "package"], { cwd: folder });
  const dist = path.join(folder, "dist");
  const names = (await fs.readdir(dist))
    .filter((name) => /\.(zip|xpi|tgz|json)$/.test(name))
    .sort();
  const sums = await Promise.all(
    names.map(async (name) => {
      const bytes = await fs.readFile(path.join(dist, name));
      return [name, createHash("sha256").update(bytes).digest("hex")];
    }),
  );
  return Object.fromEntries(sums);
}

main(async () => {
  await setup();
  const { stdout } = await run("git", ["status", "--porcelain"]);
  if (stdout) process.stderr.write("Changes that are not committed are left out.\n");
  const base = await fs.mkdtemp(path.join(os.tmpdir(), "wireprint-reproduce-"));
  try {
    const built = [];
    for (const name of FOLDERS) {
      const work = () => packagesIn(path.join(base, name));
      built.push(await step(`Building in a folder called ${path.basename(name)}`, work));
    }
    const [one, other] = built;
    for (const [name, sum] of Object.entries(one)) process.stdout.write(`${sum}  ${name}\n`);
    const differing = Object.keys({ ...one, ...other }).filter((name) => one[name] !== other[name]);
    if (differing.length > 0) throw new Problem(`Two builds differ in ${differing.join(", ")}.`);
  } finally {
    await fs.rm(base, { recursive: true, force: true });
  }
});
