// Running commands, and saying what is being done. Progress goes to stderr, so that what a script
// prints for machines stays clean on stdout.

import { spawn } from "node:child_process";
import { ROOT } from "./paths.mjs";

/** A failure whose message is written for the person at the terminal; no stack is shown. */
export class Problem extends Error {}

const KEPT_LINES = 40;

/**
 * Runs a command to its end and returns what it printed.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: Record<string, string>, seconds?: number, show?: boolean,
 *   tolerate?: boolean}} [options] `show` passes the output on; `tolerate` returns on failure too.
 * @returns {Promise<{code: number, stdout: string, stderr: string}>}
 */
export function run(command, args, options = {}) {
  const { cwd = ROOT, env = {}, seconds, show = false, tolerate = false } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    let late = false;
    child.stdout.on("data", (data) => {
      stdout += data;
      if (show) process.stderr.write(data);
    });
    child.stderr.on("data", (data) => {
      stderr += data;
      if (show) process.stderr.write(data);
    });
    const timer =
      seconds &&
      setTimeout(() => {
        late = true;
        child.kill("SIGKILL");
      }, seconds * 1000);
    const line = [command, ...args].join(" ");
    child.on("error", (error) => {
      clearTimeout(timer);
      if (tolerate) resolve({ code: 127, stdout, stderr: String(error) });
      else reject(new Problem(`cannot run \`${line}\`: ${error.message}`));
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (code === 0 || tolerate) return resolve({ code: code ?? 1, stdout, stderr });
      const said = show ? "" : `\n${lastLines(stdout + stderr)}`;
      const end = signal ? `was stopped by ${signal}` : `failed (${code})`;
      const why = late ? `took longer than ${seconds} s` : end;
      reject(new Problem(`\`${line}\` ${why}${said}`));
    });
  });
}

/** What a command prints on stdout, trimmed, or `undefined` where it fails or is not there. */
export async function ask(command, args, options = {}) {
  const { code, stdout } = await run(command, args, { ...options, tolerate: true });
  return code === 0 ? stdout.trim() : undefined;
}

/** Does one named piece of work and says how long it took. */
export async function step(title, work) {
  const begin = performance.now();
  process.stderr.write(`${title} …\n`);
  const result = await work();
  const seconds = (performance.now() - begin) / 1000;
  if (seconds >= 1) process.stderr.write(`  ${title}: ${seconds.toFixed(1)} s\n`);
  return result;
}

/** Runs a script's main function; a `Problem` is told in plain words. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    process.stderr.write(error instanceof Problem ? `\n${error.message}\n` : `\n${error.stack}\n`);
    process.exitCode = 1;
  }
}

function lastLines(text) {
  return text.trimEnd().split("\n").slice(-KEPT_LINES).join("\n");
}
