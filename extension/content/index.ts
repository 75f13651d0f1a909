/**
 * The content script: the extension's eyes and hands on one page. It sees (a snapshot) and paints
 * (marks); it judges nothing. It is injected by a click and may be injected again at any time. The
 * reader's controls over the marks are a script of their own (`controls.ts`), which follows once
 * there are marks.
 */
import { api } from "../browser.js";
import { serveBackground, tell } from "../messages/transport.js";
import { type Injected, injected, leave } from "./injected.js";
import { Page } from "./page.js";
import { watchGrowth, watchLeaving } from "./watch.js";

const before = injected();
// After an update of the extension the old script is still there, but cut off from it.
if (!before?.alive()) {
  before?.stop();
  leave(start());
}

function start(): Injected {
  let ignoreGrowth = (): void => undefined;
  let ignoreLeaving = (): void => undefined;
  const page = new Page({
    marking: (marking) => void tell("marking", marking),
    cleared: () => {
      ignoreGrowth();
      void tell("cleared", {});
    },
    placed: (painted) => void tell("placed", painted),
    hide: (places) => void tell("hide", { places }),
    correct: (block, kind) => void tell("correct", { block, kind }),
    undoCorrection: () => void tell("undoCorrection", {}),
    article: (block, above) => void tell("article", { block, above }),
  });

  function stop(): void {
    ignoreGrowth();
    ignoreLeaving();
    page.leave();
  }

  serveBackground({
    capture: ({ anew, capture }) => {
      if (!anew) return page.capture(false);
      ignoreGrowth();
      ignoreLeaving();
      ignoreGrowth = watchGrowth(() => void tell("grown", {}));
      ignoreLeaving = watchLeaving(() => {
        stop();
        void tell("left", { capture });
      });
      return page.capture(true);
    },
    paint: (painting) => page.paint(painting),
    marking: (marking) => {
      page.setMarking(marking);
      return {};
    },
    jump: ({ target }) => ({ placed: page.jump(target) }),
    step: ({ by }) => ({ placed: page.step(by) }),
    mark: () => {
      page.controls?.nextMark();
      return {};
    },
    pick: () => {
      page.controls?.pick();
      return {};
    },
    clear: () => {
      // A reader who clears the marks does not want them back because the page goes on rendering.
      ignoreGrowth();
      page.clear();
      return {};
    },
    ping: () => ({ url: location.href }),
  });

  return { page, alive: () => api.runtime?.id !== undefined, stop };
}
