// A static server on 127.0.0.1, for the sample newsroom and for folders of saved pages.

import fs from "node:fs/promises";
import http from "node:http";
import path from "node:path";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};

/**
 * Serves a folder on a free port.
 *
 * @param {string} folder
 * @param {{headers?: (file: string) => Record<string, string>}} [options] further headers for a
 *   file, named by its path below the folder.
 * @returns {Promise<{url: string, asked: string[], close(): Promise<void>}>} `asked` lists the
 *   paths that were asked for, so that a test can see who called.
 */
export async function serve(folder, { headers = () => ({}) } = {}) {
  const asked = [];
  const server = http.createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    asked.push(pathname);
    try {
      const file = await inside(folder, decodeURIComponent(pathname));
      const name = path.relative(folder, file).split(path.sep).join("/");
      response.writeHead(200, {
        "content-type": TYPES[path.extname(file)] ?? "application/octet-stream",
        "cache-control": "no-store",
        ...headers(name),
      });
      response.end(await fs.readFile(file));
    } catch {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found\n");
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

/** The headers under which a saved page is shown: as it was saved, its scripts not run again. */
export function savedPage(file) {
  return file.endsWith(".html") ? { "content-security-policy": "script-src 'none'" } : {};
}

async function inside(folder, name) {
  const file = path.join(folder, path.normalize(name));
  if (file !== folder && !file.startsWith(folder + path.sep)) throw new Error("outside");
  const stat = await fs.stat(file);
  return stat.isDirectory() ? path.join(file, "index.html") : file;
}
