// How many tests passed and which failed, read from what the test runners print. A failure is told
// again at the end of a run, where whoever sees only the end of a long record finds it.

/**
 * `failures` has a line for each failed test: its name and, where the runner tells it, what it met.
 *
 * @typedef {{passed: number, failures: string[]}} Tally
 */

/** The tally of a runner that ended with `code`: one that died before it had counted has failed too. */
export function withCode(tally, code, runner) {
  if (code === 0 || tally.failures.length > 0) return tally;
  return { ...tally, failures: [`${runner} ended with ${code}`] };
}

/** What several tallies come to. */
export function sum(tallies) {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failures: tallies.flatMap(({ failures }) => failures),
  };
}

/** What `cargo nextest run` and `cargo test` say at their ends. */
export function ofCargo(output) {
  const summary = output.match(/Summary .*[\s\S]*/)?.[0];
  if (summary) {
    const failures = [
      ...summary.matchAll(/^\s+(?:FAIL|SIG\w+|TIMEOUT|ABORT)\s+\[.*?\]\s+(?:\(.*?\)\s+)?(.*)$/gm),
    ];
    return { passed: count(summary, /(\d+) passed/), failures: failures.map(([, name]) => name) };
  }
  const results = [...output.matchAll(/^test result: .*? (\d+) passed; \d+ failed/gm)];
  const failures = [...output.matchAll(/^test (.*) \.\.\. FAILED$/gm)];
  return {
    passed: results.reduce((total, [, passed]) => total + Number(passed), 0),
    failures: failures.map(([, name]) => name),
  };
}

/** What Node's test runner says in TAP. */
export function ofTap(output) {
  const failures = output
    .split(/^(?=\s*(?:not )?ok \d+)/m)
    .map((result) => [result, result.match(/^\s*not ok \d+ - (.*)$/m)?.[1]])
    // Behind a number sign stands why a result does not count; one in a name is written otherwise.
    .filter(([, name]) => name && !/ # [A-Z]/.test(name))
    .map(([result, name]) => `${name}${reason(result)}`);
  return { passed: count(output, /^# pass (\d+)/m), failures };
}

/** What a failed test met: the first lines of its error, in one. */
function reason(result) {
  const error = result.match(/^(\s*)error: (?:\|-?\n((?:\1\s+.*\n|\s*\n)+)|(.*))/m);
  const said = (error?.[2] ?? error?.[3] ?? "").replace(/\s+/g, " ").trim();
  return said && `: ${said.slice(0, 300)}`;
}

function count(text, pattern) {
  return Number(text.match(pattern)?.[1] ?? 0);
}
