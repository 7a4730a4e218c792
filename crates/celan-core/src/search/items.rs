//! Facts as items of their views: which targets and duties answer a query.

use std::cell::OnceCell;

use celan_data::Tables;
use celan_index::{Mask, Normal};

use super::eval::matching_values;
use super::{Lexicon, matching};
use crate::corpus::{Asked, Corpus, Entry, FacetKind, View};
use crate::extract::Facts;
use crate::fold::fold;
use crate::parse::Document;
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
        View::Targets => entry.targets,
        _ => entry.duties,
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
    let test = Test::new(corpus, expr, lexicon);
    let mut kept = Vec::new();
    for of_doc in items.chunk_by(|a, b| a.0 == b.0) {
        let doc = of_doc[0].0;
        let texts = OnceCell::new();
        for &(_, index) in of_doc {
            let text = OnceCell::new();
            let texts = || texts.get_or_init(|| DocumentTexts::new(corpus.doc(doc), lexicon.tables));
            let text = || text.get_or_init(|| texts().of(view, index));
            if test.holds(corpus, view, (doc, index), &text) {
                kept.push((doc, index));
            }
        }
    }
    kept
}

/// A query made ready to be put to each item.
enum Test {
    Word(Vec<char>),
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    Filed(Mask),
    Figure(Asked),
    Deadline { year: i32, before: bool },
}

impl Test {
    fn new(corpus: &Corpus, expr: &Expr, lexicon: Lexicon<'_>) -> Self {
        let filing = corpus.filing();
        let new = |part| Self::new(corpus, part, lexicon);
        let filed =
            |facet, words: &str| matching_values(filing, facet, &fold(words, lexicon.tables), lexicon);
        match expr {
            Expr::Word { typed, .. } => Self::Word(Normal::of(typed, lexicon.tables).chars),
            Expr::And(parts) => Self::All(parts.iter().map(new).collect()),
            Expr::Or(parts) => Self::Any(parts.iter().map(new).collect()),
            Expr::Not(part) => Self::Not(Box::new(new(part))),
            Expr::Field { facet, words } => Self::Filed(filing.mask(&filed(*facet, words))),
            Expr::Years(start, end) => {
                let years = *start..=(*end).min(start.saturating_add(200));
                let values = years.flat_map(|year| filed(FacetKind::Years, &year.to_string()));
                Self::Filed(filing.mask(&values.collect::<Vec<_>>()))
            }
            Expr::Figure(figure) => Self::Figure(corpus.targets.asked(figure)),
            Expr::Deadline { year, before } => Self::Deadline { year: *year, before: *before },
        }
    }

    /// Whether an item, given by number of the document and index in it, has what is asked; `text` is what its words stand in.
    fn holds<'t>(
        &self,
        corpus: &Corpus,
        view: View,
        item: (usize, usize),
        text: &dyn Fn() -> &'t Normal,
    ) -> bool {
        let target = || (view == View::Targets).then(|| corpus.filing().target(item.0, item.1));
        let holds = |part: &Self| part.holds(corpus, view, item, text);
        match self {
            Self::Word(word) => word.is_empty() || text().find(word).next().is_some(),
            Self::All(parts) => parts.iter().all(holds),
            Self::Any(parts) => parts.iter().any(holds),
            Self::Not(part) => !holds(part),
            Self::Filed(values) => values.has_any(corpus.filing().of(view, item.0, item.1)),
            Self::Figure(asked) => target().is_some_and(|at| corpus.targets.holds(at, asked)),
            Self::Deadline { year, before } => {
                target().is_some_and(|at| corpus.targets.is_due(at, *year, *before))
            }
        }
    }
}

/// A document whose targets and duties are looked through.
struct DocumentTexts<'a> {
    entry: &'a Entry,
    document: Document,
    facts: Facts,
    tables: &'a Tables,
}

impl<'a> DocumentTexts<'a> {
    fn new(entry: &'a Entry, tables: &'a Tables) -> Self {
        Self { entry, document: entry.document(), facts: entry.facts(), tables }
    }

    /// What a target or duty is found by.
    fn of(&self, view: View, index: usize) -> Normal {
        let (quote, section, words): (Span, Option<usize>, String) = match view {
            View::Targets => {
                let target = &self.facts.targets[index];
                let subject = target.subject.as_deref().unwrap_or_default();
                let words = format!("{}\n{subject}", target.indicator);
                (self.entry.sentence(target.quote), target.section, words)
            }
            _ => {
                let duty = &self.facts.duties[index];
                let all = duty.lead.iter().chain(&duty.partners).chain(&duty.participants);
                let names: Vec<&str> = all.map(String::as_str).collect();
                (duty.quote, duty.section, format!("{}\n{}", duty.measure, names.join("\n")))
            }
        };
        let path = self.document.path(section).join("\n");
        let quote = quote.of(self.entry.text());
        // A mark that no word holds keeps the pieces apart.
        let all = [quote, &words, &path, self.entry.head_line()].join("\u{1}");
        Normal::of(&all, self.tables)
    }
}
