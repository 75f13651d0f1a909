// Drives Chromium with the extension in it: real tabs, the real toolbar button, the real panel.
//
// Both drivers (see `firefox.mjs`) offer the same calls, so a test is written once:
//
//   open(url)         a tab that has loaded a page; has press(), evaluate(), close(),
//                     screenshot(file, selector?), forceColours(on),
//                     and the reader's hands: point(x, y), click(x, y), key("ArrowDown")
//   extensionPage(p)  a tab that shows one of the extension's own pages
//   panel()           the side panel that the last press opened; evaluate() runs in it
//   stopBackground()  ends the extension's background, as the browser does when it is idle
//   inBackground(f)   runs a function there
//   tidy()            has the browser and the extension give back what memory they do not use
//   pid               of the browser's own process
//   choose(item, selection, url)
//                     chooses from the extension's menu of a selection on the page in front
//   command(name)     gives a command of the extension, as its shortcut does
//   close()
//   kill()            ends the browser's own process, at once and with nothing said

import { killed } from "./killed.mjs";
import { until } from "./until.mjs";

const QUIET = [
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** How long a call may take, in ms: a machine may stand still in a session, or sleep. */
const PATIENCE = 600_000;

/**
 * Starts Chromium with a fresh profile, or with one that is kept.
 *
 * @param {{program: string, extension: string, headless?: boolean, width?: number,
 *   height?: number, profile?: string}} options `extension` is the unpacked folder, `profile` the
 *   folder of a profile that outlives the browser.
 */
export async function openChromium(options) {
  const { program, extension: folder, headless = true, width = 1280, height = 900 } = options;
  const { profile } = options;
  // Chromium's sandbox refuses to run as root, which is what a container usually is.
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const { default: puppeteer } = await import("puppeteer-core");
  const browser = await puppeteer.launch({
    executablePath: program,
    headless,
    pipe: true,
    protocolTimeout: PATIENCE,
    enableExtensions: [folder],
    ...(profile ? { userDataDir: profile } : {}),
    args: [...QUIET, ...root, `--window-size=${width},${height}`],
    defaultViewport: headless ? { width, height } : null,
  });
  const extension = await until("the extension is installed", async () => {
    const installed = await browser.extensions();
    return [...installed.values()][0];
  });
  const origin = `chrome-extension://${extension.id}/`;
  await until("the background runs", () => background());

  function background() {
    return browser
      .targets()
      .find((target) => target.type() === "service_worker" && target.url().startsWith(origin));
  }

  async function inBackground(work, ...args) {
    return (await background().worker()).evaluate(work, ...args);
  }

  async function tab(url) {
    const page = await browser.newPage();
    page.setDefaultNavigationTimeout(PATIENCE);
    await page.goto(url, { waitUntil: "load" });
    return {
      evaluate: (work, ...args) => page.evaluate(work, ...args),
      goto: (next) => page.goto(next, { waitUntil: "load" }),
      press: async () => {
        await page.bringToFront();
        await page.triggerExtensionAction(extension);
      },
      show: () => page.bringToFront(),
      point: (x, y) => page.mouse.move(x, y, { steps: 2 }),
      click: (x, y) => page.mouse.click(x, y),
      key: (name) => page.keyboard.press(name),
      screenshot: async (file, selector) =>
        (selector ? await page.$(selector) : page).screenshot({ path: file }),
      forceColours: async (on) => {
        const client = await page.createCDPSession();
        const features = [{ name: "forced-colors", value: on ? "active" : "none" }];
        await client.send("Emulation.setEmulatedMedia", { features });
      },
      html: () => page.content(),
      close: () => page.close(),
      page,
    };
  }

  return {
    name: "chromium",
    open: tab,
    extensionPage: (path) => tab(origin + path),
    panel: async () => {
      const target = await until("the side panel is open", () =>
        browser.targets().find((one) => one.url().startsWith(`${origin}panel.html`)),
      );
      const page = await target.asPage();
      return {
        evaluate: (work, ...args) => page.evaluate(work, ...args),
        screenshot: (file) => page.screenshot({ path: file }),
        page,
      };
    },
    stopBackground: async () => {
      const target = background();
      const worker = await target?.worker();
      // A worker that is busy may not hear the first call.
      await until("the background has ended", async () => {
        await worker?.close().catch(() => {});
        return background() !== target;
      });
    },
    inBackground,
    choose: (...choice) => inBackground(chooseFromMenu, ...choice),
    command: (command) => inBackground(giveCommand, command),
    tidy: async () => {
      for (const target of browser.targets().filter((one) => one.url().startsWith(origin))) {
        const client = await target.createCDPSession();
        await client.send("HeapProfiler.collectGarbage");
        await client.detach();
      }
      const [page] = await browser.pages();
      const client = await page.createCDPSession();
      await client.send("Memory.simulatePressureNotification", { level: "critical" });
      await client.detach();
    },
    pid: browser.process().pid,
    close: () => browser.close(),
    kill: () => killed(browser.process()),
    browser,
    origin,
  };
}

/** For the background to run: raises the event that a choice from the menu would. */
async function chooseFromMenu(menuItemId, selectionText, url) {
  const [front] = await chrome.tabs.query({ active: true });
  const info = { menuItemId, selectionText, editable: false, pageUrl: url };
  // A real choice lets the extension see the address.
  chrome.contextMenus.onClicked.dispatch(info, { ...front, url });
}

/** For the background to run: raises the event that a shortcut would. */
async function giveCommand(command) {
  const [front] = await chrome.tabs.query({ active: true });
  chrome.commands.onCommand.dispatch(command, front);
}
