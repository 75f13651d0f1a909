/**
 * The content script: the extension's eyes and hands on one page. It sees (a snapshot) and paints
 * (marks); it judges nothing. It is injected by a click and may be injected again at any time.
 */
import { api } from "../browser.js";
import { serveBackground, tell } from "../messages/transport.js";
import { Page } from "./page.js";
import { watchGrowth, watchLeaving } from "./watch.js";

/** What one injection leaves in the isolated world, so that the next one knows of it. */
interface Injected {
  alive(): boolean;
  stop(): void;
}
const scope = globalThis as { wireprint?: Injected };

// After an update of the extension the old script is still there, but cut off from it.
if (!scope.wireprint?.alive()) {
  scope.wireprint?.stop();
  scope.wireprint = start();
}

function start(): Injected {
  let unwatch: (() => void)[] = [];
  const page = new Page({
    off: (kinds) => void tell("off", { kinds }),
    cleared: () => void tell("cleared", {}),
    placed: (painted) => void tell("placed", painted),
  });

  function stopWatching(): void {
    for (const stop of unwatch) stop();
    unwatch = [];
  }

  function leave(): void {
    stopWatching();
    page.clear();
    void tell("left", {});
  }

  serveBackground({
    capture: () => {
      stopWatching();
      unwatch = [watchGrowth(() => void tell("grown", {})), watchLeaving(leave)];
      return page.capture();
    },
    paint: ({ ...painting }) => page.paint(painting),
    off: ({ kinds }) => {
      page.setOff(kinds);
      return {};
    },
    jump: ({ target }) => ({ placed: page.jump(target) }),
    next: () => ({ placed: page.step(1) }),
    clear: () => {
      page.clear();
      return {};
    },
    ping: () => ({ url: location.href }),
  });

  return {
    alive: () => api.runtime?.id !== undefined,
    stop: () => {
      stopWatching();
      page.clear();
    },
  };
}
