// A newspaper without an end, for a session without an end: every number is a page of its own, made
// up from the number alone. Some stories take paragraphs of an earlier one, some pages are seen
// again, and some come back with a changed ending. As on many sites, a page's own script can put
// another in its place.

import http from "node:http";

/** Sites that the pages are on, and stories that one of them has in a row. */
const SITES = 9;
const ROW = 50;
const PARAGRAPHS = 6;
const SENTENCES = 4;
const SMALL = "the of and to in a that on for was with at by from it is as were but".split(" ");
const SYLLABLES = "ba co der el fi gan hol ix ju kar lem mo nid or pel qua rus set tol um".split(
  " ",
);

/** Numbers below a bound that a seed decides (the generator of Numerical Recipes). */
function diceOf(seed) {
  let state = Math.imul(seed + 1, 2_654_435_761) >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function sentence(dice) {
  const name = () => Array.from({ length: 3 }, () => SYLLABLES[dice(SYLLABLES.length)]).join("");
  const word = () => (dice(5) < 2 ? SMALL[dice(SMALL.length)] : name());
  const words = Array.from({ length: 11 + dice(8) }, word).join(" ");
  return `${words[0].toUpperCase()}${words.slice(1)}.`;
}

function paragraph(story, place) {
  const dice = diceOf(story * 64 + place);
  return Array.from({ length: SENTENCES }, () => sentence(dice)).join(" ");
}

/** The page that is looked at as the nth: which story, and in which version. */
export function pageOf(n) {
  if (n % 7 === 6) return { story: n - 5, version: 0 };
  if (n % 11 === 10) return { story: n - 4, version: 1 };
  return { story: n, version: 0 };
}

function paragraphs({ story, version }) {
  return Array.from({ length: PARAGRAPHS }, (_, place) => {
    const isTaken = story % 4 === 3 && place >= 2 && place <= 3;
    const isLast = place === PARAGRAPHS - 1;
    return paragraph(isTaken ? story - 3 : story, isLast ? place + version : place);
  });
}

function html(page, host) {
  const title = sentence(diceOf(page.story)).slice(0, 60);
  const links = [1, 2, 3].map(
    (i) => `<li><a href="#">${sentence(diceOf(page.story + i))}</a></li>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<link rel="canonical" href="http://${host}/${page.story}">
<style>body { font: 17px/1.5 serif; max-width: 40em; margin: auto } nav a { margin-right: 1em }</style>
<script>(${withTurning})()</script>
</head><body>
<nav><a href="#">Home</a><a href="#">Harbour</a><a href="#">Markets</a><a href="#">Weather</a></nav>
<main><article><h1>${title}</h1><p class="byline">By Orla Tennick, Halden News Agency</p>
${paragraphs(page)
  .map((text) => `<p>${text}</p>`)
  .join("\n")}
<p>Sign up for our newsletter and get the day’s ten stories at seven.</p></article>
<aside><h2>More stories</h2><ul>${links.join("")}</ul></aside></main>
<footer>Copyright © 2026 The Tidewater Ledger. All rights reserved.</footer>
</body></html>`;
}

/** For the page: the site's way of going on to another of its pages. */
function withTurning() {
  globalThis.turnTo = async (url) => {
    const text = await (await fetch(url)).text();
    const next = new DOMParser().parseFromString(text, "text/html");
    const canonical = "link[rel=canonical]";
    history.pushState(null, "", url);
    document.title = next.title;
    document.querySelector(canonical).href = next.querySelector(canonical).href;
    document.body.replaceChildren(...next.body.childNodes);
  };
}

/**
 * Opens the newspaper on this machine.
 *
 * @returns {Promise<{url(n: number): string, close(): Promise<void>}>} `url` is where the nth page is.
 */
export async function openOutlet() {
  const server = http.createServer(({ url, headers }, response) => {
    const [story, version] = url.slice(1).split("/").map(Number);
    const isPage = Number.isInteger(story) && Number.isInteger(version);
    response.writeHead(isPage ? 200 : 404, { "content-type": "text/html; charset=utf-8" });
    response.end(isPage ? html({ story, version }, headers.host) : "");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  return {
    url: (n) => {
      const { story, version } = pageOf(n);
      return `http://ledger-${Math.floor(story / ROW) % SITES}.localhost:${port}/${story}/${version}`;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
