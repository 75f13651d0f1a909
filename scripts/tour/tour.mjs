// The tour: the real toolbar button is pressed on every page, and what the extension then knows is
// read from its own session and library.

import fs from "node:fs/promises";
import path from "node:path";
import { openDesk } from "../browsers/desk.mjs";

/**
 * Visits pages one after the other.
 *
 * @param {object} driver a browser with the extension in it.
 * @param {{file: string, url: string}[]} pages
 * @param {{pictures?: string, tell?: (file: string) => void}} [options] `pictures` is a folder for
 *   a picture of each page with its marks and of its panel.
 * @returns {Promise<{pages: {file: string, reading: object}[], pairs: object[]}>} the pairs name
 *   stories by their files.
 */
export async function visit(driver, pages, { pictures, tell = () => {} } = {}) {
  const desk = await openDesk(driver);
  const seen = [];
  if (pictures) await fs.mkdir(pictures, { recursive: true });
  for (const { file, url } of pages) {
    tell(file);
    const tab = await driver.open(url);
    const session = await desk.press(tab);
    if (session.state === "failed") {
      throw new Error(`${file} was not read: ${session.error.code} ${session.error.message}`);
    }
    if (pictures) await takePictures(driver, tab, path.join(pictures, file.replaceAll("/", "-")));
    seen.push({ file, reading: { ...session.reading, id: file } });
    await tab.close();
  }
  return { pages: seen, pairs: await relatedPairs(desk, pages) };
}

async function takePictures(driver, tab, name) {
  await tab.screenshot(`${name}.png`);
  const panel = await driver.panel();
  await panel.screenshot(`${name}-panel.png`);
}

/** The pairs of the library, each story under the name of its file. */
async function relatedPairs(desk, pages) {
  const [stories, edges] = [await desk.stories(), await desk.edges()];
  const fileOf = new Map(pages.map(({ file, url }) => [url, file]));
  const nameOf = new Map(
    stories.map(({ id, url, address }) => {
      const further = /#\d+$/.exec(address)?.[0] ?? "";
      return [String(id), fileOf.get(url) + further];
    }),
  );
  return edges.map(({ pair }) => ({
    ...pair,
    a: nameOf.get(pair.a) ?? pair.a,
    b: nameOf.get(pair.b) ?? pair.b,
  }));
}
