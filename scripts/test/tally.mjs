// Counts of tests, read from what the test runners print.

/** @typedef {{passed: number, failed: number}} Tally */

/** What `cargo nextest run` and `cargo test` say at their ends. */
export function ofCargo(output) {
  const summary = output.match(/Summary .*/)?.[0];
  if (summary)
    return { passed: count(summary, /(\d+) passed/), failed: count(summary, /(\d+) failed/) };
  const results = [...output.matchAll(/^test result: .*? (\d+) passed; (\d+) failed/gm)];
  return {
    passed: results.reduce((sum, [, passed]) => sum + Number(passed), 0),
    failed: results.reduce((sum, [, , failed]) => sum + Number(failed), 0),
  };
}

/** What Node's test runner says in TAP. */
export function ofTap(output) {
  return { passed: count(output, /^# pass (\d+)/m), failed: count(output, /^# fail (\d+)/m) };
}

function count(text, pattern) {
  return Number(text.match(pattern)?.[1] ?? 0);
}
