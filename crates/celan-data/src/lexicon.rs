//! Words with a value each, found at the start or the end of a piece of text, the longest first.

use crate::Order;
use crate::char_filter::CharFilter;

/// A set of words. Where several fit, the longest wins; a word listed twice keeps its first value.
#[derive(Debug)]
pub struct Lexicon<T> {
    words: Vec<(Box<[char]>, T)>,
    by_first: Ends,
    by_last: Ends,
}

/// Words by the character at one of their ends.
#[derive(Debug)]
struct Ends {
    /// Most characters of a text end no word and are turned away here. Small, for a sentence is held against a hundred sets.
    may: CharFilter<16>,
    /// Each such character, in order, with where its words begin in `places`.
    chars: Vec<(char, u32)>,
    /// Numbers of words, longest first for each character.
    places: Vec<u32>,
}

impl Ends {
    fn new(ends: &[char]) -> Self {
        let mut pairs: Vec<(char, u32)> = ends.iter().copied().zip(0..).collect();
        let may = pairs.iter().map(|pair| pair.0).collect();
        pairs.order_by(|a, b| a.cmp(b));
        let mut chars: Vec<(char, u32)> = pairs.iter().zip(0..).map(|(pair, at)| (pair.0, at)).collect();
        chars.dedup_by_key(|pair| pair.0);
        Self { may, chars, places: pairs.into_iter().map(|pair| pair.1).collect() }
    }

    /// The words with `char` at this end.
    #[inline]
    fn of(&self, char: char) -> &[u32] {
        if self.may.may_hold(char) { self.search(char) } else { &[] }
    }

    fn search(&self, char: char) -> &[u32] {
        let Ok(at) = self.chars.binary_search_by_key(&char, |pair| pair.0) else { return &[] };
        let end = self.chars.get(at + 1).map_or(self.places.len(), |next| next.1 as usize);
        &self.places[self.chars[at].1 as usize..end]
    }
}

impl<T> Default for Lexicon<T> {
    fn default() -> Self {
        Self::from_iter(std::iter::empty::<(&str, T)>())
    }
}

impl<'w, T> FromIterator<(&'w str, T)> for Lexicon<T> {
    fn from_iter<I: IntoIterator<Item = (&'w str, T)>>(words: I) -> Self {
        let mut words: Vec<(Box<[char]>, T)> =
            words.into_iter().map(|(word, value)| (word.chars().collect(), value)).collect();
        words.order_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        words.dedup_by(|later, first| later.0 == first.0);
        words.retain(|(word, _)| !word.is_empty());
        let (first, last): (Vec<char>, Vec<char>) =
            words.iter().map(|(word, _)| (word[0], word[word.len() - 1])).unzip();
        let (by_first, by_last) = (Ends::new(&first), Ends::new(&last));
        Self { words, by_first, by_last }
    }
}

impl<T> Lexicon<T> {
    /// The longest word that `text` begins with: its length in characters and its value.
    #[inline]
    pub fn prefix(&self, text: &[char]) -> Option<(usize, &T)> {
        self.pick(self.by_first.of(*text.first()?), |word| begins(text, word))
    }

    /// The longest word that `text` ends with: its length in characters and its value.
    #[inline]
    pub fn suffix(&self, text: &[char]) -> Option<(usize, &T)> {
        self.pick(self.by_last.of(*text.last()?), |word| text.ends_with(word))
    }

    /// The first place in `text` where a word stands: its start, its length and its value.
    pub fn find(&self, text: &[char]) -> Option<(usize, usize, &T)> {
        (0..text.len()).find_map(|at| self.prefix(&text[at..]).map(|(length, value)| (at, length, value)))
    }

    /// Whether `text` is a word of the set.
    pub fn get(&self, text: &[char]) -> Option<&T> {
        self.prefix(text).filter(|(length, _)| *length == text.len()).map(|(_, value)| value)
    }

    /// All words, longest first.
    pub fn words(&self) -> impl Iterator<Item = &[char]> {
        self.words.iter().map(|(word, _)| &**word)
    }

    /// All words with their values, longest first.
    pub fn iter(&self) -> impl Iterator<Item = (String, &T)> {
        self.words.iter().map(|(word, value)| (word.iter().collect(), value))
    }

    fn pick(&self, found: &[u32], fits: impl Fn(&[char]) -> bool) -> Option<(usize, &T)> {
        let at = found.iter().find(|at| fits(&self.words[**at as usize].0))?;
        let (word, value) = &self.words[*at as usize];
        Some((word.len(), value))
    }
}

/// Whether `text` begins with `word`. Words are short: comparing them here is quicker than a call that compares memory.
fn begins(text: &[char], word: &[char]) -> bool {
    word.len() <= text.len() && word.iter().zip(text).skip(1).all(|(one, other)| one == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_wins_at_either_end() {
        let lexicon: Lexicon<u8> = [("达", 1), ("达到", 2), ("到", 3)].into_iter().collect();
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(lexicon.prefix(&chars("达到百")), Some((2, &2)));
        assert_eq!(lexicon.suffix(&chars("将达到")), Some((2, &2)));
        assert_eq!(lexicon.find(&chars("提高到")), Some((2, 1, &3)));
        assert_eq!(lexicon.suffix(&[]), None);
    }
}
