// What every end-to-end test stands on: one browser with the built extension, the sample newsroom on
// a server, and a desk to ask from. The runner says which browser (see scripts/test/node.mjs).

import fs from "node:fs/promises";
import path from "node:path";
import { after, before } from "node:test";
import { unzipSync } from "fflate";
import { openChromium } from "../../scripts/browsers/chromium.mjs";
import { openDesk } from "../../scripts/browsers/desk.mjs";
import { openFirefox } from "../../scripts/browsers/firefox.mjs";
import { serve } from "../../scripts/browsers/serve.mjs";
import { until } from "../../scripts/browsers/until.mjs";
import { at, DIST } from "../../scripts/lib/paths.mjs";
import { pack } from "../../scripts/package.mjs";
import { browser as programOf } from "../../scripts/setup/browsers.mjs";
import { newsroomUrl } from "../../scripts/tour/pages.mjs";

// Times of day are written alike on every machine; browsers inherit this.
process.env.TZ = "UTC";

export const BROWSER = process.env.WIREPRINT_BROWSER ?? "chromium";

/**
 * Opens the browser and the newsroom before the tests of a file, and closes them after.
 *
 * @param {{headers?: (file: string) => Record<string, string>,
 *   manifest?: (manifest: object) => object, packed?: boolean,
 *   arrange?: (extension: string) => Promise<string | undefined>, profile?: string,
 *   prepare?: (here: object) => Promise<void>}} [options] `headers` of the server; `manifest` changes
 *   the manifest of a copy of the extension, for what only a person could allow; `packed` takes the
 *   extension out of its package; `arrange` is done before the browser starts, and may name the program
 *   that shall be; `profile` is a folder for the browser's own files; `prepare` is done last, before
 *   the first test.
 * @returns {{driver: any, desk: any, site: any, page(name: string): string}} filled in once the
 *   tests run.
 */
export function stage(options) {
  const here = { page: (name) => newsroomUrl(here.site.url, name) };
  before(async () => {
    here.site = await serve(path.join(DIST, "www"), options);
    here.extension = await extensionFor(BROWSER, options);
    const program = await options?.arrange?.(here.extension);
    here.driver = await openBrowser(BROWSER, here.extension, options?.profile, program);
    here.desk = await openDesk(here.driver);
    await options?.prepare?.(here);
  });
  after(async () => {
    await here.driver?.close();
    await here.site?.close();
    if (options?.manifest) await fs.rm(here.extension, { recursive: true, force: true });
    if (options?.packed) await fs.rm(packages(), { recursive: true, force: true });
  });
  return here;
}

/**
 * Opens a browser with an extension in it: the built one, if none is given.
 *
 * @param {string} name
 * @param {string} [extension] the unpacked folder.
 * @param {string} [profile] the folder of a profile that outlives the browser.
 * @param {string} [chosen] its program.
 */
export async function openBrowser(
  name,
  extension = builtFor(name),
  profile = undefined,
  chosen = undefined,
) {
  const program = chosen ?? (await programFor(name));
  const open = name === "firefox" ? openFirefox : openChromium;
  return open({ program, extension, profile });
}

/** The program of a browser: the one that the runner names, for the one that it runs. */
export async function programFor(name) {
  const own = name === BROWSER ? process.env.WIREPRINT_PROGRAM : undefined;
  return own ?? programOf(name);
}

const builtFor = (name) => path.join(DIST, name === "firefox" ? "firefox" : "chrome");

/** The built extension, a copy of it under another manifest, or what comes out of its package. */
async function extensionFor(name, { manifest: change, packed } = {}) {
  const built = builtFor(name);
  if (packed) return fromPackage(path.basename(built));
  if (!change) return built;
  // Files of tests run at the same time, each in a process of its own.
  const copy = at("target", `extension-${path.basename(built)}-${process.pid}`);
  await fs.cp(built, copy, { recursive: true });
  const file = path.join(copy, "manifest.json");
  const manifest = JSON.parse(await fs.readFile(file, "utf8"));
  await fs.writeFile(file, JSON.stringify(change(manifest)));
  return copy;
}

/** Where this file of tests packs: files run at the same time, each in a process of its own. */
const packages = () => at("target", `package-${process.pid}`);

/**
 * The package of a browser as it is installed: Firefox takes the file itself, Chromium in developer
 * mode the folder that was in it.
 */
async function fromPackage(browser) {
  const out = packages();
  await fs.rm(out, { recursive: true, force: true });
  await fs.mkdir(out, { recursive: true });
  const file = await pack(browser, out);
  if (browser === "firefox") return file;
  const folder = path.join(out, "installed");
  for (const [name, bytes] of Object.entries(unzipSync(await fs.readFile(file)))) {
    await fs.mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await fs.writeFile(path.join(folder, name), bytes);
  }
  return folder;
}

/** Waits until a page of the extension shows what it is to show: it has a heading, and nothing is busy. */
export async function drawn(page) {
  await until("the page is drawn", () =>
    page.evaluate(
      () => document.querySelector("h1") !== null && !document.querySelector("[aria-busy=true]"),
    ),
  );
}

/** A function that runs in a page, made of a script's source. */
export function fromSource(source, result, ...parameters) {
  return new Function(...parameters, `${source}\nreturn ${result};`);
}

/** For a page to run: a point on the longest line of some words, which it brings into view. */
export function lineOf(words) {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (!node.data.includes(words)) continue;
    node.parentElement.scrollIntoView({ block: "center" });
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = [...range.getClientRects()].sort((one, other) => other.width - one.width);
    const [{ x, y, height }] = lines;
    return [Math.round(x + 20), Math.round(y + height / 2)];
  }
  throw new Error(`not on the page: ${words}`);
}

export { at };
