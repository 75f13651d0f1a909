// Where the browser has a channel for all of the extension's pages, news go over it and nowhere else.

import assert from "node:assert/strict";
import { after, test } from "node:test";

const channels: BroadcastChannel[] = [];
const Channel = globalThis.BroadcastChannel;
Object.assign(globalThis, {
  chrome: { runtime: { sendMessage: () => assert.fail("no message") }, sidePanel: {} },
  BroadcastChannel: class extends Channel {
    constructor(name: string) {
      super(name);
      channels.push(this as unknown as BroadcastChannel);
    }
  },
});
const { announce, onNews } = await import("../../extension/messages/transport.js");
const other = new BroadcastChannel("news");
after(() => {
  for (const channel of channels) channel.close();
});

/** The next news that another page hears. */
const heardElsewhere = () =>
  new Promise((resolve) =>
    other.addEventListener("message", ({ data }) => resolve(data), { once: true }),
  );

test("news of one page are heard by the others, not by itself", async () => {
  const heard: object[] = [];
  const stop = onNews((news) => heard.push(news));
  const elsewhere = heardElsewhere();
  announce({ news: "library" });
  assert.deepEqual(await elsewhere, { news: "library" });
  assert.deepEqual(heard, []);
  const arrived = new Promise<void>((resolve) => {
    const stopWaiting = onNews(() => {
      stopWaiting();
      resolve();
    });
  });
  other.postMessage({ news: "session", tab: 3 });
  await arrived;
  assert.deepEqual(heard, [{ news: "session", tab: 3 }]);
  stop();
  other.postMessage({ news: "library" });
  const last = heardElsewhere();
  announce({ news: "library" });
  await last;
  assert.equal(heard.length, 1, "one that has stopped listening hears nothing more");
});
