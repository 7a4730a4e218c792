//! Wire structs from the core's types.

use std::cell::OnceCell;

use celan_core::{Document, Entry, Facts, NoteKind, Offsets, Span, Unit};
use celan_wire as wire;

/// A document with its offsets, to convert its facts.
pub(crate) struct Source<'a> {
    pub(crate) entry: &'a Entry,
    pub(crate) offsets: Offsets<'a>,
    document: OnceCell<Document>,
    facts: OnceCell<Facts>,
}

impl<'a> Source<'a> {
    pub(crate) fn new(entry: &'a Entry) -> Self {
        Self { entry, offsets: entry.offsets(), document: OnceCell::new(), facts: OnceCell::new() }
    }

    /// Text, head, outline, blocks.
    pub(crate) fn document(&self) -> &Document {
        self.document.get_or_init(|| self.entry.document())
    }

    /// What was extracted from it.
    pub(crate) fn facts(&self) -> &Facts {
        self.facts.get_or_init(|| self.entry.facts())
    }

    /// Start and end in UTF-16 units.
    pub(crate) fn range(&self, span: Span) -> (usize, usize) {
        let range = self.offsets.range(Unit::Utf16, span);
        (range.start, range.end)
    }

    pub(crate) fn target(&self, index: usize) -> wire::Target {
        wire::Target::new(&self.facts().targets[index], self.document(), &self.offsets, Unit::Utf16)
    }

    pub(crate) fn duty(&self, index: usize) -> wire::Duty {
        let duty = &self.facts().duties[index];
        wire::Duty {
            doc: Some(self.entry.id.to_string()),
            title: Some(self.entry.title().to_owned()),
            ..wire::Duty::new(duty, self.document(), &self.offsets, Unit::Utf16)
        }
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
