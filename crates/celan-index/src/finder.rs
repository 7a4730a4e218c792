//! Where the words of a query stand in a passage.

use std::ops::Range;

use celan_data::{Order, Tables};

use crate::needle::{Form, Needles, is_exact};
use crate::normal::Normal;

/// Looks for several words in one passage after the other.
pub struct Finder<'a> {
    /// Each with what finds it.
    words: Vec<(&'a [char], Needles)>,
    normal: Normal,
    found: Vec<Occurrence>,
}

/// Where a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// Its first byte.
    pub start: usize,
    /// The byte behind its last one.
    pub end: usize,
    /// Number of the word.
    pub word: usize,
}

impl<'a> Finder<'a> {
    /// Will look for `words`, which are normalised.
    pub fn new(words: impl IntoIterator<Item = &'a [char]>) -> Self {
        let first = |word: &[char]| word.iter().position(|c| is_exact(*c)).unwrap_or_default();
        let words = words.into_iter().map(|word| (word, Needles::new(word, first(word))));
        Self { words: words.collect(), normal: Normal::default(), found: Vec::new() }
    }

    /// Where the words stand in `text`, in order, overlaps included; `form` as [`crate::Index::form`] tells.
    pub fn find(&mut self, text: &str, form: Form, tables: &Tables) -> &[Occurrence] {
        self.found.clear();
        if self.words.iter().any(|(_, needles)| needles.of(form).is_none()) {
            self.normal.set(text, 0, tables);
        }
        for (word, (chars, needles)) in self.words.iter().enumerate() {
            if let Some(needle) = needles.of(form) {
                let places = needle.find(text.as_bytes(), tables);
                self.found.extend(places.map(|Range { start, end }| Occurrence { start, end, word }));
            } else {
                self.found.extend(self.normal.find(chars).map(|at| {
                    let (start, end) = self.normal.bytes(text, 0, at, at + chars.len());
                    Occurrence { start, end, word }
                }));
            }
        }
        self.found.order_by(|a, b| a.cmp(b));
        &self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Text is found the same in all ways.
        #[test]
        fn bytes_and_characters_agree(
            text in "[甲乙丙1]{0,40}|[甲乙1 ]{0,40}",
            words in proptest::collection::vec("[甲乙丙1]{0,2}甲1?", 1..4),
        ) {
            let tables = Tables::embedded();
            let words: Vec<Vec<char>> = words.iter().map(|word| word.chars().collect()).collect();
            let mut finder = Finder::new(words.iter().map(Vec::as_slice));
            let by_characters = finder.find(&text, Form::Folded, tables).to_vec();
            prop_assert_eq!(&by_characters, finder.find(&text, Form::Spaced, tables));
            if !text.contains(' ') {
                prop_assert_eq!(&by_characters, finder.find(&text, Form::Plain, tables));
            }
        }
    }
}
