//! A sketch of a text by which texts that share most of their words are found without comparing all of them.
//!
//! MinHash with one permutation (Li, Owen, Zhang 2012): each run of five characters falls into one of the slots, and a slot
//! keeps the smallest it was given. Two texts have as many slots alike as they share runs, give or take 4 %. A slot that a
//! short text left empty borrows from another (Shrivastava 2017).

use serde::{Deserialize, Serialize};

/// Characters of a run: long enough that 高新技术企业 alone makes no two plans alike.
const RUN: usize = 5;
/// How many slots; the share is known to about 1/√SLOTS at worst.
const SLOTS: usize = 128;
/// Slots of a band: two texts are compared if all slots of one band are the same.
const BAND: usize = 4;

/// The slots of a text; none for a text without words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sketch(Vec<u32>);

impl Sketch {
    /// The sketch of a text without blanks and signs.
    pub(crate) fn of(words: &[char]) -> Self {
        if words.is_empty() {
            return Self::default();
        }
        let mut slots = vec![None::<u32>; SLOTS];
        for run in words.windows(RUN.min(words.len())) {
            let hash = run.iter().fold(0, |hash, c| mix(hash ^ u64::from(u32::from(*c))));
            let slot = &mut slots[hash as usize % SLOTS];
            let rest = (hash >> 32) as u32;
            *slot = Some(slot.map_or(rest, |least| least.min(rest)));
        }
        Self((0..SLOTS).map(|at| filled(&slots, at)).collect())
    }

    /// The keys of its bands.
    pub(crate) fn bands(&self) -> impl Iterator<Item = (usize, &[u32])> {
        self.0.chunks_exact(BAND).enumerate()
    }

    /// Which part of the runs of both texts is in both, from 0 to 1.
    pub(crate) fn share(&self, other: &Self) -> f64 {
        let alike = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        alike as f64 / SLOTS as f64
    }
}

/// What slot `at` holds, or what the first full one of a fixed walk holds. One is full, since the text has words.
fn filled(slots: &[Option<u32>], at: usize) -> u32 {
    let mut from = at;
    for step in 1_u64.. {
        if let Some(least) = slots[from] {
            return least;
        }
        from = mix((at as u64) << 32 | step) as usize % SLOTS;
    }
    unreachable!("the walk visits every slot")
}

/// The finalizer of SplitMix64: every bit of the input changes half of the output.
fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ x >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ x >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ x >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of `length` characters that no other seed shares runs with.
    fn text(seed: u64, length: u64) -> Vec<char> {
        let letter = |at| char::from_u32(0x4e00 + (mix(mix(seed) ^ at) % 20_000) as u32);
        (0..length).filter_map(letter).collect()
    }

    #[test]
    fn the_share_is_that_of_the_runs() {
        let (one, other) = (text(1, 3000), text(2, 3000));
        assert!(Sketch::of(&one).share(&Sketch::of(&one)) > 0.999);
        assert!(Sketch::of(&one).share(&Sketch::of(&other)) < 0.05);
        // 3000 runs are shared of 3000 + 600: five sixths.
        let longer = [one.clone(), text(3, 600)].concat();
        let share = Sketch::of(&one).share(&Sketch::of(&longer));
        assert!((share - 5.0 / 6.0).abs() < 0.12, "{share}");
    }

    #[test]
    fn short_texts_have_sketches_too() {
        assert_eq!(Sketch::of(&[]).bands().count(), 0);
        let one = Sketch::of(&text(4, 2));
        assert!(one.share(&Sketch::of(&text(4, 2))) > 0.999);
        assert!(one.share(&Sketch::of(&text(5, 2))) < 0.001);
    }
}
