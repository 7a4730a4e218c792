//! Where the words of a query stand in a passage.

use std::ops::Range;

use celan_data::{Order, Tables};

use crate::needle::Needle;
use crate::normal::Normal;

/// Looks for several words in one passage after the other.
pub struct Finder<'a> {
    words: Vec<&'a [char]>,
    /// What finds them in plain text; `None` where one has no Chinese character.
    needles: Option<Vec<Needle>>,
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
        let words: Vec<&[char]> = words.into_iter().collect();
        let needles = words.iter().map(|word| Needle::new(word, 0)).collect();
        Self { words, needles, normal: Normal::default(), found: Vec::new() }
    }

    /// Where the words stand in `text`, in order, overlaps included; `is_plain` as [`crate::Index::is_plain`] tells.
    pub fn find(&mut self, text: &str, is_plain: bool, tables: &Tables) -> &[Occurrence] {
        self.found.clear();
        match &self.needles {
            Some(needles) if is_plain => {
                for (word, needle) in needles.iter().enumerate() {
                    let places = needle.find(text.as_bytes(), tables);
                    self.found.extend(places.map(|Range { start, end }| Occurrence { start, end, word }));
                }
            }
            _ => {
                self.normal.set(text, 0, tables);
                for (word, chars) in self.words.iter().enumerate() {
                    self.found.extend(self.normal.find(chars).map(|at| {
                        let (start, end) = self.normal.bytes(text, 0, at, at + chars.len());
                        Occurrence { start, end, word }
                    }));
                }
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
        /// Plain text is found the same in both ways.
        #[test]
        fn bytes_and_characters_agree(text in "[甲乙丙]{0,40}", words in proptest::collection::vec("[甲乙丙]{1,3}", 1..4)) {
            let tables = Tables::embedded();
            let words: Vec<Vec<char>> = words.iter().map(|word| word.chars().collect()).collect();
            let mut finder = Finder::new(words.iter().map(Vec::as_slice));
            let by_bytes = finder.find(&text, true, tables).to_vec();
            prop_assert_eq!(by_bytes, finder.find(&text, false, tables));
        }
    }
}
