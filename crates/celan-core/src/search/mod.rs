//! Stage 5: from a query to ranked passages, with counts that never lie.
//!
//! A passage answers when all words stand in it or in the headings above it, one of them in itself. A document whose
//! passages hold all words only together answers with those that hold most of them. What answers as typed stands above
//! what was found with help.

mod bits;
mod eval;
mod help;
mod items;
mod pinyin;
mod rank;
mod snippet;
mod split;
mod typo;

use celan_data::{Dictionary, Tables};

use crate::corpus::{Corpus, Counts, PassageKind, Selection, View};
use crate::query::{Help, Query};

use bits::Bits;
use eval::evaluate;

pub use items::matching_items;
pub use snippet::{Snippet, snippet};

/// What search reads words by.
#[derive(Clone, Copy)]
pub struct Lexicon<'a> {
    /// Tables that every stage reads.
    pub tables: &'a Tables,
    /// Words, terms and pinyin; search answers without them.
    pub dictionary: Option<&'a Dictionary>,
}

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
    /// The part of it that title and headings give.
    pub(crate) above: f32,
    /// Found with help only.
    pub helped: bool,
}

/// Searches the passages of `corpus`, which is committed.
pub fn search<'a>(
    corpus: &'a Corpus,
    query: &Query,
    selection: &'a Selection,
    lexicon: Lexicon<'_>,
) -> Found<'a> {
    let evaluated = evaluate(corpus, query, lexicon);
    let mut counts = Counts::new(corpus.filing(), selection, View::Passages);
    let mut kept = Bits::none(corpus.passage_bound());
    for passage in evaluated.hits.iter() {
        let doc = corpus.doc_of(passage as u32);
        if counts.add(doc, passage) {
            kept.set(passage);
        }
    }
    let mut hits = rank::score(corpus, &evaluated, &kept);
    rank::refine(corpus, &evaluated, &mut hits, lexicon.tables);
    Found {
        hits,
        counts,
        helps: evaluated.helps,
        words: evaluated.words.into_iter().map(|word| word.chars).collect(),
    }
}

/// The passages that answer `query`, before any filter, in the order of the corpus.
pub fn matching(corpus: &Corpus, query: &Query, lexicon: Lexicon<'_>) -> Vec<u32> {
    evaluate(corpus, query, lexicon).hits.iter().map(|passage| passage as u32).collect()
}

/// Whether a passage is the line made of title and number.
fn is_head_line(corpus: &Corpus, passage: usize) -> bool {
    corpus.kind(passage as u32) == PassageKind::HeadLine
}
