//! A word as bytes, found in plain text without looking at each character.

/// A word of Chinese characters only, made ready to be looked for.
///
/// Eight places are asked at a time whether two bytes of the word stand there. The last byte of a character tells most, so
/// these are the last ones of its first two: where both stand, the word does as a rule.
pub(crate) struct Needle {
    bytes: Vec<u8>,
    /// Where the two bytes lie in the word.
    offsets: [usize; 2],
    /// Each of them, eight times.
    repeated: [u64; 2],
}

/// Places that are asked at a time.
const LANES: usize = 8;
/// The lowest and the highest bit of each byte.
const LOW: u64 = u64::MAX / 0xFF;
const HIGH: u64 = LOW << 7;

impl Needle {
    /// `None` for a word whose characters other characters are folded to: letters, digits and signs.
    pub(crate) fn new(word: &[char]) -> Option<Self> {
        let first = word.first().filter(|_| word.iter().copied().all(is_han))?;
        let end = first.len_utf8() - 1;
        let bytes = word.iter().collect::<String>().into_bytes();
        let offsets = word.get(1).map_or([end - 1, end], |next| [end, end + next.len_utf8()]);
        let repeated = offsets.map(|at| u64::from(bytes[at]) * LOW);
        Some(Self { bytes, offsets, repeated })
    }

    /// Bytes of the word.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// How often the word begins at `from..to` of `text`, overlaps counted.
    pub(crate) fn count(&self, text: &[u8], from: usize, to: usize) -> u32 {
        let end = (to + self.bytes.len() - 1).min(text.len());
        self.find(text.get(from..end).unwrap_or_default()).count() as u32
    }

    /// Where the word begins in `text`, overlaps included.
    pub(crate) fn find<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
        // The places that are asked, and the high bits of those where both bytes stand.
        let (mut base, mut marks) = (0, self.marks(text, 0));
        std::iter::from_fn(move || {
            loop {
                while marks != 0 {
                    let at = base + marks.trailing_zeros() as usize / 8;
                    marks &= marks - 1;
                    if text[at..].starts_with(&self.bytes) {
                        return Some(at);
                    }
                }
                base += LANES;
                if base + self.bytes.len() > text.len() {
                    return None;
                }
                marks = self.marks(text, base);
            }
        })
    }

    /// The high bits of those of the eight places from `base` on at which both bytes stand where the word has them.
    #[inline]
    fn marks(&self, text: &[u8], base: usize) -> u64 {
        let first = eight(text, base + self.offsets[0]) ^ self.repeated[0];
        let second = eight(text, base + self.offsets[1]) ^ self.repeated[1];
        let differing = first | second;
        // A byte of which no bit differs gets its high bit, and no other does.
        !(((differing & !HIGH) + !HIGH) | differing) & HIGH
    }
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

/// A character that folding turns no letter, digit or sign into.
pub(crate) fn is_han(c: char) -> bool {
    c >= '\u{3400}' && !('\u{FF01}'..='\u{FF5E}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The judge is the standard library, asked at each character.
        #[test]
        fn every_place_is_found(text in "[甲乙𠀀é a]{0,60}", word in "[甲乙𠀀]{1,4}", from in 0usize..9, cut in 0usize..9) {
            let needle = Needle::new(&word.chars().collect::<Vec<_>>()).unwrap();
            let found: Vec<usize> = needle.find(text.as_bytes()).collect();
            let starts = text.char_indices().map(|(at, _)| at);
            let wanted: Vec<usize> = starts.filter(|at| text[*at..].starts_with(&word)).collect();
            prop_assert_eq!(&found, &wanted);
            let to = text.len().saturating_sub(cut).max(from);
            let inside = wanted.iter().filter(|at| (from..to).contains(at)).count();
            prop_assert_eq!(needle.count(text.as_bytes(), from, to) as usize, inside);
        }
    }
}
