//! What the words in the search box may become: indicators, industries, places, agencies and headings of the corpus.

use std::collections::BTreeMap;

use celan_core::{FacetKind, fold};
use celan_data::{Dictionary, Order};
use celan_wire::Suggestion;

use crate::Engine;

/// Longest heading, in characters, that is worth a suggestion.
const LONGEST_HEADING: usize = 24;

/// What can be suggested, by label and kind, of the documents that were read for it. A corpus that grows is not read anew.
#[derive(Default)]
pub(crate) struct Terms {
    known: BTreeMap<(String, &'static str), Term>,
    /// Numbers of documents below this one were read.
    read: usize,
}

/// Something that can be suggested.
struct Term {
    /// The label folded, and the initials of its pinyin where they are known.
    folded: String,
    initials: String,
    /// In how many places it stands.
    weight: usize,
}

impl Engine {
    pub(crate) fn suggest(&mut self, text: &str, limit: usize) -> Vec<Suggestion> {
        // The last word is the one being typed.
        let (before, typed) = text.rsplit_once(char::is_whitespace).unwrap_or(("", text));
        let typed = fold(typed, &self.tables);
        if typed.is_empty() {
            return Vec::new();
        }
        if self.terms.read < self.corpus.doc_bound() {
            let mut terms = std::mem::take(&mut self.terms);
            self.read_terms(&mut terms);
            self.terms = terms;
        }
        // Filters keep the values of documents that are gone.
        let terms = self.terms.known.iter().filter(|(_, term)| term.weight > 0);
        let fitting = terms.filter_map(|(known, term)| Some((term.fits(&typed)?, term.weight, known)));
        let mut fitting: Vec<_> = fitting.collect();
        fitting.order_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then(a.2.cmp(b.2)));
        let suggestion = |(_, _, (label, kind)): (_, _, &(String, &str))| Suggestion {
            kind: (*kind).to_owned(),
            label: label.clone(),
            query: [before, label].join(" ").trim_start().to_owned(),
            count: self.count(label),
        };
        fitting.into_iter().take(limit).map(suggestion).collect()
    }

    /// Brings `terms` up to the documents that are there now.
    fn read_terms(&self, terms: &mut Terms) {
        let filing = self.corpus.filing();
        let named = filing.weights(self.corpus.stretches());
        let facets = [
            (FacetKind::Industries, "industry"),
            (FacetKind::Places, "place"),
            (FacetKind::Agencies, "agency"),
        ];
        for ((_, kind), term) in &mut terms.known {
            if facets.iter().any(|(_, of_facet)| of_facet == kind) {
                term.weight = 0;
            }
        }
        for (facet, kind) in facets {
            for &value in filing.values(facet) {
                self.term(terms, filing.get(value).label.to_string(), kind).weight += named[value.at()];
            }
        }
        let from = std::mem::replace(&mut terms.read, self.corpus.doc_bound());
        for entry in self.corpus.since(from) {
            for target in entry.facts().targets {
                self.term(terms, target.indicator, "indicator").weight += 1;
            }
            for section in entry.document().sections {
                let words = section.heading.trim().trim_end_matches(['。', '：', ':']);
                if (2..=LONGEST_HEADING).contains(&words.chars().count()) {
                    self.term(terms, words.to_owned(), "heading").weight += 1;
                }
            }
        }
    }

    /// What is known of a label.
    fn term<'t>(&self, terms: &'t mut Terms, label: String, kind: &'static str) -> &'t mut Term {
        terms.known.entry((label, kind)).or_insert_with_key(|(label, _)| {
            let folded = fold(label, &self.tables);
            let initials = |dictionary: &Dictionary| {
                folded.chars().filter_map(|c| dictionary.readings(c).next()?.chars().next()).collect()
            };
            Term { initials: self.dictionary.as_ref().map(initials).unwrap_or_default(), folded, weight: 0 }
        })
    }
}

impl Term {
    /// How well it fits what was typed, 0 best; `None` where it does not.
    fn fits(&self, typed: &str) -> Option<u8> {
        if self.folded.starts_with(typed) {
            Some(0)
        } else if self.folded.contains(typed) {
            Some(1)
        } else if typed.is_ascii() && typed.len() > 1 && self.initials.starts_with(typed) {
            Some(2)
        } else {
            None
        }
    }
}
