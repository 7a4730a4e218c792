//! What was extracted of thousands of documents in half the bytes (after LZ77): pieces that stand in a dictionary, or further
//! ahead in the same bytes, are told by their place.
//!
//! ```text
//! packed = steps
//! step   = 16 × literals + length − 4, literals, bytes, length, back     (15 of the first two: the rest follows as a number)
//! back   = bytes from the end of what was made so far; where that is more than was made, the dictionary ends there
//! ```
//! The last step may end behind its literals. The dictionary is what was extracted of the first documents: ids, units and
//! agencies, and how facts of such documents follow each other.

use std::sync::Arc;

use celan_index::leb::{Reader, number};

/// Bytes of a dictionary. What stands in it is mostly told by a place of two bytes.
const SIZE: usize = 14 << 10;
/// The shortest piece that is told by its place.
const SHORTEST: usize = 4;
/// Places at which the longest piece is looked for.
const TRIED: usize = 12;
/// Bits of what four bytes are looked up by.
const BITS: u32 = 12;

/// What pieces are looked for in.
#[derive(Debug)]
pub(in crate::corpus) struct Dictionary {
    bytes: Vec<u8>,
    places: Places,
}

/// Collects what the first documents have.
#[derive(Clone, Debug, Default)]
pub(in crate::corpus) struct Dictionaries {
    first: Vec<u8>,
    ready: Option<Arc<Dictionary>>,
}

impl Dictionaries {
    /// The dictionary for `bytes`; `None` where they become part of it.
    pub(super) fn of(&mut self, bytes: &[u8]) -> Option<Arc<Dictionary>> {
        if self.ready.is_none() {
            self.first.extend(bytes);
            if self.first.len() >= SIZE {
                let mut bytes = std::mem::take(&mut self.first);
                bytes.truncate(SIZE);
                let mut places = Places::new(bytes.len());
                (0..bytes.len()).for_each(|at| places.add(&bytes, at));
                self.ready = Some(Arc::new(Dictionary { bytes, places }));
            }
            return None;
        }
        self.ready.clone()
    }
}

/// Where bytes stand that begin alike.
#[derive(Debug)]
struct Places {
    /// The last place, and for each place the one before; `u32::MAX` for none.
    last: Vec<u32>,
    before: Vec<u32>,
}

impl Places {
    fn new(length: usize) -> Self {
        Self { last: vec![u32::MAX; 1 << BITS], before: Vec::with_capacity(length) }
    }

    /// Adds the next place.
    fn add(&mut self, bytes: &[u8], at: usize) {
        let last = slot(bytes, at).map(|slot| std::mem::replace(&mut self.last[slot], at as u32));
        self.before.push(last.unwrap_or(u32::MAX));
    }

    /// The longest piece of `bytes` that `wanted` begins with: its place and length.
    fn longest(&self, bytes: &[u8], wanted: &[u8]) -> (usize, usize) {
        let mut best = (0, 0);
        let mut at = slot(wanted, 0).map_or(u32::MAX, |slot| self.last[slot]);
        for _ in 0..TRIED {
            let Some(piece) = bytes.get(at as usize..) else { break };
            // What differs where it would have to be longer is not gone through.
            if piece.get(best.1) == wanted.get(best.1) {
                let length = piece.iter().zip(wanted).take_while(|(a, b)| a == b).count();
                if length > best.1 {
                    best = (at as usize, length);
                }
            }
            at = self.before[at as usize];
        }
        best
    }
}

fn slot(bytes: &[u8], at: usize) -> Option<usize> {
    let four = u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?);
    Some((four.wrapping_mul(0x9E37_79B1) >> (32 - BITS)) as usize)
}

impl Dictionary {
    /// `bytes` in fewer bytes.
    pub(super) fn pack(&self, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(bytes.len() / 2);
        let mut own = Places::new(bytes.len());
        let (mut at, mut done) = (0, 0);
        while at < bytes.len() {
            let wanted = &bytes[at..];
            let (here, here_length) = own.longest(bytes, wanted);
            let (there, there_length) = self.places.longest(&self.bytes, wanted);
            let (length, back) = if here_length >= there_length {
                (here_length, at - here)
            } else {
                (there_length, at + self.bytes.len() - there)
            };
            let step = if length < SHORTEST { 1 } else { length };
            if length >= SHORTEST {
                put_step(&mut out, &bytes[done..at], length - SHORTEST);
                number(&mut out, back as u32);
                done = at + length;
            }
            (at..at + step).for_each(|at| own.add(bytes, at));
            at += step;
        }
        put_step(&mut out, &bytes[done..], 0);
        out
    }

    /// What [`Dictionary::pack`] was given.
    pub(super) fn unpack(&self, packed: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(3 * packed.len());
        let mut from = Reader { bytes: packed };
        while self.step(&mut from, &mut out).is_some() {}
        out
    }

    fn step(&self, from: &mut Reader<'_>, out: &mut Vec<u8>) -> Option<()> {
        let (&first, rest) = from.bytes.split_first()?;
        from.bytes = rest;
        let literals = count(usize::from(first >> 4), from)?;
        let length = count(usize::from(first & 15), from)? + SHORTEST;
        let (piece, rest) = from.bytes.split_at_checked(literals)?;
        out.extend(piece);
        from.bytes = rest;
        let back = from.number()? as usize;
        match out.len().checked_sub(back) {
            Some(at) if back >= length => out.extend_from_within(at..at + length),
            // It goes on in what it makes itself.
            Some(at) => (at..at + length).for_each(|at| out.push(out[at])),
            None => {
                let at = (out.len() + self.bytes.len()).checked_sub(back)?;
                out.extend(self.bytes.get(at..at + length)?);
            }
        }
        Some(())
    }
}

fn count(told: usize, from: &mut Reader<'_>) -> Option<usize> {
    if told < 15 { Some(told) } else { Some(15 + from.number()? as usize) }
}

fn put_step(out: &mut Vec<u8>, literals: &[u8], length: usize) {
    out.push((literals.len().min(15) << 4 | length.min(15)) as u8);
    for count in [literals.len(), length] {
        if let Some(more) = count.checked_sub(15) {
            number(out, more as u32);
        }
    }
    out.extend(literals);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_packed_comes_back(
            first in proptest::collection::vec(0u8..9, SIZE..SIZE + 9),
            words in proptest::collection::vec((any::<proptest::sample::Index>(), 1usize..60, any::<u8>()), 0..60),
        ) {
            let mut all = Dictionaries::default();
            prop_assert!(all.of(&first).is_none());
            let mut bytes = Vec::new();
            for (at, length, byte) in words {
                let at = at.index(first.len() - 60);
                bytes.extend(&first[at..at + length]);
                bytes.extend(std::iter::repeat_n(byte, length / 8));
            }
            let dictionary = all.of(&bytes).unwrap();
            prop_assert_eq!(dictionary.unpack(&dictionary.pack(&bytes)), bytes);
        }
    }
}
