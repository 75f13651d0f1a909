// A page of the extension that works for a benchmark, over all that ships.

import fs from "node:fs/promises";
import path from "node:path";
import { openChromium } from "../../browsers/chromium.mjs";
import { openFirefox } from "../../browsers/firefox.mjs";
import { until } from "../../browsers/until.mjs";
import { bundle } from "../../build/bundle.mjs";
import { at, DIST } from "../../lib/paths.mjs";
import { Problem } from "../../lib/run.mjs";

/** What opens each browser. */
export const OPEN = { chromium: openChromium, firefox: openFirefox };
const FOLDER = { chromium: "chrome", firefox: "firefox" };
/** How long a piece of work may take, in seconds. */
const PATIENCE = 900;

/** Puts the extension into a folder, with a page of its own (`bench.html`) beside those that ship. */
export async function makeWorkplace(name, folder, entry) {
  await fs.rm(folder, { recursive: true, force: true });
  await fs.cp(path.join(DIST, FOLDER[name]), folder, { recursive: true });
  await bundle({ bench: at(entry) }, folder, "module");
  const html =
    '<!doctype html><meta charset="utf-8"><script type="module" src="bench.js"></script>';
  await fs.writeFile(path.join(folder, "bench.html"), html);
}

/**
 * Opens a browser with such an extension, on that page.
 *
 * @param {string} entry the page's script, whose functions are global.
 * @returns {Promise<{driver: object, run: (work: string, ...given: unknown[]) => Promise<any>}>} `run`
 *   has the page do some work, by the name of the function.
 */
export async function openWorkplace(name, program, entry) {
  const folder = at("target/bench-extension", name);
  await makeWorkplace(name, folder, entry);
  const driver = await OPEN[name]({ program, extension: folder });
  try {
    const page = await driver.extensionPage("bench.html");
    // A driver does not wait for long: what takes minutes is begun, and asked after.
    const run = async (work, ...given) => {
      await page.evaluate(begin, work, ...given);
      const came = JSON.parse(await until(`${work} is done`, () => page.evaluate(ended), PATIENCE));
      if ("error" in came) throw new Problem(`${work}: ${came.error}`);
      return came.value;
    };
    return { driver, run };
  } catch (thrown) {
    await driver.close();
    throw thrown;
  }
}

/** For the page to run: begins some work. What comes of it stands in the document, for later calls to see. */
function begin(work, ...given) {
  const { dataset } = document.documentElement;
  const tell = (came) => {
    dataset.came = JSON.stringify(came);
  };
  delete dataset.came;
  globalThis[work](...given).then(
    (value) => tell({ value }),
    (error) => tell({ error: String(error) }),
  );
}

/** For the page to run: what has come of it, as JSON. */
function ended() {
  return document.documentElement.dataset.came;
}
