// What the native host makes of pages, for tests that hold another host against it.

import { execFileSync } from "node:child_process";

/**
 * Snapshots and readings of HTML files, read under one address.
 *
 * @param {string[]} files
 * @param {string} url
 * @returns {{snapshot: any, reading: any}[]} columns are plain arrays.
 */
export function native(files, url) {
  const lines = execFileSync(
    "cargo",
    [
      ...["run", "--quiet", "--all-features", "--example", "page", "--"],
      ...files.flatMap((file) => [file, url]),
    ],
    { encoding: "utf8", maxBuffer: 1 << 28 },
  );
  return lines
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}
