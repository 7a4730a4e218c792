//! The industries and the words that name them.

use crate::bundle::{Bundle, DataError};
use crate::tsv::Tsv;
use crate::word_list::WordGroups;
use crate::words::Words;

/// The row that shadows: words in which the name of an industry stands but does not name one.
const SHADOW: &str = "-";

/// The industries, a class before what is below it.
pub struct Industries {
    rows: Vec<Industry>,
    /// The words that name them, each with the number of its row.
    names: Vec<(String, u32)>,
    words: Words,
    /// Words around names, by group.
    around: WordGroups,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Industry {
    /// Stays the same for ever: new_materials.
    pub id: String,
    /// Id of the class above; empty for a class.
    pub parent: String,
    /// 新材料.
    pub zh: String,
    /// 新材料 in traditional script.
    pub hant: String,
    /// Advanced materials.
    pub en: String,
}

impl Industries {
    /// The bucket for what a document calls an industry and no class names.
    pub const LOCAL: &'static str = "local";

    pub(crate) fn load(bundle: &Bundle<'_>) -> Result<Self, DataError> {
        let mut rows: Vec<Industry> = Vec::new();
        let mut names: Vec<(String, u32)> = Vec::new();
        for row in Tsv::load(bundle, "industries.tsv")?.rows() {
            let [id, parent, zh, hant, en] =
                ["id", "parent", "zh", "hant", "en"].map(|column| row.get(column).map(str::to_owned));
            let industry = Industry { id: id?, parent: parent?, zh: zh?, hant: hant?, en: en? };
            let has_parent = industry.parent.is_empty() || rows.iter().any(|row| row.id == industry.parent);
            if !has_parent {
                return Err(row.error(format!("expected a class above it, found {}", industry.parent)));
            }
            names.extend(row.list("words")?.map(|word| (word.to_owned(), rows.len() as u32)));
            rows.push(industry);
        }
        let around = WordGroups::load(bundle, "industry_names.tsv")?;
        let words = Words::new(names.iter().map(|(word, row)| (word.as_str(), *row)));
        Ok(Self { rows, names, words, around })
    }

    /// All industries, classes before what is below them.
    pub fn all(&self) -> impl Iterator<Item = &Industry> {
        self.rows.iter().filter(|row| row.id != SHADOW)
    }

    /// The industry with this id.
    pub fn get(&self, id: &str) -> Option<&Industry> {
        self.all().find(|row| row.id == id)
    }

    /// The words that name an industry.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let named = self.names.iter().filter(|(_, row)| self.rows[*row as usize].id != SHADOW);
        named.map(|(word, _)| word.as_str())
    }

    /// Every place in folded `text` where a word names an industry: byte offset, length in bytes, industry.
    pub fn find<'i>(&'i self, text: &str) -> impl Iterator<Item = (usize, usize, &'i Industry)> {
        let named = self.words.find(text).map(|(at, length, row)| (at, length, &self.rows[row as usize]));
        named.filter(|(_, _, industry)| industry.id != SHADOW)
    }

    /// Words around the names of industries, longest first: `counted`, `lead`, `holds`, `verb`, `tail`.
    pub fn around(&self, group: &str) -> &[String] {
        self.around.words(group)
    }

    /// Whether a word of such a group stands in `text`.
    pub fn holds(&self, group: &str, text: &str) -> bool {
        self.around.find(group, text).is_some()
    }

    /// The longest word of such a group that `text` ends with.
    pub fn suffix(&self, group: &str, text: &str) -> Option<&str> {
        self.around.suffix(group, text)
    }

    /// The places in `text` at which words of such a group stand.
    pub fn places(&self, group: &str, text: &str) -> impl Iterator<Item = usize> {
        let list = self.around.list(group);
        list.into_iter().flat_map(|list| list.places(text)).map(|(at, _)| at)
    }
}
