// Drives Firefox with the extension in it; offers the same calls as `chromium.mjs`.
//
// The toolbar button is pinned and clicked in the browser's own window, so that the click is a
// user's: it grants `activeTab` and may open the sidebar.

import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { killed } from "./killed.mjs";
import { Marionette } from "./marionette.mjs";
import { until } from "./until.mjs";

const SECONDS_TO_QUIT = 10;

/** A quiet browser: no first-run pages, no updates, no calls home. */
const PREFERENCES = {
  "app.normandy.enabled": false,
  "app.update.enabled": false,
  "browser.aboutwelcome.enabled": false,
  "browser.newtabpage.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.getAddons.cache.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "data:,",
  "sidebar.animation.enabled": false,
  "toolkit.telemetry.enabled": false,
};

/** Lets a package be installed that its store has not signed; Firefox heeds it where it is not a release. */
const UNSIGNED = { "xpinstall.signatures.required": false };

/** What an extension that is installed for a test keeps when its browser is killed. */
const KEPT = {
  "extensions.webextensions.keepStorageOnUninstall": true,
  "extensions.webextensions.keepUuidOnUninstall": true,
};

/** Installs a package for good, where this Firefox takes unsigned ones, and else until it ends. */
async function install(client, extension) {
  const temporarily = () => client.send("Addon:Install", { path: extension, temporary: true });
  if (!extension.endsWith(".xpi")) return temporarily();
  return client
    .send("Addon:Install", { path: extension, temporary: false })
    .catch((refused) => (/sign/i.test(refused.message) ? temporarily() : Promise.reject(refused)));
}

/**
 * Starts Firefox with a fresh profile, or with one that is kept.
 *
 * @param {{program: string, extension: string, headless?: boolean, width?: number,
 *   height?: number, profile?: string}} options `extension` is the unpacked folder, or a package that is
 *   installed as a user installs it; `profile` the folder of a profile that outlives the browser.
 */
