// The pages of the gallery, for tests and pictures: which there are, and how one is shown at a width.

import { until } from "../browsers/until.mjs";

/** The full pages, by the name of their pictures. */
export const PAGES = {
  compare: "compare.html?a=2&b=1",
  "compare-folded": "compare.html?a=2&b=12&view=folded",
  "compare-changes": "compare.html?a=2&b=12&view=changes",
  family: "families.html?of=2",
  families: "families.html?state=copies",
  library: "library.html?state=copies",
  options: "options.html?state=copies",
};

/** The names of the panel's states, from the gallery itself. */
export async function panelStates(tab, server) {
  await tab.goto(`${server}gallery.html`);
  return until("the gallery is there", async () => {
    const names = await tab.evaluate(() =>
      [...document.querySelectorAll("iframe[title^=panel]")].map(({ title }) => title),
    );
    return names.length > 0 && names.map((title) => title.split("state=")[1]);
  });
}

/**
 * Shows a page of the gallery in a frame, and waits until it stands still.
 *
 * @param {object} tab of a browser.
 * @param {string} server
 * @param {string} address below `gallery/`
 * @param {{width: number, height?: number}} size without a height the frame is as high as the page,
 *   up to a limit.
 */
export async function showFrame(tab, server, address, { width, height }) {
  const frame = `${server}gallery/frame.html`;
  if ((await tab.evaluate(() => location.href)) !== frame) await tab.goto(frame);
  await tab.evaluate(
    (source, wide, high) => {
      const old = document.querySelector("iframe");
      const fresh = document.createElement("iframe");
      fresh.title = "The page";
      fresh.width = wide;
      fresh.height = high;
      fresh.src = source;
      old.replaceWith(fresh);
    },
    address,
    width,
    height ?? 900,
  );
  await until(`${address} is drawn`, () =>
    tab.evaluate(() => {
      const inside = document.querySelector("iframe").contentDocument;
      return inside?.readyState === "complete" && inside.querySelector("main h1") !== null;
    }),
  );
  // A page may go on filling itself for some frames; what counts is when it is quiet.
  await tab.evaluate(
    async (limit) => {
      const element = document.querySelector("iframe");
      const inside = element.contentDocument;
      const frames = (count) =>
        new Promise((done) => {
          const step = (left) => (left ? requestAnimationFrame(() => step(left - 1)) : done());
          step(count);
        });
      let before = -1;
      for (let tries = 0; tries < 20 && before !== inside.body.innerHTML.length; tries++) {
        before = inside.body.innerHTML.length;
        await frames(4);
      }
      if (limit)
        element.height = Math.min(limit, Math.max(300, inside.documentElement.scrollHeight));
      await frames(2);
    },
    height ? 0 : 2400,
  );
}
