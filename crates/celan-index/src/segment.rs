//! A segment: an immutable piece of the index.
//!
//! Its keys are pairs of neighbouring characters (a pair with [`END`] for the last one of a passage), so that every
//! substring can be answered for, and words by their number (a pair of [`WORD`] and that). A key points to the chunks of
//! text in which it begins. Layout of the bytes, all numbers LEB128:
//!
//! ```text
//! group   = one first character, its entries in the order of the second character, in blocks of [`BLOCK`]
//! block   = length of entries in bytes, entries, ids of each
//! entry   = second character − the one before it, count, id      (count = 1)
//!         | second character − the one before it, count, length  (count > 1; length of its ids in bytes)
//! id      = number of the chunk in the segment
//! ids     = the same of several, as in `rice.rs`
//! ```
//!
//! Common characters have thousands of entries. Where their blocks begin is remembered, so that a pair is found without reading
//! all before it; of its block the entries are read, which stand together, and of the ids only its own.

use crate::leb::{Reader, number};
use crate::rice;

/// Stands for the end of a passage as a second character.
pub(crate) const END: u32 = 0;
/// Stands for no character: the first of a pair whose second is the number of a word.
pub(crate) const WORD: u32 = 0x11_0000;

/// An immutable piece of the index: pairs of characters and the chunks they begin in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Segment {
    /// Id of its first chunk.
    base: u32,
    /// Chunks it covers.
    chunks: u32,
    /// In the order of their first characters.
    groups: Vec<Group>,
    /// Blocks but for the first of each group: the second character of the entry before, and the byte at which it begins.
    skips: Vec<(u32, u32)>,
    bytes: Vec<u8>,
}

/// Entries of a block.
const BLOCK: usize = 16;

/// The entries of one first character.
#[derive(Clone, Copy, Debug)]
struct Group {
    first: u32,
    /// The byte at which it begins.
    at: u32,
    /// Its first skip.
    skip: u32,
}

/// The chunks of one pair of characters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct List<'a> {
    /// How many.
    pub(crate) count: u32,
    /// First chunk of the segment, and its chunks.
    base: u32,
    chunks: u32,
    ids: &'a [u8],
}

/// One pair with its chunks, as a key for [`Segment::build`]: 21 bits, 21 bits, 22 bits.
pub(crate) fn posting(first: u32, second: u32, chunk: u32) -> u64 {
    (u64::from(first) << 43) | (u64::from(second) << 22) | u64::from(chunk)
}

/// Most chunks a segment can hold, as [`posting`] has 22 bits for them.
pub(crate) const MAX_CHUNKS: u32 = 1 << 22;

impl Segment {
    /// Makes a segment of [`posting`]s, which come in the order of their chunks; these count from `base`.
    pub(crate) fn build(base: u32, chunks: u32, mut postings: Vec<u64>) -> Self {
        let mut scratch = vec![0; postings.len().min(RUN)];
        for run in postings.chunks_mut(RUN) {
            let length = run.len();
            order_by_pair(run, &mut scratch[..length]);
        }
        drop(scratch);
        let mut runs: Vec<&[u64]> = postings.chunks(RUN).collect();
        let mut writer = Writer::new(base, chunks, 0);
        let mut ids = Vec::new();
        while let Some(key) = runs.iter().filter_map(|run| Some(run.first()? >> 22)).min() {
            ids.clear();
            for run in &mut runs {
                let count = run.iter().take_while(|posting| *posting >> 22 == key).count();
                let (same, rest) = run.split_at(count);
                ids.extend(same.iter().map(|posting| (posting & u64::from(MAX_CHUNKS - 1)) as u32));
                *run = rest;
            }
            ids.dedup();
            writer.entry((key >> 21) as u32, (key & 0x1F_FFFF) as u32, &ids);
        }
        writer.done()
    }

    /// This segment and the one that follows it, as one.
    pub(crate) fn merge(&self, next: &Self) -> Self {
        debug_assert_eq!(self.base + self.chunks, next.base, "segments follow each other");
        let bytes = self.bytes.len() + next.bytes.len();
        let mut writer = Writer::new(self.base, self.chunks + next.chunks, bytes);
        let mut ids = Vec::new();
        let (mut left, mut right) = (self.entries(0).peekable(), next.entries(0).peekable());
        loop {
            let key = match (left.peek(), right.peek()) {
                (None, None) => break,
                (Some(a), None) => a.0,
                (None, Some(b)) => b.0,
                (Some(a), Some(b)) => a.0.min(b.0),
            };
            ids.clear();
            for side in [&mut left, &mut right] {
                if let Some((_, list)) = side.next_if(|(found, _)| *found == key) {
                    list.append_to(&mut ids);
                }
            }
            ids.iter_mut().for_each(|id| *id -= self.base);
            writer.entry(key.0, key.1, &ids);
        }
        writer.done()
    }

