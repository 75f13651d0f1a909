// The manifest is the privacy policy: what the built extensions may do, to the word.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const PERMISSIONS = ["activeTab", "contextMenus", "scripting", "storage", "unlimitedStorage"];
const POLICY = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  "img-src": "'self'",
  "font-src": "'self'",
  "connect-src": "'self'",
  "form-action": "'none'",
  "base-uri": "'none'",
  "frame-ancestors": "'none'",
  "require-trusted-types-for": "'script'",
};
const FORBIDDEN = [
  "content_scripts",
  "externally_connectable",
  "host_permissions",
  "update_url",
  "web_accessible_resources",
];

test("the texts for the stores give a reason for every permission, and are of their length", () => {
  const texts = readFileSync("extension/STORES.md", "utf8");
  const given = [...texts.matchAll(/^\| `(\w+)` \| .{20,} \|$/gm)].map(([, name]) => name);
  const asked = [...PERMISSIONS, "sidePanel", "nativeMessaging", "optional_host_permissions"];
  assert.deepEqual(given.sort(), asked.sort());
  const [, summary] = texts.match(/^## Summary .*\n\n(.+)$/m);
  assert.ok(summary.length <= 132, `${summary.length} characters`);
  const version = readFileSync("Cargo.toml", "utf8").match(/^version = "(.*)"/m)[1];
  assert.ok(readFileSync("CHANGELOG.md", "utf8").includes(`## ${version}\n`));
});

for (const [browser, extra] of [
  ["chrome", ["sidePanel"]],
  ["firefox", []],
]) {
  const manifest = JSON.parse(readFileSync(`dist/${browser}/manifest.json`, "utf8"));

  test(`${browser}: exactly these permissions at install`, () => {
    assert.deepEqual(manifest.permissions.toSorted(), [...PERMISSIONS, ...extra].sort());
    for (const key of FORBIDDEN) assert.ok(!(key in manifest), key);
    // Pages are read without a click only on sites that the reader names, one by one, and all open
    // tabs only when the reader asks for just that.
    assert.deepEqual(manifest.optional_host_permissions, ["http://*/*", "https://*/*"]);
    // A program on this computer is asked only where the reader has one, and says so.
    assert.deepEqual(manifest.optional_permissions, ["nativeMessaging"]);
  });

  test(`${browser}: the content policy lets nothing out`, () => {
    const policy = manifest.content_security_policy.extension_pages;
    const found = Object.fromEntries(
      policy.split(";").map((rule) => {
        const [name, ...values] = rule.trim().split(" ");
        return [name, values.join(" ")];
      }),
    );
    assert.deepEqual(found, POLICY);
    assert.deepEqual(Object.keys(manifest.content_security_policy), ["extension_pages"]);
  });

  test(`${browser}: the version is the crate's`, () => {
    const cargo = readFileSync("Cargo.toml", "utf8");
    assert.equal(manifest.version, cargo.match(/^version = "(.*)"/m)[1]);
  });

  test(`${browser}: no script holds a way to load code or to call home`, () => {
    for (const file of readdirSync(`dist/${browser}`).filter((name) => name.endsWith(".js"))) {
      const code = readFileSync(`dist/${browser}/${file}`, "utf8");
      assert.doesNotMatch(code, /\beval\(|new Function\(|importScripts\(|\bimport\(/, file);
      assert.doesNotMatch(code, /XMLHttpRequest|sendBeacon|WebSocket|EventSource/, file);
      // What no policy of the browser's stops.
      assert.doesNotMatch(code, /RTCPeerConnection|WebTransport|"prefetch"|"preconnect"/, file);
    }
  });
}

test("the oldest browsers are those that can do everything", () => {
  const [chrome, firefox] = ["chrome", "firefox"].map((browser) =>
    JSON.parse(readFileSync(`dist/${browser}/manifest.json`, "utf8")),
  );
  assert.equal(chrome.minimum_chrome_version, "148");
  assert.equal(chrome.message_serialization, "structured_clone");
  const { gecko } = firefox.browser_specific_settings;
  assert.equal(gecko.strict_min_version, "149.0");
  assert.deepEqual(gecko.data_collection_permissions, { required: ["none"] });
});

test("no source of ours writes markup: the linter's warnings are the library's", () => {
  const sources = readdirSync("extension", { recursive: true }).filter((name) =>
    /\.tsx?$/.test(name),
  );
  assert.ok(sources.length > 20);
  for (const name of sources) {
    const code = readFileSync(`extension/${name}`, "utf8");
    assert.doesNotMatch(code, /innerHTML|outerHTML|insertAdjacentHTML|document\.write/i, name);
  }
});
