//! One spelling for searching and comparing: simplified script, half width, lower case.
//!
//! Folding turns each character into exactly one character, so that the n-th folded character always stands for the n-th
//! character of the source. Bytes may move (`％` has three, `%` one); [`Folded`] leads from folded bytes back to the source.

use std::ops::Range;

use celan_data::Tables;
pub use celan_data::fold_char;

use crate::span::Span;

/// `text` with each character folded; the characters correspond one to one.
pub fn fold(text: &str, tables: &Tables) -> String {
    let mut folded = String::with_capacity(text.len());
    folded.extend(text.chars().map(|c| fold_char(c, tables)));
    folded
}

/// Folded bytes between two remembered positions of a [`Folded`].
const STRIDE: usize = 64;

/// A folded text that knows the way back to its source.
pub struct Folded<'a> {
    source: &'a str,
    text: String,
    /// For each multiple of [`STRIDE`]: where in both texts the first character begins that does not begin before it.
    starts: Vec<(u32, u32)>,
}

impl<'a> Folded<'a> {
    /// Folds `source`, which is smaller than 4 GiB.
    pub fn new(source: &'a str, tables: &Tables) -> Self {
        let mut text = String::with_capacity(source.len());
        let mut starts = Vec::with_capacity(source.len() / STRIDE + 1);
        for (at, c) in source.char_indices() {
            if text.len() >= starts.len() * STRIDE {
                starts.push((text.len() as u32, at as u32));
            }
            text.push(fold_char(c, tables));
        }
        Self { source, text, starts }
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where in the source the character stands that begins at byte `at` of the folded text; of a byte inside a
    /// character, where the next one begins.
    pub fn source_offset(&self, at: usize) -> usize {
        // A multiple may fall inside a character, which then begins before it.
        let at_or_before = |slot: &usize| self.starts.get(*slot).filter(|start| start.0 as usize <= at);
        let slot = at / STRIDE;
        let start = at_or_before(&slot).or_else(|| at_or_before(&slot.checked_sub(1)?));
        let (folded, source) = start.copied().unwrap_or_default();
        let (mut folded, mut source) = (folded as usize, source as usize);
        for (to, from) in self.text[folded..].chars().zip(self.source[source..].chars()) {
            if folded >= at {
                break;
            }
            folded += to.len_utf8();
            source += from.len_utf8();
        }
        source
    }

    /// Where in the folded text the character stands that begins at byte `at` of the source.
    pub fn folded_offset(&self, at: usize) -> usize {
        let slot = self.starts.partition_point(|start| start.1 as usize <= at);
        let (folded, source) = slot.checked_sub(1).map_or((0, 0), |slot| self.starts[slot]);
        let count = self.source[source as usize..at].chars().count();
        let behind = &self.text[folded as usize..];
        behind.char_indices().nth(count).map_or(self.text.len(), |(width, _)| folded as usize + width)
    }

    /// The span of the source that was folded to `range`.
    pub fn source_span(&self, range: Range<usize>) -> Span {
        Span::new(self.source_offset(range.start), self.source_offset(range.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_spelling() {
        let fold = |text| fold(text, Tables::embedded());
        assert_eq!(fold("高新技術企業數量突破６０家，Ｒ＆Ｄ"), "高新技术企业数量突破60家,r&d");
        assert_eq!(fold("　%％ΣÉİ〔2021〕、。"), " %%σéİ〔2021〕、。");
    }

    proptest! {
        #[test]
        fn folding_keeps_characters_apart(source in "(\\PC|[发發％aA\u{3000}𠮷]){0,300}") {
            let tables = Tables::embedded();
            let folded = Folded::new(&source, tables);
            prop_assert_eq!(folded.text(), fold(&source, tables));
            prop_assert_eq!(&fold(folded.text(), tables), folded.text());
            prop_assert_eq!(folded.text().chars().count(), source.chars().count());
            for ((at, _), (from, c)) in folded.text().char_indices().zip(source.char_indices()) {
                prop_assert_eq!(folded.source_offset(at), from);
                prop_assert_eq!(folded.folded_offset(from), at);
                let end = at + fold_char(c, tables).len_utf8();
                prop_assert_eq!(folded.source_span(at..end).of(&source), c.to_string());
            }
            prop_assert_eq!(folded.source_offset(folded.text().len()), source.len());
        }
    }
}
