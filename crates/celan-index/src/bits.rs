//! Sets of passages or documents, one bit each.

/// A set of small numbers below a bound. The default one is empty and takes no memory, whatever it is compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    bound: usize,
}

impl Bits {
    /// Nothing below `bound`.
    pub fn none(bound: usize) -> Self {
        Self { words: vec![0; bound.div_ceil(64)], bound }
    }

    /// Everything below `bound`.
    pub fn all(bound: usize) -> Self {
        let mut bits = Self::none(bound);
        bits.flip();
        bits
    }

    /// Raises the bound by one, the new place in the set or not.
    pub fn push(&mut self, inside: bool) {
        if self.bound.is_multiple_of(64) {
            self.words.push(0);
        }
        self.bound += 1;
        if inside {
            self.set(self.bound - 1);
        }
    }

    /// Puts `at`, which is below the bound, into the set.
    #[inline]
    pub fn set(&mut self, at: usize) {
        self.words[at / 64] |= 1 << (at % 64);
    }

    /// Takes `at`, which is below the bound, out of the set.
    pub fn clear(&mut self, at: usize) {
        self.words[at / 64] &= !(1 << (at % 64));
    }

    /// Whether `at` is in the set.
    #[inline]
    pub fn has(&self, at: usize) -> bool {
        self.words.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    /// The members in word number `at`, one bit each.
    #[inline]
    pub(crate) fn word(&self, at: usize) -> u64 {
        self.words[at]
    }

    /// Takes in the members `bits` of word number `at`.
    #[inline]
    pub(crate) fn add_word(&mut self, at: usize, bits: u64) {
        self.words[at] |= bits;
    }

    /// Sets `start..=end`.
    pub fn set_range(&mut self, start: usize, end: usize) {
        masks(start, end).for_each(|(word, mask)| self.words[word] |= mask);
    }

    /// Whether any of `start..=end` is in the set.
    pub fn has_any(&self, start: usize, end: usize) -> bool {
        masks(start, end).any(|(word, mask)| self.words[word] & mask != 0)
    }

    /// Keeps what is in `other` too.
    pub fn and(&mut self, other: &Self) {
        self.words.truncate(other.words.len());
        self.bound = self.bound.min(other.bound);
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= b);
    }

    /// Raises the bound to `bound` where it is lower.
    pub fn grow(&mut self, bound: usize) {
        self.bound = self.bound.max(bound);
        self.words.resize(self.bound.div_ceil(64), 0);
    }

    /// Takes in what is in `other`.
    pub fn or(&mut self, other: &Self) {
        self.grow(other.bound);
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a |= b);
    }

    /// Takes out what is in `other`.
    pub fn minus(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= !b);
    }

    /// What was in the set is out, and the other way round.
    pub fn flip(&mut self) {
        self.words.iter_mut().for_each(|word| *word = !*word);
        if !self.bound.is_multiple_of(64)
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << (self.bound % 64)) - 1;
        }
    }

    /// Whether nothing is in the set.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// How many are in the set.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Members, rising.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.from(0)
    }

    /// What is in `other` too, rising.
    pub fn common(&self, other: &Self) -> impl Iterator<Item = usize> {
        let mut words = self.words.iter().zip(&other.words).map(|(a, b)| a & b);
        Members { at: 0, rest: words.next().unwrap_or_default(), words }
    }

    /// Members from `start` on, rising.
    pub fn from(&self, start: usize) -> impl Iterator<Item = usize> {
        let at = start / 64;
        let mut words = self.words.get(at..).unwrap_or_default().iter().copied();
        let rest = words.next().map_or(0, |word| word & (u64::MAX << (start % 64)));
        Members { at, rest, words }
    }
}

/// A set that grows by one place after the other and knows how many members stand before each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ranked {
    bits: Bits,
    /// For each word of the bits how many members stand before it.
    before: Vec<u32>,
    count: u32,
}

impl Ranked {
    /// Raises the bound by one, the new place in the set or not.
    pub(crate) fn push(&mut self, inside: bool) {
        if self.bits.bound.is_multiple_of(64) {
            self.before.push(self.count);
        }
        self.bits.push(inside);
        self.count += u32::from(inside);
    }

    /// How many members there are up to `at`, itself counted.
    #[inline]
    pub(crate) fn up_to(&self, at: usize) -> u32 {
        self.before[at / 64] + (self.bits.words[at / 64] & (u64::MAX >> (63 - at % 64))).count_ones()
    }

    /// The members.
    pub(crate) fn bits(&self) -> &Bits {
        &self.bits
    }

    /// Bytes it takes.
    pub(crate) fn size(&self) -> usize {
        size_of_val(self.bits.words.as_slice()) + size_of_val(self.before.as_slice())
    }
}

/// A row of places in stretches that follow each other, none of them empty.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stretches {
    starts: Ranked,
}

impl Stretches {
    /// Adds a stretch of `length` places at the end of the row.
    pub(crate) fn push(&mut self, length: usize) {
        (0..length).for_each(|at| self.starts.push(at == 0));
    }

