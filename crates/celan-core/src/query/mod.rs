//! What a person asks: the tree that the query language is read into.

mod parse;

pub use parse::parse_query;

use crate::corpus::FacetKind;

/// A query.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// What is asked; `None` asks for everything.
    pub expr: Option<Expr>,
    /// What could not be read as it was meant.
    pub helps: Vec<Help>,
}

/// A part of a query.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// The characters stand together in the text.
    Word {
        /// As typed.
        typed: String,
        /// In quotes: exactly this and nothing that is meant by it.
        quoted: bool,
    },
    /// All of them.
    And(Vec<Expr>),
    /// One of them at least.
    Or(Vec<Expr>),
    /// Not this.
    Not(Box<Expr>),
    /// Filed under a value of a facet whose words hold these.
    Field {
        /// The facet.
        facet: FacetKind,
        /// The words.
        words: String,
    },
}

/// Something the search did beyond what was typed, or could not do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// What was done.
    pub kind: HelpKind,
    /// What was typed.
    pub from: String,
    /// What was searched for; empty where it was left out.
    pub to: String,
}

/// The kinds of help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HelpKind {
    /// Traditional script or full width was folded.
    Script,
    /// Another word for the same.
    Synonym,
    /// A number written another way.
    Number,
    /// Words typed without a blank were parted.
    Split,
    /// Pinyin or its initials.
    Pinyin,
    /// One character was taken for another.
    Typo,
    /// A field that there is not; it was read as words.
    UnknownField,
    /// A value that the field does not have.
    UnknownValue,
    /// A unit that there is not.
    UnknownUnit,
    /// A quotation mark or bracket without its partner.
    Unclosed,
}

impl HelpKind {
    /// Its name in machine formats.
    pub fn name(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Synonym => "synonym",
            Self::Number => "number",
            Self::Split => "split",
            Self::Pinyin => "pinyin",
            Self::Typo => "typo",
            Self::UnknownField => "unknown_field",
            Self::UnknownValue => "unknown_value",
            Self::UnknownUnit => "unknown_unit",
            Self::Unclosed => "unclosed",
        }
    }
}
