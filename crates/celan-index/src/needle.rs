//! A word as bytes, found without looking at each character.

use std::ops::Range;

use celan_data::{Tables, fold_char};

/// A word with Chinese characters or digits, made ready to be looked for.
///
/// A piece of it, nothing but these, is looked for as bytes; what stands before and behind that is compared character by
/// character, blanks passed over as in [`crate::Normal`]. Eight places are asked at a time whether two bytes of the piece stand
/// there. The last byte of a character tells most, so these are the last ones of its first two: where both stand, the piece does
/// as a rule.
pub(crate) struct Needle {
    piece: Vec<u8>,
    /// Where the two bytes lie in the piece.
    offsets: [usize; 2],
    /// Each of them, eight times.
    repeated: [u64; 2],
    /// The characters before the piece and behind it, and the ones that these stand beside.
    head: Vec<char>,
    tail: Vec<char>,
    ends: [char; 2],
    /// Number of a character of the word, and how many bytes it may stand behind the beginning of the piece.
    anchor: usize,
    behind: (isize, isize),
}

/// How Chinese characters and digits stand in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As they are compared, without blanks between any characters.
    Plain,
    /// As they are compared, with blanks between characters.
    Spaced,
    /// Some in another form.
    Folded,
}

/// A word for each form in which a text can be asked for its bytes.
pub(crate) struct Needles {
    plain: Option<Needle>,
    spaced: Option<Needle>,
}

impl Needles {
    /// By character number `anchor` of a word.
    pub(crate) fn new(word: &[char], anchor: usize) -> Self {
        Self { plain: Needle::plain(word, anchor), spaced: Needle::spaced(word, anchor) }
    }

    /// What finds the word in text of a form; `None` where the text has to be normalised.
    pub(crate) fn of(&self, form: Form) -> Option<&Needle> {
        match form {
            Form::Plain => self.plain.as_ref(),
            Form::Spaced => self.spaced.as_ref(),
            Form::Folded => None,
        }
    }
}

/// Places that are asked at a time.
const LANES: usize = 8;
/// The lowest and the highest bit of each byte.
const LOW: u64 = u64::MAX / 0xFF;
const HIGH: u64 = LOW << 7;

impl Needle {
    /// To be looked for in plain text, by its longest piece; `None` for a word without Chinese characters and digits. `anchor` is
    /// the number of a character of it.
    fn plain(word: &[char], anchor: usize) -> Option<Self> {
        let mut longest = 0..0;
        let mut next = 0;
        for run in word.chunk_by(|a, b| is_exact(*a) == is_exact(*b)) {
            let here = next..next + run.len();
            next = here.end;
            if is_exact(run[0]) && here.len() > longest.len() {
                longest = here;
            }
        }
        Self::by(word, longest, anchor)
    }

    /// To be looked for in spaced text, by character number `anchor`; `None` where that is neither.
    fn spaced(word: &[char], anchor: usize) -> Option<Self> {
        let piece = word.get(anchor).is_some_and(|c| is_exact(*c)).then_some(anchor..anchor + 1)?;
        Self::by(word, piece, anchor)
    }

    fn by(word: &[char], piece: Range<usize>, anchor: usize) -> Option<Self> {
        let (head, tail) = (word[..piece.start].to_vec(), word[piece.end..].to_vec());
        let behind = match anchor.checked_sub(piece.start) {
            Some(_) => widths(&word[piece.start..anchor]),
            None => {
                let (least, most) = widths(&word[anchor..piece.start]);
                (-most, -least)
            }
        };
        let chars = &word[piece];
        let ends = [*chars.first()?, *chars.last()?];
        let end = ends[0].len_utf8() - 1;
        let piece = chars.iter().collect::<String>().into_bytes();
        let offsets = chars.get(1).map_or([end.saturating_sub(1), end], |next| [end, end + next.len_utf8()]);
        let repeated = offsets.map(|at| u64::from(piece[at]) * LOW);
        Some(Self { piece, offsets, repeated, head, tail, ends, anchor, behind })
    }

