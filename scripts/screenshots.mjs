// Pictures of every state that the gallery knows, to be looked at.
//
//   npm run screenshots                 both browsers
//   npm run screenshots -- firefox      only this one
//   npm run screenshots -- panel-none   only pictures whose names begin so
//
//   dist/screenshots/BROWSER/panel-STATE-WIDTH.png       and -dark, -forced, -ar (right to left)
//   dist/screenshots/BROWSER/PAGE-WIDTH.png              likewise

import fs from "node:fs/promises";
import path from "node:path";
import { openChromium } from "./browsers/chromium.mjs";
import { openFirefox } from "./browsers/firefox.mjs";
import { serve } from "./browsers/serve.mjs";
import { build } from "./build.mjs";
import { PAGES, panelStates, showFrame } from "./lib/gallery.mjs";
import { DIST } from "./lib/paths.mjs";
import { main, step } from "./lib/run.mjs";
import { setup } from "./setup.mjs";

const OPEN = { chromium: openChromium, firefox: openFirefox };

/** The widths of the panel and of the pages; the looks are taken at the second. */
const PANEL = [320, 400, 600];
const PAGE = [1440, 1024];

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
    await step(`Photographing the gallery in ${name}`, () =>
      photograph(name, browsers[name], server.url, begins),
    );
  }
  await server.close();
});

async function photograph(name, program, server, begins) {
  const folder = path.join(DIST, "screenshots", name);
  if (begins.length === 0) await fs.rm(folder, { recursive: true, force: true });
  await fs.mkdir(folder, { recursive: true });
  const extension = path.join(DIST, name === "firefox" ? "firefox" : "chrome");
  const driver = await OPEN[name]({ program, extension, width: 1500, height: 2600 });
  const tab = await driver.open(`${server}gallery/frame.html`);
  const states = await panelStates(tab, server);
  const panels = states.map((state) => [`panel-${state}`, `panel.html?state=${state}`, PANEL]);
  const pages = Object.entries(PAGES).map(([page, address]) => [page, address, PAGE]);

  const take = async (file, address, size) => {
    await showFrame(tab, server, address, size);
    await tab.screenshot(path.join(folder, `${file}.png`), "iframe");
  };
  const wanted = ([file]) => begins.length === 0 || begins.some((begin) => file.startsWith(begin));
  for (const [file, address, widths] of [...panels, ...pages].filter(wanted)) {
    const height = widths === PAGE ? { height: 900 } : {};
    for (const width of widths) await take(`${file}-${width}`, address, { width, ...height });
    const width = widths[1];
    for (const [look, { more, forced }] of Object.entries(LOOKS)) {
      if (forced) await tab.forceColours(true);
      await take(`${file}-${width}-${look}`, address + more, { width, ...height });
      if (forced) await tab.forceColours(false);
    }
  }
  await driver.close();
}
