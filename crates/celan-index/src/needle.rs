//! A word as bytes, found in plain text without looking at each character.

/// A word of Chinese characters only, made ready to be looked for (after Horspool: the last byte of a window tells how
/// far the next one may be).
pub struct Needle {
    bytes: Vec<u8>,
    /// How far to go on by the last byte of a window.
    skips: [u8; 256],
}

impl Needle {
    /// `None` for a word whose characters other characters are folded to: letters, digits and signs.
    pub fn new(word: &[char]) -> Option<Self> {
        if word.is_empty() || !word.iter().copied().all(is_han) {
            return None;
        }
        let bytes = word.iter().collect::<String>().into_bytes();
        let mut skips = [bytes.len().min(255) as u8; 256];
        for (at, byte) in bytes.iter().enumerate().take(bytes.len() - 1) {
            skips[usize::from(*byte)] = (bytes.len() - 1 - at).min(255) as u8;
        }
        Some(Self { bytes, skips })
    }

    /// How often the word begins at `from..to` of `text`, overlaps counted.
    pub(crate) fn count(&self, text: &[u8], from: usize, to: usize) -> u32 {
        let end = (to + self.bytes.len() - 1).min(text.len());
        self.find(text.get(from..end).unwrap_or_default()).count() as u32
    }

    /// Where the word begins in `text`, overlaps included.
    pub fn find<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
        let length = self.bytes.len();
        let last = self.bytes[length - 1];
        let mut at = 0;
        std::iter::from_fn(move || {
            while let Some(&byte) = text.get(at + length - 1) {
                let here = at;
                at += usize::from(self.skips[usize::from(byte)]);
                // Nearly every window ends otherwise, which is told without comparing the rest.
                if byte == last && text[here..].starts_with(&self.bytes) {
                    return Some(here);
                }
            }
            None
        })
    }
}

/// A character that folding turns no letter, digit or sign into.
pub(crate) fn is_han(c: char) -> bool {
    c >= '\u{3400}' && !('\u{FF01}'..='\u{FF5E}').contains(&c)
}
