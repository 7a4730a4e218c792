//! A word as bytes, found in plain text without looking at each character.

/// A word of Chinese characters only, made ready to be looked for. Characters are gone through one by one: how long each is
/// can be foreseen in Chinese text, so nothing waits for the one before, as it would where the text told how far to leap.
pub struct Needle {
    bytes: Vec<u8>,
    /// Its first character, the first byte lowest, and which bits of four bytes belong to it.
    first: u32,
    mask: u32,
}

impl Needle {
    /// `None` for a word whose characters other characters are folded to: letters, digits and signs.
    pub fn new(word: &[char]) -> Option<Self> {
        let first = word.first().filter(|_| word.iter().copied().all(is_han))?;
        let mut bytes = [0; 4];
        let width = first.encode_utf8(&mut bytes).len();
        let mask = u32::MAX >> (32 - 8 * width);
        Some(Self {
            bytes: word.iter().collect::<String>().into_bytes(),
            first: u32::from_le_bytes(bytes),
            mask,
        })
    }

    /// How often the word begins at `from..to` of `text`, overlaps counted.
    pub(crate) fn count(&self, text: &[u8], from: usize, to: usize) -> u32 {
        let end = (to + self.bytes.len() - 1).min(text.len());
        self.find(text.get(from..end).unwrap_or_default()).count() as u32
    }

    /// Where the word begins in `text`, overlaps included.
    pub fn find<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
        let mut at = 0;
        std::iter::from_fn(move || {
            while let Some(next) = text.get(at..).and_then(<[u8]>::first_chunk) {
                let here = at;
                at += width(next[0]);
                if u32::from_le_bytes(*next) & self.mask == self.first
                    && text[here..].starts_with(&self.bytes)
                {
                    return Some(here);
                }
            }
            // Behind the last four bytes there is room for one character.
            let here = std::mem::replace(&mut at, text.len());
            (text.get(here..) == Some(&self.bytes)).then_some(here)
        })
    }
}

/// Bytes of the character that begins with `first`; 1 inside of a character.
#[inline]
fn width(first: u8) -> usize {
    match first {
        0xE0..0xF0 => 3,
        0..0xC0 => 1,
        0xC0..0xE0 => 2,
        0xF0.. => 4,
    }
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
