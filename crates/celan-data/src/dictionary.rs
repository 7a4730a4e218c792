//! The bundle `dict`: words with their frequency and pinyin. Search answers without it.

use std::collections::BTreeMap;

use crate::bundle::{Bundle, DataError};
use crate::tsv::Tsv;

/// Longest word in characters that is looked up.
pub const LONGEST_WORD: usize = 12;

/// Weight of a term of the genre: as frequent as a very frequent word, so that it is kept whole.
const TERM_WEIGHT: u8 = 12;

/// The characters that have a reading: CJK Unified Ideographs.
const BASIC: std::ops::Range<u32> = 0x4E00..0xA000;
/// Stands for no further reading.
const NO_READING: u16 = u16::MAX;

/// Words, terms and pinyin.
pub struct Dictionary {
    /// All words behind each other, in order.
    text: String,
    /// Where each word ends, and the binary logarithm of its frequency.
    ends: Vec<(u32, u8)>,
    /// Syllables in order, each with its characters.
    syllables: Vec<(String, Vec<char>)>,
    /// For each character of [`BASIC`] the numbers of its syllables, [`NO_READING`] where there are fewer than two.
    readings: Vec<[u16; 2]>,
}

impl Dictionary {
    /// Reads the bundle `dict`; `terms` are [`Terms::of_the_genre`](crate::Terms::of_the_genre).
    ///
    /// # Errors
    /// The first table that cannot be read.
    pub fn load(dict: &[u8], terms: &[String]) -> Result<Self, DataError> {
        let bundle = Bundle::parse(dict)?;
        let mut words = read_words(bundle.text("words.txt")?)?;
        words.extend(terms.iter().map(|term| (term.clone(), TERM_WEIGHT)));
        let pinyin = Tsv::load(&bundle, "pinyin.tsv")?;
        let mut syllables: Vec<(String, Vec<char>)> = Vec::new();
        for row in pinyin.rows() {
            syllables.push((row.get("syllable")?.to_owned(), row.get("characters")?.chars().collect()));
        }
        let mut readings = vec![[NO_READING; 2]; BASIC.len()];
        for (at, (_, characters)) in syllables.iter().enumerate() {
            for c in characters {
                let slots =
                    u32::from(*c).checked_sub(BASIC.start).and_then(|at| readings.get_mut(at as usize));
                if let Some(free) = slots.and_then(|slots| slots.iter_mut().find(|slot| **slot == NO_READING))
                {
                    *free = at as u16;
                }
            }
        }
        let (mut text, mut ends) = (String::new(), Vec::with_capacity(words.len()));
        for (word, weight) in words {
            text.push_str(&word);
            ends.push((text.len() as u32, weight));
        }
        Ok(Self { text, ends, syllables, readings })
    }

    /// The dictionary that is part of the program.
    #[cfg(feature = "embed")]
    pub fn embedded() -> &'static Self {
        static DICTIONARY: std::sync::LazyLock<Dictionary> = std::sync::LazyLock::new(|| {
            let terms = &crate::Tables::embedded().terms.of_the_genre;
            Dictionary::load(crate::embedded::DICT, terms).expect("tests prove the embedded tables")
        });
        &DICTIONARY
    }

    /// Binary logarithm of the frequency of `word`, which is folded; `None` where it is no word.
    pub fn weight(&self, word: &str) -> Option<u8> {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = (low + high) / 2;
            match self.word(middle).cmp(word) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(self.ends[middle].1),
            }
        }
        None
    }

    /// All words with their weight, in order.
    pub fn words(&self) -> impl Iterator<Item = (&str, u8)> {
        (0..self.ends.len()).map(|at| (self.word(at), self.ends[at].1))
    }

    /// The words that begin with `c`, in order.
    pub fn words_from(&self, c: char) -> impl Iterator<Item = &str> {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = (low + high) / 2;
            if self.word(middle).chars().next() < Some(c) { low = middle + 1 } else { high = middle }
        }
        (low..self.ends.len()).map(|at| self.word(at)).take_while(move |word| word.starts_with(c))
    }

    /// The syllables of pinyin with their characters, in alphabetical order.
    pub fn syllables(&self) -> &[(String, Vec<char>)] {
        &self.syllables
    }

    /// The syllables of a character; none for one that is not in the table.
    pub fn readings(&self, c: char) -> impl Iterator<Item = &str> {
        let at = u32::from(c).checked_sub(BASIC.start).map(|at| at as usize);
        let numbers = at.and_then(|at| self.readings.get(at)).into_iter().flatten();
        let known = numbers.filter(|number| **number != NO_READING);
        known.map(|number| self.syllables[usize::from(*number)].0.as_str())
    }

    fn word(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.ends[at - 1].0 };
        &self.text[start as usize..self.ends[at].0 as usize]
    }
}

/// Front-coded lines: characters shared with the line before, the rest, the weight as a letter.
fn read_words(text: &str) -> Result<BTreeMap<String, u8>, DataError> {
    let mut words = BTreeMap::new();
    let mut before = String::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let wrong = || DataError::new(format!("words.txt line {}: expected digit, word, letter", at + 1));
        let mut rest = line.chars();
        let shared = rest.next().and_then(|c| c.to_digit(10)).ok_or_else(wrong)? as usize;
        let weight = rest.next_back().filter(char::is_ascii_uppercase).ok_or_else(wrong)?;
        let mut word: String = before.chars().take(shared).collect();
        word.push_str(rest.as_str());
        words.insert(word.clone(), weight as u8 - b'A');
        before = word;
    }
    Ok(words)
}

#[cfg(all(test, feature = "embed"))]
mod tests {
    use super::*;

    #[test]
    fn the_dictionary_knows_words_terms_and_syllables() {
        let dictionary = Dictionary::embedded();
        assert!(dictionary.weight("企业").is_some());
        assert!(dictionary.weight("专精特新").is_some());
        assert_eq!(dictionary.weight("企业特新"), None);
        assert!(dictionary.words().count() > 50_000);
        let xin = dictionary.syllables().iter().find(|(syllable, _)| syllable == "xin");
        assert!(xin.is_some_and(|(_, characters)| characters.contains(&'新')));
    }
}
