// Readability.js and Defuddle over pages: `peers.mjs NAME FOLDER < pages.jsonl` writes {id, text, ms}
// lines, ms of CPU for each page. FOLDER holds their node_modules. What they give as HTML is made
// text by the rule that elements which are no words' neighbours stand on lines of their own.

import { createRequire } from "node:module";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [name, folder] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(folder), "package.json"));
const { parseHTML } = require("linkedom");

const BLOCK =
  /<\/?(?:p|div|h[1-6]|li|ul|ol|blockquote|tr|td|th|table|section|article|figure|figcaption|pre|br|hr|dd|dt)\b[^>]*>/gi;

/** The text of an HTML fragment. */
function textOf(html) {
  const { document } = parseHTML(`<html><body>${html.replace(BLOCK, "\n$&")}</body></html>`);
  for (const element of document.querySelectorAll("script, style")) element.remove();
  return document.body?.textContent ?? "";
}

const PEERS = {
  readability({ html, url }) {
    const { Readability } = require("@mozilla/readability");
    const { JSDOM, VirtualConsole } = require("jsdom");
    const dom = new JSDOM(html, { url, virtualConsole: new VirtualConsole() });
    const content = new Readability(dom.window.document).parse()?.content ?? "";
    dom.window.close();
    return content;
  },
  async defuddle({ html, url }) {
    // A module that only `import` may load, which looks beside this file and not in the folder.
    const file = path.resolve(folder, "node_modules/defuddle/dist/node.js");
    const { Defuddle } = await import(pathToFileURL(file).href);
    const { document } = parseHTML(html);
    return (await Defuddle(document, url)).content ?? "";
  },
};

console.log = () => {};
console.warn = () => {};
console.error = () => {};

for await (const line of createInterface({ input: process.stdin })) {
  const { id, html, url } = JSON.parse(line);
  const page = { html, url: /^https?:/.test(url ?? "") ? url : "https://page.example/" };
  const begin = process.cpuUsage();
  const content = await Promise.resolve()
    .then(() => PEERS[name](page))
    .catch(() => "");
  const { user, system } = process.cpuUsage(begin);
  const ms = (user + system) / 1000;
  process.stdout.write(`${JSON.stringify({ id, text: textOf(content), ms })}\n`);
}
