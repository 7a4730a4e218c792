//! What a document goes through at every character: sets of characters and of words, asked whether one stands there.
//!
//! A hundred sets are held against each sentence, and nearly always the answer is no. So in the browser this is compiled for
//! speed; what the words mean is read from tables by `celan-data`, compiled for size.

mod char_filter;
mod chars;
mod pair_filter;
mod trie;
mod word_set;

pub use char_filter::CharFilter;
pub use chars::{chars, text};
pub use pair_filter::PairFilter;
pub use trie::Trie;
pub use word_set::WordSet;
