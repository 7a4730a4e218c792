//! Words that have lists of their own in the index: what plans are about, which is what people ask for.
//!
//! A word of three characters or more is found by its pairs, and each place is proved by the text: for a frequent word that
//! is most of the time a question takes. The chunks of a term are known beforehand.

use celan_data::{Order, Tables};
use celan_words::PairFilter;

use crate::normal::Normal;

/// The shortest word that needs more than one pair.
const SHORTEST: usize = 3;

/// The terms, each known by a number.
#[derive(Debug)]
pub(crate) struct Terms {
    /// Normalised, in order.
    words: Vec<Vec<char>>,
    /// The pairs of characters that terms begin with.
    begins: PairFilter,
}

/// Bits of `begins`, as a power of two.
const BITS: u32 = 16;

impl Terms {
    /// The terms of the tables.
    pub(crate) fn new(tables: &Tables) -> Self {
        let words = tables.terms.all.iter().map(|term| Normal::of(term, tables).chars);
        let mut words: Vec<Vec<char>> = words.filter(|word| word.len() >= SHORTEST).collect();
        words.order_by(|a, b| a.cmp(b));
        words.dedup();
        let mut begins = PairFilter::new(BITS);
        words.iter().for_each(|word| begins.add(word[0] as u32, word[1] as u32));
        Self { words, begins }
    }

    /// The number of `word`, which is normalised.
    pub(crate) fn number(&self, word: &[char]) -> Option<u32> {
        self.words.binary_search_by(|term| term.as_slice().cmp(word)).ok().map(|number| number as u32)
    }

    /// The numbers of the terms that `text`, which is normalised, begins with.
    #[inline]
    pub(crate) fn at(&self, text: &[char]) -> impl Iterator<Item = u32> {
        let begin = match *text {
            [first, second, ..] if self.begins.may_hold(first as u32, second as u32) => &text[..2],
            _ => &[],
        };
        let first = match begin {
            [] => self.words.len(),
            _ => self.words.partition_point(|word| word[..2] < *begin),
        };
        let alike = self.words[first..].iter().take_while(move |word| word[..2] == *begin);
        let here = (first as u32..).zip(alike).filter(move |(_, word)| text.starts_with(word));
        here.map(|(number, _)| number)
    }
}
