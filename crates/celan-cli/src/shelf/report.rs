//! What is told at the end of a build.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::twins::{Pair, alike, same};
use super::{Refused, Shelf, Shelved};

/// How many names of a list are told in words; the JSON has them all.
const NAMES: usize = 10;

/// Counts and lists of a shelf.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    files: usize,
    unchanged: usize,
    documents: usize,
    passages: usize,
    targets: usize,
    duties: usize,
    /// How often each rule of cleaning changed something.
    repairs: BTreeMap<String, usize>,
    /// How many documents were changed.
    repaired: usize,
    /// Damage that was seen and left.
    marks: usize,
    refused: Vec<Refused>,
    /// Documents with the same text.
    same: Vec<Vec<String>>,
    /// Documents with much the same text.
    alike: Vec<Pair>,
    /// Documents whose place is not known.
    no_place: Vec<String>,
    /// Documents that name no industry that is known.
    no_industry: Vec<String>,
}

impl Report {
    /// The report of a shelf.
    pub(crate) fn of(shelf: &Shelf) -> Self {
        let documents = &shelf.documents;
        let sum = |count: fn(&Shelved) -> usize| documents.iter().map(count).sum();
        let names = |lacks: fn(&Shelved) -> bool| {
            documents
                .iter()
                .filter(|document| lacks(document))
                .map(|document| document.name.clone())
                .collect()
        };
        let mut repairs = BTreeMap::new();
        for (rule, count) in documents.iter().flat_map(|document| &document.digest.repairs) {
            *repairs.entry(rule.clone()).or_default() += count;
        }
        Self {
            files: shelf.files,
            unchanged: shelf.unchanged,
            documents: documents.len(),
            passages: sum(|document| document.digest.passages),
            targets: sum(|document| document.digest.targets),
            duties: sum(|document| document.digest.duties),
            repaired: sum(|document| usize::from(!document.digest.repairs.is_empty())),
            repairs,
            marks: sum(|document| document.digest.marks),
            refused: shelf.refused.clone(),
            same: same(documents),
            alike: alike(documents),
            no_place: names(|document| !document.digest.has_place),
            no_industry: names(|document| !document.digest.has_industry),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "documents  {} in {} files, {} unchanged", self.documents, self.files, self.unchanged)?;
        writeln!(f, "passages   {}", self.passages)?;
        writeln!(f, "targets    {}", self.targets)?;
        writeln!(f, "duties     {}", self.duties)?;
        let repairs: usize = self.repairs.values().sum();
        writeln!(f, "repairs    {repairs} in {} documents; {} marked and left", self.repaired, self.marks)?;
        for (rule, count) in &self.repairs {
            writeln!(f, "  {count:>7} {rule}")?;
        }
        list(f, "refused", self.refused.iter().map(|refused| refused.sentence.clone()))?;
        list(f, "same text", self.same.iter().map(|group| group.join(" = ")))?;
        let pair = |pair: &Pair| format!("{} ~ {}, about {} %", pair.first, pair.second, pair.percent);
        list(f, "much the same text", self.alike.iter().map(pair))?;
        list(f, "place unknown", self.no_place.iter().cloned())?;
        list(f, "no known industry", self.no_industry.iter().cloned())
    }
}

/// A heading with its count, then the first lines.
fn list(f: &mut fmt::Formatter<'_>, what: &str, lines: impl ExactSizeIterator<Item = String>) -> fmt::Result {
    let count = lines.len();
    if count == 0 {
        return Ok(());
    }
    writeln!(f, "{what}: {count}")?;
    for line in lines.take(NAMES) {
        writeln!(f, "  {}", plain(&line))?;
    }
    if count > NAMES {
        writeln!(f, "  … and {} more (--json lists all)", count - NAMES)?;
    }
    Ok(())
}

/// Names come from files: no sign in them may steer the terminal or turn the line around.
fn plain(line: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    line.chars().map(|c| if steers(c) { '\u{FFFD}' } else { c }).collect()
}
