//! Small questions about characters and lines that several rules ask.

use std::ops::Range;

use crate::chars::chars_led_by;

/// A Han character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}' | '〇')
}

/// A blank inside a line, of any width.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{A0}' | '\u{2002}'..='\u{200A}' | '\u{3000}')
}

/// The character that ends at byte `at`.
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The character that begins at byte `at`.
pub(super) fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// The lines of a text as ranges, without their line breaks.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let end = text[start..].find('\n').map(|length| start + length);
        next = end.map(|end| end + 1);
        Some(start..end.unwrap_or(text.len()))
    })
}

/// The line in which byte `at` stands, without its line break.
pub(super) fn line_around(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    start..text[at..].find('\n').map_or(text.len(), |length| at + length)
}

/// `range` without the blanks at both of its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let line = &text[range.clone()];
    let start = range.start + (line.len() - line.trim_start_matches(is_blank).len());
    let end = range.end - (line.len() - line.trim_end_matches(is_blank).len());
    start.min(end)..end.max(start)
}

/// Whether a line is running text: a sentence ends in it, or it has several clauses.
pub(super) fn is_running(line: &str) -> bool {
    let mut clauses = 0;
    for (_, c) in chars_led_by(line, |lead| matches!(lead, b',' | 0xE3 | 0xEF)) {
        match c {
            '。' => return true,
            '，' | ',' | '；' => clauses += 1,
            _ => {}
        }
    }
    clauses >= 2 && line.chars().nth(25).is_some()
}
