//! Puts documents into the built explorer.
//!
//! `cargo xtask build --release` makes the explorer in three forms with the seed documents in it; this crate knows where
//! in each form the documents are, so that `celan build` can put others in their place. It does not build the program.
//! Beside the explorer stand pages that need no script.

mod pack;
mod page;
mod put;

pub use pack::{Corpus, hash, packed};
pub use page::{Page, Row, embed, fallback, put_pages};
pub use put::{Template, TemplateError};
