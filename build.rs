//! Packs the data files for the program.
//!
//! Rules and lexicons are TOML, because people write them; each rule stands beside the examples and
//! counterexamples that tests hold it to. The program needs neither the examples nor a second
//! parser, so every `*.toml` below `src` becomes a JSON file of the same name without them, which
//! `data!` includes.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use toml::{Table, Value};

/// What only tests read.
const FOR_TESTS: [&str; 2] = ["examples", "counterexamples"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=src");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names no OUT_DIR")?);
    pack(Path::new("src"), &out)
}

fn pack(folder: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            pack(&path, out)?;
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            let mut table: Table = fs::read_to_string(&path)?
                .parse()
                .map_err(|error| format!("{}: {error}", path.display()))?;
            strip(&mut table);
            let name = path.with_extension("json");
            let name = name.file_name().ok_or("a data file has a name")?;
            fs::write(out.join(name), serde_json::to_string(&table)?)?;
        }
    }
    Ok(())
}

fn strip(table: &mut Table) {
    for name in FOR_TESTS {
        table.remove(name);
    }
    for (_, value) in table.iter_mut() {
        strip_value(value);
    }
}

fn strip_value(value: &mut Value) {
    match value {
        Value::Table(table) => strip(table),
        Value::Array(values) => values.iter_mut().for_each(strip_value),
        _ => {}
    }
}
