//! Sets of passages or documents, one bit each.

/// A set of small numbers below a bound.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
    bound: usize,
}

impl Bits {
    pub(crate) fn none(bound: usize) -> Self {
        Self { words: vec![0; bound.div_ceil(64)], bound }
    }

    pub(crate) fn all(bound: usize) -> Self {
        let mut bits = Self::none(bound);
        bits.flip();
        bits
    }

    /// Raises the bound by one, the new place in the set or not.
    pub(crate) fn push(&mut self, inside: bool) {
        if self.bound.is_multiple_of(64) {
            self.words.push(0);
        }
        self.bound += 1;
        if inside {
            self.set(self.bound - 1);
        }
    }

    pub(crate) fn set(&mut self, at: usize) {
        self.words[at / 64] |= 1 << (at % 64);
    }

    pub(crate) fn clear(&mut self, at: usize) {
        self.words[at / 64] &= !(1 << (at % 64));
    }

    pub(crate) fn has(&self, at: usize) -> bool {
        self.words.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    /// Sets `start..=end`.
    pub(crate) fn set_range(&mut self, start: usize, end: usize) {
        for word in start / 64..=end / 64 {
            let mut mask = u64::MAX;
            if word == start / 64 {
                mask &= u64::MAX << (start % 64);
            }
            if word == end / 64 {
                mask &= u64::MAX >> (63 - end % 64);
            }
            self.words[word] |= mask;
        }
    }

    /// Clears `start..=end`.
    pub(crate) fn clear_range(&mut self, start: usize, end: usize) {
        (start..=end).for_each(|at| self.clear(at));
    }

    pub(crate) fn and(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= b);
    }

    pub(crate) fn or(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a |= b);
    }

    pub(crate) fn minus(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= !b);
    }

    pub(crate) fn flip(&mut self) {
        self.words.iter_mut().for_each(|word| *word = !*word);
        if !self.bound.is_multiple_of(64)
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << (self.bound % 64)) - 1;
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    pub(crate) fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Members, rising.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.from(0)
    }

    /// Members from `start` on, rising.
    pub(crate) fn from(&self, start: usize) -> impl Iterator<Item = usize> + '_ {
        let skip = start / 64;
        self.words.iter().enumerate().skip(skip).flat_map(move |(at, &word)| {
            let mut rest = if at == skip { word & (u64::MAX << (start % 64)) } else { word };
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros() as usize;
                (rest != 0).then(|| {
                    rest &= rest - 1;
                    at * 64 + bit
                })
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
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