    /// Where the word stands in `text`, overlaps included.
    pub(crate) fn find<'a>(
        &'a self,
        text: &'a [u8],
        tables: &'a Tables,
    ) -> impl Iterator<Item = Range<usize>> + 'a {
        self.pieces(text).filter_map(move |at| self.whole(text, at, tables))
    }

    /// The word around its piece, which stands at byte `at` of `text`.
    #[inline]
    fn whole(&self, text: &[u8], at: usize, tables: &Tables) -> Option<Range<usize>> {
        let (mut start, mut end) = (at, at + self.piece.len());
        let [mut first, mut last] = self.ends;
        for &c in self.head.iter().rev() {
            (first, start) = before(text, start, first, tables).filter(|(found, _)| *found == c)?;
        }
        for &c in &self.tail {
            (last, end) = behind(text, end, last, tables).filter(|(found, _)| *found == c)?;
        }
        Some(start..end)
    }

    /// Whether the word stands in `text` with its anchor at one of the bytes `from..to`.
    pub(crate) fn stands(&self, text: &[u8], from: usize, to: usize, tables: &Tables) -> bool {
        let low = from.saturating_add_signed(-self.behind.1);
        let high = (to.saturating_add_signed(-self.behind.0) + self.piece.len() - 1).min(text.len());
        let exact = self.behind.0 == self.behind.1;
        let pieces = self.pieces(text.get(low..high).unwrap_or_default());
        let mut words = pieces.filter_map(|at| self.whole(text, low + at, tables));
        words.any(|word| exact || (from..to).contains(&nth(text, word.start, self.anchor)))
    }

    /// Where the piece begins in `text`, overlaps included.
    fn pieces<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
        // The places that are asked, and the high bits of those where both bytes stand.
        let (mut base, mut marks) = (0, self.marks(text, 0));
        std::iter::from_fn(move || {
            loop {
                while marks != 0 {
                    let at = base + marks.trailing_zeros() as usize / 8;
                    marks &= marks - 1;
                    if text[at..].starts_with(&self.piece) {
                        return Some(at);
                    }
                }
                base += LANES;
                if base + self.piece.len() > text.len() {
                    return None;
                }
                marks = self.marks(text, base);
            }
        })
    }

    /// The high bits of those of the eight places from `base` on at which both bytes stand where the piece has them.
    #[inline]
    fn marks(&self, text: &[u8], base: usize) -> u64 {
        let first = eight(text, base + self.offsets[0]) ^ self.repeated[0];
        let second = eight(text, base + self.offsets[1]) ^ self.repeated[1];
        let differing = first | second;
        // A byte of which no bit differs gets its high bit, and no other does.
        !(((differing & !HIGH) + !HIGH) | differing) & HIGH
    }
}

/// The bytes that folded characters take at least and at most, where Chinese ones and digits stand as they are compared.
fn widths(chars: &[char]) -> (isize, isize) {
    let width = |c: &char| if is_exact(*c) { (c.len_utf8(), c.len_utf8()) } else { (1, 4) };
    let add = |sum: (isize, isize), one: (usize, usize)| (sum.0 + one.0 as isize, sum.1 + one.1 as isize);
    chars.iter().map(width).fold((0, 0), add)
}

/// What is compared before character `next`, which begins at byte `at` of `text`, and its first byte.
fn before(text: &[u8], at: usize, next: char, tables: &Tables) -> Option<(char, usize)> {
    let mut end = at;
    loop {
        let start = (0..end).rev().find(|i| begins(text[*i]))?;
        let c = folded(&text[start..end], tables)?;
        if !c.is_whitespace() {
            let blank = end < at && parts(c, next);
            return Some(if blank { (' ', end) } else { (c, start) });
        }
        end = start;
    }
}

