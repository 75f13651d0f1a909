// Builds the engine, the extension for both browsers, and the playground, into `dist/`.
//
//   dist/chrome, dist/firefox   load either as an unpacked extension
//   dist/www                    a static site: the playground, the sample newsroom, the gallery

import fs from "node:fs/promises";
import path from "node:path";
import { bundle, pageNames } from "./build/bundle.mjs";
import { BROWSERS, manifest } from "./build/manifest.mjs";
import { aboutOf, sectionsOf } from "./build/site.mjs";
import { buildWasm } from "./build/wasm.mjs";
import { at, DIST, WASM_PACKAGE } from "./lib/paths.mjs";
import { main, step } from "./lib/run.mjs";
import { setup } from "./setup.mjs";

const MODULE = "wireprint_bg.wasm";

/**
 * Builds everything.
 *
 * @param {Record<string, string>} rust the environment in which Rust builds for wasm32.
 */
export async function build(rust) {
  await buildWasm(rust);
  await step("Bundling the extension and the playground", bundleAll);
}

/** Bundles everything around an engine that is built. */
export async function bundleAll() {
  for (const browser of BROWSERS) await buildExtension(browser);
  await buildSite();
  await buildGallery(path.join(DIST, "www/gallery"));
}

async function buildExtension(browser) {
  const out = path.join(DIST, browser);
  await fs.rm(out, { recursive: true, force: true });
  const pages = await pageNames();
  const entries = Object.fromEntries(
    pages.map((page) => [page, at("extension/pages", page, "index.tsx")]),
  );
  entries.background = at("extension/background/index.ts");
  entries.importer = at("extension/pages/library/in/importer.ts");
  entries.reader = at("extension/pages/library/in/reader.ts");
  await bundle(entries, out, "module");
  const scripts = { content: "index.ts", controls: "controls.ts" };
  for (const [name, file] of Object.entries(scripts))
    await bundle({ [name]: at("extension/content", file) }, out, "content");
  const shell = await fs.readFile(at("extension/pages/shell.html"), "utf8");
  for (const page of pages) {
    await fs.writeFile(path.join(out, `${page}.html`), shell.replaceAll("PAGE", page));
  }
  for (const folder of ["_locales", "icons"]) {
    await fs.cp(at("extension", folder), path.join(out, folder), { recursive: true });
  }
  await fs.copyFile(path.join(WASM_PACKAGE, MODULE), path.join(out, MODULE));
  if (browser === "chrome")
    await fs.copyFile(at("extension/manifest/managed.json"), path.join(out, "managed.json"));
  const text = JSON.stringify(await manifest(browser), null, 2);
  await fs.writeFile(path.join(out, "manifest.json"), `${text}\n`);
}

async function buildSite() {
  const out = path.join(DIST, "www");
  await fs.rm(out, { recursive: true, force: true });
  await fs.cp(at("www"), out, { recursive: true, filter: (file) => !/\.tsx?$/.test(file) });
  const sources = (await fs.readdir(at("www"))).filter((name) => /^[\w-]+\.tsx$/.test(name));
  const entries = Object.fromEntries(
    sources.map((name) => [path.parse(name).name, at("www", name)]),
  );
  await bundle(entries, out, "module");
  await fs.copyFile(path.join(WASM_PACKAGE, MODULE), path.join(out, MODULE));
  const [measured, core, readme, privacy] = await Promise.all(
    ["tests/bench/README.md", "src/lib.rs", "README.md", "PRIVACY.md"].map((name) =>
      fs.readFile(at(name), "utf8"),
    ),
  );
  const write = (name, sections) => fs.writeFile(path.join(out, name), JSON.stringify(sections));
  await write("bench.json", sectionsOf(measured));
  await write("about.json", aboutOf({ core, readme, privacy }));
}

/** The extension's pages as they ship, each on a stage that answers in the background's place. */
async function buildGallery(out) {
  const built = path.join(DIST, BROWSERS[0]);
  const scripts = { stage: at("www/stage/stage.ts"), frame: at("www/stage/frame.ts") };
  await bundle(scripts, out, "module");
  await fs.cp(path.join(built, "icons"), path.join(out, "icons"), { recursive: true });
  for (const page of await pageNames()) {
    for (const kind of ["js", "css"]) {
      await fs.copyFile(path.join(built, `${page}.${kind}`), path.join(out, `${page}.${kind}`));
    }
    const html = await fs.readFile(path.join(built, `${page}.html`), "utf8");
    const script = '<script type="module" src=';
    const staged = html.replace(script, `${script}"stage.js"></script>\n    ${script}`);
    await fs.writeFile(path.join(out, `${page}.html`), staged);
  }
}

if (process.argv[1] === at("scripts/build.mjs")) {
  main(async () => {
    const { rust } = await setup();
    await build(rust);
  });
}
