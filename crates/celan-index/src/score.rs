//! BM25F over title, path and body.

use std::cmp::Ordering;

use celan_data::Order;

use crate::bits::Bits;
use crate::found::Found;
use crate::passages::Passages;

// The weights are those of a region in which the known items of public cases come first most often, whether their texts are clean,
// damaged or many; see the example `peers` of celan-engine.

/// How soon further occurrences of a word stop to count: in a passage, which is short, the second one says little.
const K1: f32 = 0.2;
/// How much a long passage counts its words less.
const B: f32 = 0.5;
/// Weight of an occurrence in the title or document number.
const TITLE: f32 = 8.0;
/// Weight of an occurrence in a heading above.
const PATH: f32 = 1.2;
/// What is left of the score of a passage that answers only because its document does as a whole.
const SPREAD: f32 = 0.3;

/// A passage with its score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// Id of the passage.
    pub passage: u32,
    /// Higher is better.
    pub score: f32,
    /// The part of it that title and headings give.
    pub above: f32,
    /// Found with help only.
    pub helped: bool,
}

impl Scored {
    /// Best first: what was found as typed, then by score, then in the order of the corpus.
    pub fn order(&self, other: &Self) -> Ordering {
        other.rank().cmp(&self.rank()).then(self.passage.cmp(&other.passage))
    }

    /// Higher is better, wherever it stands. The bits of scores, which are never below 0, are ordered as they are, and what was
    /// found as typed has the one above them.
    #[inline]
    fn rank(&self) -> u32 {
        self.score.to_bits() | u32::from(!self.helped) << 31
    }
}

impl Passages {
    /// Scores `passages`, which come in the order of the corpus, by where each word was found. Those in `helped` were found with
    /// help only; those in `spread` answer only because their document does as a whole.
    pub fn score<'a>(
        &self,
        passages: impl Iterator<Item = u32>,
        words: impl Iterator<Item = &'a Found>,
        helped: &Bits,
        spread: &Bits,
    ) -> Vec<Scored> {
        let hit = |passage| Scored { passage, score: 0.0, above: 0.0, helped: helped.has(passage as usize) };
        let mut hits: Vec<Scored> = passages.map(hit).collect();
        let average = self.average_length();
        let once: Vec<f32> = hits.iter().map(|hit| self.gain(hit.passage, 1.0, average)).collect();
        // One word after the other, in simple loops: in the browser that is faster than all of them for each hit.
        words.for_each(|found| self.add_word(found, &once, &mut hits));
        for hit in &mut hits {
            let own = if spread.has(hit.passage as usize) { SPREAD * hit.score } else { hit.score };
            hit.score = own + hit.above;
        }
        hits
    }

    /// What `times` occurrences in a passage are worth, where passages have a length of `average`.
    #[inline]
    fn gain(&self, passage: u32, times: f32, average: f32) -> f32 {
        let length = self.length(passage) as f32;
        times * (K1 + 1.0) / (times + K1 * (1.0 - B) + K1 * B / average * length)
    }

    /// Adds what a word gives: to the score what stands in the passage itself, beside it what stands above. `once` tells for each
    /// hit what one occurrence is worth.
    fn add_word(&self, word: &Found, once: &[f32], hits: &mut [Scored]) {
        let idf = idf(self.len(), word.count);
        for (hit, once) in hits.iter_mut().zip(once) {
            hit.score += if word.passages.has(hit.passage as usize) { idf * once } else { 0.0 };
        }
        let average = self.average_length();
        let mut at = 0;
        for &(passage, times) in word.again() {
            while hits.get(at).is_some_and(|hit| hit.passage < passage) {
                at += 1;
            }
            if let Some(hit) = hits.get_mut(at).filter(|hit| hit.passage == passage) {
                hit.score += idf * (self.gain(passage, times as f32, average) - once[at]);
            }
        }
        let mut rest = hits;
        for (heading, last) in self.headings_in(&word.passages) {
            let weight = idf * if self.is_head_line(heading) { TITLE } else { PATH };
            let below = rest.iter().position(|hit| hit.passage > heading).unwrap_or(rest.len());
            rest = &mut rest[below..];
            let below = rest.iter_mut().take_while(|hit| hit.passage <= last);
            below.for_each(|hit| hit.above += weight);
        }
    }

    /// Of each document in `hits`, which come in the order of the corpus, the best one; the best `most` of these in their order,
    /// and how many there are.
    pub fn best_of_docs(&self, hits: &[Scored], most: usize) -> (Vec<Scored>, usize) {
        let mut best = Best::new(most);
        let mut docs = 0;
        let mut rest = hits;
        while let [first, behind @ ..] = rest {
            let last = self.last_of_doc(first.passage);
            let mut of_doc = first;
            rest = behind;
            while let [next, behind @ ..] = rest
                && next.passage <= last
            {
                // Of equal ones the first one stays.
                if next.rank() > of_doc.rank() {
                    of_doc = next;
                }
                rest = behind;
            }
            best.add(*of_doc);
            docs += 1;
        }
        (best.sorted(), docs)
    }

    /// Those of `hits`, which come in the order of the corpus, that lie in a document.
    pub fn hits_of_doc<'a>(&self, hits: &'a [Scored], doc: usize) -> &'a [Scored] {
        let (first, last) = self.of_doc(doc);
        let start = hits.partition_point(|hit| (hit.passage as usize) < first);
        let end = hits.partition_point(|hit| hit.passage as usize <= last);
        &hits[start..end]
    }
}

