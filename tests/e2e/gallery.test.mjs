// Every page of the extension in every state that the gallery knows: no accessibility violation in
// light, dark and forced colours, and a layout that holds words of any length.

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import { test } from "node:test";
import { PAGES, panelStates, showFrame } from "../../scripts/lib/gallery.mjs";
import { at, stage } from "./support.mjs";

const here = stage();
const AXE = await fs.readFile(at("node_modules/axe-core/axe.min.js"), "utf8");

/** Every address with the widths it is looked at in. */
async function addresses(tab) {
  const states = await panelStates(tab, here.site.url);
  assert.ok(states.length > 20);
  return [
    ...states.map((state) => [`panel.html?state=${state}`, 320]),
    ...Object.values(PAGES).map((address) => [address, 1024]),
  ];
}

/** For a page to run: what axe finds wrong in the frame, in a colour scheme. */
async function violations(source, scheme) {
  const inside = document.querySelector("iframe").contentWindow;
  if (!inside.axe) inside.eval(source);
  inside.document.documentElement.style.colorScheme = scheme;
  const { violations: found } = await inside.axe.run(inside.document, {
    resultTypes: ["violations"],
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

for (const forced of [false, true]) {
  const schemes = forced ? ["light"] : ["light", "dark"];
  const name = forced ? "in forced colours" : "in light and dark";
  test(`no state has an accessibility violation ${name}`, async () => {
    const tab = await here.driver.open(`${here.site.url}gallery/frame.html`);
    await tab.forceColours(forced);
    for (const [address, width] of await addresses(tab)) {
      await showFrame(tab, here.site.url, address, { width, height: 900 });
      for (const scheme of schemes)
        assert.deepEqual(await tab.evaluate(violations, AXE, scheme), [], `${address} ${scheme}`);
    }
    await tab.forceColours(false);
    await tab.close();
  });
}

/** For a page to run: what is wider than the frame, or cut off in its box. */
function overflowing() {
  const inside = document.querySelector("iframe").contentDocument;
  const { scrollWidth, clientWidth } = inside.documentElement;
  const wide = scrollWidth > clientWidth ? [`page: ${scrollWidth} > ${clientWidth}`] : [];
  const cut = [...inside.querySelectorAll("button, a, h1, h2, h3, p, label, summary, dt, dd, li")]
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
  const tab = await here.driver.open(`${here.site.url}gallery/frame.html`);
  for (const [address, width] of await addresses(tab)) {
    for (const wide of new Set([320, width])) {
      const joint = address.includes("?") ? "&" : "?";
      const long = `${address}${joint}lang=long`;
      await showFrame(tab, here.site.url, long, { width: wide, height: 900 });
      assert.deepEqual(await tab.evaluate(overflowing), [], `${long} at ${wide}`);
    }
  }
  await tab.close();
});
