#![no_main]

#[path = "../checks/compare.rs"]
mod compare;

libfuzzer_sys::fuzz_target!(|data: &[u8]| compare::check(data));
