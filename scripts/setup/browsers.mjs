// The browsers that the tour and the end-to-end tests drive: the ones on this machine, or on
// Debian the packaged ones.

import { canInstall, install } from "../lib/apt.mjs";
import { executable, programOf } from "../lib/programs.mjs";
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
  const found = await programOf(known.names, known.places);
  if (found) return found;
  if (await canInstall()) {
    await step(`Installing ${known.package}`, () => install([known.package]));
    const now = await programOf(known.names, known.places);
    if (now) return now;
  }
  throw new Problem(
    `No ${name} was found. Install it, or set ${known.variable} to the path of its program.`,
  );
}
