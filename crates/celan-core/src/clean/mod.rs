//! Stage 1: repairs damage, and keeps the way back to the source.
//!
//! Each kind of damage has a rule of its own (`rules/`). The rules run in order on a [`Draft`], each on what the ones
//! before it left, again and again until each has seen the present text and found nothing: that is why cleaning a clean
//! text changes nothing. The marks are those that the rules saw then, so that they stand in the clean text.

mod draft;
mod rules;
mod scan;
mod slip;
mod text;

use std::cell::RefCell;
use std::ops::Range;

use celan_data::Tables;

use crate::span::Span;
use draft::{Draft, Finds};
use rules::RULES;
use scan::Scan;

/// The clean text of a document and everything that cleaning changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cleaned {
    /// The text all later stages read.
    pub text: String,
    /// What was changed, in the order of the text; source ranges do not overlap.
    pub edits: Vec<Edit>,
    /// Damage that was seen and left, in the order of the text.
    pub marks: Vec<Mark>,
    /// Whether bytes seem to have slipped that the repair model could put right, which `tables` do not have: whoever
    /// can load it (`celan_data::Repair`) cleans again then.
    pub wants_repair_model: bool,
}

/// One change: `before` stood in the source, `after` stands in the clean text.
///
/// The rules by their names, which the strings of each language know as `rule.NAME`: `line-end`, `invisible`,
/// `torn-note`, `pinyin-note`, `byte-slip`, `latin-etc`, `look-alike`, `dash-one`, `boilerplate`, `padded-name`, `blank`,
/// `line-break`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Name of the rule that made it.
    pub rule: &'static str,
    /// Bytes of the source text.
    pub source: Range<usize>,
    /// Where `after` stands in the clean text (empty where something was only removed).
    pub span: Span,
    /// The source text that was replaced.
    pub before: String,
    /// What replaced it.
    pub after: String,
}

/// Damage that could not be undone with certainty: no figure is read from here. Names as in [`Edit`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Name of the rule that saw it.
    pub rule: &'static str,
    /// Where in the clean text.
    pub span: Span,
    /// What probably stood there.
    pub suggestion: Option<String>,
}

impl Cleaned {
    /// Whether some of `span` is damaged, so that no figure is to be read from it.
    pub fn is_marked(&self, span: Span) -> bool {
        let next = self.marks.partition_point(|mark| mark.span.end() <= span.start());
        self.marks.get(next).is_some_and(|mark| mark.span.overlaps(span))
    }
}

/// A text that still changes after so many rounds is not the work of a known accident and is left as it is.
const MOST_ROUNDS: usize = 12;

/// Repairs `source`. An undamaged text comes back as it is, without edits; `clean(clean(x).text)` changes nothing.
///
/// Damage that only makes sense in bytes of GBK is repaired where `tables` knows GBK, and else marked.
pub fn clean(source: &str, tables: &Tables) -> Cleaned {
    let mut draft = Draft::new(source);
    let searched = RefCell::default();
    // What the rules found in the present text, the latest last.
    let mut finds = Vec::with_capacity(RULES.len());
    let mut runs = 0..MOST_ROUNDS * RULES.len();
    while !runs.is_empty() {
        let scan = Scan::new(draft.text(), tables, &searched);
        let mut replacements = Vec::new();
        for rule in runs.by_ref().map(|run| &RULES[run % RULES.len()]) {
            let mut found = Finds::new(rule.name);
            (rule.find)(&scan, tables, &mut found);
            replacements = found.take_replacements();
            finds.push(found);
            if !replacements.is_empty() || finds.len() == RULES.len() {
                break;
            }
        }
        if replacements.is_empty() && finds.len() == RULES.len() {
            let wants_repair_model = finds.iter().any(Finds::wants_repair_model);
            let marks = finds.into_iter().flat_map(Finds::into_marks).collect();
            return Cleaned { wants_repair_model, ..draft.finish(marks) };
        }
        finds.clear();
        draft.apply(replacements);
    }
    Draft::new(source).finish(Vec::new())
}

/// The names of the rules, as edits and marks have them.
pub(crate) fn rule_names() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.name)
}

#[cfg(test)]
mod tests;
