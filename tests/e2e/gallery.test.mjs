// Every page of the extension in every state that the gallery knows: no accessibility violation in
// light, dark and forced colours, a layout that holds words of any length, and one that is as it was.

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { openGallery, PAGES } from "../../scripts/lib/gallery.mjs";
import { differences, layoutOf } from "../../scripts/lib/layout.mjs";
import { faintInside, violationsInside } from "./axe.mjs";
import { at, BROWSER, stage } from "./support.mjs";

let gallery;
/** Every address with the width it is looked at in. */
let addresses;
stage({
  prepare: async ({ driver, site }) => {
    gallery = await openGallery(driver, site.url);
    addresses = [
      ...gallery.states.map((state) => [`panel.html?state=${state}`, 320]),
      ...Object.values(PAGES).map((address) => [address, 1024]),
    ];
  },
});

test("no state has an accessibility violation in light, dark and forced colours", async () => {
  assert.ok(gallery.states.length > 20);
  for (const [address, width] of addresses) {
    await gallery.show(address, width, 900);
    assert.deepEqual(await violationsInside(gallery), [], address);
    for (const scheme of ["light", "dark"])
      assert.deepEqual(await faintInside(gallery, scheme), [], `${address} ${scheme}`);
    await gallery.forceColours(true);
    assert.deepEqual(await faintInside(gallery, "light"), [], `${address} in forced colours`);
    await gallery.forceColours(false);
  }
});

/** For a page to run: what is wider than the frame, or cut off in its box. */
function overflowing() {
  const { scrollWidth, clientWidth } = document.documentElement;
  const wide = scrollWidth > clientWidth ? [`page: ${scrollWidth} > ${clientWidth}`] : [];
  const cut = [...document.querySelectorAll("button, a, h1, h2, h3, p, label, summary, dt, dd, li")]
    .filter((one) => one.checkVisibility() && !one.closest(".unseen, .minimap, .wide"))
    .filter((one) => {
      const { left, right } = one.getBoundingClientRect();
      return right > clientWidth + 1 || left < -1 || one.scrollWidth > one.clientWidth + 2;
    })
    .filter((one) => getComputedStyle(one).display !== "inline")
    .map((one) => `${one.localName}.${one.className}: ${one.textContent.slice(0, 60)}`);
  return [...wide, ...cut];
}

test("words that are two fifths longer break no layout, at 320 pixels and wider", async () => {
  for (const [address, width] of addresses) {
    const long = `${address}${address.includes("?") ? "&" : "?"}lang=long`;
    await gallery.show(long, width, 900);
    for (const wide of new Set([width, 320])) {
      await gallery.resize(wide, 900);
      assert.deepEqual(await gallery.inside(overflowing), [], `${long} at ${wide}`);
    }
  }
});

/** For a page to run: where the dots of a chart stand, and whether it has room. */
function dotsOf() {
  const chart = document.querySelector(".chart [role=img]");
  const dots = [...chart.querySelectorAll(".dot circle")];
  return {
    places: dots.map((dot) => dot.getBoundingClientRect().x),
    width: chart.querySelector("svg").getBoundingClientRect().width,
    room: chart.clientWidth,
  };
}

test("a chart of time runs as the writing does, and is drawn anew for the room there is", async () => {
  for (const [language, direction] of [
    ["en", 1],
    ["ar", -1],
  ]) {
    await gallery.show(`families.html?of=2&lang=${language}`, 1024, 900);
    for (const width of [1024, 320]) {
      await gallery.resize(width, 900);
      const { places, ...sizes } = await until("it fits", async () => {
        const found = await gallery.inside(dotsOf);
        return found.width === found.room && found;
      });
      assert.ok(sizes.room > 0 && places.length > 3);
      const later = places.map((place) => place * direction);
      assert.deepEqual(
        later,
        later.toSorted((one, other) => one - other),
        `${language} ${width}`,
      );
    }
  }
});

/** Pixels by which a box may differ from the kept one: browsers round them from version to version. */
const TOLERANCE = 2;

test("every page and state is laid out as it was (kept by npm run screenshots -- layout)", async () => {
  const kept = await fs.readFile(at("tests/layout", `${BROWSER}.txt`), "utf8");
  assert.deepEqual(differences(kept, await layoutOf(gallery), TOLERANCE), []);
});
