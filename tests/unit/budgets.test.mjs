// What ships keeps to its budget of bytes, in both browsers' builds.

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import zlib from "node:zlib";
import { parse } from "smol-toml";
import { BROWSERS } from "../../scripts/build/manifest.mjs";
import { at, DIST } from "../../scripts/lib/paths.mjs";

const PACKED = {
  gzip: (bytes) => zlib.gzipSync(bytes, { level: 9 }),
  brotli: (bytes) => zlib.brotliCompressSync(bytes),
};

const { size } = parse(await fs.readFile(at("tests/budgets.toml"), "utf8"));

for (const browser of BROWSERS) {
  for (const [file, limits] of Object.entries(size)) {
    test(`${browser}: ${file} keeps to its size`, async () => {
      const bytes = await fs.readFile(path.join(DIST, browser, file));
      for (const [packing, limit] of Object.entries(limits)) {
        const packed = PACKED[packing](bytes).length;
        assert.ok(packed <= limit, `${packed} bytes in ${packing}, ${limit} allowed`);
      }
    });
  }
}
