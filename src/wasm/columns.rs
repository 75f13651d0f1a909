//! A snapshot as a content script sends it: an object whose columns are typed arrays.
//!
//! Going through serde would visit every number as a JavaScript value. A typed array is copied into
//! the module's memory in one piece instead, which keeps a page of some thousand nodes far below a
//! millisecond.

use js_sys::{Array, JsString, Reflect, Uint8Array, Uint16Array, Uint32Array};
use wasm_bindgen::{JsCast, JsValue};

use super::values::Fault;
use crate::page::Snapshot;

/// Copies a snapshot's columns out of a JavaScript object.
///
/// # Errors
///
/// A fault with the code `value` names the first column that is missing or of another type.
pub fn snapshot(from: &JsValue) -> Result<Snapshot, Fault> {
    Ok(Snapshot {
        version: number(from, "version")?,
        url: string(from, "url")?,
        names: names(from)?,
        node_name: column::<Uint16Array>(from, "nodeName")?.to_vec(),
        node_parent: column::<Uint32Array>(from, "nodeParent")?.to_vec(),
        node_text: column::<Uint32Array>(from, "nodeText")?.to_vec(),
        attr_node: column::<Uint32Array>(from, "attrNode")?.to_vec(),
        attr_name: column::<Uint16Array>(from, "attrName")?.to_vec(),
        attr_value: column::<Uint32Array>(from, "attrValue")?.to_vec(),
        text: string(from, "text")?,
        values: string(from, "values")?,
        truncated: get(from, "truncated")?.is_truthy(),
        visible: optional::<Uint8Array>(from, "visible")?.map(|column| column.to_vec()),
    })
}

pub(super) fn get(from: &JsValue, key: &str) -> Result<JsValue, Fault> {
    Reflect::get(from, &JsValue::from_str(key)).map_err(|_| wrong(key))
}

/// A property that must be of a JavaScript class.
pub(super) fn column<T: JsCast>(from: &JsValue, key: &str) -> Result<T, Fault> {
    get(from, key)?.dyn_into().map_err(|_| wrong(key))
}

pub(super) fn optional<T: JsCast>(from: &JsValue, key: &str) -> Result<Option<T>, Fault> {
    let value = get(from, key)?;
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    value.dyn_into().map(Some).map_err(|_| wrong(key))
}

/// A property that must be a number.
pub(super) fn number(from: &JsValue, key: &str) -> Result<u32, Fault> {
    let value = get(from, key)?.as_f64().ok_or_else(|| wrong(key))?;
    Ok(value as u32)
}

/// A lone surrogate becomes U+FFFD, one unit for one unit, so that lengths still hold.
fn string(from: &JsValue, key: &str) -> Result<String, Fault> {
    let value: JsString = column(from, key)?;
    Ok(String::from(&value))
}

fn names(from: &JsValue) -> Result<Vec<String>, Fault> {
    column::<Array>(from, "names")?
        .iter()
        .map(|name| name.as_string().ok_or_else(|| wrong("names")))
        .collect()
}

fn wrong(key: &str) -> Fault {
    Fault::new("value", format!("`{key}` is missing or of another type"))
}
