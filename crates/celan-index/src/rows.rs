//! Rows of values, as many as there are passages or facts, in little memory and quick to count.

use celan_data::Order;

use crate::facet::ValueId;

/// For each row a short list of values, in pieces: as long as the corpus, they are never moved.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    pieces: Vec<Piece>,
    count: usize,
}

/// Rows that follow each other.
///
/// A value takes one unit of two bytes. Were its distance from the one before told in bytes, it would take half of that, and
/// counting a row far longer.
#[derive(Clone, Debug, Default)]
struct Piece {
    units: Vec<u16>,
    /// Where each block of rows begins in `units`.
    blocks: Vec<u32>,
    /// For each row how far behind the beginning of its block it ends.
    ends: Vec<u16>,
}

/// Rows of a piece.
const PIECE: usize = 1 << 12;
/// Rows of a block.
const BLOCK: usize = 16;
/// Units that a row takes at most, so that `ends` can tell all of a block: what a hostile document has beyond is left out.
const MOST: usize = u16::MAX as usize / BLOCK;
/// From here on a unit is the beginning of a value that takes two: it tells the upper bits, the next one the lower sixteen.
const WIDE: u16 = 0xC000;

impl Piece {
    fn push(&mut self, row: &[ValueId]) {
        let start = self.units.len();
        if self.ends.len().is_multiple_of(BLOCK) {
            self.blocks.push(start as u32);
        }
        for value in row.iter().map(|value| value.at() as u32) {
            if value >= u32::from(WIDE) {
                self.units.push(WIDE | (value >> 16) as u16);
            }
            self.units.push(value as u16);
        }
        self.units.truncate(start + MOST);
        let block = self.blocks.last().copied().unwrap_or_default();
        self.ends.push((self.units.len() as u32 - block) as u16);
    }

    #[inline]
    fn units(&self, at: usize) -> &[u16] {
        let start = if at.is_multiple_of(BLOCK) { 0 } else { self.ends[at - 1] };
        let block = self.blocks[at / BLOCK] as usize;
        &self.units[block + usize::from(start)..block + usize::from(self.ends[at])]
    }
}

impl Rows {
    /// Adds a row: its values in their order, each once.
    pub(crate) fn push(&mut self, mut row: Vec<ValueId>) {
        row.order_by_key(|value| *value);
        row.dedup();
        if self.count.is_multiple_of(PIECE) {
            if let Some(Piece { units, blocks, ends }) = self.pieces.last_mut() {
                units.shrink_to_fit();
                blocks.shrink_to_fit();
                ends.shrink_to_fit();
            }
            self.pieces.push(Piece::default());
        }
        self.pieces[self.count / PIECE].push(&row);
        self.count += 1;
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// The values of a row, in their order.
    pub(crate) fn row(&self, at: usize) -> Row<'_> {
        Row { units: self.pieces[at / PIECE].units(at % PIECE).iter() }
    }

    /// Adds `times` to the count of each value of a row.
    #[inline]
    pub(crate) fn tally(&self, at: usize, times: u32, counts: &mut [u32]) {
        self.row(at).for_each(|value| counts[value.at()] += times);
    }
}

/// Values under which something is filed.
#[derive(Clone)]
pub(crate) struct Row<'a> {
    units: std::slice::Iter<'a, u16>,
}

impl Iterator for Row<'_> {
    type Item = ValueId;

    #[inline]
    fn next(&mut self) -> Option<ValueId> {
        let unit = *self.units.next()?;
        if unit < WIDE {
            return Some(ValueId(u32::from(unit)));
        }
        // A row that was cut in two halves of a value has no more of them.
        let lower = *self.units.next()?;
        Some(ValueId(u32::from(unit - WIDE) << 16 | u32::from(lower)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn rows_come_back(
            rows in proptest::collection::vec(
                proptest::collection::btree_set(prop_oneof![0u32..300, 0xBFF0u32..0xC010, 0xFFF0u32..0x3_0000], 0..20),
                1..60,
            ),
            times in 1usize..200,
        ) {
            let mut all = Rows::default();
            // More than one piece, now and then.
            let count = rows.len() * times;
            for row in rows.iter().cycle().take(count) {
                all.push(row.iter().rev().map(|value| ValueId(*value)).collect());
            }
            prop_assert_eq!(all.len(), count);
            for (at, row) in rows.iter().cycle().take(count).enumerate() {
                let found: BTreeSet<u32> = all.row(at).map(|value| value.at() as u32).collect();
                prop_assert_eq!(&found, row);
            }
        }

        #[test]
        fn a_row_without_end_is_cut(long in 4_000u32..9_000) {
            let mut all = Rows::default();
            let rows = [0, long, 1, long].map(|count| (0..count).map(ValueId).collect::<Vec<_>>());
            (0..BLOCK).for_each(|_| rows.iter().for_each(|row| all.push(row.clone())));
            for (at, row) in (0..BLOCK).flat_map(|_| &rows).enumerate() {
                let kept = row.len().min(MOST);
                prop_assert_eq!(all.row(at).collect::<Vec<_>>(), &row[..kept]);
            }
        }
    }
}
