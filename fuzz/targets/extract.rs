//! Any text keeps the laws of every stage up to its facts.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let cleaned = celan_fuzz::check_clean(&celan_fuzz::text(bytes));
    celan_fuzz::check_extract(&celan_fuzz::check_parse(&cleaned));
});
