//! Wire structs from the core's types.

use celan_core::{Comparator, Entry, NoteKind, Offsets, Span, State, Strength, TargetKind, Unit};
use celan_wire as wire;

/// A document on the shelf.
pub(crate) fn head(entry: &Entry) -> wire::DocumentHead {
    wire::DocumentHead {
        id: entry.id.to_string(),
        file: entry.file.clone(),
        title: entry.title().to_owned(),
        title_inferred: entry.title_inferred(),
        targets: entry.facts.targets.len(),
        duties: entry.facts.duties.len(),
        edits: entry.edits.len(),
        ..wire::DocumentHead::new(&entry.document)
    }
}

/// A document with its offsets, to convert its facts.
pub(crate) struct Source<'a> {
    pub(crate) entry: &'a Entry,
    pub(crate) offsets: Offsets<'a>,
}

impl<'a> Source<'a> {
    pub(crate) fn new(entry: &'a Entry) -> Self {
        Self { entry, offsets: Offsets::new(&entry.document.text) }
    }

    /// Start and end in UTF-16 units.
    pub(crate) fn range(&self, span: Span) -> (usize, usize) {
        let range = self.offsets.range(Unit::Utf16, span);
        (range.start, range.end)
    }

    pub(crate) fn target(&self, index: usize) -> wire::Target {
        let document = &self.entry.document;
        let target = &self.entry.facts.targets[index];
        let (start, end) = self.range(target.quote);
        wire::Target {
            indicator: target.indicator.clone(),
            indicator_id: target.indicator_id.clone(),
            value: target.value,
            value_max: target.value_max,
            unit: target.unit.clone(),
            comparator: comparator(target.comparator).to_owned(),
            kind: kind(target.kind).to_owned(),
            period_start: target.period_start,
            deadline: target.deadline,
            subject: target.subject.clone(),
            industries: target.industries.clone(),
            parent: target.parent,
            redacted: target.state == State::Masked,
            quote: target.quote.of(&document.text).to_owned(),
            start,
            end,
            section: document.path(target.section),
            state: state(target.state).to_owned(),
            strength: strength(target.strength).to_owned(),
            restated: target.restated.iter().map(|span| self.range(*span)).collect(),
            rules: target.rules.iter().map(|rule| (*rule).to_owned()).collect(),
            confidence: target.confidence,
            place: None,
        }
    }

    pub(crate) fn duty(&self, index: usize) -> wire::Duty {
        let document = &self.entry.document;
        let duty = &self.entry.facts.duties[index];
        let (start, end) = self.range(duty.quote);
        let persons = duty.persons.iter().map(|person| wire::Person {
            name: person.name.clone(),
            role: person.role.clone(),
            post: person.post.clone(),
        });
        wire::Duty {
            section: document.path(duty.section),
            measure: duty.measure.clone(),
            lead: duty.lead.clone(),
            partners: duty.partners.clone(),
            participants: duty.participants.clone(),
            persons: persons.collect(),
            place: duty.place.clone(),
            quote: duty.quote.of(&document.text).to_owned(),
            start,
            end,
            doc: Some(self.entry.id.to_string()),
            title: Some(self.entry.title().to_owned()),
        }
    }
}

fn comparator(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Eq => "eq",
        Comparator::Gt => "gt",
        Comparator::Ge => "ge",
        Comparator::Lt => "lt",
        Comparator::Le => "le",
        Comparator::Approx => "approx",
        Comparator::Range => "range",
        Comparator::Rank => "rank",
        Comparator::Multiple => "multiple",
    }
}

fn kind(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::Level => "level",
        TargetKind::Increment => "increment",
        TargetKind::GrowthRate => "growth_rate",
        TargetKind::Share => "share",
        TargetKind::Rank => "rank",
        TargetKind::Multiple => "multiple",
    }
}

fn state(state: State) -> &'static str {
    match state {
        State::Quantified => "quantified",
        State::Relative => "relative",
        State::Rank => "rank",
        State::Masked => "masked",
    }
}

fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Encouraged => "encouraged",
        Strength::Approximate => "approximate",
        Strength::Striven => "striven",
        Strength::Firm => "firm",
    }
}

pub(crate) fn note_kind(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::PartsDoNotAddUp => "parts_do_not_add_up",
        NoteKind::CountDiffers => "count_differs",
        NoteKind::DeadlineOutsidePeriod => "deadline_outside_period",
        NoteKind::RestatedDiffers => "restated_differs",
        NoteKind::Damaged => "damaged",
    }
}
