//! Puts documents into the built explorer.
//!
//! `cargo xtask build --release` makes the explorer in three forms with the seed documents in it; this crate knows where
//! in each form the documents are, so that `celan build` can put others in their place. It does not build the program.
//! Beside the explorer stand pages that need no script.

mod own;
mod pack;
mod page;
mod pages;
mod put;
mod single;

pub use own::{Logo, Own, TITLE, Tint};
pub use pack::{Corpus, Filling, Item, SPLIT_BEYOND, hash};
pub use page::{Page, Row, fallback};
pub use pages::{Pages, Unwritten};
pub use put::{Template, TemplateError};
pub use single::{Coding, single_file};
