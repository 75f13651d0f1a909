// A Rust toolchain with a standard library for wasm32-unknown-unknown.
//
// Three ways, tried in this order: the toolchain at hand has one; `rustup target add` fetches one;
// on Debian one is built from the source package of Debian's own rustc. The last way is for
// machines that reach package mirrors but not the rustup servers. It writes nothing under /usr:
// the private toolchain in `.tools/` is a folder of links to Debian's compiler whose sysroot is
// completed with the libraries built here.

import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { canInstall, install, installed } from "../lib/apt.mjs";
import { TOOLS } from "../lib/paths.mjs";
import { ask, Problem, run, step } from "../lib/run.mjs";

const TARGET = "wasm32-unknown-unknown";
const PRIVATE = path.join(TOOLS, "rust");
const RUSTUP_SECONDS = 120;
/** Raised when the private toolchain is laid out differently. */
const LAYOUT = "1";

/**
 * Makes sure that Rust can build for wasm32.
 *
 * @returns {Promise<Record<string, string>>} the environment in which it can.
 */
export async function rustForWasm() {
  if (!(await ask("cargo", ["--version"]))) {
    throw new Problem("Rust is missing. Install Rust 1.89 or newer from https://rustup.rs.");
  }
  if (await hasTarget({})) return {};
  if (await hasTarget(privateEnvironment())) return privateEnvironment();
  if (await ask("rustup", ["--version"])) {
    const added = await step(`Adding ${TARGET} with rustup`, () =>
      run("rustup", ["target", "add", TARGET], { seconds: RUSTUP_SECONDS, tolerate: true }),
    );
    if (added.code === 0 && (await hasTarget({}))) return {};
    process.stderr.write("  rustup could not fetch it.\n");
  }
  await step(`Building a private toolchain for ${TARGET} from Debian's packages`, fromDebian);
  return privateEnvironment();
}

function privateEnvironment() {
  return { PATH: `${path.join(PRIVATE, "bin")}:/usr/bin:${process.env.PATH}` };
}

/** Whether `rustc` in this environment finds a core library for wasm32. */
async function hasTarget(env) {
  const folder = await ask("rustc", ["--print", "target-libdir", "--target", TARGET], { env });
  if (!folder || (env.PATH && !(await isCurrent()))) return false;
  const names = await fs.readdir(folder).catch(() => []);
  return names.some((name) => name.startsWith("libcore-"));
}

async function isCurrent() {
  const stamp = await fs.readFile(path.join(PRIVATE, "stamp"), "utf8").catch(() => "");
  return stamp !== "" && stamp === (await stampOf());
}

async function stampOf() {
  return `${await ask("/usr/bin/rustc", ["-V"])} layout ${LAYOUT}`;
}

async function fromDebian() {
  const compiler = ["rustc-web", "cargo-web", "rust-web-src"];
  await need(compiler);
  const about = await ask("/usr/bin/rustc", ["-vV"]);
  const host = about?.match(/^host: (.*)$/m)?.[1];
  const llvm = about?.match(/^LLVM version: (\d+)/m)?.[1];
  if (!host || !llvm) throw new Problem("/usr/bin/rustc does not say what it is.");
  await need([`lld-${llvm}`]);
  await layOut(host, `/usr/bin/lld-${llvm}`);
  await buildLibraries();
  await fs.writeFile(path.join(PRIVATE, "stamp"), await stampOf());
}

async function need(packages) {
  if (await installed(packages)) return;
  if (!(await canInstall())) {
    throw new Problem(
      `There is no Rust standard library for ${TARGET}. Run \`rustup target add ${TARGET}\`, ` +
        `or on Debian, as root: \`apt-get install ${packages.join(" ")}\`. Then try again.`,
    );
  }
  await install(packages);
}

async function layOut(host, linker) {
  const lib = path.join(PRIVATE, "lib/rustlib");
  await fs.rm(PRIVATE, { recursive: true, force: true });
  for (const folder of ["bin", `lib/rustlib/${host}/bin`, `lib/rustlib/${TARGET}/lib`]) {
    await fs.mkdir(path.join(PRIVATE, folder), { recursive: true });
  }
  await fs.symlink("/usr/bin/cargo", path.join(PRIVATE, "bin/cargo"));
  // rustc finds its sysroot beside librustc_driver.so, under /usr, so a link is not enough.
  for (const tool of ["rustc", "rustdoc"]) {
    const file = path.join(PRIVATE, "bin", tool);
    await fs.writeFile(file, `#!/bin/sh\nexec /usr/bin/${tool} --sysroot "${PRIVATE}" "$@"\n`);
    await fs.chmod(file, 0o755);
  }
  await fs.symlink(`/usr/lib/rustlib/${host}/lib`, path.join(lib, host, "lib"));
  await fs.symlink("/usr/lib/rustlib/src", path.join(lib, "src"));
  await fs.symlink(linker, path.join(lib, host, "bin/rust-lld"));
}

/** Builds the standard library by compiling an empty crate with `-Zbuild-std`. */
async function buildLibraries() {
  const work = await fs.mkdtemp(path.join(os.tmpdir(), "wireprint-std-"));
  const vendor = path.join(await fs.realpath("/usr/lib/rustlib/src/rust"), "library/vendor");
  try {
    await fs.mkdir(path.join(work, "src"));
    await fs.writeFile(path.join(work, "src/lib.rs"), "#![no_std]\n");
    await fs.writeFile(
      path.join(work, "Cargo.toml"),
      '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n[profile.release]\nopt-level = 3\ncodegen-units = 1\n',
    );
    const environment = {
      ...privateEnvironment(),
      // build-std is a nightly feature; Debian's compiler is the one its source was made for.
      RUSTC_BOOTSTRAP: "1",
      RUSTFLAGS: "-Cembed-bitcode=yes -Zforce-unstable-if-unmarked",
    };
    const crates = "core,alloc,std,panic_abort,panic_unwind,proc_macro,test";
    await run(
      path.join(PRIVATE, "bin/cargo"),
      [
        ...["--config", 'source.crates-io.replace-with="vendored"'],
        ...["--config", `source.vendored.directory='${vendor}'`],
        ...["build", "--release", "--target", TARGET, `-Zbuild-std=${crates}`],
        ...["--target-dir", path.join(work, "target")],
      ],
      { cwd: work, env: environment, seconds: 1200 },
    );
    const made = path.join(work, "target", TARGET, "release/deps");
    for (const name of await fs.readdir(made)) {
      if (!name.endsWith(".rlib") || name.startsWith("libempty-")) continue;
      await fs.copyFile(
        path.join(made, name),
        path.join(PRIVATE, "lib/rustlib", TARGET, "lib", name),
      );
    }
  } finally {
    await fs.rm(work, { recursive: true, force: true });
  }
}