fn idf(all: usize, found: usize) -> f32 {
    let (all, found) = (all as f32, found as f32);
    (1.0 + (all - found + 0.5) / (found + 0.5)).ln()
}

/// The best of `hits`, at most `most`, in their order.
pub fn best_hits(hits: &[Scored], most: usize) -> Vec<Scored> {
    let mut best = Best::new(most);
    hits.iter().for_each(|hit| best.add(*hit));
    best.sorted()
}

/// The best of what is added. The standard library's selection is several kilobytes of program.
struct Best {
    most: usize,
    /// As many as come, then a heap with the worst on top, which gives way to what is better.
    hits: Vec<Scored>,
}

impl Best {
    fn new(most: usize) -> Self {
        Self { most, hits: Vec::new() }
    }

    #[inline]
    fn add(&mut self, hit: Scored) {
        if self.hits.len() < self.most {
            self.hits.push(hit);
            if self.hits.len() == self.most {
                (0..self.most / 2).rev().for_each(|at| sink(&mut self.hits, at));
            }
        } else if self.hits.first().is_some_and(|worst| hit.order(worst).is_lt()) {
            self.hits[0] = hit;
            sink(&mut self.hits, 0);
        }
    }

    fn sorted(mut self) -> Vec<Scored> {
        self.hits.order_by(Scored::order);
        self.hits
    }
}

/// Brings the hit `at` of a heap below those that are worse.
fn sink(heap: &mut [Scored], mut at: usize) {
    loop {
        let below = [2 * at + 1, 2 * at + 2].into_iter().filter(|below| *below < heap.len());
        let Some(worst) = below.max_by(|a, b| heap[*a].order(&heap[*b])) else { return };
        if heap[worst].order(&heap[at]).is_le() {
            return;
        }
        heap.swap(at, worst);
        at = worst;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_best_come_first_in_their_order(
            scores in proptest::collection::vec((0u8..20, any::<bool>()), 0..200),
            most in 0usize..200,
        ) {
            let hit = |(at, (score, helped)): (usize, (u8, bool))| {
                Scored { passage: at as u32, score: f32::from(score), above: 0.0, helped }
            };
            let hits: Vec<Scored> = scores.into_iter().enumerate().map(hit).collect();
            let found = best_hits(&hits, most);
            let mut sorted = hits;
            sorted.sort_by(Scored::order);
            sorted.truncate(most);
            let ids = |hits: &[Scored]| hits.iter().map(|hit| hit.passage).collect::<Vec<_>>();
            prop_assert_eq!(ids(&found), ids(&sorted));
        }
    }
}
