// Pictures of every state that the gallery knows, to be looked at.
//
//   npm run screenshots                 both browsers
//   npm run screenshots -- firefox      only this one
//   npm run screenshots -- panel-none   only pictures whose names begin so
//   npm run screenshots -- store        only those for the extension stores
//   npm run screenshots -- layout       no pictures: keeps the layouts as they are now
//
//   dist/screenshots/BROWSER/panel-STATE-WIDTH.png       and -dark, -forced, -ar (right to left)
//   dist/screenshots/BROWSER/PAGE-WIDTH.png              likewise
//   dist/screenshots/BROWSER/stored-VIEW.png             the library of a reader of the sample newsroom
//   dist/screenshots/BROWSER/store-PAGE-LANGUAGE.png     of the one size that the stores take
//   tests/layout/BROWSER.txt                             what tests/e2e/gallery.test.mjs compares

import fs from "node:fs/promises";
import path from "node:path";
import { openChromium } from "./browsers/chromium.mjs";
import { openFirefox } from "./browsers/firefox.mjs";
import { serve } from "./browsers/serve.mjs";
import { until } from "./browsers/until.mjs";
import { build } from "./build.mjs";
import { openGallery, PAGES } from "./lib/gallery.mjs";
import { layoutOf } from "./lib/layout.mjs";
import { at, DIST } from "./lib/paths.mjs";
import { main, step } from "./lib/run.mjs";
import { setup } from "./setup.mjs";
import { newsroomPages, newsroomUrl } from "./tour/pages.mjs";
import { visit } from "./tour/tour.mjs";

// Times of day are written alike on every machine; browsers inherit this.
process.env.TZ = "UTC";

const OPEN = { chromium: openChromium, firefox: openFirefox };

/** The word that asks for layouts instead of pictures. */
const LAYOUT = "layout";

/** The widths of the panel and of the pages; the looks are taken at the second. */
const PANEL = [320, 400, 600];
const PAGE = [1440, 1024];

/** What the stores show, and the one size that they take. */
const STORE = {
  pages: ["compare", "compare-changes", "family", "families"],
  width: 1280,
  height: 800,
};

/** The window's height for pages that fill it; the others are shown as high as they are. */
const WINDOW = 900;

/** What the address of the library says in each of its views; a story is opened by its number. */
const VIEWS = { stories: "", story: "1", in: "in", out: "out", keeping: "keeping" };

/** Further looks: what the address says, and whether colours are forced. */
const LOOKS = {
  dark: { more: "&theme=dark" },
  forced: { more: "", forced: true },
  ar: { more: "&lang=ar" },
};

main(async () => {
  const asked = process.argv.slice(2);
  const some = Object.keys(OPEN).filter((name) => asked.includes(name));
  const names = some.length > 0 ? some : Object.keys(OPEN);
  const begins = asked.filter((name) => !(name in OPEN));
  const { rust, browsers } = await setup({ browsers: names });
  await build(rust);
  const server = await serve(path.join(DIST, "www"));
  for (const name of names) {
    await step(`Going through the gallery in ${name}`, async () => {
      const extension = path.join(DIST, name === "firefox" ? "firefox" : "chrome");
      const open = (size) => OPEN[name]({ program: browsers[name], extension, ...size });
      const driver = await open({ width: 1500, height: 2600 });
      const gallery = await openGallery(driver, server.url);
      const folder = path.join(DIST, "screenshots", name);
      if (begins.includes(LAYOUT)) {
        await fs.mkdir(at("tests/layout"), { recursive: true });
        await fs.writeFile(at("tests/layout", `${name}.txt`), await layoutOf(gallery));
      } else await photograph(gallery, folder, begins);
      await driver.close();
      if (begins.length > 0 && !begins.some((begin) => begin.startsWith("stored"))) return;
      const reader = await open({ width: PAGE[0], height: WINDOW });
      await photographLibrary(reader, server.url, folder);
      await reader.close();
    });
  }
  await server.close();
});

async function photograph(gallery, folder, begins) {
  if (begins.length === 0) await fs.rm(folder, { recursive: true, force: true });
  await fs.mkdir(folder, { recursive: true });
  const panels = gallery.states.map((state) => [
    `panel-${state}`,
    `panel.html?state=${state}`,
    PANEL,
  ]);
  const pages = Object.entries(PAGES).map(([page, address]) => [page, address, PAGE]);

  await photographForStores(gallery, folder, begins);
  const take = (file) => gallery.tab.screenshot(path.join(folder, `${file}.png`), "iframe");
  const wanted = ([file]) => begins.length === 0 || begins.some((begin) => file.startsWith(begin));
  for (const [file, address, widths] of [...panels, ...pages].filter(wanted)) {
    const height = file.startsWith("compare") ? WINDOW : undefined;
    for (const width of widths) {
      await gallery.show(address, width, height);
      await take(`${file}-${width}`);
    }
    const width = widths[1];
    for (const [look, { more, forced = false }] of Object.entries(LOOKS)) {
      await gallery.show(address + more, width, height);
      if (forced) await gallery.forceColours(true);
      await take(`${file}-${width}-${look}`);
      if (forced) await gallery.forceColours(false);
    }
  }
}

/** The pages that the stores show, in every language of the interface. */
async function photographForStores(gallery, folder, begins) {
  if (begins.length > 0 && !begins.some((begin) => begin.startsWith("store-") || begin === "store"))
    return;
  for (const language of await fs.readdir(at("extension/_locales")))
    for (const page of STORE.pages) {
      await gallery.show(`${PAGES[page]}&lang=${language}`, STORE.width, STORE.height);
      const file = path.join(folder, `store-${page}-${language}.png`);
      await gallery.tab.screenshot(file, "iframe");
    }
}

/** Reads the sample newsroom as a reader would, and photographs the library that comes of it. */
async function photographLibrary(driver, server, folder) {
  const names = await newsroomPages();
  await visit(
    driver,
    names.map((file) => ({ file, url: newsroomUrl(server, file) })),
  );
  for (const [view, hash] of Object.entries(VIEWS)) {
    const library = await driver.extensionPage(`library.html#${hash}`);
    await until(`${view} is drawn`, () => library.evaluate(isFilled));
    await library.screenshot(path.join(folder, `stored-${view}.png`));
    await library.close();
  }
}

/** For the library to run: whether it shows what it is to show. */
function isFilled() {
  const main = document.querySelector("main:not([aria-busy=true])");
  return main !== null && main.querySelectorAll("h1, h2").length > 1;
}
