// Two manifests from one source: what both browsers share, and what each says in its own words.

import fs from "node:fs/promises";
import { at } from "../lib/paths.mjs";
import { Problem } from "../lib/run.mjs";

/** Browsers that are built for. */
export const BROWSERS = ["chrome", "firefox"];

/**
 * The manifest of a browser: `base.json`, overlaid with the browser's own entries.
 *
 * @param {string} browser
 */
export async function manifest(browser) {
  const [base, own] = await Promise.all([read("base"), read(browser)]);
  return { ...base, ...own, version: await version() };
}

/** The version that Cargo.toml gives; there is no other. */
export async function version() {
  const cargo = await fs.readFile(at("Cargo.toml"), "utf8");
  const found = cargo.match(/^version = "([^"]+)"/m)?.[1];
  if (!found) throw new Problem("Cargo.toml has no version.");
  return found;
}

async function read(name) {
  return JSON.parse(await fs.readFile(at("extension/manifest", `${name}.json`), "utf8"));
}
