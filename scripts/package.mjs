// Packages for the stores, `dist/wireprint-VERSION-chrome.zip` and `-firefox.xpi`, their source as it is committed, the
// core for npm, `dist/wireprint-VERSION.tgz`, and a bill of materials. The same source and compiler
// give the same bytes: entries are sorted and carry one fixed time. `dist/SHA256SUMS` has a checksum
// of each.
//
//   npm run package [-- chrome|firefox|source|npm|sbom]

import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { BROWSERS, version } from "./build/manifest.mjs";
import { buildNpmPackage } from "./build/npm.mjs";
import { writeSbom } from "./build/sbom.mjs";
import { build } from "./build.mjs";
import { at, DIST } from "./lib/paths.mjs";
import { main, Problem, run } from "./lib/run.mjs";
import { filesBelow } from "./lib/stamp.mjs";
import { setup } from "./setup.mjs";

/** The first moment that a zip file can name. */
const MTIME = new Date(1980, 0, 1);

/** How each browser's package is called: both are zip files. */
const SUFFIX = { chrome: "chrome.zip", firefox: "firefox.xpi" };

/** Writes the package of a built browser folder, below `dist` or elsewhere, and returns its path. */
export async function pack(browser, out = DIST) {
  const { ZipFile } = (await import("yazl")).default;
  const folder = path.join(DIST, browser);
  const file = path.join(out, `wireprint-${await version()}-${SUFFIX[browser]}`);
  const zip = new ZipFile();
  for (const entry of await filesBelow(folder)) {
    const name = path.relative(folder, entry).split(path.sep).join("/");
    zip.addFile(entry, name, { mtime: MTIME, mode: 0o100644, forceDosTimestamp: true });
  }
  zip.end();
  await pipeline(zip.outputStream, fs.createWriteStream(file));
  return file;
}

/** Writes the committed source, which reviewers build from, and returns its path. */
async function packSource() {
  const file = path.join(DIST, `wireprint-${await version()}-source.zip`);
  await run("git", ["archive", "--format=zip", "-9", `--output=${file}`, "HEAD"]);
  return file;
}

/** Writes the bill of materials and returns its path. */
async function packSbom() {
  const file = path.join(DIST, `wireprint-${await version()}-sbom.json`);
  await writeSbom(file);
  return file;
}

/** Writes the package for npm and returns its path. */
async function packNpm() {
  const folder = path.join(DIST, "npm");
  await buildNpmPackage(folder);
  await run("npm", ["pack", "--pack-destination", DIST], { cwd: folder });
  return path.join(DIST, `wireprint-${await version()}.tgz`);
}

/** What can be packed, by name. */
const TARGETS = {
  ...Object.fromEntries(BROWSERS.map((browser) => [browser, () => pack(browser)])),
  source: packSource,
  npm: packNpm,
  sbom: packSbom,
};

/** Writes the checksums of packages beside them, as `sha256sum` does. */
function writeSums(files) {
  const lines = files.map((file) => {
    const sum = createHash("sha256").update(fs.readFileSync(file)).digest("hex");
    return `${sum}  ${path.basename(file)}\n`;
  });
  fs.writeFileSync(path.join(DIST, "SHA256SUMS"), lines.join(""));
}

if (process.argv[1] === at("scripts/package.mjs")) {
  main(async () => {
    const asked = process.argv.slice(2);
    const unknown = asked.find((name) => !(name in TARGETS));
    if (unknown) throw new Problem(`There is no package for ${unknown}.`);
    const { rust } = await setup();
    await build(rust);
    const files = [];
    for (const target of asked.length > 0 ? asked : Object.keys(TARGETS)) {
      files.push(await TARGETS[target]());
      process.stdout.write(`${path.relative(at(), files.at(-1))}\n`);
    }
    writeSums(files);
  });
}
