// The browsers that the tour and the end-to-end tests drive: the ones on this machine, or on
// Debian the packaged ones.

import fs from "node:fs/promises";
import path from "node:path";
import { canInstall, install } from "../lib/apt.mjs";
import { Problem, step } from "../lib/run.mjs";

const BROWSERS = {
  chromium: {
    variable: "CHROMIUM",
    package: "chromium",
    names: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
    places: [
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ],
  },
  firefox: {
    variable: "FIREFOX",
    package: "firefox-esr",
    names: ["firefox-esr", "firefox"],
    places: ["/Applications/Firefox.app/Contents/MacOS/firefox"],
  },
};

/**
 * The program of a browser.
 *
 * @param {"chromium" | "firefox"} name
 * @returns {Promise<string>}
 */
export async function browser(name) {
  const known = BROWSERS[name];
  const chosen = process.env[known.variable];
  if (chosen) {
    if (await executable(chosen)) return chosen;
    throw new Problem(`${known.variable} names ${chosen}, which cannot be run.`);
  }
  const found = await firstOf(known);
  if (found) return found;
  if (await canInstall()) {
    await step(`Installing ${known.package}`, () => install([known.package]));
    const now = await firstOf(known);
    if (now) return now;
  }
  throw new Problem(
    `No ${name} was found. Install it, or set ${known.variable} to the path of its program.`,
  );
}

async function firstOf({ names, places }) {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  const candidates = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  for (const candidate of [...candidates, ...places]) {
    if (await executable(candidate)) return candidate;
  }
  return undefined;
}

async function executable(file) {
  try {
    await fs.access(file, fs.constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
