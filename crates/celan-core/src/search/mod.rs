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
use celan_index::Finder;

use crate::corpus::{Corpus, Counts, Selection, View};
use crate::query::{Help, Query};

use eval::evaluate;

pub use celan_index::{Scored, best_hits};
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
    hits: Vec<Scored>,
    /// Counts of passages.
    pub counts: Counts,
    /// What was done to find them.
    pub helps: Vec<Help>,
    /// The words to mark, normalised.
    words: Vec<Vec<char>>,
}

impl Found {
    /// All that answer, in the order of the corpus.
    pub fn hits(&self) -> &[Scored] {
        &self.hits
    }

    /// What finds the words to mark.
    pub fn finder(&self) -> Finder<'_> {
        Finder::new(self.words.iter().map(Vec::as_slice))
    }

    /// The best `most`, best first; equal scores in the order of the corpus.
    pub fn best(&self, most: usize) -> Vec<Scored> {
        best_hits(&self.hits, most)
    }
}

/// Searches the passages of `corpus`, which is committed.
pub fn search(corpus: &Corpus, query: &Query, selection: &Selection, lexicon: Lexicon<'_>) -> Found {
    let evaluated = evaluate(corpus, query, lexicon);
    let items = corpus.passages().with_docs(&evaluated.hits);
    let (counts, kept) = Counts::of(corpus.filing(), selection, View::Passages, items);
    let kept = kept.into_iter().map(|(_, passage)| passage as u32);
    let words = evaluated.words.iter().map(|word| &*word.found);
    let mut hits = corpus.passages().score(kept, words, &evaluated.helped, &evaluated.spread);
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
