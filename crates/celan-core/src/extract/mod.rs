//! Stage 3: from a document to facts: targets, duties, industries, named things.

mod date;
mod duty;
mod industry;
mod number;
mod quantity;
mod range;
mod scan;
mod target;

use celan_data::Tables;

pub use date::{DateSpan, Day, dates};
pub use duty::{Duty, Person, duties};
pub use industry::{IndustryMention, industries};
pub use quantity::{Quantity, base_of, quantities};
pub use range::{NumberRange, number_ranges};
pub(crate) use target::RULES;
pub use target::{Comparator, State, Strength, Target, TargetKind, why};

use crate::fold::Folded;
use crate::note::{Note, NoteKind};
use crate::parse::Document;
use crate::span::Span;

/// What a document says, each fact with its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Commitments, in the order of the text.
    pub targets: Vec<Target>,
    /// Results already reached, kept apart.
    pub past: Vec<Target>,
    /// Who does what.
    pub duties: Vec<Duty>,
    /// Industries named.
    pub industries: Vec<IndustryMention>,
    /// Self-checks.
    pub notes: Vec<Note>,
}

/// Finds the facts of a document. `year` is the document's year where it is known from outside; else the head tells it.
pub fn extract(doc: &Document, year: Option<i32>, tables: &Tables) -> Facts {
    let mut notes = Vec::new();
    let (mut targets, mut past) = target::targets(doc, year, tables, &mut notes);
    let folded = Folded::new(&doc.text, tables);
    let duties = duty::duties_in(doc, &folded, tables);
    let industries = industry::industries_in(doc, &folded, tables);
    for target in targets.iter_mut().chain(&mut past) {
        if is_damaged(doc, target.quote) {
            (target.value, target.value_max, target.state) = (None, None, State::Masked);
        }
        target.industries = industry::industries_of(doc, &industries, target.quote, target.section);
    }
    Facts { targets, past, duties, industries, notes }
}

/// Whether cleaning marked some of `span`: what stands there is not what was written, least of all its figures.
fn is_damaged(doc: &Document, span: Span) -> bool {
    doc.notes.iter().any(|note| note.kind == NoteKind::Damaged && note.span.overlaps(span))
}
