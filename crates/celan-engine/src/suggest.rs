//! What the words in the search box may become: indicators, industries, places, agencies and headings of the corpus.

use celan_data::Order;
use std::collections::BTreeMap;

use celan_core::{FacetKind, fold};
use celan_wire::Suggestion;

use crate::Engine;

/// Longest heading, in characters, that is worth a suggestion.
const LONGEST_HEADING: usize = 24;

/// Something that can be suggested. Made once for a corpus.
pub(crate) struct Term {
    kind: &'static str,
    label: String,
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
        let terms = self.kept.terms.take().unwrap_or_else(|| self.terms());
        let mut fitting: Vec<(u8, &Term)> =
            terms.iter().filter_map(|term| term.fits(&typed).map(|rank| (rank, term))).collect();
        fitting
            .order_by(|a, b| a.0.cmp(&b.0).then(b.1.weight.cmp(&a.1.weight)).then(a.1.label.cmp(&b.1.label)));
        let suggestions = fitting
            .into_iter()
            .take(limit)
            .map(|(_, term)| Suggestion {
                kind: term.kind.to_owned(),
                label: term.label.clone(),
                query: [before, &term.label].join(" ").trim_start().to_owned(),
                count: self.count(&term.label),
            })
            .collect();
        self.kept.terms = Some(terms);
        suggestions
    }

    fn terms(&self) -> Vec<Term> {
        let mut weights: BTreeMap<(String, &'static str), usize> = BTreeMap::new();
        let filing = self.corpus.filing();
        let named = filing.weights();
        let facets = [
            (FacetKind::Industries, "industry"),
            (FacetKind::Places, "place"),
            (FacetKind::Agencies, "agency"),
        ];
        for (facet, kind) in facets {
            for &value in filing.values(facet) {
                *weights.entry((filing.get(value).label.clone(), kind)).or_default() += named[value.at()];
            }
        }
        for (_, entry) in self.corpus.iter() {
            for target in entry.facts().targets {
                *weights.entry((target.indicator, "indicator")).or_default() += 1;
            }
            for section in entry.document().sections {
                let words = section.heading.trim().trim_end_matches(['。', '：', ':']);
                if (2..=LONGEST_HEADING).contains(&words.chars().count()) {
                    *weights.entry((words.to_owned(), "heading")).or_default() += 1;
                }
            }
        }
        let initials = |folded: &str| -> String {
            let Some(dictionary) = &self.dictionary else { return String::new() };
            folded.chars().filter_map(|c| dictionary.readings(c).next()?.chars().next()).collect()
        };
        weights
            .into_iter()
            .map(|((label, kind), weight)| {
                let folded = fold(&label, &self.tables);
                Term { kind, initials: initials(&folded), folded, label, weight }
            })
            .collect()
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
