//! Any text keeps the laws of parsing, whether it was cleaned or not.
#![no_main]

use celan_core::Cleaned;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = celan_fuzz::text(bytes);
    celan_fuzz::check_parse(&Cleaned { text, ..Cleaned::default() });
});
