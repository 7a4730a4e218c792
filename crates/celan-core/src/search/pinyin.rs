//! From pinyin, whole (`xinnengyuan`) or its initials (`xny`), to words that the corpus holds.

use celan_data::Dictionary;
use celan_data::Order;
use celan_index::Index;

/// Longest word of letters that is read as pinyin.
const LONGEST: usize = 40;
/// Beginnings that are followed at once.
const BEAM: usize = 60;

/// Words whose pinyin is `letters` (lower case), those that the index seems to know best first.
pub(super) fn whole(letters: &str, dictionary: &Dictionary, index: &Index) -> Vec<Vec<char>> {
    let mut words: Vec<(u32, Vec<char>)> = Vec::new();
    for syllables in readings(letters, dictionary) {
        let mut beam: Vec<(u32, Vec<char>)> =
            characters(dictionary, syllables[0]).iter().map(|c| (u32::MAX, vec![*c])).collect();
        for syllable in &syllables[1..] {
            let mut next: Vec<(u32, Vec<char>)> = Vec::new();
            for (count, word) in &beam {
                let last = word[word.len() - 1];
                for c in characters(dictionary, syllable) {
                    let pair = index.pair_count(last, *c);
                    if pair > 0 {
                        next.push((pair.min(*count), [word, [*c].as_slice()].concat()));
                    }
                }
            }
            next.order_by(|a, b| b.cmp(a));
            next.truncate(BEAM);
            beam = next;
        }
        words.extend(beam);
    }
    words.retain(|(_, word)| word.len() > 1);
    words.order_by(|a, b| b.cmp(a));
    words.into_iter().map(|(_, word)| word).collect()
}

/// Words of the dictionary with these initials, those that the index seems to know best first.
pub(super) fn initials(letters: &str, dictionary: &Dictionary, index: &Index) -> Vec<Vec<char>> {
    let letters: Vec<char> = letters.chars().collect();
    if !(2..=8).contains(&letters.len()) {
        return Vec::new();
    }
    let begins = |c: char, letter: char| dictionary.readings(c).any(|syllable| syllable.starts_with(letter));
    let syllables = dictionary.syllables().iter().filter(|(syllable, _)| syllable.starts_with(letters[0]));
    let mut firsts: Vec<char> = syllables.flat_map(|(_, characters)| characters).copied().collect();
    firsts.order_by(|a, b| a.cmp(b));
    firsts.dedup();
    let mut words: Vec<(u32, Vec<char>)> = Vec::new();
    for word in firsts.into_iter().flat_map(|c| dictionary.words_from(c)) {
        let mut rest = letters.iter();
        let fits = word.chars().all(|c| rest.next().is_some_and(|letter| begins(c, *letter)));
        if fits && rest.next().is_none() {
            let chars: Vec<char> = word.chars().collect();
            let count = index.at_most(&chars);
            if count > 0 {
                words.push((count, chars));
            }
        }
    }
    words.order_by(|a, b| b.cmp(a));
    words.into_iter().map(|(_, word)| word).collect()
}

fn characters<'a>(dictionary: &'a Dictionary, syllable: &str) -> &'a [char] {
    let syllables = dictionary.syllables();
    let found = syllables.binary_search_by(|(other, _)| other.as_str().cmp(syllable));
    found.map_or(&[], |at| &syllables[at].1)
}

/// The ways to read `letters` as syllables, a few of them, those with the fewest syllables first.
fn readings<'a>(letters: &'a str, dictionary: &Dictionary) -> Vec<Vec<&'a str>> {
    let mut all = Vec::new();
    if letters.len() > LONGEST || !letters.is_ascii() {
        return all;
    }
    let is_syllable = |piece: &str| !characters(dictionary, piece).is_empty();
    // From each place on, whether the rest can be read at all: keeps the search from wandering.
    let mut readable = vec![false; letters.len() + 1];
    readable[letters.len()] = true;
    for start in (0..letters.len()).rev() {
        let ends = start + 1..=(start + 6).min(letters.len());
        readable[start] = ends.rev().any(|end| readable[end] && is_syllable(&letters[start..end]));
    }
    let mut open = vec![(0, Vec::new())];
    while let Some((start, syllables)) = open.pop() {
        if start == letters.len() && !syllables.is_empty() {
            all.push(syllables);
            if all.len() == 8 {
                break;
            }
            continue;
        }
        for end in start + 1..=(start + 6).min(letters.len()) {
            if readable[end] && is_syllable(&letters[start..end]) {
                let mut next = syllables.clone();
                next.push(&letters[start..end]);
                open.push((end, next));
            }
        }
    }
    all.order_by_key(Vec::len);
    all
}