    /// Bytes it takes.
    pub(crate) fn size(&self) -> usize {
        self.bytes.len() + size_of_val(self.groups.as_slice()) + size_of_val(self.skips.as_slice())
    }

    /// Chunks it covers.
    pub(crate) fn chunks(&self) -> u32 {
        self.chunks
    }

    /// The chunks in which `first` stands before `second`.
    pub(crate) fn pair(&self, first: u32, second: u32) -> Option<List<'_>> {
        let group = self.group_of(first)?;
        let end = self.groups.get(group + 1).map_or(self.skips.len(), |next| next.skip as usize);
        let skips = &self.skips[self.groups[group].skip as usize..end];
        let skip = skips.partition_point(|(before, _)| *before < second).checked_sub(1);
        let (mut before, at) = skip.map_or((0, self.groups[group].at), |skip| skips[skip]);
        let mut block = Block::at(&self.bytes[at as usize..]);
        loop {
            let (apart, list) = self.entry(&mut block)?;
            before += apart;
            if before >= second {
                return (before == second).then_some(list);
            }
        }
    }

    /// Reads an entry: how far its second character is from the one before it, and the list.
    #[inline]
    fn entry<'a>(&self, Block { entries, ids: rest }: &mut Block<'a>) -> Option<(u32, List<'a>)> {
        let apart = entries.number()?;
        let count = entries.number()?;
        let before = entries.bytes;
        let told = entries.number()?;
        let ids = if count == 1 {
            &before[..before.len() - entries.bytes.len()]
        } else {
            let (ids, behind) = rest.split_at_checked(told as usize)?;
            *rest = behind;
            ids
        };
        Some((apart, List { count, base: self.base, chunks: self.chunks, ids }))
    }

    /// What stands behind `first`, in order, with the chunks.
    pub(crate) fn group(&self, first: u32) -> impl Iterator<Item = (u32, List<'_>)> {
        let entries = self.entries(self.group_of(first).unwrap_or(self.groups.len()));
        entries.take_while(move |(key, _)| key.0 == first).map(|(key, list)| (key.1, list))
    }

    fn group_of(&self, first: u32) -> Option<usize> {
        self.groups.binary_search_by_key(&first, |group| group.first).ok()
    }

    /// The entries from group `group` on.
    fn entries(&self, group: usize) -> Entries<'_> {
        let at = self.groups.get(group).map_or(self.bytes.len(), |group| group.at as usize);
        let before = Block { entries: Reader { bytes: &[] }, ids: &self.bytes[at..] };
        Entries { segment: self, group, second: 0, block: before }
    }
}

/// Postings that are put in order at a time: few enough for a processor to keep them near, and for sorting to need little
/// room beside them.
const RUN: usize = 1 << 16;

/// Puts postings in the order of their pairs, and those of one pair leaves in their order: digit by digit, the last first,
/// which takes the same few passes however many there are. `scratch`, which is as long, holds nothing afterwards.
fn order_by_pair(postings: &mut [u64], scratch: &mut [u64]) {
    const DIGIT: usize = 11;
    let (mut from, mut to) = (postings, scratch);
    // Four passes: the last one ends where the first began.
    for shift in (22..64).step_by(DIGIT) {
        let digit = |posting: u64| (posting >> shift) as usize % (1 << DIGIT);
        let mut places = vec![0usize; 1 << DIGIT];
        from.iter().for_each(|posting| places[digit(*posting)] += 1);
        let mut before = 0;
        for place in &mut places {
            before += std::mem::replace(place, before);
        }
        for &posting in from.iter() {
            let place = &mut places[digit(posting)];
            to[*place] = posting;
            *place += 1;
        }
        std::mem::swap(&mut from, &mut to);
    }
}

/// What is still to be read of a block, and what stands behind it.
struct Block<'a> {
    entries: Reader<'a>,
    ids: &'a [u8],
}

impl<'a> Block<'a> {
    /// The block that `bytes` begin with.
    fn at(bytes: &'a [u8]) -> Self {
        let mut reader = Reader { bytes };
        let entries = Reader { bytes: reader.piece() };
        Self { entries, ids: reader.bytes }
    }
}

