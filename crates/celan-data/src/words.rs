//! Finds words of a table in text, longest match first.
//!
//! Words are kept in the form that text is folded to (Simplified, half width), and found in folded text.

use celan_words::Trie;

use crate::Order;

/// A set of words, each with the number of what it stands for.
#[derive(Clone, Debug, Default)]
pub struct Words(Trie);

impl Words {
    /// Builds the set. Of equal words the first one counts.
    pub fn new<'w>(words: impl IntoIterator<Item = (&'w str, u32)>) -> Self {
        Self::of(words.into_iter().map(|(word, value)| (word.chars().collect(), value)).collect())
    }

    fn of(mut sorted: Vec<(Vec<char>, u32)>) -> Self {
        sorted.order_by(|a, b| a.0.cmp(&b.0));
        sorted.dedup_by(|later, kept| later.0 == kept.0);
        sorted.retain(|(word, _)| !word.is_empty());
        Self(Trie::new(&sorted))
    }

    /// Every longest match in folded `text` from left to right, without overlap: byte offset, length in bytes, number.
    pub fn find(&self, text: &str) -> impl Iterator<Item = (usize, usize, u32)> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let found = self.0.next(text, from)?;
            from = found.0 + found.1;
            Some(found)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_match_from_left_to_right() {
        let words = Words::new([("青阳", 1), ("青阳县", 2), ("阳县", 3), ("县", 4)]);
        let found: Vec<_> = words.find("在青阳县和青阳").collect();
        assert_eq!(found, [(3, 9, 2), (15, 6, 1)]);
        assert_eq!(Words::default().find("青阳").count(), 0);
    }
}
