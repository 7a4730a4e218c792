//! The catalogue of a corpus in parts, for JavaScript: which parts a query needs, and which documents it is about. A program
//! of its own, because only a large corpus comes in parts (`www/js/catalog.js`).
//!
//! Everything goes through the buffer of `celan-buffer`; numbers are four bytes, the lowest first.
#![allow(
    unsafe_code,
    reason = "a function keeps its name for JavaScript only by an attribute that counts as unsafe"
)]

use std::cell::RefCell;

use celan_catalog::Catalog;

thread_local!(static CATALOG: RefCell<Catalog> = RefCell::default());

/// Takes a directory; says whether it is one.
#[unsafe(no_mangle)]
pub extern "C" fn take_directory() -> bool {
    let read = Catalog::read(&celan_buffer::taken());
    read.map(|catalog| CATALOG.set(catalog)).is_some()
}

/// Takes a plan and leaves the numbers of the parts that it needs and that are not here; says how many bytes they are.
#[unsafe(no_mangle)]
pub extern "C" fn wanted() -> usize {
    let plan = plan();
    leave(&CATALOG.with_borrow(|catalog| catalog.wanted(&plan)))
}

/// Takes part number `part`.
#[unsafe(no_mangle)]
pub extern "C" fn take_part(part: u32) {
    let bytes = celan_buffer::taken();
    CATALOG.with_borrow_mut(|catalog| catalog.take(part, bytes));
}

/// Takes a plan and leaves the best `most` documents for it, the number of each and how many bytes of text it has; says how many
/// bytes that is.
#[unsafe(no_mangle)]
pub extern "C" fn rank(most: usize) -> usize {
    let plan = plan();
    CATALOG.with_borrow(|catalog| {
        let docs = catalog.rank(&plan, most).docs;
        leave(&docs.iter().flat_map(|doc| [*doc, catalog.length(*doc)]).collect::<Vec<_>>())
    })
}

fn plan() -> String {
    String::from_utf8_lossy(&celan_buffer::taken()).into_owned()
}

fn leave(numbers: &[u32]) -> usize {
    celan_buffer::leave(numbers.iter().flat_map(|number| number.to_le_bytes()).collect())
}
