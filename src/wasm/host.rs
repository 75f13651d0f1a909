//! What the module asks of its host: the time that a reading takes, and a place for warnings.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Performance, console};

/// Milliseconds since the host started; 0 where it has no clock.
///
/// Looked up on the global object, because a page, a worker and Node.js have different ones.
pub fn now() -> f64 {
    Reflect::get(&js_sys::global(), &JsValue::from_str("performance"))
        .ok()
        .and_then(|clock| clock.dyn_into::<Performance>().ok())
        .map_or(0.0, |clock| clock.now())
}

/// Tells the console.
pub fn warn(message: &str) {
    console::warn_1(&JsValue::from_str(message));
}
