// What `npm run bench -- page` runs on live pages: what Readability.js and Defuddle do on the page's
// own thread, each a few times in turn.

import { Readability } from "@mozilla/readability";
import Defuddle from "defuddle";

const ROUNDS = 7;

const READERS = {
  // It takes the document apart, so it is always given a clone.
  readability: () => new Readability(document.cloneNode(true)).parse(),
  defuddle: () => new Defuddle(document, { url: location.href }).parse(),
};

/** Milliseconds of each reader on this page, the median of its rounds after the first two. */
globalThis.busy = () => {
  const times = Object.fromEntries(Object.keys(READERS).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, read] of Object.entries(READERS)) {
      const begin = performance.now();
      read();
      times[name].push(performance.now() - begin);
    }
  }
  const median = (ms) => ms.slice(2).sort((a, b) => a - b)[Math.floor((ROUNDS - 2) / 2)];
  return Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, median(ms)]));
};
