//! Targets: what a government promised, how much, by when.
//!
//! ```text
//! text ─figures→ quantities and their like ─clause→ name + figure ─when→ deadline ─tense→ promise or result
//! ```
//! `reading` goes through the document. `figure` finds what may be a value, `clause` holds the grammar of the sentence, `when`
//! the time phrases, `tense` tells plans from results, `genre` what kind of document it is, `promise` puts a finding into
//! fields, `checks` compares the targets of a document with each other.

mod checks;
mod clause;
mod figure;
mod genre;
mod grid;
mod indicator;
mod promise;
mod reading;
mod rows;
mod table;
mod tense;
mod when;
mod why;

use celan_data::Tables;

pub(super) use self::figure::is_han;
pub use self::why::why;

use super::scan::Scan;
use crate::note::Note;
use crate::parse::Document;
use crate::span::Span;

/// The names that [`Target::rules`] are taken from.
pub(crate) const RULES: [&str; 18] = [
    "amount_behind",
    "counted_behind",
    "double_digit",
    "measured_behind",
    "name_carried_over",
    "named_before",
    "parallel_lists",
    "part_by_place",
    "part_by_tier",
    "rate_behind",
    "rate_of_change",
    "share_behind",
    "share_of_last",
    "shared_figure",
    "shared_verb",
    "size_of_last",
    "speed",
    "table_row",
];

/// A quantified commitment.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// What is measured, thresholds kept: 产值超10亿元企业.
    pub indicator: String,
    /// Row of the indicator table that fits.
    pub indicator_id: Option<String>,
    /// The number, in `unit` as written; `None` where masked.
    pub value: Option<f64>,
    /// Upper end of a range.
    pub value_max: Option<f64>,
    /// 家, 亿元, %, 个百分点 …
    pub unit: String,
    /// How the number binds.
    pub comparator: Comparator,
    /// What the number says.
    pub kind: TargetKind,
    /// First year, where stated.
    pub period_start: Option<i32>,
    /// Year by which.
    pub deadline: Option<i32>,
    /// Who or where it is about.
    pub subject: Option<String>,
    /// Ids of industries it is about.
    pub industries: Vec<String>,
    /// Index of the total this is a part of.
    pub parent: Option<usize>,
    /// How far it can be read.
    pub state: State,
    /// How strongly it is promised.
    pub strength: Strength,
    /// The shortest piece of text that holds indicator and number.
    pub quote: Span,
    /// Where the same promise is said again.
    pub restated: Vec<Span>,
    /// Innermost section that holds it.
    pub section: Option<usize>,
    /// Names of the rules that made it, in order, out of `RULES`.
    pub rules: Vec<&'static str>,
    /// 0 to 1.
    pub confidence: f32,
}

/// How a number binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Comparator {
    /// 达到.
    Eq,
    /// 突破, 超过.
    Gt,
    /// 以上, 不低于.
    Ge,
    /// 低于.
    Lt,
    /// 以内, 不超过.
    Le,
    /// 左右, 约.
    Approx,
    /// 5—8家.
    Range,
    /// 第一, 前五.
    Rank,
    /// 翻一番.
    Multiple,
}

impl Comparator {
    /// Its name in machine output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Eq => "eq",
            Self::Gt => "gt",
            Self::Ge => "ge",
            Self::Lt => "lt",
            Self::Le => "le",
            Self::Approx => "approx",
            Self::Range => "range",
            Self::Rank => "rank",
            Self::Multiple => "multiple",
        }
    }
}

/// What a number says about its indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TargetKind {
    /// An amount reached.
    Level,
    /// An amount added.
    Increment,
    /// A change in per cent.
    GrowthRate,
    /// A proportion.
    Share,
    /// A place in an order.
    Rank,
    /// A multiple of a base.
    Multiple,
}

impl TargetKind {
    /// Its name in machine output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Increment => "increment",
            Self::GrowthRate => "growth_rate",
            Self::Share => "share",
            Self::Rank => "rank",
            Self::Multiple => "multiple",
        }
    }
}

/// How far a target can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// A value with its unit.
    Quantified,
    /// Relative to a base that is not given (翻一番).
    Relative,
    /// A place in an order.
    Rank,
    /// The number is masked (`xx家`).
    Masked,
}

impl State {
    /// Its name in machine output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quantified => "quantified",
            Self::Relative => "relative",
            Self::Rank => "rank",
            Self::Masked => "masked",
        }
    }
}

/// How strongly something is promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Strength {
    /// 鼓励, 探索.
    Encouraged,
    /// 左右, 突破.
    Approximate,
    /// 力争, 争取, 奋力.
    Striven,
    /// 确保, 达到, 实现, and a figure without such a word.
    Firm,
}

impl Strength {
    /// Its name in machine output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Encouraged => "encouraged",
            Self::Approximate => "approximate",
            Self::Striven => "striven",
            Self::Firm => "firm",
        }
    }
}

/// The targets of a document and, apart, its past results.
pub(crate) fn targets(
    doc: &Document,
    year: Option<i32>,
    tables: &Tables,
    notes: &mut Vec<Note>,
) -> (Vec<Target>, Vec<Target>) {
    let scan = Scan::new(&doc.text, tables);
    let (mut targets, past) = reading::read(doc, &scan, year, tables);
    checks::check(doc, &scan, &mut targets, tables, notes);
    (targets, past)
}
