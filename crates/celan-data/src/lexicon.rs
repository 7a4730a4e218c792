//! Words with a value each, found at the start or the end of a piece of text, the longest first.

use celan_words::{CharFilter, WordSet};

use crate::Order;

/// A set of words. Where several fit, the longest wins; a word listed twice keeps its first value.
#[derive(Debug)]
pub struct Lexicon<T> {
    words: WordSet,
    /// By the number of the word: as they were listed.
    values: Vec<T>,
}

impl<T> Default for Lexicon<T> {
    fn default() -> Self {
        Self { words: set(Vec::new()), values: Vec::new() }
    }
}

impl<'w, T> FromIterator<(&'w str, T)> for Lexicon<T> {
    fn from_iter<I: IntoIterator<Item = (&'w str, T)>>(listed: I) -> Self {
        let (mut words, mut values) = (Vec::new(), Vec::new());
        for (word, value) in listed {
            words.push(word);
            values.push(value);
        }
        Self { words: set(words), values }
    }
}

/// The words by length and spelling; each is known by where it was listed first.
fn set(words: Vec<&str>) -> WordSet {
    let mut sorted: Vec<(Vec<char>, u32)> =
        words.into_iter().zip(0..).map(|(word, number)| (word.chars().collect(), number)).collect();
    sorted.order_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
    sorted.dedup_by(|later, first| later.0 == first.0);
    sorted.retain(|(word, _)| !word.is_empty());
    WordSet::new(&sorted)
}

impl<T> Lexicon<T> {
    /// The longest word that `text` begins with: its length in characters and its value.
    pub fn prefix(&self, text: &[char]) -> Option<(usize, &T)> {
        self.words.prefix(text).map(|(length, word)| (length, &self.values[word]))
    }

    /// The longest word that `text` ends with: its length in characters and its value.
    pub fn suffix(&self, text: &[char]) -> Option<(usize, &T)> {
        self.words.suffix(text).map(|(length, word)| (length, &self.values[word]))
    }

    /// How many characters the longest word has that `text` begins with; 0 for none.
    pub fn begins(&self, text: &[char]) -> usize {
        self.words.begins(text)
    }

    /// How many characters the longest word has that `text` ends with; 0 for none.
    pub fn ends(&self, text: &[char]) -> usize {
        self.words.ends(text)
    }

    /// The first place in `text` where a word stands: its start, its length and its value.
    pub fn find(&self, text: &[char]) -> Option<(usize, usize, &T)> {
        self.words.find(text).map(|(at, length, word)| (at, length, &self.values[word]))
    }

    /// Whether `text` is a word of the set.
    pub fn get(&self, text: &[char]) -> Option<&T> {
        self.prefix(text).filter(|(length, _)| *length == text.len()).map(|(_, value)| value)
    }

    /// All words, longest first.
    pub fn words(&self) -> impl Iterator<Item = &[char]> {
        self.words.iter().map(|(word, _)| word)
    }

    /// All words with their values, longest first.
    pub fn iter(&self) -> impl Iterator<Item = (String, &T)> {
        self.words.iter().map(|(word, number)| (word.iter().collect(), &self.values[number as usize]))
    }

    /// Adds the characters that words begin with.
    pub(crate) fn add_firsts(&self, firsts: &mut CharFilter<64>) {
        self.words.add_firsts(firsts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_listed_twice_keeps_its_first_value() {
        let lexicon: Lexicon<u8> = [("达", 1), ("达到", 2), ("", 4), ("达", 3)].into_iter().collect();
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(lexicon.prefix(&chars("达到百")), Some((2, &2)));
        assert_eq!(lexicon.get(&chars("达")), Some(&1));
        assert_eq!(lexicon.iter().count(), 2);
    }
}
