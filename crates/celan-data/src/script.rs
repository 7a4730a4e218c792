//! Traditional and simplified script, from OpenCC.
//!
//! [`Script`] (bundle `core`) knows single characters and is enough for searching and comparing. [`ScriptPhrases`]
//! (bundle `script`, fetched when a reader asks for the other script) knows phrases as well: 乾/干, 後/后, 裡/里, 徵/征.
//! Every row keeps the number of characters and of UTF-16 units, so that offsets survive a conversion.

use crate::Order;
use std::collections::BTreeMap;

use crate::bundle::{Bundle, DataError};
use crate::tsv::Tsv;

/// First and last character of the dense part: CJK Unified Ideographs with extension A before them.
const DENSE: std::ops::RangeInclusive<u32> = 0x3400..=0x9FFF;

/// For each traditional character its simplified one.
pub struct Script {
    /// For each character of [`DENSE`] its simplified one, or itself.
    dense: Box<[u16]>,
    /// The others, by traditional character.
    others: Vec<(char, char)>,
}

impl Script {
    /// Reads `simplified.tsv`.
    pub fn load(bundle: &Bundle<'_>) -> Result<Self, DataError> {
        let mut dense: Box<[u16]> = DENSE.map(|code| code as u16).collect();
        let mut others = Vec::new();
        for (from, to) in characters(bundle, "simplified.tsv", "traditional", "simplified")? {
            match (u32::from(from), u16::try_from(u32::from(to))) {
                (code, Ok(to)) if DENSE.contains(&code) => dense[(code - DENSE.start()) as usize] = to,
                _ => others.push((from, to)),
            }
        }
        others.order_by_key(|&(from, _)| from);
        Ok(Self { dense, others })
    }

    /// The simplified characters that have a traditional form of their own, in no order and some more than once.
    pub fn simplified_forms(&self) -> impl Iterator<Item = char> {
        let dense = DENSE.filter_map(char::from_u32).map(|c| (c, self.simplified(c)));
        dense.chain(self.others.iter().copied()).filter(|(from, to)| from != to).map(|(_, to)| to)
    }

    /// The simplified character for a traditional one; any other character is itself.
    #[inline]
    pub fn simplified(&self, c: char) -> char {
        let code = u32::from(c);
        if DENSE.contains(&code) {
            return char::from_u32(self.dense[(code - DENSE.start()) as usize].into()).unwrap_or(c);
        }
        if code < *DENSE.start() {
            return c;
        }
        self.others.binary_search_by_key(&c, |pair| pair.0).map_or(c, |at| self.others[at].1)
    }
}

/// Both directions with phrases, for showing a text in the other script.
pub struct ScriptPhrases {
    /// Rows towards simplified that go beyond [`Script`].
    pub simplified: Phrases,
    /// All rows towards traditional.
    pub traditional: Phrases,
}

impl ScriptPhrases {
    /// Reads the bundle `script`.
    ///
    /// # Errors
    /// The first table that cannot be read, with file and line.
    pub fn load(script: &[u8]) -> Result<Self, DataError> {
        let bundle = Bundle::parse(script)?;
        let simplified = Phrases::load(&bundle, &[("simplified-phrases.tsv", "traditional", "simplified")])?;
        let traditional = Phrases::load(
            &bundle,
            &[
                ("traditional.tsv", "simplified", "traditional"),
                ("traditional-phrases.tsv", "simplified", "traditional"),
            ],
        )?;
        Ok(Self { simplified, traditional })
    }

    /// The tables that are part of the program.
    #[cfg(feature = "embed")]
    pub fn embedded() -> &'static Self {
        static TABLES: std::sync::LazyLock<ScriptPhrases> = std::sync::LazyLock::new(|| {
            ScriptPhrases::load(crate::embedded::SCRIPT).expect("tests prove the embedded tables")
        });
        &TABLES
    }
}

/// Words and characters with what they become; the longest that fits is taken.
#[derive(Default)]
pub struct Phrases {
    /// By first character: the rest of the word and what the whole becomes, longest first.
    by_first: BTreeMap<char, Vec<(String, String)>>,
}

impl Phrases {
    fn load(bundle: &Bundle<'_>, files: &[(&str, &str, &str)]) -> Result<Self, DataError> {
        let mut by_first = BTreeMap::<char, Vec<(String, String)>>::new();
        for &(file, from_column, to_column) in files {
            for row in Tsv::load(bundle, file)?.rows() {
                let (from, to) = (row.get(from_column)?, row.get(to_column)?);
                let mut rest = from.chars();
                let first = rest.next().ok_or_else(|| row.error("expected a word to convert"))?;
                by_first.entry(first).or_default().push((rest.as_str().to_owned(), to.to_owned()));
            }
        }
        for words in by_first.values_mut() {
            words.order_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        Ok(Self { by_first })
    }

    /// The longest word that `text` begins with: its length in bytes and what it becomes.
    pub fn longest(&self, text: &str) -> Option<(usize, &str)> {
        let mut rest = text.chars();
        let first = rest.next()?;
        let rest = rest.as_str();
        let words = self.by_first.get(&first)?;
        let (word, to) = words.iter().find(|(word, _)| rest.starts_with(word.as_str()))?;
        Some((first.len_utf8() + word.len(), to))
    }
}

/// The rows of a table of single characters.
fn characters(bundle: &Bundle<'_>, file: &str, from: &str, to: &str) -> Result<Vec<(char, char)>, DataError> {
    let single = |cell: &str| {
        let mut chars = cell.chars();
        chars.next().filter(|_| chars.as_str().is_empty())
    };
    let table = Tsv::load(bundle, file)?;
    let rows = table.rows().map(|row| match (single(row.get(from)?), single(row.get(to)?)) {
        (Some(from), Some(to)) => Ok((from, to)),
        _ => Err(row.error("expected one character in each column")),
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converting_twice_is_converting_once() {
        let bundle = std::fs::read(concat!(env!("OUT_DIR"), "/core.bundle")).expect("the build wrote it");
        let script = Script::load(&Bundle::parse(&bundle).expect("a bundle")).expect("a table");
        for c in ('\0'..=char::MAX).filter(|c| script.simplified(*c) != *c) {
            let to = script.simplified(c);
            assert_eq!(script.simplified(to), to, "{c} becomes {to}, which becomes something else");
            assert_eq!(to.len_utf16(), c.len_utf16(), "{c} and {to} differ in UTF-16 units");
        }
    }
}
