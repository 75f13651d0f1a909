// Shows what Wireprint is for.
//
//   npm start                          a browser with the extension, at the sample newsroom
//   npm start -- --headless [DIR]      the tour: presses the button on every page and prints what
//                                      came out; DIR holds saved pages (*.html) or texts (*.txt)
//   npm start -- --headless --json     the same for machines
//
// Without a display the tour is made, because there is nobody to see a window.

import path from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { DIST } from "./lib/paths.mjs";
import { main, Problem, step } from "./lib/run.mjs";
import { setup } from "./setup.mjs";
import { tourText } from "./tour/print.mjs";

const PICTURES = path.join(DIST, "tour");
/** Tall enough to show most of a story with its marks. */
const TOUR_WINDOW = { width: 1280, height: 1400 };

main(async () => {
  const { headless, json, folder } = options();
  const { rust, browsers } = await setup({ browsers: ["chromium"] });
  await build(rust);
  // These need the npm packages, which set-up has only now brought.
  const { tourPages } = await import("./tour/pages.mjs");
  const { openChromium } = await import("./browsers/chromium.mjs");
  const site = await tourPages(folder);
  try {
    const browser = { program: browsers.chromium, extension: path.join(DIST, "chrome"), headless };
    if (!headless) return await show(await openChromium(browser), site.front);
    const driver = await openChromium({ ...browser, ...TOUR_WINDOW });
    const { visit } = await import("./tour/tour.mjs");
    const tell = (file) => process.stderr.write(`  ${file}\n`);
    try {
      const tour = await step("Pressing the button on every page", () =>
        visit(driver, site.pages, { pictures: PICTURES, tell }),
      );
      process.stdout.write(json ? `${JSON.stringify(tour)}\n` : tourText(tour));
      process.stderr.write(`Pictures: ${PICTURES}\n`);
    } finally {
      await driver.close();
    }
  } finally {
    await site.close();
  }
});

/** Opens the first page and stays until the browser is closed. */
async function show(driver, url) {
  await driver.open(url);
  process.stderr.write(`\nThe sample newsroom is at ${url}\n`);
  process.stderr.write("Open a story, then press Wireprint's button in the toolbar.\n");
  await new Promise((resolve) => driver.browser.once("disconnected", resolve));
}

function options() {
  try {
    const { values, positionals } = parseArgs({
      options: { headless: { type: "boolean" }, json: { type: "boolean" } },
      allowPositionals: true,
    });
    if (positionals.length > 1) throw new Error("one folder at most");
    const [given] = positionals;
    // npm runs scripts at the root of the checkout; a folder is meant from where one typed it.
    const folder = given && path.resolve(process.env.INIT_CWD ?? process.cwd(), given);
    return {
      headless: values.headless || given || values.json || !hasDisplay(),
      json: values.json,
      folder,
    };
  } catch (error) {
    throw new Problem(`${error.message}\nusage: npm start [-- --headless [DIR] [--json]]`);
  }
}

function hasDisplay() {
  if (process.platform !== "linux") return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
