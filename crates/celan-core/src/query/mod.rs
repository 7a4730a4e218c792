//! What a person asks: the tree that the query language is read into.

mod figure;
mod parse;

pub(crate) use figure::number_forms;
pub use figure::{BaseUnit, base_unit};
pub use parse::parse_query;

use crate::corpus::FacetKind;

/// A query.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// What is asked; `None` asks for everything.
    pub expr: Option<Expr>,
    /// The whole query as typed, where it holds signs of the language: a text may hold exactly these characters.
    pub literal: Option<String>,
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
    /// A year or years, both included: plan period or deadline.
    Years(i32, i32),
    /// A target by which a figure is compared: 高新技术企业>=60家.
    Figure(Figure),
    /// A target with a deadline up to a year (`before`) or from a year on.
    Deadline {
        /// The year.
        year: i32,
        /// Up to it.
        before: bool,
    },
}

/// A comparison with the figure of a target.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Words of the indicator, folded; empty for any.
    pub indicator: String,
    /// How the target's figure stands to `value`.
    pub order: Order,
    /// The number, in the base unit: 50 亿元 is 5,000,000,000 元.
    pub value: f64,
    /// The unit; `None` for any.
    pub unit: Option<BaseUnit>,
}

/// How two figures stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `=`
    Equal,
    /// `>=`
    AtLeast,
    /// `>`
    More,
}

impl Order {
    /// Whether `a` stands so to `b`; figures that differ by rounding alone are equal.
    pub fn holds(self, a: f64, b: f64) -> bool {
        let equal = (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
        match self {
            Self::Less => a < b && !equal,
            Self::AtMost => a < b || equal,
            Self::Equal => equal,
            Self::AtLeast => a > b || equal,
            Self::More => a > b && !equal,
        }
    }
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
