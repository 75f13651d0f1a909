//! What is learned, as a host keeps it: bytes in typed arrays, rule packs as plain objects.

use js_sys::{Object, Uint8Array};
use wasm_bindgen::JsValue;

use super::columns::{get, optional};
use super::values::{Fault, set, take};
use crate::bytes::FormatError;
use crate::learned::{self, Known, Site, Stock};
use crate::report::{Reading, Span};

/// What is known, out of a JavaScript object; nothing where there is none.
///
/// # Errors
///
/// A fault with the code `format` where bytes are damaged, `value` where it is something else.
pub fn known(from: &JsValue) -> Result<Known, Fault> {
    if from.is_undefined() || from.is_null() {
        return Ok(Known::default());
    }
    let bytes =
        |key| Ok::<_, Fault>(optional::<Uint8Array>(from, key)?.map(|bytes| bytes.to_vec()));
    let packs = get(from, "packs")?;
    Ok(Known {
        site: opened(bytes("site")?, Site::from_bytes)?,
        stock: opened(bytes("stock")?, Stock::from_bytes)?,
        packs: if packs.is_undefined() {
            Vec::new()
        } else {
            take(packs, "rule packs")?
        },
        batch: None,
    })
}

/// Counts one more page and gives the new bytes.
///
/// # Errors
///
/// A fault with the code `format` where bytes are damaged.
pub fn learn(
    reading: &Reading,
    shared: &[Span],
    site: Option<Vec<u8>>,
    stock: Option<Vec<u8>>,
) -> Result<Object, Fault> {
    let mut site = opened(site, Site::from_bytes)?.unwrap_or_default();
    let mut stock = opened(stock, Stock::from_bytes)?.unwrap_or_default();
    learned::learn(reading, shared, &mut site, &mut stock);
    let both = Object::new();
    set(&both, "site", &Uint8Array::from(&*site.to_bytes()))?;
    set(&both, "stock", &Uint8Array::from(&*stock.to_bytes()))?;
    Ok(both)
}

/// A sketch of its bytes; none where it was never written.
fn opened<T>(
    bytes: Option<Vec<u8>>,
    open: fn(&[u8]) -> Result<T, FormatError>,
) -> Result<Option<T>, Fault> {
    let bytes = bytes.filter(|bytes| !bytes.is_empty());
    bytes
        .map(|bytes| open(&bytes).map_err(Fault::from))
        .transpose()
}
