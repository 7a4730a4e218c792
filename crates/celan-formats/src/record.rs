//! A document as it lies in a pack: name and text, and what was read from the text.
//!
//! ```text
//! record = name text reading      each as its length, four bytes, the lowest first, and its bytes
//! ```

use crate::Source;

/// A document of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// File name, as in [`crate::Source`].
    pub name: &'a str,
    /// The text, as in [`crate::Source`].
    pub text: &'a str,
    /// What `celan-core` made of the text, by which it need not read it again; empty where nobody did.
    pub reading: &'a [u8],
}

impl<'a> Record<'a> {
    /// The record in `bytes`; `None` where they hold none, or more than one.
    pub fn read(mut bytes: &'a [u8]) -> Option<Self> {
        let mut piece = || {
            let (length, rest) = bytes.split_first_chunk()?;
            let (piece, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
            bytes = rest;
            Some(piece)
        };
        let (name, text, reading) = (piece()?, piece()?, piece()?);
        let [name, text] = [std::str::from_utf8(name).ok()?, std::str::from_utf8(text).ok()?];
        bytes.is_empty().then_some(Self { name, text, reading })
    }

    /// Its bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let pieces = [self.name.as_bytes(), self.text.as_bytes(), self.reading];
        let mut bytes = Vec::with_capacity(pieces.iter().map(|piece| 4 + piece.len()).sum());
        for piece in pieces {
            bytes.extend((piece.len() as u32).to_le_bytes());
            bytes.extend(piece);
        }
        bytes
    }
}

impl<'a> From<&'a Source> for Record<'a> {
    fn from(Source { name, text, reading }: &'a Source) -> Self {
        Self { name, text, reading }
    }
}
