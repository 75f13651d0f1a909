// What Mozilla's linter says of the Firefox build.

import { at } from "../lib/paths.mjs";
import { Problem, run } from "../lib/run.mjs";

/** Warnings that a library causes; extension/REVIEWERS.md explains each. */
const EXPLAINED = ["UNSAFE_VAR_ASSIGNMENT"];

/** Throws where `web-ext lint` finds an error, or a warning that is not explained. */
export async function lintExtension() {
  const { stdout } = await run(
    at("node_modules/.bin/web-ext"),
    ["lint", "--source-dir", at("dist/firefox"), "--output", "json", "--no-config-discovery"],
    { tolerate: true, env: { NO_UPDATE_NOTIFIER: "1" } },
  );
  const { errors, warnings } = JSON.parse(stdout);
  const bad = [...errors, ...warnings.filter(({ code }) => !EXPLAINED.includes(code))];
  if (bad.length > 0) {
    const lines = bad.map(({ code, file, line, message }) => `${code} ${file}:${line} ${message}`);
    throw new Problem(lines.join("\n"));
  }
}
