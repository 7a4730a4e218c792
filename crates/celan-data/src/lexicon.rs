//! Words with a value each, found at the start or the end of a piece of text, the longest first.

use crate::Order;
use std::collections::HashMap;

/// A set of words. Where several fit, the longest wins; a word listed twice keeps its first value.
#[derive(Debug)]
pub struct Lexicon<T> {
    words: Vec<(Box<[char]>, T)>,
    by_first: HashMap<char, Vec<u32>>,
    by_last: HashMap<char, Vec<u32>>,
    /// Which characters may begin and end a word, told apart by their low bits: most are turned away here.
    first: [u64; 64],
    last: [u64; 64],
}

/// Place of a character's bit.
fn bit(char: char) -> (usize, u64) {
    let low = char as usize & 0xFFF;
    (low / 64, 1 << (low % 64))
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
        let (mut by_first, mut by_last) = (HashMap::<_, Vec<u32>>::new(), HashMap::<_, Vec<u32>>::new());
        let (mut firsts, mut lasts) = ([0; 64], [0; 64]);
        for (at, (word, _)) in words.iter().enumerate() {
            if let [first, ..] = **word {
                let ((slot, mask), (last_slot, last_mask)) = (bit(first), bit(word[word.len() - 1]));
                firsts[slot] |= mask;
                lasts[last_slot] |= last_mask;
                by_first.entry(first).or_default().push(at as u32);
                by_last.entry(word[word.len() - 1]).or_default().push(at as u32);
            }
        }
        Self { words, by_first, by_last, first: firsts, last: lasts }
    }
}

impl<T> Lexicon<T> {
    /// The longest word that `text` begins with: its length in characters and its value.
    pub fn prefix(&self, text: &[char]) -> Option<(usize, &T)> {
        let first = text.first()?;
        let (slot, mask) = bit(*first);
        if self.first[slot] & mask == 0 {
            return None;
        }
        let found = self.by_first.get(first)?;
        self.pick(found, |word| text.starts_with(word))
    }

    /// The longest word that `text` ends with: its length in characters and its value.
    pub fn suffix(&self, text: &[char]) -> Option<(usize, &T)> {
        let last = text.last()?;
        let (slot, mask) = bit(*last);
        if self.last[slot] & mask == 0 {
            return None;
        }
        let found = self.by_last.get(last)?;
        self.pick(found, |word| text.ends_with(word))
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
