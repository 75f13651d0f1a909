// Whether a large library stays what it is on its way from Chromium to Firefox and back by backups, and
// how long that takes: `npm run bench -- roundtrip [STORIES]`. The figures go to tests/bench/README.md.

import { build } from "../build.mjs";
import { Problem, step } from "../lib/run.mjs";
import { setup } from "../setup.mjs";
import { OPEN, openWorkplace } from "./lib/extension.mjs";
import { writeTable } from "./lib/table.mjs";

/** Stories that are brought in as a file, and so related; those before them are stocked. */
const IMPORTED = 5_000;
/** Stories that are stocked before a driver gives up waiting. */
const PORTION = 2_000;

/** Runs it. */
export async function bench([asked = "100000"]) {
  const stories = Number(asked);
  if (!(stories > IMPORTED)) throw new Problem("npm run bench -- roundtrip [STORIES]");
  const { rust, browsers } = await setup({ browsers: Object.keys(OPEN) });
  await build(rust);
  const places = {};
  try {
    for (const name of Object.keys(OPEN)) {
      const entry = "tests/bench/library_page/roundtrip.ts";
      places[name] = await openWorkplace(name, browsers[name], entry);
    }
    const { chromium } = places;
    await step(`Filling Chromium with ${stories} stories`, async () => {
      for (let at = 0; at < stories - IMPORTED; at += PORTION)
        await chromium.run("stock", at, Math.min(PORTION, stories - IMPORTED - at));
      await chromium.run("fill", stories - IMPORTED, IMPORTED);
    });
    const own = await chromium.run("hash");
    const rows = [
      ["from", "to", "records", "backup, MB", "save, s", "restore, s", "the same?"],
      Array(7).fill("---"),
    ];
    const go = async (from, to) => {
      const saved = await places[from].run("save");
      for (let i = 0; i < saved.pieces; i++)
        await places[to].run("give", await places[from].run("piece", i));
      await places[to].run("erase");
      const seconds = await places[to].run("restore");
      const there = await places[to].run("hash");
      const isSame = there.hash === own.hash;
      const figures = [saved.bytes / 1e6, saved.seconds, seconds].map((one) => one.toFixed(0));
      rows.push([from, to, there.records, ...figures, isSame ? "yes" : "no"]);
      if (!isSame) throw new Problem(`from ${from} to ${to} the library became another`);
    };
    await step("From Chromium to Firefox", () => go("chromium", "firefox"));
    await step("From Firefox to Chromium", () => go("firefox", "chromium"));
    const table = rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
    process.stdout.write(`${table}\n`);
    await writeTable("roundtrip", table);
  } finally {
    for (const { driver } of Object.values(places)) await driver.close();
  }
}
