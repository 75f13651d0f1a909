// Packages for the stores, `dist/wireprint-VERSION-BROWSER.zip`, and the core for npm,
// `dist/wireprint-VERSION.tgz`. The same source and compiler give the same bytes: entries are sorted
// and carry one fixed time.
//
//   npm run package [-- chrome|firefox|npm]

import fs from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { BROWSERS, version } from "./build/manifest.mjs";
import { buildNpmPackage } from "./build/npm.mjs";
import { build } from "./build.mjs";
import { at, DIST } from "./lib/paths.mjs";
import { main, Problem, run } from "./lib/run.mjs";
import { filesBelow } from "./lib/stamp.mjs";
import { setup } from "./setup.mjs";

/** The first moment that a zip file can name. */
const MTIME = new Date(1980, 0, 1);

/** Writes the package of a built browser folder and returns its path. */
export async function pack(browser) {
  const { ZipFile } = (await import("yazl")).default;
  const folder = path.join(DIST, browser);
  const file = path.join(DIST, `wireprint-${await version()}-${browser}.zip`);
  const zip = new ZipFile();
  for (const entry of await filesBelow(folder)) {
    const name = path.relative(folder, entry).split(path.sep).join("/");
    zip.addFile(entry, name, { mtime: MTIME, mode: 0o100644, forceDosTimestamp: true });
  }
  zip.end();
  await pipeline(zip.outputStream, fs.createWriteStream(file));
  return file;
}

/** Writes the package for npm and returns its path. */
async function packNpm() {
  const folder = path.join(DIST, "npm");
  await buildNpmPackage(folder);
  await run("npm", ["pack", "--pack-destination", DIST], { cwd: folder });
  return path.join(DIST, `wireprint-${await version()}.tgz`);
}

const TARGETS = [...BROWSERS, "npm"];

if (process.argv[1] === at("scripts/package.mjs")) {
  main(async () => {
    const asked = process.argv.slice(2);
    const unknown = asked.find((name) => !TARGETS.includes(name));
    if (unknown) throw new Problem(`There is no package for ${unknown}.`);
    const { rust } = await setup();
    await build(rust);
    for (const target of asked.length > 0 ? asked : TARGETS) {
      const file = target === "npm" ? await packNpm() : await pack(target);
      process.stdout.write(`${path.relative(at(), file)}\n`);
    }
  });
}
