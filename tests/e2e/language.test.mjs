// The language of the interface: the browser's, until the reader chooses another in the settings.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { drawn, stage } from "./support.mjs";

const here = stage();

const choose = (language) => {
  const choice = document.querySelector("select[aria-labelledby=language]");
  choice.focus();
  choice.value = language;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
};
const shown = () => ({
  heading: document.querySelector("h1")?.textContent,
  title: document.title,
  dir: document.documentElement.dir,
  lang: document.documentElement.lang,
  focused: document.activeElement?.localName,
});
/** For a page to run: the reasons that are told anywhere on it, folded ones too. */
const reasonsIn = () =>
  [...document.querySelectorAll(".reasons li")].map(({ textContent }) => textContent);
const heading = (page, words) =>
  until(`the heading says ${words}`, async () => (await page.evaluate(shown)).heading === words);
const buttonTitle = (tab) =>
  here.desk.page.evaluate(
    (tabId) => (globalThis.browser ?? globalThis.chrome).action.getTitle(tabId ? { tabId } : {}),
    tab,
  );

test("a chosen language is spoken by every page, the panel, the button and the marked page", async () => {
  const tab = await here.driver.open(here.page("osmere/storm-barrier-fails"));
  await here.desk.press(tab);
  const read = await here.desk.front();
  const legend = () => here.desk.overlay(read, ".legend h2");
  await until("the legend is there", async () => (await legend()).length > 0);
  const [english] = await legend();
  const library = await here.driver.extensionPage("library.html");
  const panel = await here.driver.extensionPage(`panel.html?tab=${read}`);
  const options = await here.driver.extensionPage("options.html");
  for (const page of [library, panel, options]) await drawn(page);
  const verdict = (await panel.evaluate(shown)).heading;

  await options.evaluate(choose, "ar");
  await heading(options, "الإعدادات");
  const { title, dir, lang, focused } = await options.evaluate(shown);
  assert.deepEqual(
    { title, dir, lang, focused },
    { title: "الإعدادات · Wireprint", dir: "rtl", lang: "ar", focused: "select" },
  );
  await heading(library, "المكتبة");
  await until("the panel speaks it", async () => {
    const now = await panel.evaluate(shown);
    return now.dir === "rtl" && now.heading !== verdict;
  });
  await until("the controls on the page speak it", async () => {
    const [now] = await legend();
    return now && now.text !== english.text;
  });
  // Reasons too, which the core gives in codes.
  const reasons = await panel.evaluate(reasonsIn);
  assert.ok(reasons.length > 2, `${reasons.length} reasons`);
  for (const reason of reasons) assert.match(reason, /\p{Script=Arabic}/u);
  await tab.show();
  await here.driver.command("next-mark");
  const onCard = await until("a card says why", async () => {
    const found = await here.desk.overlay(read, ".card:not([hidden]) .why li");
    return found.length > 0 && found;
  });
  for (const { text } of onCard) assert.match(text, /\p{Script=Arabic}/u);

  assert.match(await buttonTitle(), /\p{Script=Arabic}/u);
  assert.match(await buttonTitle(read), /\p{Script=Arabic}/u);

  // So does a page that is opened after the choice.
  await library.goto(`${here.driver.origin}library.html`);
  await heading(library, "المكتبة");

  await options.evaluate(choose, "");
  await heading(options, "Settings");
  await heading(panel, verdict);
  await until("the controls on the page are as before", async () => {
    const [now] = await legend();
    return now?.text === english.text;
  });
  for (const page of [library, panel, options, tab]) await page.close();
});
