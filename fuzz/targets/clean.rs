//! Any text keeps the laws of cleaning.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    celan_fuzz::check_clean(&celan_fuzz::text(bytes));
});