struct Entries<'a> {
    segment: &'a Segment,
    group: usize,
    second: u32,
    block: Block<'a>,
}

impl<'a> Iterator for Entries<'a> {
    type Item = ((u32, u32), List<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let Segment { groups, bytes, .. } = self.segment;
        if self.block.entries.bytes.is_empty() {
            let at = bytes.len() - self.block.ids.len();
            if groups.get(self.group + 1).is_some_and(|next| next.at as usize == at) {
                self.group += 1;
                self.second = 0;
            }
            self.block = Block::at(self.block.ids);
        }
        let (apart, list) = self.segment.entry(&mut self.block)?;
        self.second += apart;
        Some(((groups[self.group].first, self.second), list))
    }
}

impl List<'_> {
    /// Appends the ids of the chunks, rising.
    pub(crate) fn append_to(self, out: &mut Vec<u32>) {
        match self.count {
            1 => out.extend(Reader { bytes: self.ids }.number().map(|id| self.base + id)),
            count => rice::take(out, self.ids, count, self.chunks, self.base),
        }
    }
}

struct Writer {
    segment: Segment,
    /// The second character of the last entry, and how many entries its group has so far.
    second: u32,
    count: usize,
    /// Entries and ids of a block that is not full yet.
    entries: Vec<u8>,
    ids: Vec<u8>,
}

impl Writer {
    fn new(base: u32, chunks: u32, bytes: usize) -> Self {
        let segment = Segment { base, chunks, bytes: Vec::with_capacity(bytes), ..Segment::default() };
        Self { segment, second: 0, count: 0, entries: Vec::new(), ids: Vec::new() }
    }

    fn done(mut self) -> Segment {
        self.end_block();
        self.segment.bytes.shrink_to_fit();
        self.segment.skips.shrink_to_fit();
        self.segment
    }

    /// Adds an entry; keys rise from call to call, ids rise in each.
    fn entry(&mut self, first: u32, second: u32, ids: &[u32]) {
        if self.segment.groups.last().is_none_or(|group| group.first != first) {
            self.end_block();
            let Segment { groups, skips, bytes, .. } = &mut self.segment;
            groups.push(Group { first, at: bytes.len() as u32, skip: skips.len() as u32 });
            (self.second, self.count) = (0, 0);
        } else if self.count.is_multiple_of(BLOCK) {
            self.end_block();
            self.segment.skips.push((self.second, self.segment.bytes.len() as u32));
        }
        number(&mut self.entries, second - self.second);
        (self.second, self.count) = (second, self.count + 1);
        number(&mut self.entries, ids.len() as u32);
        if let [id] = *ids {
            return number(&mut self.entries, id);
        }
        let start = self.ids.len();
        rice::put(&mut self.ids, ids, self.segment.chunks);
        number(&mut self.entries, (self.ids.len() - start) as u32);
    }

    fn end_block(&mut self) {
        if !self.entries.is_empty() {
            number(&mut self.segment.bytes, self.entries.len() as u32);
            self.segment.bytes.append(&mut self.entries);
            self.segment.bytes.append(&mut self.ids);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn a_merged_segment_says_what_both_said(
            a in proptest::collection::vec((1u32..4, 0u32..99, 0u32..300), 0..400),
            b in proptest::collection::vec((1u32..4, 0u32..99, 0u32..300), 0..400),
        ) {
            let build = |base, all: &[(u32, u32, u32)]| {
                let mut postings: Vec<u64> = all.iter().map(|p| posting(p.0, p.1, p.2)).collect();
                postings.sort_by_key(|posting| posting % u64::from(MAX_CHUNKS));
                Segment::build(base, 300, postings)
            };
            let merged = build(7, &a).merge(&build(307, &b));
            for first in 1..4 {
                for second in 0..99 {
                    let of = |all: &[(u32, u32, u32)], base| -> Vec<u32> {
                        all.iter().filter(|p| (p.0, p.1) == (first, second)).map(|p| p.2 + base).collect()
                    };
                    let want: BTreeSet<u32> = of(&a, 7).into_iter().chain(of(&b, 307)).collect();
                    let mut found = Vec::new();
                    merged.pair(first, second).into_iter().for_each(|list| list.append_to(&mut found));
                    prop_assert_eq!(found, want.into_iter().collect::<Vec<_>>());
                }
            }
        }
    }
}
