//! The nearness of the words for the best passages.

use celan_data::{Order, Tables};
use celan_index::{Finder, Occurrence, Scored, Texts, put_in_front};

use super::eval::Evaluated;
use crate::corpus::Corpus;

/// How much a passage gains whose words stand side by side.
const NEAR: f32 = 8.0;
/// How many of the best are looked at word by word.
const REFINED: usize = 100;

/// Puts the best in front, in their order, those first in which the words stand near each other; says how many.
pub(super) fn refine(corpus: &Corpus, evaluated: &Evaluated, hits: &mut [Scored], tables: &Tables) -> usize {
    let best = hits.len().min(REFINED);
    put_in_front(hits, best);
    if evaluated.words.len() > 1 {
        let words = evaluated.words.iter().map(|word| &*word.chars);
        let lengths: Vec<usize> = words.clone().map(|word| word.iter().map(|c| c.len_utf8()).sum()).collect();
        let mut finder = Finder::new(words);
        for hit in &mut hits[..best] {
            let form = corpus.index.form(hit.passage);
            let places = finder.find(corpus.text(hit.passage), form, tables);
            hit.score += NEAR * nearness(places, &lengths) * (hit.score - hit.above);
        }
        hits[..best].order_by(Scored::order);
    }
    best
}

/// 1 where all words stand side by side, towards 0 the further apart they are; 0 for fewer than two. `lengths` are the bytes
/// that each word takes.
fn nearness(places: &[Occurrence], lengths: &[usize]) -> f32 {
    let mut seen = vec![0usize; lengths.len()];
    places.iter().for_each(|place| seen[place.word] += 1);
    let present = seen.iter().filter(|times| **times > 0).count();
    if present < 2 {
        return 0.0;
    }
    let total: usize = lengths.iter().sum();
    let window = window(places, present, lengths);
    let share = present as f32 / lengths.len() as f32;
    // In characters of three bytes, as Chinese has them.
    let (total, window) = (total as f32 / 3.0, window.max(total) as f32 / 3.0);
    share * share * total / (window + 5.0) * 1.5
}

/// Bytes of the shortest piece that holds `present` different words.
fn window(places: &[Occurrence], present: usize, lengths: &[usize]) -> usize {
    let mut seen = vec![0usize; lengths.len()];
    let (mut distinct, mut first, mut best) = (0, 0, usize::MAX);
    for place in places {
        seen[place.word] += 1;
        distinct += usize::from(seen[place.word] == 1);
        while distinct == present {
            best = best.min(place.start + lengths[place.word] - places[first].start);
            let leaving = places[first].word;
            seen[leaving] -= 1;
            distinct -= usize::from(seen[leaving] == 0);
            first += 1;
        }
    }
    best
}
