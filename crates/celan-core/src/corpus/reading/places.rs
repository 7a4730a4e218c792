//! Where words stand in a text, told without reading it through for each of them.

use std::iter;

/// The places of a text, sorted out by the two characters that stand there.
pub(super) struct WordPlaces<'a> {
    text: &'a str,
    /// Where the places of each sort begin in `all`, and where the last ones end.
    starts: Vec<u32>,
    /// Bytes at which characters begin, rising in each sort.
    all: Vec<u32>,
}

/// How many sorts there are; a power of two.
const SORTS: usize = 1 << 10;

/// Bytes beyond which words are left to the standard library, whose steps no text can make many.
const LONG: usize = 96;

impl<'a> WordPlaces<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut starts = vec![0; SORTS + 1];
        places(text).for_each(|(_, sort)| starts[sort + 1] += 1);
        for sort in 0..SORTS {
            starts[sort + 1] += starts[sort];
        }
        let mut next = starts.clone();
        let mut all = vec![0; starts[SORTS] as usize];
        for (at, sort) in places(text) {
            all[next[sort] as usize] = at as u32;
            next[sort] += 1;
        }
        Self { text, starts, all }
    }

    /// The first byte from `from` on at which `words` stand.
    pub(super) fn find(&self, words: &str, from: usize) -> Option<usize> {
        let Some((_, sort)) = places(words).next().filter(|_| words.len() <= LONG) else {
            return self.text.get(from..)?.find(words).map(|at| from + at);
        };
        let sorted = &self.all[self.starts[sort] as usize..self.starts[sort + 1] as usize];
        let behind = &sorted[sorted.partition_point(|at| (*at as usize) < from)..];
        let stands = |at: &usize| self.text.as_bytes()[*at..].starts_with(words.as_bytes());
        behind.iter().map(|at| *at as usize).find(stands)
    }
}

/// Where two characters stand, and their sort.
fn places(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut chars = text.char_indices().peekable();
    iter::from_fn(move || {
        let (at, first) = chars.next()?;
        let (_, second) = *chars.peek()?;
        Some((at, (first as usize).wrapping_mul(31).wrapping_add(second as usize) % SORTS))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The judge is the standard library.
        #[test]
        fn words_are_found(text in "[甲乙a]{0,60}|甲{60,99}", words in "[甲乙a]{0,4}|甲{30,40}", from in any::<proptest::sample::Index>()) {
            let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let from = ends[from.index(ends.len())];
            let found = text[from..].find(&words).map(|at| from + at);
            prop_assert_eq!(WordPlaces::of(&text).find(&words, from), found);
        }
    }
}
