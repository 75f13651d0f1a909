// Debian's package manager, where it is there to be used.

import { ask, run } from "./run.mjs";

/** Whether packages can be installed: a Debian-like system, and we are root. */
export async function canInstall() {
  return process.getuid?.() === 0 && (await ask("apt-get", ["--version"])) !== undefined;
}

/** Whether the packages are installed already. */
export async function installed(packages) {
  const { code, stdout } = await run(
    "dpkg-query",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the braces are for dpkg-query
    ["-W", "-f=${db:Status-Status}\n", ...packages],
    {
      tolerate: true,
    },
  );
  return (
    code === 0 &&
    stdout
      .trim()
      .split("\n")
      .every((status) => status === "installed")
  );
}

/** Installs packages without asking. */
export async function install(packages) {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-q"], { env, seconds: 300 });
  await run("apt-get", ["install", "-qy", "--no-install-recommends", ...packages], {
    env,
    seconds: 1200,
  });
}
