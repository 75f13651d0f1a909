// The content script's snapshot as plain JSON, for the page that `snapshot.test.mjs` runs it in.

import { takeSnapshot } from "../../extension/content/snapshot.js";

const plain = (_key: string, value: unknown): unknown =>
  ArrayBuffer.isView(value) ? Array.from(value as Uint32Array) : value;

(globalThis as { takeColumns?: (url: string) => string }).takeColumns = (url) =>
  JSON.stringify(takeSnapshot(document, url, false).snapshot, plain);
