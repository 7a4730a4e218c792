//! What there is to tell of a document when it is put on the shelf.

use std::collections::BTreeMap;

use celan_core::{Entry, fold};
use celan_data::Tables;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::cache::hex;
use super::sketch::Sketch;

/// Counts and fingerprints of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Digest {
    /// Its id in the corpus.
    pub(crate) id: String,
    pub(crate) passages: usize,
    pub(crate) targets: usize,
    pub(crate) duties: usize,
    /// How often each rule of cleaning changed something.
    pub(crate) repairs: BTreeMap<String, usize>,
    /// Damage that was seen and left.
    pub(crate) marks: usize,
    /// Its place is one that the tables know.
    pub(crate) has_place: bool,
    /// It names an industry that the tables know.
    pub(crate) has_industry: bool,
    /// Fingerprint of its words: the same for a docx and a PDF of one text.
    pub(crate) words: String,
    pub(crate) sketch: Sketch,
}

impl Digest {
    /// What there is to tell of a document.
    pub(super) fn of(entry: &Entry, tables: &Tables) -> Self {
        let mut repairs = BTreeMap::<String, usize>::new();
        for edit in entry.edits() {
            *repairs.entry(edit.rule.to_owned()).or_default() += 1;
        }
        let words: Vec<char> = fold(entry.text(), tables).chars().filter(|c| c.is_alphanumeric()).collect();
        let told: String = words.iter().collect();
        Self {
            id: entry.id.to_string(),
            passages: entry.passages().count(),
            targets: entry.targets,
            duties: entry.duties,
            repairs,
            marks: entry.marks().len(),
            has_place: !entry.head().places.is_empty(),
            has_industry: !entry.facts().industries.is_empty(),
            words: hex(&Sha256::digest(told)[..16]),
            sketch: Sketch::of(&words),
        }
    }
}
