//! The form of a text that is compared: characters folded one to one, blanks between them passed over.
//!
//! Queries and passages go through the same function, so a word that a page break or padding has torn (`胡 俊`,
//! `形成一⏎批`) is the word. A blank stays only between two ASCII letters or digits, where it parts words.

use celan_data::Tables;

use super::needle::is_exact;
use celan_data::fold_char;

/// Folded characters with the byte each came from.
#[derive(Clone, Debug, Default)]
pub struct Normal {
    /// The folded characters.
    pub chars: Vec<char>,
    /// For each character its first byte in the text; one more entry at the end: the byte behind the last one.
    pub at: Vec<u32>,
    /// Bytes of what is folded to a Chinese character or a digit.
    pub(crate) folded: Vec<u32>,
    /// Bytes of the blanks that are passed over, the first of some, and of the characters behind them.
    pub(crate) spaced: Vec<u32>,
}

impl Normal {
    /// Normalises `text`.
    pub fn of(text: &str, tables: &Tables) -> Self {
        let mut normal = Self::default();
        normal.set(text, 0, tables);
        normal
    }

    /// Normalises `text`, which begins at byte `base` of what the positions shall count, into the same buffers.
    pub fn set(&mut self, text: &str, base: usize, tables: &Tables) {
        self.chars.clear();
        self.at.clear();
        self.folded.clear();
        self.spaced.clear();
        let mut blank = false;
        let mut end = base;
        for (at, c) in text.char_indices() {
            if c.is_whitespace() {
                blank = true;
                continue;
            }
            let width = c.len_utf8();
            let folded = fold_char(c, tables);
            if blank {
                self.spaced.extend([end as u32, (base + at) as u32]);
            }
            if folded != c && is_exact(folded) {
                self.folded.push((base + at) as u32);
            }
            let c = folded;
            if blank {
                blank = false;
                let before = self.chars.last().is_some_and(char::is_ascii_alphanumeric);
                if before && c.is_ascii_alphanumeric() {
                    self.chars.push(' ');
                    self.at.push(end as u32);
                }
            }
            self.chars.push(c);
            self.at.push((base + at) as u32);
            end = base + at + width;
        }
        self.at.push(end as u32);
    }

    /// Starts of `word` in the characters, overlaps included.
    pub fn find<'a>(&'a self, word: &'a [char]) -> impl Iterator<Item = usize> + 'a {
        let first = word.first().copied();
        let last = (self.chars.len() + 1).saturating_sub(word.len().max(1));
        (0..last).filter(move |&i| Some(self.chars[i]) == first && self.chars[i..].starts_with(word))
    }

    /// Bytes that the characters `start..end` take in `text`, which was normalised with base `base`; blanks behind the
    /// last one are left out.
    pub fn bytes(&self, text: &str, base: usize, start: usize, end: usize) -> (usize, usize) {
        let last = self.at[end.max(start + 1) - 1] as usize;
        let width = text[last - base..].chars().next().map_or(0, char::len_utf8);
        (self.at[start] as usize, last + width)
    }
}
