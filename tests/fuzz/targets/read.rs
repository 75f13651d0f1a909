#![no_main]

#[path = "../checks/read.rs"]
mod read;

libfuzzer_sys::fuzz_target!(|data: &[u8]| read::check(data));
