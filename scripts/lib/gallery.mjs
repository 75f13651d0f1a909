// The pages of the gallery, for tests and pictures: which there are, and how one is shown at a width.

import { until } from "../browsers/until.mjs";

/** The full pages, by the name of their pictures. */
export const PAGES = {
  compare: "compare.html?a=2&b=1",
  "compare-folded": "compare.html?a=2&b=12&view=folded",
  "compare-changes": "compare.html?a=2&b=12&view=changes",
  family: "families.html?of=2",
  "compare-missing": "compare.html?state=copies",
  families: "families.html?state=copies",
  "families-empty": "families.html?state=first-run",
  library: "library.html?state=copies",
  options: "options.html?state=copies",
  "options-archive": "options.html?state=archive-failed",
};

/** The tallest picture of a page that may be as high as it needs. */
const TALLEST = 2400;

/**
 * Opens a tab that shows pages of the gallery in a frame, one after the other.
 *
 * @param {object} driver of a browser.
 * @param {string} server
 */
export async function openGallery(driver, server) {
  const tab = await driver.open(`${server}gallery.html`);
  const states = await until("the gallery is there", async () => {
    const titles = await tab.evaluate(() =>
      [...document.querySelectorAll("iframe[title^=panel]")].map(({ title }) => title),
    );
    return titles.length > 0 && titles.map((title) => title.split("state=")[1]);
  });
  await tab.goto(`${server}gallery/frame.html`);

  /** Runs a function in the page that the frame shows. */
  const inside = (work, ...args) => tab.evaluate(runInFrame, String(work), args);

  /** Makes the frame wider or narrower; without a height it is as high as its page, up to a limit. */
  const resize = (width, height) => tab.evaluate(setSize, width, height ?? 0, TALLEST);

  return {
    tab,
    /** The names of the panel's states. */
    states,
    inside,
    resize,

    /** Shows the page at an address below `gallery/` and waits until it has filled itself. */
    async show(address, width, height) {
      await tab.evaluate(replaceFrame, address, width, height ?? 900);
      await until(`${address} is drawn`, () => tab.evaluate(isDrawn));
      await resize(width, height);
    },

    /** Shows what is shown in the reader's own colours, or in ours again. */
    async forceColours(on) {
      await tab.forceColours(on);
      const takes = () => inside(() => matchMedia("(forced-colors: active)").matches);
      await until("the colours are taken on", async () => (await takes()) === on);
    },
    close: () => tab.close(),
  };
}

// The functions below run in the page around the frame.

function runInFrame(source, args) {
  return document.querySelector("iframe").contentWindow.eval(`(${source})`)(...args);
}

function replaceFrame(source, width, height) {
  const frame = document.createElement("iframe");
  Object.assign(frame, { title: "The page", width, height, src: source });
  document.querySelector("iframe").replaceWith(frame);
}

/** Whether the page in the frame has all it asked for; what it then draws is drawn a frame later. */
async function isDrawn() {
  const inside = document.querySelector("iframe").contentDocument;
  const isQuiet = () =>
    inside?.readyState === "complete" &&
    inside.querySelector("main:not([aria-busy=true]) h1") !== null &&
    Number(inside.documentElement.dataset.unanswered ?? 0) === 0;
  if (!isQuiet()) return false;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return isQuiet();
}

async function setSize(width, height, tallest) {
  const frame = document.querySelector("iframe");
  const root = frame.contentDocument.documentElement;
  frame.width = width;
  if (height) frame.height = height;
  else frame.height = Math.min(tallest, Math.max(300, root.scrollHeight));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}
