// Which pages a tour visits: the sample newsroom, or a folder of saved pages and texts.

import fs from "node:fs/promises";
import path from "node:path";
import { savedPage, serve } from "../browsers/serve.mjs";
import { DIST } from "../lib/paths.mjs";
import { Problem } from "../lib/run.mjs";
import { filesBelow } from "../lib/stamp.mjs";

const NEWSROOM = path.join(DIST, "www/newsroom");

/** The pages of the sample newsroom, each `outlet/story`. */
export async function newsroomPages() {
  return (await filesBelow(NEWSROOM))
    .filter((file) => path.basename(file) === "expected.toml")
    .map((file) => path.relative(NEWSROOM, path.dirname(file)));
}

/**
 * The address of a page of the newsroom: every outlet is a site of its own, under a name of this
 * machine that browsers know without asking.
 *
 * @param {string} server address of the server, by number.
 * @param {string} name `outlet/story`.
 */
export function newsroomUrl(server, name) {
  const url = new URL(`newsroom/${name}/index.html`, server);
  url.hostname = `${name.split("/")[0]}.localhost`;
  return url.href;
}

/**
 * Serves the pages of a tour.
 *
 * @param {string} [folder] saved pages (`*.html`) and texts (`*.txt`); the newsroom without it.
 * @returns {Promise<{pages: {file: string, url: string}[], front: string, close(): Promise<void>}>}
 */
export async function tourPages(folder) {
  if (!folder) {
    const names = await newsroomPages();
    const server = await serve(path.join(DIST, "www"));
    return {
      pages: names.map((file) => ({ file, url: newsroomUrl(server.url, file) })),
      front: `${server.url}newsroom/index.html`,
      close: server.close,
    };
  }
  const names = await fs.readdir(folder).catch(() => {
    throw new Problem(`There is no folder ${folder}.`);
  });
  const pages = names.filter((name) => /\.(html|txt)$/.test(name)).sort();
  if (pages.length === 0) throw new Problem(`${folder} holds no *.html and no *.txt.`);
  const server = await serve(folder, { headers: savedPage });
  const url = (name) => server.url + encodeURIComponent(name);
  return {
    pages: pages.map((file) => ({ file, url: url(file) })),
    front: url(pages[0]),
    close: server.close,
  };
}
