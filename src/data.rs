//! The data files of the core, as `build.rs` packed them.

/// The JSON of a data file, by its name without ending.
macro_rules! packed {
    ($name:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $name, ".json"))
    };
}

/// The value of a data file, by its name without ending. The file is part of the program and read
/// by a test, so that one that does not fit its type never ships.
macro_rules! data {
    ($name:literal) => {
        serde_json::from_str(crate::data::packed!($name))
            .expect(concat!($name, ".toml is part of the program and tested"))
    };
}

pub(crate) use {data, packed};

/// A rule file as it is written, with what only tests read.
#[cfg(test)]
pub(crate) fn written<File: serde::de::DeserializeOwned>(name: &str) -> File {
    let text = std::fs::read_to_string(format!("src/rules/{name}.toml")).expect("a rule file");
    toml::from_str(&text).expect("a rule file that fits its type")
}

/// What tests hold a rule to.
#[cfg(test)]
#[derive(serde::Deserialize)]
pub(crate) struct Samples {
    #[serde(default)]
    pub id: String,
    #[serde(default)]
    pub examples: Vec<String>,
    #[serde(default)]
    pub counterexamples: Vec<String>,
}
