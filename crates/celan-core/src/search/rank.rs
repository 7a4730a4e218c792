//! BM25F over title, path and body, then the nearness of the words for the best.

use celan_data::Tables;

use super::bits::Bits;
use super::eval::{Evaluated, Word};
use super::{Scored, is_head_line};
use crate::corpus::Corpus;
use crate::index::{Normal, Texts};

/// How soon further occurrences of a word stop to count.
const K1: f32 = 1.2;
/// How much a long passage counts its words less.
const B: f32 = 0.5;
/// Weight of an occurrence in the title or document number.
const TITLE: f32 = 4.0;
/// Weight of an occurrence in a heading above.
const PATH: f32 = 1.2;
/// How much a passage gains whose words stand side by side.
const NEAR: f32 = 2.0;
/// How many of the best are looked at word by word.
const REFINED: usize = 100;

/// Scores the passages in `kept`.
pub(super) fn score(corpus: &Corpus, evaluated: &Evaluated, kept: &Bits) -> Vec<Scored> {
    let mut scores = vec![Parts::default(); corpus.passage_bound()];
    for word in &evaluated.words {
        add_word(corpus, word, kept, &mut scores);
    }
    let mut hits = Vec::with_capacity(kept.count());
    for at in kept.iter() {
        let Parts { own, above } = scores[at];
        let own = if evaluated.spread.has(at) { 0.5 * own } else { own };
        let helped = evaluated.helped.has(at);
        hits.push(Scored { passage: at as u32, score: own + above, above, helped });
    }
    hits
}

/// What a passage scores by itself, and by the title and headings above it.
#[derive(Clone, Copy, Default)]
struct Parts {
    own: f32,
    above: f32,
}

fn add_word(corpus: &Corpus, word: &Word, kept: &Bits, scores: &mut [Parts]) {
    let idf = idf(corpus.passage_bound(), word.found.len());
    let average = corpus.average_length();
    for hit in &word.found {
        let at = hit.passage as usize;
        let last = corpus.last_below(hit.passage) as usize;
        if kept.has(at) {
            let times = hit.times as f32;
            let length = corpus.length(hit.passage) as f32 / average;
            scores[at].own += idf * times * (K1 + 1.0) / (times + K1 * (1.0 - B + B * length));
        }
        if last > at {
            let weight = if is_head_line(corpus, at) { TITLE } else { PATH };
            for below in kept.from(at + 1).take_while(|below| *below <= last) {
                scores[below].above += idf * weight;
            }
        }
    }
}

fn idf(all: usize, found: usize) -> f32 {
    let (all, found) = (all as f32, found as f32);
    (1.0 + (all - found + 0.5) / (found + 0.5)).ln()
}

/// Puts the best first: exact ones before those found with help, and among the best those in which the words stand near
/// each other.
pub(super) fn refine(corpus: &Corpus, evaluated: &Evaluated, hits: &mut [Scored], tables: &Tables) {
    let order = |a: &Scored, b: &Scored| {
        a.helped.cmp(&b.helped).then(b.score.total_cmp(&a.score)).then(a.passage.cmp(&b.passage))
    };
    let words: Vec<&[char]> = evaluated.words.iter().map(|word| &*word.chars).collect();
    if words.len() > 1 {
        if hits.len() > REFINED {
            hits.select_nth_unstable_by(REFINED, order);
        }
        let best = hits.len().min(REFINED);
        let mut normal = Normal::default();
        for hit in &mut hits[..best] {
            normal.set(corpus.text(hit.passage), 0, tables);
            hit.score += NEAR * nearness(&normal, &words) * (hit.score - hit.above);
        }
        hits[..best].sort_unstable_by(order);
        hits[best..].sort_unstable_by(order);
    } else {
        hits.sort_unstable_by(order);
    }
}

/// 1 where all words stand side by side, towards 0 the further apart they are; 0 for fewer than two of them.
fn nearness(normal: &Normal, words: &[&[char]]) -> f32 {
    let mut places: Vec<(usize, usize)> = Vec::new();
    for (which, word) in words.iter().enumerate() {
        places.extend(normal.find(word).map(|at| (at, which)));
    }
    places.sort_unstable();
    let present = (0..words.len()).filter(|which| places.iter().any(|place| place.1 == *which)).count();
    if present < 2 {
        return 0.0;
    }
    let total: usize = words.iter().map(|word| word.len()).sum();
    let window = window(&places, words, present);
    let share = present as f32 / words.len() as f32;
    share * total as f32 / (window.max(total) as f32 + 8.0) * 1.5
}

/// Length of the shortest piece that holds `present` different words.
fn window(places: &[(usize, usize)], words: &[&[char]], present: usize) -> usize {
    let mut seen = vec![0usize; words.len()];
    let (mut distinct, mut start, mut best) = (0, 0, usize::MAX);
    for &(at, which) in places {
        seen[which] += 1;
        distinct += usize::from(seen[which] == 1);
        while distinct == present {
            best = best.min(at + words[which].len() - places[start].0.min(at));
            let leaving = places[start].1;
            seen[leaving] -= 1;
            distinct -= usize::from(seen[leaving] == 0);
            start += 1;
        }
    }
    best
}
