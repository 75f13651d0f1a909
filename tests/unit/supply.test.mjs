// What Wireprint is made of: every package of others comes from its registry under a checksum, under
// a licence that lets anyone pass it on, and runs nothing when it is fetched.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { writeSbom } from "../../scripts/build/sbom.mjs";

const LICENCES = new Set(
  (
    "0BSD Apache-2.0 BSD BSD-2-Clause BSD-3-Clause BSL-1.0 CC0-1.0 ISC MIT MIT-0 MPL-2.0 Unicode-3.0 " +
    "Unlicense Zlib BlueOak-1.0.0 Python-2.0 CC-BY-3.0 CC-BY-4.0"
  ).split(" "),
);

/** Whether a licence, as SPDX writes it or as older crates do (a slash), can be met with those of the list. */
function isFree(licence) {
  const all = licence
    .replace(/[()]/g, "")
    .replaceAll("/", " OR ")
    .split(/\s+AND\s+/);
  return all.every((one) => one.split(/\s+OR\s+/).some((name) => LICENCES.has(name)));
}

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const packages = Object.entries(lock.packages).filter(([place]) => place !== "");

test("every npm package has a checksum, and none comes from elsewhere", () => {
  assert.ok(packages.length > 20);
  for (const [place, { integrity, resolved, link }] of packages) {
    assert.match(integrity ?? "", /^sha512-/, place);
    // A place to fetch it from would be named here: without one it is the registry that npm is set to.
    assert.ok(!link && resolved === undefined, place);
  }
});

test("the bill of materials names all of it with checksums, and what of it ships", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "wireprint-"));
  const file = path.join(folder, "sbom.json");
  await writeSbom(file);
  const { components } = JSON.parse(readFileSync(file, "utf8"));
  rmSync(folder, { recursive: true });
  const named = new Map(components.map((one) => [`${one.name}@${one.version}`, one]));
  for (const [place, { version }] of packages)
    assert.ok(named.has(`${place.split("node_modules/").at(-1)}@${version}`), place);
  for (const { purl, hashes, licenses } of components) assert.ok(hashes && licenses, purl);
  const scope = (name) => components.find((one) => one.name === name)?.scope;
  for (const name of ["idb", "preact", "wasm-bindgen", "serde"])
    assert.equal(scope(name), "required", name);
  for (const name of ["axe-core", "esbuild", "proptest", "clap"])
    assert.equal(scope(name), "excluded", name);
});

test("no package runs a script when it is fetched", () => {
  assert.match(readFileSync(".npmrc", "utf8"), /^ignore-scripts=true$/m);
});

test("versions are pinned", () => {
  const { dependencies = {}, devDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
    assert.match(version, /^\d+\.\d+\.\d+(-[\w.]+)?$/, name);
});

test("every npm package that is there may be passed on", () => {
  for (const [place] of packages) {
    const file = path.join(place, "package.json");
    if (!existsSync(file)) continue;
    const { license, licenses } = JSON.parse(readFileSync(file, "utf8"));
    const stated = license?.type ?? license ?? licenses?.map(({ type }) => type).join(" OR ");
    assert.ok(isFree(stated ?? "none stated"), `${place}: ${stated}`);
  }
});

test("every crate has a checksum, comes from the registry, and may be passed on", () => {
  const crates = readFileSync("Cargo.lock", "utf8").split("[[package]]").slice(1);
  const others = crates.filter((crate) => !/^name = "wireprint"$/m.test(crate));
  assert.ok(others.length > 20);
  for (const crate of others) {
    assert.match(crate, /^source = "registry\+/m, crate);
    assert.match(crate, /^checksum = "[0-9a-f]{64}"$/m, crate);
  }
  const kinds = ["--edges", "normal,build", "--all-features"];
  const shown = ["--prefix", "none", "--format", "{p}\t{l}"];
  const tree = execFileSync("cargo", ["tree", "--locked", "--offline", ...kinds, ...shown], {
    encoding: "utf8",
  });
  for (const line of new Set(tree.trim().split("\n"))) {
    const [crate, licence = ""] = line.replace(/ \(\*\)$/, "").split("\t");
    assert.ok(isFree(licence), `${crate}: ${licence}`);
  }
});
