//! The nearness of the words for the best passages.

use celan_data::{Order, Tables};
use celan_index::{Needle, Normal, Scored, Texts, put_in_front};

use super::eval::Evaluated;
use crate::corpus::Corpus;

/// How much a passage gains whose words stand side by side.
const NEAR: f32 = 8.0;
/// How many of the best are looked at word by word.
const REFINED: usize = 100;

/// Puts the best in front, in their order, those first in which the words stand near each other; says how many.
pub(super) fn refine(corpus: &Corpus, evaluated: &Evaluated, hits: &mut [Scored], tables: &Tables) -> usize {
    let words: Vec<&[char]> = evaluated.words.iter().map(|word| &*word.chars).collect();
    let best = hits.len().min(REFINED);
    put_in_front(hits, best);
    if words.len() > 1 {
        let mut places = Places::new(words);
        for hit in &mut hits[..best] {
            let nearness = places.nearness(corpus, hit.passage, tables);
            hit.score += NEAR * nearness * (hit.score - hit.above);
        }
        hits[..best].order_by(Scored::order);
    }
    best
}

/// Where the words of a query stand in a passage.
struct Places<'a> {
    words: Vec<&'a [char]>,
    needles: Vec<Option<Needle>>,
    /// Bytes that each word takes.
    lengths: Vec<usize>,
    /// First byte and number of the word, rising.
    all: Vec<(usize, usize)>,
    normal: Normal,
}

impl<'a> Places<'a> {
    fn new(words: Vec<&'a [char]>) -> Self {
        let needles = words.iter().map(|word| Needle::new(word)).collect();
        let lengths = words.iter().map(|word| word.iter().map(|c| c.len_utf8()).sum()).collect();
        Self { words, needles, lengths, all: Vec::new(), normal: Normal::default() }
    }

    /// 1 where all words stand side by side in `passage`, towards 0 the further apart they are; 0 for fewer than two.
    fn nearness(&mut self, corpus: &Corpus, passage: u32, tables: &Tables) -> f32 {
        self.find(corpus.text(passage), corpus.index.is_plain(passage), tables);
        let mut seen = vec![0usize; self.words.len()];
        self.all.iter().for_each(|(_, which)| seen[*which] += 1);
        let present = seen.iter().filter(|times| **times > 0).count();
        if present < 2 {
            return 0.0;
        }
        let total: usize = self.lengths.iter().sum();
        let window = self.window(present, &mut seen);
        let share = present as f32 / self.words.len() as f32;
        // In characters of three bytes, as Chinese has them.
        let (total, window) = (total as f32 / 3.0, window.max(total) as f32 / 3.0);
        share * share * total / (window + 10.0) * 1.5
    }

    fn find(&mut self, text: &str, plain: bool, tables: &Tables) {
        self.all.clear();
        let is_bytes = plain && self.needles.iter().all(Option::is_some);
        if !is_bytes {
            self.normal.set(text, 0, tables);
        }
        for (which, (word, needle)) in self.words.iter().zip(&self.needles).enumerate() {
            match needle {
                Some(needle) if is_bytes => {
                    self.all.extend(needle.find(text.as_bytes()).map(|at| (at, which)));
                }
                _ => self.all.extend(self.normal.find(word).map(|at| (self.normal.at[at] as usize, which))),
            }
        }
        self.all.order_by(|a, b| a.cmp(b));
    }

    /// Bytes of the shortest piece that holds `present` different words. `seen` is as long as the words.
    fn window(&self, present: usize, seen: &mut [usize]) -> usize {
        seen.fill(0);
        let (mut distinct, mut start, mut best) = (0, 0, usize::MAX);
        for &(at, which) in &self.all {
            seen[which] += 1;
            distinct += usize::from(seen[which] == 1);
            while distinct == present {
                best = best.min(at + self.lengths[which] - self.all[start].0.min(at));
                let leaving = self.all[start].1;
                seen[leaving] -= 1;
                distinct -= usize::from(seen[leaving] == 0);
                start += 1;
            }
        }
        best
    }
}
