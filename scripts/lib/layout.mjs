// The layout of every page and state of the gallery, as text: which boxes there are, where each
// stands in the one around it, and how it looks. Kept references (`tests/layout`) are held against it.
//
// Text and not pictures, because a picture is of one machine: other fonts, other smoothing, other
// pixels. Here every letter is blank and of one width, so a line that is not as it was comes from our
// own styles; sentences are their names, so that wording changes nothing; and a difference reads as the
// name of a box and what became of it.

import { blankFont } from "./blank-font.mjs";
import { PAGES } from "./gallery.mjs";

/** The widths at which the panel and the pages are measured. */
const PANEL = [320, 600];
const PAGE = [320, 1024];
const SCHEMES = ["light", "dark"];

/**
 * Measures everything that a gallery shows.
 *
 * @param {Awaited<ReturnType<typeof import("./gallery.mjs").openGallery>>} gallery
 * @returns {Promise<string>}
 */
export async function layoutOf(gallery) {
  const places = [
    ...gallery.states.map((state) => [`panel.html?state=${state}&lang=keys`, PANEL]),
    ["panel.html?state=copies&lang=keys-rtl", PANEL],
    ...Object.values(PAGES).map((address) => [`${address}&lang=keys`, PAGE]),
  ];
  const font = [...blankFont()];
  const looks = new Set();
  const parts = [];
  for (const [address, widths] of places) {
    await gallery.show(address, widths[0], 900);
    await gallery.inside(blank, font);
    for (const width of widths) {
      await gallery.resize(width, 900);
      parts.push(`## ${address} ${width}`, ...(await gallery.inside(boxes)));
    }
    for (const scheme of SCHEMES)
      for (const look of await gallery.inside(looksOf, scheme)) looks.add(look);
  }
  return [...parts, "## looks", ...[...looks].sort(), ""].join("\n");
}

/**
 * What differs between two layouts, one line each.
 *
 * @param {string} kept
 * @param {string} now
 * @param {number} tolerance in pixels
 */
export function differences(kept, now, tolerance) {
  const [before, after] = [sections(kept), sections(now)];
  const found = [];
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [old, fresh] = [before.get(name) ?? [], after.get(name) ?? []];
    const isSame = name === "looks" ? (a, b) => a === b : (a, b) => near(a, b, tolerance);
    let [i, j] = [0, 0];
    while (i < old.length || j < fresh.length) {
      if (i < old.length && j < fresh.length && isSame(old[i], fresh[j])) {
        i++;
        j++;
        continue;
      }
      const [gone, come] = nextMatch(old, fresh, i, j, isSame);
      for (const line of old.slice(i, gone)) found.push(`${name}: was ${line.trim()}`);
      for (const line of fresh.slice(j, come)) found.push(`${name}: now ${line.trim()}`);
      [i, j] = [gone, come];
    }
  }
  return found;
}

/** The nearest places from which two lists go on alike. */
function nextMatch(old, fresh, i, j, isSame) {
  for (let away = 1; away < old.length - i + (fresh.length - j); away++) {
    for (let k = 0; k <= away; k++) {
      const [a, b] = [i + k, j + away - k];
      if (a < old.length && b < fresh.length && isSame(old[a], fresh[b])) return [a, b];
    }
  }
  return [old.length, fresh.length];
}

function sections(text) {
  const parts = text.split(/^## /m).slice(1);
  return new Map(
    parts.map((part) => {
      const [name, ...lines] = part.trimEnd().split("\n");
      return [name, lines];
    }),
  );
}

/** Whether two lines name the same box, at about the same place. */
function near(one, other, tolerance) {
  const [a, b] = [one.split(" @ "), other.split(" @ ")];
  if (a[0] !== b[0]) return false;
  const [numbers, others] = [a[1].split(" "), b[1].split(" ")];
  return numbers.every((value, i) => Math.abs(value - others[i]) <= tolerance);
}

// The functions below run in the page that the frame shows.

async function blank(bytes) {
  const font = new FontFace("Blank", Uint8Array.from(bytes));
  document.fonts.add(await font.load());
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { font-family: Blank !important }");
  document.adoptedStyleSheets.push(sheet);
}

/** The boxes that are seen: of siblings with one name the first, with their number. */
function boxes() {
  const lines = [];
  const nameOf = (element) => [element.localName, ...element.classList].join(".");
  const isText = (element) => element.matches("b, strong, em, mark, del, ins, option");
  // Parts of a page are different things even where they have one name.
  const isPart = (element) => element.matches("section, details, article, nav, form");
  const visit = (element, name, depth, around) => {
    const box = element.getBoundingClientRect();
    const place = [box.x - around.x, box.y - around.y, box.width, box.height].map(Math.round);
    lines.push(`${" ".repeat(depth)}${name} @ ${place.join(" ")}`);
    const children = [...element.children].filter((one) => !isText(one) && one.checkVisibility());
    const counts = new Map();
    for (const child of children) counts.set(nameOf(child), (counts.get(nameOf(child)) ?? 0) + 1);
    for (const child of children) {
      const same = nameOf(child);
      const count = counts.get(same);
      if (count === 0) continue;
      if (!isPart(child)) counts.set(same, 0);
      visit(child, isPart(child) || count === 1 ? same : `${same} x${count}`, depth + 1, box);
    }
  };
  visit(document.body, "body", 0, { x: 0, y: 0 });
  return lines;
}

/** How each kind of element looks in a scheme, once each. */
function looksOf(scheme) {
  document.documentElement.style.colorScheme = scheme;
  const looks = new Set();
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const seen = [
      ...[`${style.fontSize}/${style.lineHeight} ${style.fontWeight} ${style.fontStyle}`],
      ...[style.color, style.backgroundColor, style.textDecorationLine, style.borderRadius],
      `${style.borderBlockStart} ${style.borderInlineStart}`,
    ];
    const name = [element.localName, ...element.classList].join(".");
    looks.add(`${scheme} ${name}: ${seen.join(", ")}`);
  }
  document.documentElement.style.colorScheme = "";
  return [...looks];
}
