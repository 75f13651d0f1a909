// The manifest is the promise: what the extension may do, and that it asks for nothing more.

import assert from "node:assert/strict";
import { test } from "node:test";
import base from "../../extension/manifest/base.json";
import chrome from "../../extension/manifest/chrome.json";
import firefox from "../../extension/manifest/firefox.json";

const PERMISSIONS = ["activeTab", "contextMenus", "scripting", "storage", "unlimitedStorage"];
type Manifest = Pick<typeof base, "permissions" | "content_security_policy">;
const BOTH: [string, Manifest, string[]][] = [
  ["chrome", { ...base, ...chrome }, [...PERMISSIONS, "sidePanel"]],
  ["firefox", { ...base, ...firefox }, PERMISSIONS],
];

for (const [browser, manifest, permissions] of BOTH) {
  test(`${browser}: exactly the permissions that are needed`, () => {
    assert.deepEqual([...manifest.permissions].sort(), [...permissions].sort());
    for (const key of [
      "host_permissions",
      "optional_permissions",
      "optional_host_permissions",
      "content_scripts",
      "web_accessible_resources",
      "externally_connectable",
    ])
      assert.ok(!(key in manifest), key);
  });

  test(`${browser}: pages can load and reach nothing but the extension's own files`, () => {
    const { extension_pages: policy } = manifest.content_security_policy;
    const rules = new Map(
      policy.split("; ").map((rule) => {
        const [name, ...sources] = rule.split(" ");
        return [name, sources.join(" ")];
      }),
    );
    assert.equal(rules.get("default-src"), "'none'");
    assert.equal(rules.get("connect-src"), "'self'");
    assert.equal(rules.get("script-src"), "'self' 'wasm-unsafe-eval'");
    assert.equal(rules.get("require-trusted-types-for"), "'script'");
    for (const sources of rules.values())
      assert.match(sources, /^('none'|'self'( 'wasm-unsafe-eval')?|'script')$/);
  });
}

test("the oldest browsers are those that can do everything", () => {
  assert.equal(chrome.minimum_chrome_version, "148");
  assert.equal(chrome.message_serialization, "structured_clone");
  assert.equal(firefox.browser_specific_settings.gecko.strict_min_version, "149.0");
  assert.deepEqual(firefox.browser_specific_settings.gecko.data_collection_permissions, {
    required: ["none"],
  });
});
