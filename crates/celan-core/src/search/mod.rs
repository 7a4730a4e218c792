//! Stage 5: from a query to ranked passages, with counts that never lie.
//!
//! A passage answers when all words stand in it or in the headings above it, one of them in itself. A document whose
//! passages hold all words only together answers with those that hold most of them. What answers as typed stands above
//! what was found with help.

mod eval;
mod help;
mod items;
mod pinyin;
mod rank;
mod snippet;
mod split;
mod typo;

use celan_data::{Dictionary, Tables};

use crate::corpus::{Corpus, Counts, Selection, View};
use crate::query::{Help, Query};

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
pub struct Found {
    /// The best in front, ordered as far as `ordered`; behind them the others as they come.
    hits: Vec<Scored>,
    ordered: usize,
    /// Counts of passages.
    pub counts: Counts,
    /// What was done to find them.
    pub helps: Vec<Help>,
    /// The words to mark, normalised.
    pub words: Vec<Vec<char>>,
}

impl Found {
    /// All that answer; the best come first, but of the rest the order is not known yet.
    pub fn hits(&self) -> &[Scored] {
        &self.hits
    }

    /// The best `most`, best first; equal scores in the order of the corpus.
    pub fn best(&mut self, most: usize) -> &[Scored] {
        let most = most.min(self.hits.len());
        if most > self.ordered {
            rank::put_in_front(&mut self.hits[self.ordered..], most - self.ordered);
            self.ordered = most;
        }
        &self.hits[..most]
    }
}

/// A passage with its score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// Id of the passage.
    pub passage: u32,
    /// Higher is better.
    pub score: f32,
    /// The part of it that title and headings give.
    above: f32,
    /// Found with help only.
    pub helped: bool,
}

impl Scored {
    /// Best first: what was found as typed, then by score, then in the order of the corpus.
    pub fn order(&self, other: &Self) -> std::cmp::Ordering {
        let by_help = self.helped.cmp(&other.helped);
        by_help.then(other.score.total_cmp(&self.score)).then(self.passage.cmp(&other.passage))
    }
}

/// Searches the passages of `corpus`, which is committed.
pub fn search(corpus: &Corpus, query: &Query, selection: &Selection, lexicon: Lexicon<'_>) -> Found {
    let evaluated = evaluate(corpus, query, lexicon);
    let items: Vec<_> =
        evaluated.hits.iter().map(|passage| (corpus.doc_of(passage as u32), passage)).collect();
    let (counts, kept) = Counts::of(corpus.filing(), selection, View::Passages, &items);
    let mut hits = rank::score(corpus, &evaluated, kept.iter().map(|(_, passage)| *passage as u32));
    let ordered = rank::refine(corpus, &evaluated, &mut hits, lexicon.tables);
    Found {
        hits,
        ordered,
        counts,
        helps: evaluated.helps,
        words: evaluated.words.into_iter().map(|word| word.chars).collect(),
    }
}

/// The passages that answer `query`, before any filter, in the order of the corpus.
pub fn matching(corpus: &Corpus, query: &Query, lexicon: Lexicon<'_>) -> Vec<u32> {
    evaluate(corpus, query, lexicon).hits.iter().map(|passage| passage as u32).collect()
}
