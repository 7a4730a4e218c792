//! The tables that are written, and what a column holds.

/// What a column holds. Every cell may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Whole,
    Real,
    Flag,
    /// A list of texts.
    Texts,
}

use Kind::{Flag, Real, Text, Texts, Whole};

/// A column by its name.
pub(super) type Column = (&'static str, Kind);

/// The tables with their columns, in the order of CSV.
pub(super) const TABLES: [(&str, &[Column]); 4] = [
    (
        "documents",
        &[
            ("id", Text),
            ("file", Text),
            ("title", Text),
            ("title_inferred", Flag),
            ("organs", Texts),
            ("number", Text),
            ("date", Text),
            ("kind", Text),
            ("period_start", Whole),
            ("period_end", Whole),
            ("places", Texts),
            ("place_names", Texts),
            ("chars", Whole),
            ("passages", Whole),
            ("targets", Whole),
            ("duties", Whole),
            ("edits", Whole),
        ],
    ),
    (
        "passages",
        &[
            ("id", Text),
            ("doc", Text),
            ("kind", Text),
            ("section", Texts),
            ("start", Whole),
            ("end", Whole),
            ("text", Text),
        ],
    ),
    (
        "targets",
        &[
            ("id", Text),
            ("doc", Text),
            ("parent", Text),
            ("indicator", Text),
            ("indicator_id", Text),
            ("value", Real),
            ("value_max", Real),
            ("unit", Text),
            ("comparator", Text),
            ("kind", Text),
            ("period_start", Whole),
            ("deadline", Whole),
            ("subject", Text),
            ("industries", Texts),
            ("redacted", Flag),
            ("state", Text),
            ("strength", Text),
            ("section", Texts),
            ("start", Whole),
            ("end", Whole),
            ("quote", Text),
        ],
    ),
    (
        "duties",
        &[
            ("id", Text),
            ("doc", Text),
            ("measure", Text),
            ("lead", Texts),
            ("partners", Texts),
            ("participants", Texts),
            ("persons", Texts),
            ("place", Text),
            ("section", Texts),
            ("start", Whole),
            ("end", Whole),
            ("quote", Text),
        ],
    ),
];
