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

  /** Everything in one of the library's object stores. */
  const all = (store) =>
    page.evaluate(
      (name) =>
        new Promise((resolve, reject) => {
          const opening = indexedDB.open("wireprint");
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const asking = opening.result.transaction(name).objectStore(name).getAll();
            asking.onerror = () => reject(asking.error);
            asking.onsuccess = () => {
              opening.result.close();
              resolve(asking.result);
            };
          };
        }),
      store,
    );

  return {
    page,
    ask,
    front,
    stories: () => all("stories"),
    edges: () => all("edges"),

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
