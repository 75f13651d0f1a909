// What a browser's processes hold of memory that is theirs alone, as Linux counts it.

import fs from "node:fs/promises";

/** Kinds of processes: those of the extension, the browser's own, and all others. */
const KINDS = ["extension", "browser", "others"];

/**
 * The memory of a browser, in bytes by kind of process.
 *
 * @param {number} pid the process that was started.
 * @returns {Promise<{extension: number, browser: number, others: number}>}
 */
export async function memoryOf(pid) {
  const held = Object.fromEntries(KINDS.map((kind) => [kind, 0]));
  for (const one of await familyOf(pid)) {
    const kind = one.pid === pid ? "browser" : (await isOfExtension(one)) ? "extension" : "others";
    held[kind] += one.bytes;
  }
  return held;
}

/** A process and all that it has started. */
async function familyOf(pid) {
  const ids = (await fs.readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const all = (await Promise.all(ids.map(processOf))).filter((one) => one !== null);
  const family = new Set([pid]);
  // A process has a higher number than the one that started it, but for when numbers begin anew.
  for (let before = 0; before !== family.size; ) {
    before = family.size;
    for (const one of all) if (family.has(one.parent)) family.add(one.pid);
  }
  return all.filter((one) => family.has(one.pid));
}

async function processOf(id) {
  // A process may end while it is asked for.
  const read = (file) => fs.readFile(`/proc/${id}/${file}`, "utf8").catch(() => "");
  const [status, memory] = await Promise.all([read("status"), read("smaps_rollup")]);
  const field = (text, name) => text.match(new RegExp(`^${name}:\\s*(.*)$`, "m"))?.[1] ?? "";
  if (!status) return null;
  const bytes = (name) => (Number.parseInt(field(memory, name), 10) || 0) * 1024;
  return {
    pid: Number(id),
    parent: Number(field(status, "PPid")),
    name: field(status, "Name"),
    // What was given back counts as there until the system needs it.
    bytes: bytes("Anonymous") - bytes("LazyFree"),
  };
}

/** Chromium says so by an option, Firefox by the name of the process. */
async function isOfExtension({ pid, name }) {
  if (name === "WebExtensions") return true;
  const line = await fs.readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return line.split(/[\0 ]/).includes("--extension-process");
}
