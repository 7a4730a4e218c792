//! The laws that hold for every input, checked by the targets beside this file.

use celan_core::{Cleaned, Document, Facts, Span, clean, extract, parse};
use celan_data::Tables;

/// A text made of any bytes.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Cleans: edits undone give the source, marks and edits lie in the text, cleaning again changes nothing.
pub fn check_clean(source: &str) -> Cleaned {
    let tables = Tables::embedded();
    let cleaned = clean(source, tables);
    let mut back = cleaned.text.clone();
    let mut reached = (source.len(), cleaned.text.len());
    for edit in cleaned.edits.iter().rev() {
        assert!(edit.source.end <= reached.0 && edit.span.end() <= reached.1, "edits are in order: {edit:?}");
        assert_eq!(edit.before, source[edit.source.clone()], "before is what stood in the source");
        assert_eq!(edit.after, edit.span.of(&cleaned.text), "after is what stands in the clean text");
        back.replace_range(edit.span.range(), &edit.before);
        reached = (edit.source.start, edit.span.start());
    }
    assert_eq!(back, source, "edits applied backwards give the source");
    cleaned.marks.iter().for_each(|mark| check_span(mark.span, &cleaned.text));
    let again = clean(&cleaned.text, tables);
    assert_eq!(again.edits, [], "cleaning twice changes nothing more");
    cleaned
}

/// Parses: the blocks in order are the text, every span can be sliced.
pub fn check_parse(cleaned: &Cleaned) -> Document {
    let doc = parse(cleaned, Tables::embedded());
    assert_eq!(doc.text, cleaned.text, "parsing changes no text");
    let blocks: String = doc.blocks.iter().map(|block| block.span.of(&doc.text)).collect();
    assert_eq!(blocks, doc.text, "the blocks in order are the text");
    let sections = doc.sections.iter().flat_map(|section| [section.span, section.heading_span]);
    let head = doc.head.dates.iter().map(|date| date.span).chain(doc.head.cites.iter().map(|cite| cite.span));
    sections.chain(head).for_each(|span| check_span(span, &doc.text));
    for (at, section) in doc.sections.iter().enumerate() {
        assert!(section.parent.is_none_or(|parent| parent < at), "a section comes behind its parent");
    }
    doc
}

/// Extracts: every fact's quote is a slice of the text.
pub fn check_extract(doc: &Document) -> Facts {
    let facts = extract(doc, Some(2024), Tables::embedded());
    let targets = facts.targets.iter().chain(&facts.past).map(|target| target.quote);
    let duties = facts.duties.iter().flat_map(|duty| [duty.quote, duty.measure_span]);
    targets.chain(duties).for_each(|span| check_span(span, &doc.text));
    facts
}

fn check_span(span: Span, text: &str) {
    assert!(text.get(span.range()).is_some(), "{span:?} can be sliced");
}
