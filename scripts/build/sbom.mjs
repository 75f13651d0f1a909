// What Wireprint is made of and made with, for those who must know before they install it: a bill of
// materials in CycloneDX 1.6. What ships is `required`; what only builds and tests is `excluded`. It
// holds no time and no serial number, so that the same source gives the same bytes.

import fs from "node:fs/promises";
import path from "node:path";
import { at, DIST } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";
import { filesBelow } from "../lib/stamp.mjs";
import { BROWSERS, version } from "./manifest.mjs";

/**
 * Writes the bill of materials of the extensions that are built.
 *
 * @param {string} file
 */
export async function writeSbom(file) {
  const components = [...(await npmComponents()), ...(await crateComponents())];
  components.sort((one, other) => (one["bom-ref"] < other["bom-ref"] ? -1 : 1));
  const own = {
    type: "application",
    name: "wireprint",
    version: await version(),
    licenses: [{ expression: "MIT OR Apache-2.0" }],
  };
  const bom = { bomFormat: "CycloneDX", specVersion: "1.6", version: 1 };
  const text = JSON.stringify({ ...bom, metadata: { component: own }, components }, null, 2);
  await fs.writeFile(file, `${text}\n`);
}

function component(purl, name, release, licence, hash, ships) {
  return {
    type: "library",
    "bom-ref": purl,
    name,
    version: release,
    ...(licence ? { licenses: [{ expression: licence }] } : {}),
    ...(hash ? { hashes: [hash] } : {}),
    purl,
    scope: ships ? "required" : "excluded",
  };
}

/** The places of the npm packages that ship: the bundler names every module above its code. */
async function shippedPackages() {
  const places = new Set();
  for (const browser of BROWSERS) {
    for (const file of await filesBelow(path.join(DIST, browser))) {
      if (!file.endsWith(".js")) continue;
      const code = await fs.readFile(file, "utf8");
      const modules = code.matchAll(/^ *\/\/ (.*node_modules\/(?:@[^/\s]+\/)?[^/\s]+)\//gm);
      for (const [, place] of modules) places.add(place);
    }
  }
  return places;
}

async function npmComponents() {
  const { packages } = JSON.parse(await fs.readFile(at("package-lock.json"), "utf8"));
  const shipped = await shippedPackages();
  const found = new Map();
  for (const [place, { version: release, license, integrity }] of Object.entries(packages)) {
    if (place === "") continue;
    const name = place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
    const purl = `pkg:npm/${name.replace("@", "%40")}@${release}`;
    const content = Buffer.from(integrity.replace("sha512-", ""), "base64").toString("hex");
    const hash = { alg: "SHA-512", content };
    found.set(purl, component(purl, name, release, license, hash, shipped.has(place)));
  }
  return [...found.values()];
}

async function crateComponents() {
  const ask = async (...options) => {
    const wanted = ["metadata", "--locked", "--format-version", "1", ...options];
    return JSON.parse((await run("cargo", wanted)).stdout);
  };
  // Of the crates that are resolved for the browser, those that a build or a test alone needs are left
  // out by following what the library itself depends on.
  const browser = ["--no-default-features", "--filter-platform", "wasm32-unknown-unknown"];
  const [all, { resolve }] = [await ask("--all-features"), await ask(...browser)];
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const shipped = new Set();
  const follow = (id) => {
    if (shipped.has(id)) return;
    shipped.add(id);
    for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps)
      if (kinds.some(({ kind }) => kind === null)) follow(pkg);
  };
  follow(resolve.root);
  const lock = (await fs.readFile(at("Cargo.lock"), "utf8")).split("[[package]]").slice(1);
  const sums = new Map(
    lock.map((entry) => {
      const field = (name) => entry.match(new RegExp(`^${name} = "(.*)"$`, "m"))?.[1];
      return [`${field("name")}@${field("version")}`, field("checksum")];
    }),
  );
  return all.packages
    .filter(({ source }) => source !== null)
    .map(({ id, name, version: release, license }) => {
      const content = sums.get(`${name}@${release}`);
      const hash = content && { alg: "SHA-256", content };
      const purl = `pkg:cargo/${name}@${release}`;
      return component(
        purl,
        name,
        release,
        license?.replaceAll("/", " OR "),
        hash,
        shipped.has(id),
      );
    });
}
