//! One wrong character: the words of the corpus that differ from what was typed in one place.

use celan_data::Dictionary;
use celan_data::Order;
use celan_index::{END, Normal, Texts};

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
    let mut all: Vec<(u8, Vec<char>)> = Vec::new();
    for at in 0..word.len() {
        for c in candidates(word, at, corpus, lexicon) {
            let class = likeness(word[at], c, lexicon.dictionary);
            // Two characters with one of them free say nothing, unless it sounds the same.
            if class == 0 && word.len() < 3 {
                continue;
            }
            let mut other = word.to_vec();
            other[at] = c;
            all.push((class, other));
        }
    }
    most_frequent(all, most, corpus, lexicon)
}

/// The `most` of `words` that stand in most passages, those of a higher class first. No more are looked up than can be
/// among them: a word stands in no more places than its rarest pair.
pub(super) fn most_frequent(
    words: Vec<(u8, Vec<char>)>,
    most: usize,
    corpus: &Corpus,
    lexicon: Lexicon<'_>,
) -> Vec<Vec<char>> {
    let bounded = words.into_iter().map(|(class, word)| (class, corpus.index.at_most(&word) as usize, word));
    let mut bounded: Vec<_> = bounded.filter(|(_, bound, _)| *bound > 0).collect();
    bounded.order_by(|a, b| b.cmp(a));
    let mut best: Vec<(u8, usize, Vec<char>)> = Vec::new();
    for (class, bound, word) in bounded {
        if best.get(most - 1).is_some_and(|last| (last.0, last.1) >= (class, bound)) {
            break;
        }
        let times = corpus.index.find(&word, corpus.passages(), lexicon.tables).len();
        if times > 0 {
            best.push((class, times, word));
            best.order_by(|a, b| b.cmp(a));
            best.truncate(most);
        }
    }
    best.into_iter().map(|(_, _, word)| word).collect()
}

/// 2 for the same syllable, 1 for one that is often taken for it (zh z, n l, ang an), 0 for neither.
fn likeness(a: char, b: char, dictionary: Option<&Dictionary>) -> u8 {
    let Some(dictionary) = dictionary else { return 0 };
    let mut best = 0;
    for one in dictionary.readings(a) {
        for other in dictionary.readings(b) {
            if one == other {
                return 2;
            }
            if blurred(one) == blurred(other) {
                best = 1;
            }
        }
    }
    best
}

/// A syllable without the differences that dialects do not make.
fn blurred(syllable: &str) -> String {
    let mut out = syllable.replace("zh", "z").replace("ch", "c").replace("sh", "s");
    if let Some(rest) = out.strip_prefix('n') {
        out = format!("l{rest}");
    }
    out.strip_suffix("ng").map(|rest| format!("{rest}n")).unwrap_or(out)
}

/// Characters that may stand at `at`, so that the corpus may hold the word.
fn candidates(word: &[char], at: usize, corpus: &Corpus, lexicon: Lexicon<'_>) -> Vec<char> {
    let index = &corpus.index;
    let mut found: Vec<char> = if at > 0 && at + 1 < word.len() {
        // Each once: every part of the index tells its own.
        let mut behind: Vec<u32> = index.behind(word[at - 1]).map(|(c, _)| c).filter(|c| *c != END).collect();
        behind.order_by_key(|c| *c);
        behind.dedup();
        let behind = behind.into_iter().filter_map(char::from_u32);
        behind.filter(|c| index.pair_count(*c, word[at + 1]) > 0).collect()
    } else if word.len() == 2 {
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
    found.retain(|c| *c != word[at]);
    found.order_by(|a, b| a.cmp(b));
    found.dedup();
    found
}

/// What stands before or behind the rest of the word in the first passages that hold it.
fn beside(word: &[char], at: usize, corpus: &Corpus, lexicon: Lexicon<'_>) -> Vec<char> {
    let rest = if at == 0 { &word[1..] } else { &word[..at] };
    let passages = corpus.index.find(rest, corpus.passages(), lexicon.tables);
    let mut normal = Normal::default();
    let mut all = Vec::new();
    for found in passages.iter().take(READ) {
        normal.set(corpus.text(found.passage), 0, lexicon.tables);
        for start in normal.find(rest) {
            let place = if at == 0 { start.checked_sub(1) } else { Some(start + rest.len()) };
            all.extend(place.and_then(|place| normal.chars.get(place)).filter(|c| c.is_alphanumeric()));
        }
    }
    all
}
