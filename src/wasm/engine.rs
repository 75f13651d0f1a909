//! The engine: the whole core behind one class.

use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::columns;
use super::host;
use super::values::{Fault, out};
use crate::page::SnapshotError;
use crate::report::Reading;

/// Names of the report types, for the signatures below.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
import type { Reading } from "../../../extension/messages/generated/Reading.js";
import type { Snapshot } from "../../../extension/messages/generated/Snapshot.js";
"#;

/// Everything a host asks of the core.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Engine {}

/// A reading, and how long it took.
#[derive(Serialize)]
struct Timed<'r> {
    reading: &'r Reading,
    ms: f64,
}

#[wasm_bindgen]
impl Engine {
    /// Starts an engine. From here on a panic is told to the console with its place.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        console_error_panic_hook::set_once();
        Self::default()
    }

    /// Version of the core.
    #[must_use]
    pub fn version(&self) -> String {
        env!("CARGO_PKG_VERSION").to_owned()
    }

    /// Reads a page. `ms` is the time in the core, from columns to reading.
    ///
    /// # Errors
    ///
    /// Throws `{code: "snapshot", message}` where the snapshot cannot be read.
    #[wasm_bindgen(unchecked_return_type = "{ reading: Reading; ms: number }")]
    pub fn read(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Snapshot")] snapshot: &JsValue,
        id: &str,
    ) -> Result<JsValue, JsValue> {
        let begin = host::now();
        let reading = crate::read(&columns::snapshot(snapshot)?, id).map_err(Fault::from)?;
        let ms = host::now() - begin;
        for warning in &reading.warnings {
            host::warn(&format!("{id}: {}", warning.message));
        }
        Ok(out(&Timed {
            reading: &reading,
            ms,
        })?)
    }

    /// Reads a text without a page around it: its lines are its blocks.
    ///
    /// # Errors
    ///
    /// Throws `{code: "snapshot", message}` where there is nothing to read.
    #[wasm_bindgen(js_name = readText, unchecked_return_type = "Reading")]
    pub fn read_text(&self, text: &str, id: &str, url: Option<String>) -> Result<JsValue, JsValue> {
        let url = url.unwrap_or_default();
        let reading = crate::read_text(text, id, &url).map_err(Fault::from)?;
        Ok(out(&reading)?)
    }
}

impl From<SnapshotError> for Fault {
    fn from(error: SnapshotError) -> Self {
        Fault::new("snapshot", error.to_string())
    }
}
