#![no_main]

#[path = "../checks/library.rs"]
mod library;

libfuzzer_sys::fuzz_target!(|data: &[u8]| library::check(data));
