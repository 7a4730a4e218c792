//! What a query goes through for every passage of the corpus: finding a word in all texts, sets of passages, their scores,
//! counts of facets.
//!
//! This is what a visitor waits for at each key press, so in the browser it is compiled less tightly than most.

mod bits;
mod facet;
mod finder;
mod found;
mod index;
pub mod leb;
mod long;
mod needle;
mod normal;
mod passages;
mod rice;
mod rows;
mod score;
mod segment;
mod terms;

pub use bits::Bits;
pub use facet::{Counts, FacetKind, Filing, Mask, Selection, Value, ValueId, View};
pub use finder::{Finder, Occurrence};
pub use found::Found;
pub use index::{Index, Texts};
pub use long::Long;
pub use needle::Form;
pub use normal::Normal;
pub use passages::{Passages, Place};
pub use score::{Scored, best_hits};

/// Makes room in `list` for `more` items. Lists that are as long as the corpus grow by an eighth: where they doubled, half of
/// them would be empty.
pub fn room<T>(list: &mut Vec<T>, more: usize) {
    if list.capacity() - list.len() < more {
        list.reserve_exact(more.max(list.len() / 8));
    }
}
