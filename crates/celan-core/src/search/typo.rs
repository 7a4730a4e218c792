//! One wrong character: the words of the corpus that differ from what was typed in one place.

use std::collections::BinaryHeap;

use celan_data::{Dictionary, Order};
use celan_index::{Normal, Texts};

use super::Lexicon;
use crate::corpus::Corpus;

/// Passages that are read to see what stands beside the rest of a word.
const READ: usize = 200;

/// At most `most` words of the corpus like `word` but for one character, the most likely first: one that sounds the same,
/// then any other, the more frequent before the rarer.
pub(super) fn one_wrong(word: &[char], most: usize, corpus: &Corpus, lexicon: Lexicon<'_>) -> Vec<Vec<char>> {
    if !(2..=24).contains(&word.len()) {
        return Vec::new();
    }
    let mut all = Vec::new();
    for at in 0..word.len() {
        let kept = corpus.index.at_most(&word[..at]).min(corpus.index.at_most(&word[at + 1..]));
        // Where a pair that stays stands nowhere, no other character helps.
        if kept == 0 {
            continue;
        }
        let sound = Sound::of(word[at], lexicon.dictionary);
        for c in candidates(word, at, corpus, lexicon) {
            let before = at.checked_sub(1).map(|before| (word[before], c));
            let behind = word.get(at + 1).map(|behind| (c, *behind));
            let mut pairs = before.into_iter().chain(behind);
            if c == word[at] || !pairs.clone().all(|(a, b)| corpus.index.may_have(a, b)) {
                continue;
            }
            let class = sound.likeness(c);
            // Two characters with one of them free say nothing, unless it sounds the same.
            if class == 0 && word.len() < 3 {
                continue;
            }
            let bound = pairs.try_fold(kept, |bound, (a, b)| match corpus.index.pair_count(a, b) {
                0 => None,
                count => Some(bound.min(count)),
            });
            if let Some(bound) = bound {
                let mut other = word.to_vec();
                other[at] = c;
                all.push((class, bound, other));
            }
        }
    }
    most_frequent(all, most, corpus, lexicon)
}

/// The `most` of `words` that stand in most passages, those of a higher class first; with each comes a bound for how many there
/// are, as [`celan_index::Index::at_most`] gives. No more are looked up than can be among them.
pub(super) fn most_frequent(
    words: Vec<(u8, u32, Vec<char>)>,
    most: usize,
    corpus: &Corpus,
    lexicon: Lexicon<'_>,
) -> Vec<Vec<char>> {
    let mut open: BinaryHeap<_> = words.into_iter().collect();
    let mut best: Vec<(u8, usize, Vec<char>)> = Vec::new();
    while let Some((class, bound, word)) = open.pop() {
        if best.get(most - 1).is_some_and(|last| (last.0, last.1) >= (class, bound as usize)) {
            break;
        }
        let times = corpus.index.find(&word, corpus.passages(), lexicon.tables).count;
        if times > 0 {
            best.push((class, times, word));
            best.order_by(|a, b| b.cmp(a));
            best.truncate(most);
        }
    }
    best.into_iter().map(|(_, _, word)| word).collect()
}

/// How a character is said.
struct Sound<'a> {
    dictionary: Option<&'a Dictionary>,
    syllables: Vec<&'a str>,
}

impl<'a> Sound<'a> {
    fn of(c: char, dictionary: Option<&'a Dictionary>) -> Self {
        let syllables = dictionary.into_iter().flat_map(|dictionary| dictionary.readings(c)).collect();
        Self { dictionary, syllables }
    }

    /// 2 for the same syllable, 1 for one that is often taken for it (zh z, n l, ang an), 0 for neither.
    fn likeness(&self, c: char) -> u8 {
        let Some(dictionary) = self.dictionary else { return 0 };
        let likeness = |other: &str| {
            let one = |syllable: &&str| {
                if *syllable == other { 2 } else { u8::from(blurred(syllable) == blurred(other)) }
            };
            self.syllables.iter().map(one).max()
        };
        dictionary.readings(c).filter_map(likeness).max().unwrap_or_default()
    }
}

/// A syllable without the differences that dialects do not make: how it begins, and the rest.
fn blurred(syllable: &str) -> (u8, &str) {
    let Some((first, rest)) = syllable.as_bytes().first().zip(syllable.get(1..)) else {
        return (0, syllable);
    };
    let (first, rest) = match first {
        b'z' | b'c' | b's' => (*first, rest.strip_prefix('h').unwrap_or(rest)),
        b'n' => (b'l', rest),
        _ => (*first, rest),
    };
    (first, rest.strip_suffix('g').filter(|rest| rest.ends_with('n')).unwrap_or(rest))
}

/// Characters that may stand at `at`, so that the corpus may hold the word, each once.
fn candidates(word: &[char], at: usize, corpus: &Corpus, lexicon: Lexicon<'_>) -> Vec<char> {
    if at > 0 && at + 1 < word.len() {
        return corpus.index.behind(word[at - 1]);
    }
    let mut found: Vec<char> = if word.len() == 2 {
        let same = lexicon.dictionary.into_iter().flat_map(|dictionary| {
            dictionary.readings(word[at]).flat_map(|syllable| {
                let found =
                    dictionary.syllables().binary_search_by(|(other, _)| other.as_str().cmp(syllable));
                found.map_or(&[][..], |at| &dictionary.syllables()[at].1)
            })
        });
        same.copied().collect()
    } else {
        beside(word, at, corpus, lexicon)
    };
    found.order_by(|a, b| a.cmp(b));
    found.dedup();
    found
}

/// What stands before or behind the rest of the word in the first passages that hold it.
fn beside(word: &[char], at: usize, corpus: &Corpus, lexicon: Lexicon<'_>) -> Vec<char> {
    let rest = if at == 0 { &word[1..] } else { &word[..at] };
    let found = corpus.index.first(READ, rest, corpus.passages(), lexicon.tables);
    let mut normal = Normal::default();
    let mut all = Vec::new();
    for passage in found.passages.iter() {
        normal.set(corpus.text(passage as u32), 0, lexicon.tables);
        for start in normal.find(rest) {
            let place = if at == 0 { start.checked_sub(1) } else { Some(start + rest.len()) };
            all.extend(place.and_then(|place| normal.chars.get(place)).filter(|c| c.is_alphanumeric()));
        }
    }
    all
}
