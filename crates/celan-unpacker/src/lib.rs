//! Unpacks LZMA for the single file, which holds program, reader, mender and dictionary and has to stay small. A program of
//! its own: it comes first and unpacks all others (`www/js/blocks.js`).
//!
//! As in `celan-mender`, everything goes through one buffer: the script asks for [`room`] and writes there, then calls
//! [`unpack`]; what came out is read from the same place.
#![allow(
    unsafe_code,
    reason = "a function keeps its name for JavaScript only by an attribute that counts as unsafe"
)]

use std::cell::RefCell;
use std::io::Read;

use lzma_rust2::LzmaReader;

thread_local!(static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) });

/// Where `length` bytes can be written or, behind [`unpack`], read.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    BUFFER.with_borrow_mut(|buffer| {
        buffer.resize(length, 0);
        buffer.as_mut_ptr()
    })
}

/// Takes a `.lzma` file and leaves what it holds; says how many bytes that are, 0 where it is none.
#[unsafe(no_mangle)]
pub extern "C" fn unpack() -> usize {
    let packed = BUFFER.take();
    let mut unpacked = Vec::new();
    let read = LzmaReader::new_mem_limit(&packed[..], u32::MAX, None)
        .and_then(|mut reader| reader.read_to_end(&mut unpacked));
    if read.is_err() {
        unpacked.clear();
    }
    BUFFER.replace(unpacked);
    BUFFER.with_borrow(Vec::len)
}
