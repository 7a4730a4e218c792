//! Stage 5: from a query to ranked passages, with counts that never lie.
//!
//! A passage answers when all words stand in it or in the headings above it, one of them in itself. A document whose
//! passages hold all words only together answers with those that hold most of them. What answers as typed stands above
//! what was found with help.

mod bits;
mod eval;
mod rank;
mod snippet;

use celan_data::Tables;

use crate::corpus::{Corpus, Counts, Entry, PassageKind, Selection, View};
use crate::query::{Help, Query};
use crate::span::Span;

use bits::Bits;
use eval::evaluate;

pub use snippet::{Snippet, snippet};

/// The passages that answer.
pub struct Found<'a> {
    /// Best first; equal scores in the order of the corpus.
    pub hits: Vec<Scored>,
    /// Counts of passages.
    pub counts: Counts<'a>,
    /// What was done to find them.
    pub helps: Vec<Help>,
    /// The words to mark, normalised.
    pub words: Vec<Vec<char>>,
}

/// A passage with its score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// Id of the passage.
    pub passage: u32,
    /// Higher is better.
    pub score: f32,
    /// Found with help only.
    pub helped: bool,
}

/// Searches the passages of `corpus`, which is committed.
pub fn search<'a>(corpus: &'a Corpus, query: &Query, selection: &'a Selection, tables: &Tables) -> Found<'a> {
    let evaluated = evaluate(corpus, query, tables);
    let mut counts = Counts::new(corpus.filing(), selection, View::Passages);
    let mut kept = Bits::none(corpus.passage_bound());
    for passage in evaluated.hits.iter() {
        let doc = corpus.doc_of(passage as u32);
        if counts.add(doc, passage) {
            kept.set(passage);
        }
    }
    let mut hits = rank::score(corpus, &evaluated, &kept);
    hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.passage.cmp(&b.passage)));
    rank::refine(corpus, &evaluated, &mut hits, tables);
    Found {
        hits,
        counts,
        helps: evaluated.helps,
        words: evaluated.words.into_iter().map(|word| word.chars).collect(),
    }
}

/// The passages that answer `query`, before any filter, in the order of the corpus.
pub fn matching(corpus: &Corpus, query: &Query, tables: &Tables) -> Vec<u32> {
    evaluate(corpus, query, tables).hits.iter().map(|passage| passage as u32).collect()
}

/// The items of a view that answer `query`, before any filter: number of the document, and passage id or index in the
/// document. A target answers when its sentence does, a duty when its measure does, a document when a passage does.
pub fn matching_items(corpus: &Corpus, query: &Query, view: View, tables: &Tables) -> Vec<(usize, usize)> {
    let passages = matching(corpus, query, tables);
    let with_doc = passages.iter().map(|passage| (corpus.doc_of(*passage), *passage as usize));
    match view {
        View::Passages => with_doc.collect(),
        View::Docs => {
            let mut docs: Vec<_> = with_doc.map(|(doc, _)| (doc, 0)).collect();
            docs.dedup();
            docs
        }
        View::Targets => {
            inside(corpus, query, &passages, |entry| entry.facts.targets.iter().map(|t| t.quote).collect())
        }
        View::Duties => {
            inside(corpus, query, &passages, |entry| entry.facts.duties.iter().map(|d| d.quote).collect())
        }
    }
}

/// The facts at `quotes` that stand in one of `passages`; all of them where nothing is asked.
fn inside(
    corpus: &Corpus,
    query: &Query,
    passages: &[u32],
    quotes: impl Fn(&Entry) -> Vec<Span>,
) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for (doc, entry) in corpus.iter() {
        let first = passages.partition_point(|passage| passage < entry.passages().start());
        let last = passages.partition_point(|passage| passage <= entry.passages().end());
        let spans: Vec<Span> = passages[first..last].iter().map(|passage| corpus.span(*passage)).collect();
        for (index, quote) in quotes(entry).into_iter().enumerate() {
            if query.expr.is_none() || spans.iter().any(|span| span.overlaps(quote)) {
                all.push((doc, index));
            }
        }
    }
    all
}

/// Whether a passage is the line made of title and number.
fn is_head_line(corpus: &Corpus, passage: usize) -> bool {
    corpus.kind(passage as u32) == PassageKind::HeadLine
}
