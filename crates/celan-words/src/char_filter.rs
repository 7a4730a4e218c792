//! A quick no for most characters that are not in a table.

/// A set of characters that may take others for its own: asked before a table is searched, it spares nearly all searches.
/// It has `WORDS` times 64 bits, a power of two; with 1,024 words it is exact for the Basic Multilingual Plane.
#[derive(Clone, Debug)]
pub struct CharFilter<const WORDS: usize>([u64; WORDS]);

impl<const WORDS: usize> CharFilter<WORDS> {
    /// Whether `c` may be one of the characters; never false for one that is.
    #[inline]
    pub fn may_hold(&self, c: char) -> bool {
        self.0[c as usize / 64 % WORDS] >> (c as usize % 64) & 1 == 1
    }
}

impl CharFilter<64> {
    /// The first place of `text` from `from` on where one of the characters may stand.
    pub fn next(&self, text: &[char], from: usize) -> Option<usize> {
        let at = text.get(from..)?.iter().position(|c| self.may_hold(*c))?;
        Some(from + at)
    }
}

impl<const WORDS: usize> Default for CharFilter<WORDS> {
    fn default() -> Self {
        Self([0; WORDS])
    }
}

impl<const WORDS: usize> Extend<char> for CharFilter<WORDS> {
    fn extend<T: IntoIterator<Item = char>>(&mut self, chars: T) {
        for c in chars {
            self.0[c as usize / 64 % WORDS] |= 1 << (c as usize % 64);
        }
    }
}

impl<const WORDS: usize> FromIterator<char> for CharFilter<WORDS> {
    fn from_iter<T: IntoIterator<Item = char>>(chars: T) -> Self {
        let mut filter = Self::default();
        filter.extend(chars);
        filter
    }
}
