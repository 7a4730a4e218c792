//! A text on its way to being clean, and what a rule wants changed in it.

use celan_data::Order;
use std::ops::Range;

use super::{Cleaned, Edit, Mark};
use crate::span::Span;

/// What one rule found in one text, in the order of the text.
pub(super) struct Finds {
    rule: &'static str,
    replacements: Vec<Replacement>,
    marks: Vec<Mark>,
    wants_repair_model: bool,
}

/// A piece of the present text and what shall stand there.
pub(super) struct Replacement {
    rule: &'static str,
    range: Range<usize>,
    with: String,
}

impl Finds {
    pub(super) fn new(rule: &'static str) -> Self {
        Self { rule, replacements: Vec::new(), marks: Vec::new(), wants_repair_model: false }
    }

    /// Wants `with` in the place of `range`. Pieces come in order; one that overlaps the last is passed over.
    pub(super) fn replace(&mut self, range: Range<usize>, with: impl Into<String>) {
        let free = self.replacements.last().is_none_or(|last| last.range.end <= range.start);
        if free && !range.is_empty() {
            self.replacements.push(Replacement { rule: self.rule, range, with: with.into() });
        }
    }

    /// Wants `range` gone.
    pub(super) fn remove(&mut self, range: Range<usize>) {
        self.replace(range, "");
    }

    /// Says that `range` is damaged.
    pub(super) fn mark(&mut self, range: Range<usize>, suggestion: Option<String>) {
        self.marks.push(Mark { rule: self.rule, span: Span::new(range.start, range.end), suggestion });
    }

    /// Says that the repair model could tell what stood in damaged places.
    pub(super) fn want_repair_model(&mut self) {
        self.wants_repair_model = true;
    }

    pub(super) fn wants_repair_model(&self) -> bool {
        self.wants_repair_model
    }

    pub(super) fn take_replacements(&mut self) -> Vec<Replacement> {
        std::mem::take(&mut self.replacements)
    }

    pub(super) fn into_marks(self) -> Vec<Mark> {
        self.marks
    }
}

/// The present text and how it differs from the source.
pub(super) struct Draft<'s> {
    source: &'s str,
    text: String,
    /// In order; between two of them text and source are the same.
    changes: Vec<Change>,
}

#[derive(Clone)]
struct Change {
    rule: &'static str,
    source: Range<usize>,
    text: Range<usize>,
}

impl<'s> Draft<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self { source, text: source.to_owned(), changes: Vec::new() }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Makes the replacements, which are in order and apart. A replacement that touches what was changed before becomes
    /// one change with it.
    pub(super) fn apply(&mut self, replacements: Vec<Replacement>) {
        let mut text = String::with_capacity(self.text.len());
        let mut changes = Vec::with_capacity(self.changes.len() + replacements.len());
        let mut old = std::mem::take(&mut self.changes).into_iter().peekable();
        let mut new = replacements.into_iter().peekable();
        // Up to here the present text is dealt with; the same place in the source.
        let (mut text_at, mut source_at) = (0, 0);
        loop {
            // What comes next, and how far what overlaps it reaches.
            let start = match (old.peek(), new.peek()) {
                (Some(old), Some(new)) => old.text.start.min(new.range.start),
                (Some(old), None) => old.text.start,
                (None, Some(new)) => new.range.start,
                (None, None) => break,
            };
            text.push_str(&self.text[text_at..start]);
            let source_start = source_at + (start - text_at);
            let text_start = text.len();
            (text_at, source_at) = (start, source_start);
            let mut end = start;
            let mut copied = start;
            let mut rule = None;
            let mut first = true;
            loop {
                let reaches = |at: usize| at < end || (first && at == start);
                // What was only removed comes before a replacement that begins at the same place.
                let old_first = old.peek().is_some_and(|old| {
                    reaches(old.text.start) && new.peek().is_none_or(|new| old.text.start <= new.range.start)
                });
                if old_first && let Some(change) = old.next() {
                    end = end.max(change.text.end);
                    (text_at, source_at) = (change.text.end, change.source.end);
                    rule = rule.or(Some(change.rule));
                } else if let Some(replacement) = new.next_if(|new| reaches(new.range.start)) {
                    text.push_str(&self.text[copied..replacement.range.start]);
                    text.push_str(&replacement.with);
                    copied = replacement.range.end;
                    end = end.max(replacement.range.end);
                    rule = Some(replacement.rule);
                } else {
                    break;
                }
                first = false;
            }
            text.push_str(&self.text[copied..end]);
            source_at += end - text_at;
            text_at = end;
            let change = Change {
                rule: rule.unwrap_or_default(),
                source: source_start..source_at,
                text: text_start..text.len(),
            };
            if self.source[change.source.clone()] != text[change.text.clone()] {
                changes.push(change);
            }
        }
        text.push_str(&self.text[text_at..]);
        self.text = text;
        self.changes = changes;
    }

    pub(super) fn finish(self, mut marks: Vec<Mark>) -> Cleaned {
        marks.order_by_key(|mark| (mark.span, mark.rule));
        let mut reached = 0;
        marks.retain(|mark| {
            let apart = mark.span.start() >= reached;
            reached = reached.max(mark.span.end());
            apart
        });
        let edit = |change: Change| Edit {
            rule: change.rule,
            before: self.source[change.source.clone()].to_owned(),
            after: self.text[change.text.clone()].to_owned(),
            source: change.source,
            span: Span::new(change.text.start, change.text.end),
        };
        Cleaned {
            edits: self.changes.into_iter().map(edit).collect(),
            marks,
            text: self.text,
            wants_repair_model: false,
        }
    }
}
