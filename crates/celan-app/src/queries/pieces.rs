//! Cuts a text at the borders of ranges that may overlap, so that each piece knows what covers it. Offsets are UTF-16.

use celan_data::Order;

/// A range with what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Cover<T> {
    /// First unit.
    pub start: usize,
    /// Unit behind the last.
    pub end: usize,
    /// What it means.
    pub what: T,
}

/// A piece of text with what covers the whole of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece<'a, T> {
    /// First unit.
    pub start: usize,
    /// The text.
    pub text: &'a str,
    /// What covers it, in the order of the covers.
    pub covers: Vec<&'a T>,
}

/// Cuts `text`, which begins at unit `base` of its document. Borders that fall between the two halves of a character
/// move to its start; covers that lie outside are ignored.
pub fn pieces<'a, T>(text: &'a str, base: usize, covers: &'a [Cover<T>]) -> Vec<Piece<'a, T>> {
    let end = base + utf16_len(text);
    let near: Vec<&Cover<T>> =
        covers.iter().filter(|c| c.start < end && c.end > base && c.start < c.end).collect();
    let mut cuts: Vec<usize> = near.iter().flat_map(|cover| [cover.start, cover.end]).collect();
    cuts.retain(|cut| *cut > base && *cut < end);
    cuts.order_by(|a, b| a.cmp(b));
    cuts.dedup();
    let mut out = Vec::new();
    let (mut start, mut byte) = (base, 0);
    let mut cuts = cuts.into_iter().peekable();
    let mut at = base;
    let mut push = |start: usize, stop: usize, from: usize, to: usize| {
        if from < to {
            let over = near.iter().filter(|cover| cover.start < stop && cover.end > start);
            out.push(Piece { start, text: &text[from..to], covers: over.map(|cover| &cover.what).collect() });
        }
    };
    for (offset, c) in text.char_indices() {
        while cuts.peek().is_some_and(|cut| *cut < at + c.len_utf16()) {
            cuts.next();
            push(start, at, byte, offset);
            (start, byte) = (at, offset);
        }
        at += c.len_utf16();
    }
    push(start, end, byte, text.len());
    out
}

/// Length in UTF-16 units.
pub fn utf16_len(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The units `start..end` of `text`, as far as it goes.
pub fn utf16_slice(text: &str, start: usize, end: usize) -> &str {
    let (mut units, mut from, mut to) = (0, text.len(), text.len());
    for (offset, c) in text.char_indices() {
        if units >= start && from == text.len() {
            from = offset;
        }
        if units >= end {
            to = offset;
            break;
        }
        units += c.len_utf16();
    }
    &text[from.min(to)..to]
}

/// Where `quote` stands in the blocks of a document, nearest to `near`; the blocks are `(start, text)` in order.
pub fn find_quote<'a>(
    blocks: impl Iterator<Item = (usize, &'a str)>,
    quote: &str,
    near: usize,
) -> Option<(usize, usize)> {
    if quote.is_empty() {
        return None;
    }
    let length = utf16_len(quote);
    blocks
        .flat_map(|(start, text)| {
            text.match_indices(quote).map(move |(at, _)| start + utf16_len(&text[..at]))
        })
        .min_by_key(|start| start.abs_diff(near))
        .map(|start| (start, start + length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pieces_rejoin_to_the_text(text in "[a中𠮷]{0,30}", base in 0usize..9,
            ranges in proptest::collection::vec((0usize..50, 0usize..20), 0..6)) {
            let covers: Vec<_> = ranges.iter().map(|(start, length)| Cover { start: *start, end: start + length, what: () }).collect();
            let pieces = pieces(&text, base, &covers);
            let joined: String = pieces.iter().map(|piece| piece.text).collect();
            prop_assert_eq!(&joined, &text);
            for piece in pieces {
                prop_assert_eq!(utf16_slice(&text, piece.start - base, piece.start - base + utf16_len(piece.text)), piece.text);
            }
        }
    }

    #[test]
    fn a_piece_knows_all_that_covers_it() {
        let covers = [Cover { start: 1, end: 3, what: 'a' }, Cover { start: 2, end: 4, what: 'b' }];
        let found: Vec<(&str, Vec<char>)> = pieces("甲乙丙丁戊", 0, &covers)
            .into_iter()
            .map(|piece| (piece.text, piece.covers.into_iter().copied().collect()))
            .collect();
        assert_eq!(
            found,
            [("甲", vec![]), ("乙", vec!['a']), ("丙", vec!['a', 'b']), ("丁", vec!['b']), ("戊", vec![])]
        );
    }

    #[test]
    fn a_quote_is_found_near_where_it_was() {
        let blocks = || [(0, "新增60家。"), (6, "新增60家。")].into_iter();
        assert_eq!(find_quote(blocks(), "60家", 9), Some((8, 11)));
        assert_eq!(find_quote(blocks(), "70家", 9), None);
    }
}
