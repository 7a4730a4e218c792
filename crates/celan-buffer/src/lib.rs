//! How small programs without glue talk with their script: through one buffer. The script asks for [`room`] and writes there,
//! then calls a function of the program that takes it; what that leaves is read from the same place.
#![allow(
    unsafe_code,
    reason = "a function keeps its name for JavaScript only by an attribute that counts as unsafe"
)]

use std::cell::RefCell;

thread_local!(static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) });

/// Where `length` bytes can be written or, once a function has left some, read.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    BUFFER.with_borrow_mut(|buffer| {
        buffer.resize(length, 0);
        buffer.as_mut_ptr()
    })
}

/// What the script wrote.
pub fn taken() -> Vec<u8> {
    BUFFER.take()
}

/// Leaves `bytes` for the script; says how many they are.
pub fn leave(bytes: Vec<u8>) -> usize {
    let length = bytes.len();
    BUFFER.set(bytes);
    length
}