    /// How many places there are.
    pub(crate) fn bound(&self) -> usize {
        self.starts.bits.bound
    }

    /// Bytes it takes.
    pub(crate) fn size(&self) -> usize {
        self.starts.size()
    }

    /// How many stretches there are.
    pub(crate) fn count(&self) -> usize {
        self.starts.count as usize
    }

    /// The places at which one begins.
    pub(crate) fn starts(&self) -> &Bits {
        &self.starts.bits
    }

    /// The number of the stretch that place `at` lies in.
    #[inline]
    pub(crate) fn of(&self, at: usize) -> u32 {
        self.starts.up_to(at) - 1
    }

    /// [`Stretches::of`] for many places, rising: most stand near the one before, which saves looking up.
    pub(crate) fn of_all(&self, places: impl Iterator<Item = usize>) -> impl Iterator<Item = u32> {
        let Ranked { bits, before, .. } = &self.starts;
        let mut here = usize::MAX;
        let (mut starts, mut first) = (0, 0);
        places.map(move |at| {
            if at / 64 != here {
                here = at / 64;
                (starts, first) = (bits.words[here], before[here]);
            }
            first + (starts & (u64::MAX >> (63 - at % 64))).count_ones() - 1
        })
    }

    /// First and last place of stretch number `stretch`.
    pub(crate) fn stretch(&self, stretch: u32) -> (usize, usize) {
        let Ranked { bits, before, .. } = &self.starts;
        let word = before.partition_point(|before| *before <= stretch) - 1;
        let mut starts = bits.words[word];
        (before[word]..stretch).for_each(|_| starts &= starts - 1);
        let first = word * 64 + starts.trailing_zeros() as usize;
        (first, self.last(first))
    }

    /// The first place of the stretch that place `at` lies in.
    pub(crate) fn first(&self, at: usize) -> usize {
        let words = &self.starts.bits.words;
        let mut word = at / 64;
        let mut up_to = words[word] & (u64::MAX >> (63 - at % 64));
        while up_to == 0 {
            word -= 1;
            up_to = words[word];
        }
        word * 64 + 63 - up_to.leading_zeros() as usize
    }

    /// The last place of the stretch that place `at` lies in.
    pub(crate) fn last(&self, at: usize) -> usize {
        self.starts.bits.from(at + 1).next().unwrap_or(self.bound()) - 1
    }
}

/// The members of a set, rising.
struct Members<I> {
    /// The number of the word that is read, and what is left of it.
    at: usize,
    rest: u64,
    /// Those behind it.
    words: I,
}

impl<I: Iterator<Item = u64>> Iterator for Members<I> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.rest == 0 {
            self.at += 1;
            self.rest = self.words.next()?;
        }
        let bit = self.rest.trailing_zeros() as usize;
        self.rest &= self.rest - 1;
        Some(self.at * 64 + bit)
    }
}

/// The words that `start..=end` lies in, each with its bits.
pub(crate) fn masks(start: usize, end: usize) -> impl Iterator<Item = (usize, u64)> + Clone {
    (start / 64..=end / 64).map(move |word| {
        let from = if word == start / 64 { u64::MAX << (start % 64) } else { u64::MAX };
        let to = if word == end / 64 { u64::MAX >> (63 - end % 64) } else { u64::MAX };
        (word, from & to)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn a_place_knows_its_stretch(lengths in proptest::collection::vec(1usize..200, 1..40)) {
            let mut stretches = Stretches::default();
            lengths.iter().for_each(|length| stretches.push(*length));
            let mut first = 0;
            let mut ends = Vec::new();
            for (number, length) in lengths.into_iter().enumerate() {
                let last = first + length - 1;
                for at in [first, first + length / 2, last] {
                    let told = (stretches.of(at) as usize, stretches.first(at), stretches.last(at));
                    prop_assert_eq!(told, (number, first, last));
                }
                ends.push((first, last));
                first = last + 1;
            }
            prop_assert_eq!(stretches.bound(), first);
            prop_assert_eq!((0..).map(|number| stretches.stretch(number)).take(ends.len()).collect::<Vec<_>>(), ends);
        }

        #[test]
        fn a_range_and_its_complement_are_everything(bound in 1usize..300, a in 0usize..300, b in 0usize..300) {
            let (a, b) = (a.min(b).min(bound - 1), a.max(b).min(bound - 1));
            let mut bits = Bits::none(bound);
            bits.set_range(a, b);
            prop_assert_eq!(bits.iter().collect::<Vec<_>>(), (a..=b).collect::<Vec<_>>());
            prop_assert_eq!(bits.from(b).collect::<Vec<_>>(), vec![b]);
            let inside: BTreeSet<usize> = bits.iter().collect();
            bits.flip();
            prop_assert_eq!(bits.count() + inside.len(), bound);
            prop_assert!(bits.iter().all(|at| !inside.contains(&at)));
        }
    }
}
