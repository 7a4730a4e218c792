//! Rows of values, as many as there are passages or facts, in little memory and quick to count.

use std::ops::Range;

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
/// counting a row far longer. Of a full piece the values that most of its rows have are told by a bit each, and so many rows
/// are counted at once.
#[derive(Clone, Debug, Default)]
struct Piece {
    units: Vec<u16>,
    /// Where each block of rows begins in `units`.
    blocks: Vec<u32>,
    rows: Vec<Place>,
    /// What the bits of a row stand for; nothing before the piece is full.
    frequent: Vec<ValueId>,
}

/// Where a row ends in `units`, from the beginning of its block, and which of the frequent values it has: the lower and the
/// upper half of the bits. In one, for rows are counted one here and one there.
type Place = [u16; 3];

/// Rows of a piece.
const PIECE: usize = 1 << 12;
/// Rows of a block.
const BLOCK: usize = 16;
/// A row of so many values is soonest put in order one by one.
const SHORT: usize = 32;
/// Units that a row takes at most, so that its place can tell all of a block: what a hostile document has beyond is left out.
const MOST: usize = u16::MAX as usize / BLOCK;
/// From here on a unit is the beginning of a value that takes two: it tells the upper bits, the next one the lower sixteen.
const WIDE: u16 = 0xC000;

impl Piece {
    /// Adds a row: values and, of the frequent ones, bits.
    fn push(&mut self, row: impl Iterator<Item = ValueId>, bits: u32) {
        let start = self.units.len();
        if self.rows.len().is_multiple_of(BLOCK) {
            self.blocks.push(start as u32);
        }
        for value in row.map(|value| value.at() as u32) {
            if value >= u32::from(WIDE) {
                self.units.push(WIDE | (value >> 16) as u16);
            }
            self.units.push(value as u16);
        }
        self.units.truncate(start + MOST);
        let block = self.blocks.last().copied().unwrap_or_default();
        self.rows.push([(self.units.len() as u32 - block) as u16, bits as u16, (bits >> 16) as u16]);
    }

    /// Which of the frequent values a row has, and where it stands in the units.
    #[inline(always)]
    fn place(&self, at: usize) -> (u32, Range<usize>) {
        let start = if at.is_multiple_of(BLOCK) { 0 } else { self.rows[at - 1][0] };
        let [end, lower, upper] = self.rows[at];
        let block = self.blocks[at / BLOCK] as usize;
        let bits = u32::from(lower) | u32::from(upper) << 16;
        (bits, block + usize::from(start)..block + usize::from(end))
    }

    #[inline]
    fn row(&self, at: usize) -> Row<'_> {
        let (bits, units) = self.place(at);
        Row { bits, frequent: &self.frequent, units: Units(self.units[units].iter()) }
    }

    /// The same rows with bits for what is frequent in them.
    fn full(&self) -> Self {
        let rows = || (0..self.rows.len()).map(|at| self.row(at));
        let frequent = most_frequent(rows().flatten(), u32::BITS as usize);
        let mut full = Self { frequent, ..Self::default() };
        for row in rows() {
            let bit = |value: ValueId| full.frequent.binary_search(&value).ok();
            let bits = row.clone().filter_map(bit).fold(0, |bits, bit| bits | 1 << bit);
            let rest: Vec<ValueId> = row.filter(|value| bit(*value).is_none()).collect();
            full.push(rest.into_iter(), bits);
        }
        full.units.shrink_to_fit();
        full.blocks.shrink_to_fit();
        full.rows.shrink_to_fit();
        full
    }
}

/// Of the different ones of `values` the `most` that come most often, in their order.
fn most_frequent(values: impl Iterator<Item = ValueId>, most: usize) -> Vec<ValueId> {
    let mut counts: Vec<u32> = Vec::new();
    for value in values {
        counts.resize(counts.len().max(value.at() + 1), 0);
        counts[value.at()] += 1;
    }
    let mut counted: Vec<(u32, u32)> = (0..).zip(counts).filter(|(_, count)| *count > 0).collect();
    counted.order_by_key(|(value, count)| (u32::MAX - count, *value));
    counted.truncate(most);
    counted.order_by_key(|(value, _)| *value);
    let mut frequent = Vec::with_capacity(counted.len());
    frequent.extend(counted.iter().map(|(value, _)| ValueId(*value)));
    frequent
}

/// The values of a row in their order, each once.
fn in_order(mut row: Vec<ValueId>) -> Vec<ValueId> {
    if row.len() > SHORT {
        row.order_by_key(|value| *value);
        row.dedup();
        return row;
    }
    let mut ordered = Vec::with_capacity(row.len());
    for value in row {
        if let Err(at) = ordered.binary_search(&value) {
            ordered.insert(at, value);
        }
    }
    ordered
}

impl Rows {
    /// Adds a row: its values in their order, each once.
    pub(crate) fn push(&mut self, row: Vec<ValueId>) {
        let row = in_order(row);
        if self.count.is_multiple_of(PIECE) {
            if let Some(last) = self.pieces.last_mut() {
                *last = last.full();
            }
            self.pieces.push(Piece::default());
        }
        self.pieces[self.count / PIECE].push(row.into_iter(), 0);
        self.count += 1;
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// The values of a row, each once.
    #[inline]
    pub(crate) fn row(&self, at: usize) -> Row<'_> {
        self.pieces[at / PIECE].row(at % PIECE)
    }

