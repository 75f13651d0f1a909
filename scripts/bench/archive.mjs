// Every related pair of an archive of made stories, by the command line with files and, where asked,
// by Spark on this machine: `npm run bench -- archive [STORIES] [spark]`. The figures go to
// tests/bench/README.md.

import { spawn } from "node:child_process";
import fs from "node:fs/promises";
import path from "node:path";
import readline from "node:readline";
import { at, TOOLS } from "../lib/paths.mjs";
import { ask, Problem, run, step } from "../lib/run.mjs";
import { writeTable } from "./lib/table.mjs";

const WIREPRINT = at("target/release/wireprint");
const OF_TEXT = ["exact", "syndicated", "partial", "shared-quotes"];

/** Runs it. */
export async function bench([stories = "100000", engine]) {
  if (!/^\d+$/.test(stories) || ![undefined, "spark"].includes(engine)) {
    throw new Problem("npm run bench -- archive [STORIES] [spark]");
  }
  const folder = at("target/bench-archive");
  await fs.rm(folder, { recursive: true, force: true });
  await fs.mkdir(folder, { recursive: true });
  await step("Writing an archive", async () => {
    await run("cargo", ["build", "--release", "--bin", "wireprint", "--example", "archive_fill"]);
    await run(at("target/release/examples/archive_fill"), [folder, stories]);
  });
  const input = path.join(folder, "stories.jsonl");
  const planted = new Set();
  for await (const [a, b] of objects(path.join(folder, "planted.jsonl"))) planted.add(`${a} ${b}`);
  const rows = [];
  const byFiles = await step("Comparing through files", async () => {
    const output = path.join(folder, "pairs.jsonl");
    const cost = await measured(WIREPRINT, ["overlap", "--disk", folder], input, output);
    const pairs = await named([output]);
    rows.push(row("wireprint overlap --disk", stories, cost, pairs, planted));
    return pairs;
  });
  if (engine === "spark") {
    const python = await spark();
    await step("Comparing with Spark", async () => {
      const output = path.join(folder, "spark");
      const job = [at("spark/related.py"), input, output, "--wireprint", WIREPRINT];
      const cost = await measured(python, job, "/dev/null", path.join(folder, "spark.log"));
      const files = (await fs.readdir(output)).filter((name) => name.startsWith("part-"));
      const pairs = await named(files.map((name) => path.join(output, name)));
      rows.push(row("spark/related.py", stories, cost, pairs, planted));
      const missed = [...byFiles.keys()].filter((pair) => !pairs.has(pair)).length;
      const more = [...pairs.keys()].filter((pair) => !byFiles.has(pair)).length;
      if (missed + more > 0)
        throw new Problem(`Spark misses ${missed} pairs and has ${more} more.`);
    });
  }
  const table = [
    "|  | stories | s | memory, MB | pairs | planted pairs found | copies found that are planted |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
  process.stdout.write(`${table}\n`);
  await writeTable("archive", table);
}

function row(name, stories, { seconds, memory }, pairs, planted) {
  const found = [...planted].filter((pair) => OF_TEXT.includes(pairs.get(pair)?.relation)).length;
  const copies = [...pairs].filter(([, { relation }]) =>
    ["exact", "syndicated"].includes(relation),
  );
  const right = copies.filter(([pair]) => planted.has(pair)).length;
  const share = (part, whole) => `${((100 * part) / whole).toFixed(2)} %`;
  return `| ${[
    name,
    stories,
    seconds.toFixed(0),
    memory ? Math.round(memory / 1024) : "",
    pairs.size,
    share(found, planted.size),
    share(right, copies.length),
  ].join(" | ")} |`;
}

/** The pairs that stand on the lines of some files, by the names of the two. */
async function named(files) {
  const pairs = new Map();
  for (const file of files) {
    for await (const { a, b, relation } of objects(file)) {
      pairs.set(a < b ? `${a} ${b}` : `${b} ${a}`, { relation });
    }
  }
  return pairs;
}

async function* objects(file) {
  const handle = await fs.open(file);
  for await (const line of readline.createInterface({ input: handle.createReadStream() })) {
    if (line !== "") yield JSON.parse(line);
  }
}

/** Runs a command over a file; its time, and the most memory it had (Linux alone tells that). */
async function measured(command, args, input, output) {
  const [from, to] = [await fs.open(input), await fs.open(output, "w")];
  const begin = performance.now();
  const child = spawn(command, args, {
    stdio: [from.fd, to.fd, "inherit"],
    env: { ...process.env, SPARK_LOCAL_IP: "127.0.0.1" },
  });
  let memory = 0;
  const look = setInterval(async () => {
    const status = await fs.readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
    memory = Math.max(memory, Number(status.match(/^VmHWM:\s*(\d+)/m)?.[1] ?? 0));
  }, 200);
  const code = await new Promise((resolve, reject) =>
    child.on("error", reject).on("close", resolve),
  );
  clearInterval(look);
  await Promise.all([from.close(), to.close()]);
  if (code !== 0) throw new Problem(`${command} ended with ${code}`);
  return { seconds: (performance.now() - begin) / 1000, memory };
}

/** A Python with Spark in a pinned version, in a folder of its own that git ignores. */
async function spark() {
  const folder = path.join(TOOLS, "bench-archive");
  const python = path.join(folder, "bin/python");
  const file = at("tests/bench/archive/requirements.txt");
  const wanted = (await fs.readFile(file, "utf8")).trim().split("\n");
  const there = ((await ask(python, ["-m", "pip", "freeze"])) ?? "").toLowerCase();
  if (wanted.every((line) => there.includes(line))) return python;
  await step("Installing Spark", async () => {
    await run("python3", ["-m", "venv", folder]);
    await run(python, ["-m", "pip", "install", "--quiet", "-r", file]);
  });
  return python;
}
