//! Hits and suggestions.

use serde::{Deserialize, Serialize};

use crate::{Counts, DocumentHead};

/// Ranked passages, grouped by document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchAnswer {
    /// Passages in all.
    pub total: usize,
    /// Documents in all.
    pub total_docs: usize,
    /// The best documents with their best passages.
    pub groups: Vec<HitGroup>,
    /// Counts of passages for the present result.
    pub counts: Counts,
    /// What was done to find something, and what could not be read, in the order it was done.
    pub helps: Vec<Help>,
}

/// The passages of one document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HitGroup {
    /// The document.
    pub doc: DocumentHead,
    /// Passages found in it, all told.
    pub total: usize,
    /// The best of them.
    pub hits: Vec<Hit>,
}

/// A passage that answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// Number of the passage in its document.
    pub passage: usize,
    /// Start of the passage in the clean text.
    pub start: usize,
    /// End of the passage in the clean text.
    pub end: usize,
    /// Higher is better; only comparable within one answer.
    pub score: f32,
    /// Headings above it, outermost first.
    pub path: Vec<String>,
    /// The part of the passage worth showing.
    pub snippet: String,
    /// There is text before the snippet in the passage.
    pub cut_before: bool,
    /// There is text behind it.
    pub cut_after: bool,
    /// What to mark, as ranges of `snippet`, in order, without overlap.
    pub marks: Vec<(usize, usize)>,
    /// Found through a help and not as typed.
    pub helped: bool,
}

/// Something the search did beyond what was typed, or could not do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Help {
    /// `script`, `synonym`, `pinyin`, `typo`, `number`, `unknown_field`, `unknown_unit`, `unclosed` …
    pub kind: String,
    /// What was typed.
    pub from: String,
    /// What was searched for; empty where it was left out.
    pub to: String,
}

/// What the words in the search box may become.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// `indicator`, `industry`, `place`, `agency` or `heading`.
    pub kind: String,
    /// What is shown.
    pub label: String,
    /// What goes into the box.
    pub query: String,
    /// How many passages it would find.
    pub count: usize,
}
