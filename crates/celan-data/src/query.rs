//! Words of the query language and words that mean the same.

use std::collections::BTreeMap;

use crate::bundle::{Bundle, DataError};
use crate::tsv::Tsv;

/// Synonyms and the words that the query language itself knows.
pub struct QueryWords {
    /// Rows of words that mean the same, in lower case.
    synonyms: Vec<Vec<String>>,
    by_word: BTreeMap<String, usize>,
    /// Word, in lower case, to its meaning.
    meanings: BTreeMap<String, String>,
}

impl QueryWords {
    /// Reads `synonyms.tsv` and `query.tsv`.
    pub fn load(bundle: &Bundle<'_>) -> Result<Self, DataError> {
        let mut words = Self { synonyms: Vec::new(), by_word: BTreeMap::new(), meanings: BTreeMap::new() };
        for row in Tsv::load(bundle, "synonyms.tsv")?.rows() {
            let same: Vec<String> = row.list("words")?.map(str::to_lowercase).collect();
            for word in &same {
                if words.by_word.insert(word.clone(), words.synonyms.len()).is_some() {
                    return Err(row.error(format!("{word} stands in two rows")));
                }
            }
            words.synonyms.push(same);
        }
        for row in Tsv::load(bundle, "query.tsv")?.rows() {
            for word in row.list("words")? {
                words.meanings.insert(word.to_ascii_lowercase(), row.get("meaning")?.to_owned());
            }
        }
        Ok(words)
    }

    /// The other words that mean the same as `word`, which is folded.
    pub fn synonyms<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a str> {
        let row = self.by_word.get(word).map(|row| &self.synonyms[*row]);
        row.into_iter().flatten().map(String::as_str).filter(move |other| *other != word)
    }

    /// All words that mean the same as another.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.by_word.keys().map(String::as_str)
    }

    /// What `word`, folded, means to the query language.
    pub fn meaning(&self, word: &str) -> Option<&str> {
        self.meanings.get(word).map(String::as_str)
    }

    /// The words that have this meaning.
    pub fn of_meaning<'a>(&'a self, meaning: &'a str) -> impl Iterator<Item = &'a str> {
        self.meanings.iter().filter(move |(_, other)| *other == meaning).map(|(word, _)| word.as_str())
    }
}
