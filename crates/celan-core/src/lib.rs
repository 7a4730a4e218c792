//! The core of Celan: from the text of a government plan to facts and answers.
//!
//! ```text
//! source text ─clean→ clean text ─parse→ document ─extract→ facts ─index→ index ─search→ hits
//! ```
//!
//! Pure functions from value to value: no clock, no files, no threads, no web, no printing. Text never makes a stage
//! fail; what a stage could not understand it says in notes. Offsets are bytes of the clean text ([`Span`]).

mod chars;
mod clean;
mod corpus;
mod extract;
mod fold;
mod gbk;
mod note;
mod numeral;
mod parse;
mod query;
pub mod script;
mod search;
mod span;

pub use celan_data::number;
pub use celan_index::Finder;
pub use clean::{Cleaned, Edit, Mark, clean};
pub use corpus::{Corpus, Counts, DocId, Entry, FacetKind, Filing, Selection, Value, ValueId, View, reading};
pub use extract::{
    Comparator, DateSpan, Day, Duty, Facts, IndustryMention, NumberRange, Person, Quantity, State, Strength,
    Target, TargetKind, base_of, dates, duties, extract, industries, number_ranges, quantities, why,
};
pub use fold::{Folded, fold, fold_char};
pub use gbk::Gbk;
pub use note::{Note, NoteKind};
pub use parse::{
    Block, BlockKind, Citation, Date, DateRole, Document, DocumentKind, DocumentNumber, Head, Heading,
    Period, Place, Section, parse,
};
pub use query::{BaseUnit, Expr, Figure, Help, HelpKind, Order, Query, base_unit, parse_query};
pub use search::{Found, Lexicon, Scored, Snippet, best_hits, matching, matching_items, search, snippet};
pub use span::{Offsets, Span, Unit};
