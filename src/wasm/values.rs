//! Plain values in and out, and faults.

use js_sys::{Object, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// What an engine throws: a stable word for machines, a sentence for people.
#[derive(Debug, Serialize)]
pub struct Fault {
    code: &'static str,
    message: String,
}

impl Fault {
    /// A fault of the given code.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}

impl From<Fault> for JsValue {
    fn from(fault: Fault) -> Self {
        // Two strings always serialise; should they not, the message alone still says what is wrong.
        out(&fault).unwrap_or_else(|_| JsValue::from_str(&fault.message))
    }
}

/// A Rust value as plain JavaScript: objects, arrays, numbers, strings; absent fields stay absent.
///
/// # Errors
///
/// A fault with the code `value` where it cannot be put so.
pub fn out<T: Serialize>(value: &T) -> Result<JsValue, Fault> {
    value
        .serialize(&Serializer::new().serialize_maps_as_objects(true))
        .map_err(|error| Fault::new("value", error.to_string()))
}

/// A JavaScript value as the Rust type it should be.
///
/// # Errors
///
/// A fault with the code `value` says what is wrong with `what`.
pub fn take<T: DeserializeOwned>(value: JsValue, what: &str) -> Result<T, Fault> {
    serde_wasm_bindgen::from_value(value)
        .map_err(|error| Fault::new("value", format!("{what}: {error}")))
}

/// Sets a property of an object.
///
/// # Errors
///
/// A fault where JavaScript refuses, which a plain object never does.
pub fn set(object: &Object, key: &str, value: &JsValue) -> Result<(), Fault> {
    Reflect::set(object, &JsValue::from_str(key), value)
        .map(drop)
        .map_err(|_| Fault::new("value", format!("cannot set `{key}`")))
}
