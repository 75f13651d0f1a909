//! Shards of the index as a host keeps them: `{key, bytes}`, the bytes a typed array.

use js_sys::{Array, Object, Uint8Array};
use wasm_bindgen::JsValue;

use super::columns::{column, number};
use super::values::{Fault, set};
use crate::library::Shard;

/// Shards copied into the module.
#[derive(Debug)]
pub struct Shards(Vec<(u32, Vec<u8>)>);

impl Shards {
    /// Copies shards out of a JavaScript array.
    ///
    /// # Errors
    ///
    /// A fault with the code `value` where an entry is not a shard.
    pub fn take(from: &Array) -> Result<Self, Fault> {
        let one = |shard: JsValue| {
            let bytes: Uint8Array = column(&shard, "bytes")?;
            Ok((number(&shard, "key")?, bytes.to_vec()))
        };
        from.iter().map(one).collect::<Result<_, _>>().map(Self)
    }

    /// The shards as the library takes them.
    pub fn views(&self) -> Vec<Shard<'_>> {
        self.0
            .iter()
            .map(|(key, bytes)| (*key, bytes.as_slice()))
            .collect()
    }
}

/// Shards for the host to keep.
///
/// # Errors
///
/// A fault where JavaScript refuses to set a property, which a plain object never does.
pub fn give(shards: &[(u32, Vec<u8>)]) -> Result<Array, Fault> {
    let array = Array::new();
    for (key, bytes) in shards {
        let shard = Object::new();
        set(&shard, "key", &JsValue::from(*key))?;
        set(&shard, "bytes", &Uint8Array::from(bytes.as_slice()))?;
        array.push(&shard);
    }
    Ok(array)
}
