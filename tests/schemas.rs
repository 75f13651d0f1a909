//! The JSON schemas of what the command line prints, `www/schemas/*.json`: generated from the report
//! types, so that they cannot say anything else. Each names the version of the report in its `$id`. With `WIREPRINT_SCHEMAS` set to a folder they are
//! written there (`npm run types`); without it the checked-in ones are held against the types.

#![cfg(feature = "types")]

use std::fs;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use wireprint::formats::library::{Added, Record};
use wireprint::formats::output::{Failure, Fingerprinted};
use wireprint::report::{Family, Pair, REPORT_VERSION, Reading};

/// The schema of one line of output, as text.
fn schema<T: JsonSchema>(name: &str) -> String {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    let id = format!("urn:wireprint:report:{REPORT_VERSION}:{name}");
    schema.insert("$id".to_owned(), id.into());
    serde_json::to_string_pretty(&schema).unwrap() + "\n"
}

#[test]
fn schemas_say_what_the_types_say() {
    let checked_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/schemas");
    let target = std::env::var_os("WIREPRINT_SCHEMAS").map(PathBuf::from);
    for (name, schema) in [
        ("reading", schema::<Reading> as fn(&str) -> String),
        ("pair", schema::<Pair>),
        ("family", schema::<Family>),
        ("failure", schema::<Failure>),
        ("fingerprinted", schema::<Fingerprinted>),
        ("added", schema::<Added>),
        ("record", schema::<Record>),
    ] {
        let text = schema(name);
        let file = format!("{name}.json");
        if let Some(folder) = &target {
            fs::create_dir_all(folder).unwrap();
            fs::write(folder.join(file), text).unwrap();
        } else {
            let present = fs::read_to_string(checked_in.join(&file)).unwrap_or_default();
            assert!(present == text, "{file} is stale: run `npm run types`");
        }
    }
}
