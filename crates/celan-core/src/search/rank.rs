//! The nearness of the words for the best passages.

use celan_data::Tables;
use celan_index::{Finder, Occurrence, Scored, Texts, best_hits};

use super::eval::Evaluated;
use crate::corpus::Corpus;

/// How much a passage gains whose words stand side by side.
const NEAR: f32 = 8.0;
/// How many of the best are looked at word by word.
const REFINED: usize = 100;

/// Adds to the scores of the best `hits`, which come in the order of the corpus, how near to each other the words stand.
pub(super) fn refine(corpus: &Corpus, evaluated: &Evaluated, hits: &mut [Scored], tables: &Tables) {
    if evaluated.words.len() < 2 {
        return;
    }
    let words = evaluated.words.iter().map(|word| &*word.chars);
    let lengths: Vec<usize> = words.clone().map(|word| word.iter().map(|c| c.len_utf8()).sum()).collect();
    let mut finder = Finder::new(words);
    for Scored { passage, .. } in best_hits(hits, REFINED) {
        let places = finder.find(corpus.text(passage), corpus.index.form(passage), tables);
        let nearness = nearness(places, &lengths);
        if let Ok(at) = hits.binary_search_by_key(&passage, |hit| hit.passage) {
            let hit = &mut hits[at];
            hit.score += NEAR * nearness * (hit.score - hit.above);
        }
    }
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
