//! Where something stands in a text: the one newtype for offsets, and the one place that counts in other units.

use std::borrow::Cow;
use std::ops::Range;

/// A piece of the clean text of one document, as bytes of UTF-8.
///
/// Invariant: `start <= end`. Both ends lie on character boundaries of the text the span was made for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The piece from byte `start` up to byte `end`. Documents are smaller than 4 GiB, which the edges make sure of.
    #[track_caller]
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span ends at or after its start: {start}..{end}");
        Self { start: start as u32, end: end as u32 }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Byte after the last one.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The text that stands here.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same span seen from a text that begins `by` bytes earlier.
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start() + by, self.end() + by)
    }
}

/// Bytes between two remembered positions of an [`Offsets`].
const STRIDE: usize = 2048;

/// Turns byte offsets of one text into offsets in characters (Unicode scalar values) or UTF-16 units, and back.
pub struct Offsets<'a> {
    text: &'a str,
    counts: Cow<'a, [Before]>,
}

/// Characters and UTF-16 units that begin before a multiple of [`STRIDE`].
type Before = (u32, u32);

/// What [`Offsets`] has counted of a text, to be kept with it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counted(Vec<Before>);

impl Counted {
    pub(crate) fn new(text: &str) -> Self {
        let mut counts = Vec::with_capacity(text.len() / STRIDE + 1);
        let (mut chars, mut units) = (0, 0);
        for bytes in text.as_bytes().chunks(STRIDE) {
            counts.push((chars, units));
            let (more_chars, more_units) = sum(bytes);
            chars += more_chars;
            units += more_units;
        }
        Self(counts)
    }

    /// The offsets of the text that was counted.
    pub(crate) fn of<'a>(&'a self, text: &'a str) -> Offsets<'a> {
        Offsets { text, counts: Cow::Borrowed(&self.0) }
    }
}

/// What an offset counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Unicode scalar values, as the command line's JSON has them.
    Chars,
    /// UTF-16 code units, as JavaScript has them.
    Utf16,
}

impl Unit {
    /// How many of it `text` has.
    #[inline]
    pub fn len(self, text: &str) -> usize {
        self.of(sum(text.as_bytes()))
    }

    /// The one of characters and UTF-16 units that it counts.
    #[inline]
    fn of(self, (chars, units): (u32, u32)) -> usize {
        match self {
            Self::Chars => chars as usize,
            Self::Utf16 => units as usize,
        }
    }
}

impl<'a> Offsets<'a> {
    /// Counts `text` once; each later question reads at most two thousand bytes.
    pub fn new(text: &'a str) -> Self {
        Self { text, counts: Cow::Owned(Counted::new(text).0) }
    }

    /// How many `unit`s the text has.
    pub fn len(&self, unit: Unit) -> usize {
        self.count(unit, self.text.len())
    }

    /// How many `unit`s begin before byte `at`.
    #[inline]
    pub fn count(&self, unit: Unit, at: usize) -> usize {
        let slot = (at / STRIDE).min(self.counts.len().saturating_sub(1));
        let (chars, units) = self.counts.get(slot).copied().unwrap_or_default();
        let (more_chars, more_units) = sum(&self.text.as_bytes()[slot * STRIDE..at]);
        unit.of((chars + more_chars, units + more_units))
    }

    /// `span` in `unit`s.
    #[inline]
    pub fn range(&self, unit: Unit, span: Span) -> Range<usize> {
        let start = self.count(unit, span.start());
        if span.len() > STRIDE {
            return start..self.count(unit, span.end());
        }
        start..start + unit.len(span.of(self.text))
    }

    /// The byte at which the `n`th `unit` begins; the end of the text when there are fewer.
    pub fn byte(&self, unit: Unit, n: usize) -> usize {
        let slot = self.counts.partition_point(|counts| unit.of(*counts) <= n).saturating_sub(1);
        let mut seen = self.counts.get(slot).map_or(0, |counts| unit.of(*counts));
        for (at, &byte) in self.text.as_bytes().iter().enumerate().skip(slot * STRIDE) {
            let (char_width, unit_width) = widths(byte);
            if char_width > 0 && seen >= n {
                return at;
            }
            seen += match unit {
                Unit::Chars => char_width as usize,
                Unit::Utf16 => unit_width as usize,
            };
        }
        self.text.len()
    }
}

/// Characters and UTF-16 units that begin in these bytes of UTF-8, counted eight bytes at a time.
#[inline]
fn sum(bytes: &[u8]) -> (u32, u32) {
    let (wide, rest) = bytes.as_chunks::<8>();
    let (mut chars, mut pairs) = (0, 0);
    for bytes in wide {
        let bytes = u64::from_le_bytes(*bytes);
        // The first bit of each byte: all but the first byte of a character begin with 10, those of four bytes with 1111.
        let first = |bits: u64| (bits & FIRST).count_ones();
        chars += 8 - first(bytes & !(bytes << 1));
        pairs += first(bytes & bytes << 1 & bytes << 2 & bytes << 3);
    }
    for &byte in rest {
        let (more, units) = widths(byte);
        (chars, pairs) = (chars + more, pairs + units - more);
    }
    (chars, chars + pairs)
}

/// The first bit of each of eight bytes.
const FIRST: u64 = u64::MAX / 0xFF * 0x80;

/// Characters and UTF-16 units that begin with this byte of UTF-8.
fn widths(byte: u8) -> (u32, u32) {
    match byte {
        0x80..=0xBF => (0, 0),
        0xF0..=0xFF => (1, 2),
        _ => (1, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn offsets_agree_with_counting(text in "[a中𠮷\n]{0,400}") {
            let offsets = Offsets::new(&text);
            for (chars, (at, _)) in text.char_indices().enumerate() {
                let utf16 = text[..at].encode_utf16().count();
                prop_assert_eq!(offsets.count(Unit::Chars, at), chars);
                prop_assert_eq!(offsets.count(Unit::Utf16, at), utf16);
                prop_assert_eq!(offsets.byte(Unit::Chars, chars), at);
                prop_assert_eq!(offsets.byte(Unit::Utf16, utf16), at);
            }
            prop_assert_eq!(offsets.count(Unit::Chars, text.len()), text.chars().count());
            prop_assert_eq!(offsets.byte(Unit::Utf16, usize::MAX), text.len());
        }
    }
}
