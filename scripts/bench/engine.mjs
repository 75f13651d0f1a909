// Query and alignment with the engine that ships, in a real browser, over a library of made stories:
// `npm run bench -- engine [STORIES]`. The figures go to tests/bench/README.md.

import fs from "node:fs/promises";
import path from "node:path";
import { serve } from "../browsers/serve.mjs";
import { buildWasm } from "../build/wasm.mjs";
import { at, WASM_PACKAGE } from "../lib/paths.mjs";
import { Problem, run, step } from "../lib/run.mjs";
import { setup } from "../setup.mjs";
import { writeTable } from "./lib/table.mjs";

const QUERIES = 300;

/** Runs it. */
export async function bench([stories = "100000"]) {
  if (!/^\d+$/.test(stories)) throw new Problem("npm run bench -- engine [STORIES]");
  const { rust, browsers } = await setup({ browsers: ["chromium"] });
  await buildWasm(rust);
  const folder = at("target/bench-engine");
  await fs.rm(folder, { recursive: true, force: true });
  await fs.mkdir(folder, { recursive: true });
  await step("Filling a library", async () => {
    await run("cargo", ["build", "--release", "--example", "engine_fill"]);
    await run(at("target/release/examples/engine_fill"), [folder, stories, String(QUERIES)]);
  });
  await fs.cp(WASM_PACKAGE, path.join(folder, "pkg"), { recursive: true });
  await fs.copyFile(at("tests/bench/engine/page.js"), path.join(folder, "page.js"));
  await fs.writeFile(
    path.join(folder, "index.html"),
    '<!doctype html><meta charset="utf-8"><script type="module" src="page.js"></script>',
  );
  const figures = await step("Measuring in the browser", () =>
    inBrowser(browsers.chromium, folder),
  );
  const ms = (value) => value.toFixed(1);
  const table = [
    "| stories | queries | candidates, median / most | ms, p50 | ms, p95 | sources found |",
    "| --- | --- | --- | --- | --- | --- |",
    `| ${stories} | ${QUERIES} | ${figures.candidates} / ${figures.most} | ${ms(figures.p50)} | ${ms(figures.p95)} | ${figures.found} of ${figures.asked} |`,
  ].join("\n");
  process.stdout.write(`${table}\n`);
  await writeTable("engine", table);
}

async function inBrowser(program, folder) {
  const { default: puppeteer } = await import("puppeteer-core");
  const server = await serve(folder);
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await puppeteer.launch({
    executablePath: program,
    headless: true,
    pipe: true,
    args: ["--disable-gpu", "--no-first-run", ...root],
    protocolTimeout: 600_000,
  });
  try {
    const page = await browser.newPage();
    await page.goto(server.url, { waitUntil: "load" });
    return await page.evaluate(() => globalThis.measure());
  } finally {
    await browser.close();
    await server.close();
  }
}
