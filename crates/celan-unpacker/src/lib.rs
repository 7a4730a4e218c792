//! Unpacks LZMA for the single file, which holds program, reader, mender and dictionary and has to stay small. A program of
//! its own: it comes first and unpacks all others (`www/js/blocks.js`).
//!
//! Everything goes through the buffer of `celan-buffer`.
#![allow(
    unsafe_code,
    reason = "a function keeps its name for JavaScript only by an attribute that counts as unsafe"
)]

use std::io::Read;

use lzma_rust2::LzmaReader;

/// Takes a `.lzma` file and leaves what it holds; says how many bytes that are, 0 where it is none.
#[unsafe(no_mangle)]
pub extern "C" fn unpack() -> usize {
    let packed = celan_buffer::taken();
    let mut unpacked = Vec::new();
    let read = LzmaReader::new_mem_limit(&packed[..], u32::MAX, None)
        .and_then(|mut reader| reader.read_to_end(&mut unpacked));
    if read.is_err() {
        unpacked.clear();
    }
    celan_buffer::leave(unpacked)
}