/// What is compared behind character `last`, which ends before byte `at` of `text`, and the byte behind it.
fn behind(text: &[u8], at: usize, last: char, tables: &Tables) -> Option<(char, usize)> {
    let mut start = at;
    loop {
        let end = past(text, start)?;
        let c = folded(&text[start..end], tables)?;
        if !c.is_whitespace() {
            let blank = start > at && parts(last, c);
            return Some(if blank { (' ', start) } else { (c, end) });
        }
        start = end;
    }
}

/// Whether a blank between two characters parts words.
fn parts(a: char, b: char) -> bool {
    a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric()
}

/// What a character, told by its bytes, is compared as.
fn folded(bytes: &[u8], tables: &Tables) -> Option<char> {
    Some(fold_char(str::from_utf8(bytes).ok()?.chars().next()?, tables))
}

/// The byte behind the character that begins at byte `at`.
fn past(text: &[u8], at: usize) -> Option<usize> {
    (at < text.len()).then(|| (at + 1..text.len()).find(|i| begins(text[*i])).unwrap_or(text.len()))
}

/// The byte of the character number `count` from byte `at` on.
fn nth(text: &[u8], at: usize, count: usize) -> usize {
    (0..count).fold(at, |at, _| past(text, at).unwrap_or(at))
}

/// Whether a byte is the first one of a character.
fn begins(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// Eight bytes of `text` from `at` on, the first one lowest; zeros behind the end.
#[inline]
fn eight(text: &[u8], at: usize) -> u64 {
    match text.get(at..).and_then(<[u8]>::first_chunk) {
        Some(bytes) => u64::from_le_bytes(*bytes),
        None => last_ones(text, at),
    }
}

/// [`eight`] where there are fewer.
#[cold]
fn last_ones(text: &[u8], at: usize) -> u64 {
    let rest = text.get(at..).unwrap_or_default();
    rest.iter().rev().fold(0, |bytes, byte| bytes << 8 | u64::from(*byte))
}

/// A Chinese character or a digit: few texts have others that are folded to it.
pub(crate) fn is_exact(c: char) -> bool {
    c.is_ascii_digit() || c >= '\u{3400}' && !('\u{FF01}'..='\u{FF5E}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normal::Normal;
    use proptest::prelude::*;

    proptest! {
        /// The judge is normalised text.
        #[test]
        fn every_place_is_found(
            text in "[甲乙𠀀éA1，]{0,60}|[甲乙A1\u{3000} ]{0,60}",
            word in "[甲乙𠀀éa1,]{0,3}[甲乙𠀀1][甲乙𠀀éa1,]{0,3}|(1 )?[甲乙1]{0,2}甲[甲乙1]{0,2}( a)?",
            anchor in any::<proptest::sample::Index>(),
            from in 0usize..9,
            cut in 0usize..9,
        ) {
            let tables = Tables::embedded();
            let word: Vec<char> = word.chars().collect();
            let anchor = anchor.index(word.len());
            let normal = Normal::of(&text, tables);
            let places: Vec<usize> = normal.find(&word).collect();
            let range = |at: &usize| {
                let (start, end) = normal.bytes(&text, 0, *at, *at + word.len());
                start..end
            };
            let to = text.len().saturating_sub(cut).max(from);
            let inside = places.iter().any(|at| (from..to).contains(&(normal.at[*at + anchor] as usize)));
            let plain = Needle::plain(&word, anchor).filter(|_| normal.spaced.is_empty());
            for needle in plain.into_iter().chain(Needle::spaced(&word, anchor)) {
                let found: Vec<Range<usize>> = needle.find(text.as_bytes(), tables).collect();
                prop_assert_eq!(found, places.iter().map(range).collect::<Vec<_>>());
                prop_assert_eq!(needle.stands(text.as_bytes(), from, to, tables), inside);
            }
        }
    }
}
