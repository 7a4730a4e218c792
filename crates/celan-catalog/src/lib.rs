//! A corpus in parts: too large to be fetched as a whole, it is fetched as far as somebody asks for it.
//!
//! A pair of neighbouring characters points to the documents that hold it, with how often. These lists lie in parts, and the
//! directory says which part has which. From the parts that a query needs comes a ranking of documents; their texts are
//! fetched then, and the engine, which proves every hit, searches them as it searches all others.
//!
//! ```text
//! directory = documents, length of each in units of 16 bytes, parts, first key of each less the one before
//! part      = { key less the one before, length of its list in bytes, list }
//! list      = { 2 × (document − the one before), 0 more          one time
//!             | 2 × (document − the one before) + 1, times }     more
//! key       = first character × 2^21 + second character, or + 0 for the first alone
//! ```
//! Numbers are LEB128, characters folded as in `celan-index`.

mod builder;
mod catalog;
mod plan;

pub use builder::{Builder, Built};
pub use catalog::{Catalog, Ranking};

/// The key of the pair `a`, `b`; of `a` alone with no `b`.
fn key(a: char, b: Option<char>) -> u64 {
    u64::from(u32::from(a)) << 21 | b.map_or(0, |b| u64::from(u32::from(b)))
}

/// The unit of lengths of documents in the directory, bytes.
const LENGTH: usize = 16;
