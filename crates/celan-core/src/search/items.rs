//! Facts as items of their views: which targets and duties answer a query.

use celan_index::Normal;

use super::eval::{figure_holds, matching_values};
use super::{Lexicon, matching};
use crate::corpus::{Corpus, Entry, FacetKind, View};
use crate::fold::fold;
use crate::query::{Expr, Query};
use crate::span::Span;

/// The items of a view that answer `query`, before any filter: number of the document, and passage id or index in the
/// document, in the order of the corpus. A document answers when a passage does. A target or duty answers when its
/// sentence, its own words and the headings above it do; help is given as for passages.
pub fn matching_items(
    corpus: &Corpus,
    query: &Query,
    view: View,
    lexicon: Lexicon<'_>,
) -> Vec<(usize, usize)> {
    let items = match view {
        View::Passages | View::Docs => {
            let passages = matching(corpus, query, lexicon).into_iter();
            let mut items: Vec<_> =
                passages.map(|passage| (corpus.doc_of(passage), passage as usize)).collect();
            if view == View::Docs {
                items.iter_mut().for_each(|item| item.1 = 0);
                items.dedup();
            }
            return items;
        }
        View::Targets | View::Duties => facts(corpus, view),
    };
    let Some(expr) = &query.expr else { return items };
    let exact: Vec<_> = filter(corpus, expr, view, &items, lexicon);
    if !exact.is_empty() {
        return exact;
    }
    let mut helper = super::help::Helper { corpus, lexicon, helps: Vec::new(), known: Vec::new() };
    helper.rewrite(expr).map(|expr| filter(corpus, &expr, view, &items, lexicon)).unwrap_or_default()
}

/// Every target or duty of the corpus.
fn facts(corpus: &Corpus, view: View) -> Vec<(usize, usize)> {
    let count = |entry: &Entry| match view {
        View::Targets => entry.facts.targets.len(),
        _ => entry.facts.duties.len(),
    };
    corpus.iter().flat_map(|(doc, entry)| (0..count(entry)).map(move |index| (doc, index))).collect()
}

fn filter(
    corpus: &Corpus,
    expr: &Expr,
    view: View,
    items: &[(usize, usize)],
    lexicon: Lexicon<'_>,
) -> Vec<(usize, usize)> {
    let mut kept = Vec::new();
    for &(doc, index) in items {
        let item = Item::new(corpus, view, doc, index, lexicon);
        if item.holds(expr) {
            kept.push((doc, index));
        }
    }
    kept
}

/// A target or duty with the text it is found by.
struct Item<'a> {
    corpus: &'a Corpus,
    lexicon: Lexicon<'a>,
    view: View,
    doc: usize,
    index: usize,
    text: Normal,
}

impl<'a> Item<'a> {
    fn new(corpus: &'a Corpus, view: View, doc: usize, index: usize, lexicon: Lexicon<'a>) -> Self {
        let entry = corpus.doc(doc);
        let (quote, section, words): (Span, Option<usize>, String) = match view {
            View::Targets => {
                let target = &entry.facts.targets[index];
                let subject = target.subject.as_deref().unwrap_or_default();
                (entry.sentence(target.quote), target.section, format!("{}\n{subject}", target.indicator))
            }
            _ => {
                let duty = &entry.facts.duties[index];
                let all = duty.lead.iter().chain(&duty.partners).chain(&duty.participants);
                let names: Vec<&str> = all.map(String::as_str).collect();
                (duty.quote, duty.section, format!("{}\n{}", duty.measure, names.join("\n")))
            }
        };
        let path = entry.document.path(section).join("\n");
        let quote = quote.of(&entry.document.text);
        // A mark that no word holds keeps the pieces apart.
        let all = [quote, &words, &path, entry.head_line()].join("\u{1}");
        Self { corpus, lexicon, view, doc, index, text: Normal::of(&all, lexicon.tables) }
    }

    fn holds(&self, expr: &Expr) -> bool {
        let entry = self.corpus.doc(self.doc);
        let target = (self.view == View::Targets).then(|| &entry.facts.targets[self.index]);
        match expr {
            Expr::Word { typed, .. } => {
                let word = Normal::of(typed, self.lexicon.tables).chars;
                word.is_empty() || self.text.find(&word).next().is_some()
            }
            Expr::And(parts) => parts.iter().all(|part| self.holds(part)),
            Expr::Or(parts) => parts.iter().any(|part| self.holds(part)),
            Expr::Not(part) => !self.holds(part),
            Expr::Field { facet, words } => self.filed(*facet, words),
            Expr::Years(start, end) => (*start..=(*end).min(start.saturating_add(200)))
                .any(|year| self.filed(FacetKind::Years, &year.to_string())),
            Expr::Figure(figure) => target.is_some_and(|target| figure_holds(figure, target, self.lexicon)),
            Expr::Deadline { year, before } => target
                .and_then(|target| target.deadline)
                .is_some_and(|deadline| if *before { deadline <= *year } else { deadline >= *year }),
        }
    }

    fn filed(&self, facet: FacetKind, words: &str) -> bool {
        let filing = self.corpus.filing();
        let (whole, own) = filing.of(self.view, self.doc, self.index);
        let words = fold(words, self.lexicon.tables);
        let values = matching_values(filing, facet, &words, self.lexicon);
        whole.iter().chain(own).any(|value| values.contains(value))
    }
}
