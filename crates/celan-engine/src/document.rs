//! One document for the reader.

use celan_core::{DocId, Entry, Offsets, Span, Unit, script};
use celan_data::ScriptPhrases;
use celan_wire as wire;

use crate::Engine;
use crate::convert::{self, Source};

impl Engine {
    pub(crate) fn document(&self, id: &str, script: Option<&str>) -> Option<wire::DocumentView> {
        let mut view = self.as_written(id)?;
        if let (Some(script), Some(phrases)) = (script, &self.phrases) {
            self.show_in(script, phrases, &mut view);
        }
        Some(view)
    }

    /// Puts what is read of a document into another script. Places stay where they are: a conversion keeps the number of
    /// UTF-16 units.
    fn show_in(&self, script: &str, phrases: &ScriptPhrases, view: &mut wire::DocumentView) {
        let convert = |text: &str| match script {
            "simplified" => Some(script::to_simplified(text, &self.tables, phrases)),
            // What is in traditional script already stays: 干預 would become 幹預.
            "traditional" if script::to_simplified(text, &self.tables, phrases) != text => {
                Some(text.to_owned())
            }
            "traditional" => Some(script::to_traditional(text, phrases)),
            _ => None,
        };
        let blocks = view.blocks.iter_mut().map(|block| &mut block.text);
        let headings = view.outline.iter_mut().map(|section| &mut section.heading);
        for text in blocks.chain(headings).chain([&mut view.head.title]) {
            if let Some(converted) = convert(text) {
                *text = converted;
                view.script = Some(script.to_owned());
            }
        }
    }

    fn as_written(&self, id: &str) -> Option<wire::DocumentView> {
        let entry = self.corpus.get(&DocId::given(id))?;
        let source = Source::new(entry);
        let (document, facts) = (source.document(), source.facts());
        let (source_text, edits) = edits(entry, &source);
        Some(wire::DocumentView {
            head: wire::DocumentHead::of(entry, document.head.clone()),
            recipients: document.head.recipients.clone(),
            cites: document.head.cites.iter().map(|cited| self.citation(cited)).collect(),
            attachments: document.head.attachments.clone(),
            outline: document
                .sections
                .iter()
                .map(|section| wire::Section::new(section, &source.offsets, Unit::Utf16))
                .collect(),
            blocks: wire::Block::all(document, &source.offsets, Unit::Utf16),
            targets: (0..facts.targets.len()).map(|index| source.target(index)).collect(),
            duties: (0..facts.duties.len()).map(|index| source.duty(index)).collect(),
            notes: document.notes.iter().chain(&facts.notes).map(|note| remark(note, &source)).collect(),
            source: source_text,
            edits,
            marks: marks(&source),
            script: None,
        })
    }

    fn citation(&self, cited: &celan_core::Citation) -> wire::Citation {
        let here = cited
            .number
            .as_ref()
            .and_then(|number| self.corpus.iter().find(|(_, entry)| entry.number() == Some(number)));
        wire::Citation { doc: here.map(|(_, entry)| entry.id.to_string()), ..cited.into() }
    }
}

fn remark(note: &celan_core::Note, source: &Source<'_>) -> wire::Note {
    let (start, end) = source.range(note.span);
    wire::Note {
        kind: convert::note_kind(note.kind).to_owned(),
        start,
        end,
        found: note.found.clone(),
        expected: note.expected.clone(),
    }
}

/// The source text, made from the clean text by taking the edits back, and the edits with offsets in both.
fn edits(entry: &Entry, source: &Source<'_>) -> (String, Vec<wire::Edit>) {
    let original = entry.source();
    let before = Offsets::new(&original);
    let edits = entry.edits().into_iter().map(|edit| {
        let range = before.range(Unit::Utf16, Span::new(edit.source.start, edit.source.end));
        let (start, end) = source.range(edit.span);
        wire::Edit {
            rule: edit.rule.to_owned(),
            source_start: range.start,
            source_end: range.end,
            start,
            end,
            before: edit.before,
            after: edit.after,
        }
    });
    let edits = edits.collect();
    (original, edits)
}

fn marks(source: &Source<'_>) -> Vec<wire::Mark> {
    let marks = source.entry.marks().into_iter();
    marks
        .map(|mark| {
            let (start, end) = source.range(mark.span);
            wire::Mark { rule: mark.rule.to_owned(), start, end, suggestion: mark.suggestion }
        })
        .collect()
}
