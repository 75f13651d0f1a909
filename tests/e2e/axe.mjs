// axe, the accessibility checker, over pages of the extension and of the gallery.

import fs from "node:fs/promises";
import { at, drawn, fromSource } from "./support.mjs";

const SOURCE = await fs.readFile(at("node_modules/axe-core/axe.min.js"), "utf8");
const whole = fromSource(
  SOURCE,
  "globalThis.axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)",
);

/** What is wrong with a page of the extension, once it has filled itself. */
export async function violations(page) {
  await drawn(page);
  return (await page.evaluate(whole)).map(told);
}

/** What is wrong with the page that a gallery shows, whatever its colours. */
export async function violationsInside(gallery) {
  await gallery.inside((source) => {
    // biome-ignore lint/security/noGlobalEval: the gallery's pages are ours, and have no policy.
    eval(source);
  }, SOURCE);
  const found = await gallery.inside(runRules);
  return found.map(told);
}

/**
 * What is too faint in the page that a gallery shows, in a colour scheme. Elements whose letters and
 * grounds are like others' that were looked at before are not looked at again.
 */
export async function faintInside(gallery, scheme) {
  const found = await gallery.inside(runContrast, scheme);
  return found.map(told);
}

function told({ id, nodes }) {
  return `${id}: ${nodes.map(({ html }) => html).join(" | ")}`;
}

// The functions below run in the page that the frame shows, where axe has been put.
/* global axe */

async function runRules() {
  const { violations: found } = await axe.run(document, {
    resultTypes: ["violations"],
    preload: false,
    rules: { "color-contrast": { enabled: false } },
  });
  return found;
}

async function runContrast(scheme) {
  document.documentElement.style.colorScheme = scheme;
  parent.looks ??= new Set();
  /** All that contrast depends on: the letters, and every ground that may shine through. */
  const lookOf = (element) => {
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const grounds = [];
    for (let one = element; one; one = one.parentElement) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(one);
      grounds.push(backgroundColor, backgroundImage, opacity);
    }
    return [color, fontSize, fontWeight, ...grounds].join(" ");
  };
  const hasWords = (element) =>
    element.matches("input, select, textarea") ||
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const fresh = [...document.body.querySelectorAll("*")].filter((element) => {
    if (!hasWords(element) || !element.checkVisibility()) return false;
    const look = lookOf(element);
    return !parent.looks.has(look) && parent.looks.add(look);
  });
  if (fresh.length === 0) return [];
  const { violations: found } = await axe.run(
    { include: fresh },
    { resultTypes: ["violations"], preload: false, runOnly: ["color-contrast"] },
  );
  return found;
}