    /// Adds to `counts`, by [`ValueId::at`], how many of `rows` have each value. Those of one piece should follow each other.
    #[inline]
    pub(crate) fn count(&self, rows: impl Iterator<Item = usize>, counts: &mut [u32]) {
        let Some(mut piece) = self.pieces.first() else { return };
        let mut number = 0;
        let mut sums = Sums::default();
        let mut held = Held { units: [0; Held::UNITS + FEW], count: 0 };
        for at in rows {
            if at / PIECE != number {
                sums.pour(&piece.frequent, counts);
                number = at / PIECE;
                piece = &self.pieces[number];
            }
            let (bits, units) = piece.place(at % PIECE);
            sums.add(bits);
            held.add(&piece.units, units, counts);
        }
        sums.pour(&piece.frequent, counts);
        held.pour(counts);
    }
}

/// Units of rows that are held together, to be counted all at once: how many a row has cannot be foreseen, and where each row
/// were counted alone, its end would be waited for.
struct Held {
    units: [u16; Held::UNITS + FEW],
    count: usize,
}

/// Units that are taken over at a time, whether a row has so many or not; few have more.
const FEW: usize = 8;

impl Held {
    const UNITS: usize = 512;

    /// Adds the units `row` of `all`.
    #[inline]
    fn add(&mut self, all: &[u16], row: Range<usize>, counts: &mut [u32]) {
        match all.get(row.start..).and_then(<[u16]>::first_chunk::<FEW>) {
            Some(few) if row.len() <= FEW => {
                self.units[self.count..][..FEW].copy_from_slice(few);
                self.count += row.len();
                if self.count >= Held::UNITS {
                    self.pour(counts);
                }
            }
            _ => count(&all[row], counts),
        }
    }

    /// Adds what is held to `counts`.
    fn pour(&mut self, counts: &mut [u32]) {
        count(&self.units[..std::mem::take(&mut self.count)], counts);
    }
}

/// Adds each value of `units` to `counts`.
#[inline(never)]
fn count(units: &[u16], counts: &mut [u32]) {
    Units(units.iter()).for_each(|value| counts[value.at()] += 1);
}

/// How many of some sets have each of 32 members, eight sets at a time: number `i` of `planes` has bit `i` of each of the sums.
#[derive(Default)]
struct Sums {
    held: [u32; 8],
    count: usize,
    planes: [u32; 13],
}

impl Sums {
    #[inline]
    fn add(&mut self, set: u32) {
        self.held[self.count % 8] = set;
        self.count += 1;
        if self.count.is_multiple_of(8) {
            self.fold();
        }
    }

    /// Adds the eight sets that are held to the planes.
    fn fold(&mut self) {
        let [a, b, c, d, e, f, g, h] = std::mem::take(&mut self.held);
        let [ones, twos, fours, rest @ ..] = &mut self.planes;
        let two = [add(ones, a, b), add(ones, c, d), add(ones, e, f), add(ones, g, h)];
        let four = [add(twos, two[0], two[1]), add(twos, two[2], two[3])];
        let mut carry = add(fours, four[0], four[1]);
        for plane in rest {
            if carry == 0 {
                break;
            }
            (*plane, carry) = (*plane ^ carry, *plane & carry);
        }
    }

    /// Adds the sums to the counts of what the members stand for, and begins anew.
    #[inline(never)]
    fn pour(&mut self, members: &[ValueId], counts: &mut [u32]) {
        if self.count < 8 {
            for mut set in self.held {
                while set != 0 {
                    counts[members[set.trailing_zeros() as usize].at()] += 1;
                    set &= set - 1;
                }
            }
        } else {
            self.fold();
            let planes = &self.planes[..=self.count.ilog2() as usize];
            for (bit, member) in members.iter().enumerate() {
                let sum = planes.iter().rev().fold(0, |sum, plane| sum << 1 | plane >> bit & 1);
                counts[member.at()] += sum;
            }
        }
        *self = Self::default();
    }
}

/// Adds two sets to the lowest bits of the sums; what is carried.
#[inline]
fn add(plane: &mut u32, a: u32, b: u32) -> u32 {
    let either = *plane ^ a;
    let carry = *plane & a | either & b;
    *plane = either ^ b;
    carry
}

/// Values under which something is filed.
#[derive(Clone)]
pub(crate) struct Row<'a> {
    /// Which of `frequent`.
    bits: u32,
    frequent: &'a [ValueId],
    /// The others.
    units: Units<'a>,
}

impl Iterator for Row<'_> {
    type Item = ValueId;

    #[inline]
    fn next(&mut self) -> Option<ValueId> {
        if self.bits != 0 {
            let bit = self.bits.trailing_zeros();
            self.bits &= self.bits - 1;
            return self.frequent.get(bit as usize).copied();
        }
        self.units.next()
    }
}

/// Values that are told by units.
#[derive(Clone)]
struct Units<'a>(std::slice::Iter<'a, u16>);

impl Iterator for Units<'_> {
    type Item = ValueId;

    #[inline]
    fn next(&mut self) -> Option<ValueId> {
        let unit = *self.0.next()?;
        if unit < WIDE {
            return Some(ValueId(u32::from(unit)));
        }
        // A row that was cut in two halves of a value has no more of them.
        let lower = *self.0.next()?;
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
        fn rows_are_counted(
            rows in proptest::collection::vec(
                proptest::collection::btree_set(prop_oneof![0u32..99, 0xBFF0u32..0xC010], 0..20),
                1..60,
            ),
            step in 1usize..2_000,
            count in 1usize..10_000,
        ) {
            let mut all = Rows::default();
            for row in rows.iter().cycle().take(count) {
                all.push(row.iter().map(|value| ValueId(*value)).collect());
            }
            let mut counts = vec![0; 0xC010];
            all.count((0..count).step_by(step), &mut counts);
            let mut want = vec![0; 0xC010];
            let asked = rows.iter().cycle().take(count).step_by(step);
            asked.flatten().for_each(|value| want[*value as usize] += 1);
            prop_assert_eq!(counts, want);
        }

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
