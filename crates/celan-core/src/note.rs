//! What a stage wants to tell about a text it could not wholly understand. Text never makes a stage fail.

use crate::span::Span;

/// A remark about one place of the clean text.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// What kind of remark.
    pub kind: NoteKind,
    /// Where.
    pub span: Span,
    /// The figures or words that the remark is about, for its sentence (`found`, `expected`), as written in the text.
    pub found: String,
    /// What would have been consistent; empty where there is nothing to expect.
    pub expected: String,
}

/// The kinds of remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoteKind {
    /// The parts of a target do not add up to its total.
    PartsDoNotAddUp,
    /// A count word (七大产业) is followed by a list of another length.
    CountDiffers,
    /// A deadline lies outside the plan period.
    DeadlineOutsidePeriod,
    /// The same promise is restated with another figure.
    RestatedDiffers,
    /// Damage that could not be repaired with certainty.
    Damaged,
}
