//! Bytes of any file, under every name: a text or a refusal, never a panic, and what was read goes on to be cleaned.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    const NAMES: [&str; 6] = ["a.txt", "a.html", "a.md", "a.docx", "a.pdf", "a.zip"];
    let Some((first, bytes)) = bytes.split_first() else { return };
    let (sources, _) = celan_formats::read(NAMES[usize::from(*first) % NAMES.len()], bytes);
    for source in sources {
        celan_fuzz::check_clean(&source.text);
    }
});
