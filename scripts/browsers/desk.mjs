// A page of the extension from which a test or the tour asks the background, as the panel does.

import { until } from "./until.mjs";

/**
 * Opens the extension's options page and asks from there.
 *
 * @param {Awaited<ReturnType<typeof import("./chromium.mjs").openChromium>>} driver
 */
export async function openDesk(driver) {
  const page = await driver.extensionPage("options.html");

  /** Makes one of the calls of `extension/messages/calls.ts`. */
  async function ask(call, input) {
    const message = { call, input };
    const answer = await page.evaluate(
      (sent) => (globalThis.browser ?? globalThis.chrome).runtime.sendMessage(sent),
      message,
    );
    if (!answer?.ok) throw new Error(`${call}: ${JSON.stringify(answer?.error)}`);
    return answer.value;
  }

  /** Number of the tab in front. */
  const front = () =>
    page.evaluate(async () => {
      const { tabs } = globalThis.browser ?? globalThis.chrome;
      const [tab] = await tabs.query({ active: true });
      return tab.id;
    });

  /** Everything in one of the library's object stores, or these fields of it; bytes as lists. */
  const records = (store, ...fields) =>
    page
      .evaluate(
        (name, some) =>
          new Promise((resolve, reject) => {
            const opening = indexedDB.open("wireprint");
            opening.onerror = () => reject(opening.error);
            opening.onsuccess = () => {
              const asking = opening.result.transaction(name).objectStore(name).getAll();
              asking.onerror = () => reject(asking.error);
              asking.onsuccess = () => {
                opening.result.close();
                const pick = (record) => Object.fromEntries(some.map((key) => [key, record[key]]));
                const found = some.length > 0 ? asking.result.map(pick) : asking.result;
                // As text: each driver carries bytes in a way of its own.
                const plain = (_, value) => (ArrayBuffer.isView(value) ? [...value] : value);
                resolve(JSON.stringify(found, plain));
              };
            };
          }),
        store,
        fields,
      )
      .then(JSON.parse);

  /**
   * Looks into the overlay on a tab's page, which the page itself cannot: the elements that a selector
   * names, after doing something to the first of them ("click", "focus", or a value to choose).
   */
  const overlay = async (tab, selector, deed = null) => {
    const [{ result }] = await page.evaluate(
      (target, named, done) =>
        (globalThis.browser ?? globalThis.chrome).scripting.executeScript({
          target: { tabId: target },
          args: [named, done],
          func: (which, what) => {
            const root =
              globalThis.wireprint?.page.controls && globalThis.wireprint.page.overlay.root;
            if (!root) return [];
            const found = [...root.querySelectorAll(which)];
            if (what === "click") found[0].click();
            else if (what === "focus") found[0].focus();
            else if (what !== null) {
              found[0].value = what;
              found[0].dispatchEvent(new Event("change", { bubbles: true }));
            }
            return found.map((element) => {
              const { x, y, width, height } = element.getBoundingClientRect();
              const label = element.getAttribute("aria-label");
              const focused = root.activeElement === element;
              return {
                text: element.innerText,
                value: element.value,
                label,
                focused,
                colour: element.style.getPropertyValue("--c"),
                x,
                y,
                width,
                height,
              };
            });
          },
        }),
      tab,
      selector,
      deed,
    );
    return result;
  };

  return {
    page,
    ask,
    overlay,
    front,
    records,
    stories: () => records("stories"),
    texts: () => records("texts", "text"),
    edges: () => records("edges"),

    /** Presses the toolbar button on a tab and waits until its page has been read. */
    async press(tab) {
      await tab.show();
      const id = await until("the tab is in front", front);
      const before = await ask("session", { tab: id });
      await tab.press();
      return until("the page has been read", async () => {
        const session = await ask("settled", { tab: id });
        const fresh = session && session.capture !== before?.capture;
        return fresh && session.state !== "reading" && session;
      });
    },
  };
}