export async function openFirefox(options) {
  const { program, extension: folder, headless = true, width = 1280, height = 900 } = options;
  const port = await freePort();
  const profile = await makeProfile(options.profile, {
    ...PREFERENCES,
    ...(folder.endsWith(".xpi") ? UNSIGNED : {}),
    ...(options.profile ? await keptFor(folder) : {}),
    "marionette.port": port,
  });
  const size = headless ? ["-headless", `--width=${width}`, `--height=${height}`] : [];
  const child = spawn(
    program,
    [...size, "-marionette", "--remote-allow-system-access", "-no-remote", "-profile", profile],
    { stdio: "ignore", env: { ...process.env, MOZ_CRASHREPORTER_DISABLE: "1" } },
  );
  const client = await Marionette.connect(port, () => child.exitCode === null);
  const id = await install(client, folder);
  const { origin, button } = await inChrome(pinButton, id);
  const home = await client.send("WebDriver:GetWindowHandle");

  async function inChrome(work, ...args) {
    await client.send("Marionette:SetContext", { value: "chrome" });
    try {
      return await client.run(work, args);
    } finally {
      await client.send("Marionette:SetContext", { value: "content" });
    }
  }

  /** Runs a function in a frame that lives in another process; `find` gives the frame's element. */
  const inFrame = (find, work, args) =>
    inChrome(
      `async (id, work, args) => (${runInFrame})(await (${find})(id), work, args)`,
      id,
      String(work),
      args,
    );

  async function picture(file, selector) {
    const id = selector && (await find(selector));
    const what = { full: false, hash: false, ...(id ? { id } : {}) };
    const data = await client.send("WebDriver:TakeScreenshot", what);
    await fs.writeFile(file, Buffer.from(data, "base64"));
  }

  async function tab(url) {
    const { handle } = await client.send("WebDriver:NewWindow", { type: "tab", focus: true });
    const here = async (work, focus = true) => {
      await client.send("WebDriver:SwitchToWindow", { handle, focus });
      return work();
    };
    const goto = (next) => here(() => client.send("WebDriver:Navigate", { url: next }));
    await goto(url);
    return {
      // Asking a page something does not bring it to the front.
      evaluate: (work, ...args) => here(() => client.run(work, args), false),
      goto,
      press: () => here(() => click(button)),
      show: () => here(() => {}),
      point: (x, y) => here(() => act(mouse(x, y))),
      click: (x, y) => here(() => act(mouse(x, y, true))),
      key: (name) => here(() => act(stroke(name))),
      screenshot: (file, selector) => here(() => picture(file, selector)),
      forceColours: (on) => inChrome(forceColours, on),
      html: () => here(() => client.send("WebDriver:GetPageSource")),
      close: async () => {
        await here(() => client.send("WebDriver:CloseWindow"));
        // A client that stands in a closed window can do nothing, not even open another.
        await client.send("WebDriver:SwitchToWindow", { handle: home, focus: false });
      },
    };
  }

  const act = (actions) => client.send("WebDriver:PerformActions", { actions: [actions] });

  /** The name under which the client knows an element. */
  async function find(selector) {
    const wanted = { using: "css selector", value: selector };
    return Object.values(await client.send("WebDriver:FindElement", wanted))[0];
  }

  /** Clicks an element of the browser's own window with the mouse. */
  async function click(selector) {
    await client.send("Marionette:SetContext", { value: "chrome" });
    try {
      await client.send("WebDriver:ElementClick", { id: await find(selector) });
    } finally {
      await client.send("Marionette:SetContext", { value: "content" });
    }
  }

  return {
    name: "firefox",
    origin,
    open: tab,
    extensionPage: (name) => tab(origin + name),
    panel: async () => {
      await until("the sidebar is open", () => inChrome(sidebarIsOpen, id));
      return {
        evaluate: (work, ...args) => inFrame(sidebarFrame, work, args),
        screenshot: async (file) => {
          await client.send("Marionette:SetContext", { value: "chrome" });
          await picture(file);
          await client.send("Marionette:SetContext", { value: "content" });
        },
      };
    },
    inBackground: (work, ...args) => inFrame(backgroundFrame, work, args),
    choose: (item, selection, url) => inChrome(chooseFromMenu, id, item, selection, url),
    command: (command) => inChrome(giveCommand, id, command),
    stopBackground: () =>
      inChrome(async (addon) => {
        const policy = WebExtensionPolicy.getByID(addon);
        await policy.extension.terminateBackground({ ignoreDevToolsAttached: true });
      }, id),
    tidy: () => inChrome(minimizeMemory),
    pid: child.pid,
    close: async () => {
      const gone = child.exitCode === null ? once(child, "exit") : undefined;
      const timer = setTimeout(() => child.kill("SIGKILL"), SECONDS_TO_QUIT * 1000);
      // The answer may be cut off by the end of the browser, which is what was asked for.
      await client.send("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => {});
      await gone;
      clearTimeout(timer);
      client.end();
      if (!options.profile) await fs.rm(profile, { recursive: true, force: true });
    },
    kill: async () => {
      await killed(child);
      client.end();
    },
  };
}

/** The mouse goes somewhere, and perhaps presses there. */
function mouse(x, y, presses = false) {
  const move = (at) => ({ type: "pointerMove", duration: 20, x: at, y });
  const press = ["pointerDown", "pointerUp"].map((type) => ({ type, button: 0 }));
  const actions = [move(x + 1), move(x), ...(presses ? press : [])];
  return { type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions };
}

/** WebDriver's codes of keys that are no characters. */
const KEYS = {
  Tab: "\ue004",
  Enter: "\ue007",
  Escape: "\ue00c",
  ArrowLeft: "\ue012",
  ArrowUp: "\ue013",
  ArrowRight: "\ue014",
  ArrowDown: "\ue015",
};

/** A key is struck. */
function stroke(name) {
  const value = KEYS[name] ?? name;
  const actions = ["keyDown", "keyUp"].map((type) => ({ type, value }));
  return { type: "key", id: "keyboard", actions };
}

// The functions below run in the browser's own window.
/* global Cc, Ci, WebExtensionPolicy, CustomizableUI, Services, SidebarController, gBrowser */

/** Tells the extension what the menu tells it, with the leave that a choice gives it. */
function chooseFromMenu(addon, menuItemId, selectionText, pageUrl) {
  const { extension } = WebExtensionPolicy.getByID(addon);
  const info = { menuItemId, selectionText, editable: false, pageUrl };
  extension.tabManager.addActiveTabPermission(gBrowser.selectedTab);
  extension.emit("webext-menu-menuitem-click", info, gBrowser.selectedTab);
}

/** Gives the command that a shortcut gives. */
function giveCommand(addon, command) {
  WebExtensionPolicy.getByID(addon).extension.shortcuts.onCommand(command);
}

function forceColours(on) {
  // 2: always the reader's colours; 0: those only with a theme of high contrast.
  Services.prefs.setIntPref("browser.display.document_color_use", on ? 2 : 0);
}

/** What `about:memory` does at the press of a button, in every process. */
function minimizeMemory() {
  const manager = Cc["@mozilla.org/memory-reporter-manager;1"];
  Services.obs.notifyObservers(null, "child-mmu-request");
  return new Promise((resolve) =>
    manager.getService(Ci.nsIMemoryReporterManager).minimizeMemoryUsage(resolve),
  );
}

async function pinButton(addon) {
  const policy = WebExtensionPolicy.getByID(addon);
  const widget = `${addon.toLowerCase().replace(/[^a-z0-9_-]/g, "_")}-browser-action`;
  CustomizableUI.addWidgetToArea(widget, CustomizableUI.AREA_NAVBAR);
  return { origin: policy.getURL(""), button: `#${widget} .toolbarbutton-1` };
}

function sidebarIsOpen(addon) {
  const wanted = `${addon.toLowerCase().replace(/[^a-z0-9_-]/g, "_")}-sidebar-action`;
  return SidebarController.isOpen && SidebarController.currentID === wanted;
}

function sidebarFrame() {
  return SidebarController.browser.contentDocument.getElementById("webext-panels-browser");
}

/** The background's frame; a background that sleeps is woken. */
async function backgroundFrame(addon) {
  const { extension } = WebExtensionPolicy.getByID(addon);
  await extension.wakeupBackground?.();
  return [...extension.views].find((view) => view.viewType === "background").xulBrowser;
}

async function runInFrame(frame, work, args) {
  const actor = frame.browsingContext.currentWindowGlobal.getActor("MarionetteCommands");
  const script = `
    const done = arguments[arguments.length - 1];
    const given = Array.prototype.slice.call(arguments, 0, -1);
    (async () => (${work})(...given))().then(
      (value) => done({ value }),
      (error) => done({ error: String(error) }),
    );`;
  const answer = await actor.executeScript(script, args, { async: true, timeout: 60_000 });
  if (answer.error) throw new Error(answer.error);
  return answer.value;
}

/** The preferences by which an extension has the same address, and its data, in the next browser. */
async function keptFor(folder) {
  const text = await fs.readFile(path.join(folder, "manifest.json"), "utf8");
  const { id } = JSON.parse(text).browser_specific_settings.gecko;
  const uuids = JSON.stringify({ [id]: "0c2f1b5a-6d1e-4b7e-9a53-3f1d2c4b5a60" });
  return { ...KEPT, "extensions.webextensions.uuids": uuids };
}

/** Writes the preferences of a profile: of the one that is kept, or of a new one. */
async function makeProfile(kept, preferences) {
  const profile = kept ?? (await fs.mkdtemp(path.join(os.tmpdir(), "wireprint-firefox-")));
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  await fs.writeFile(path.join(profile, "user.js"), lines.join("\n"));
  return profile;
}

async function freePort() {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}
