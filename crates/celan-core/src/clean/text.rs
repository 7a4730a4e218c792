//! Small questions about characters and lines that several rules ask.

use std::ops::Range;

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

/// The characters whose first byte in UTF-8 `may_begin` lets pass, and where they stand: quicker than decoding all where
/// few are wanted.
pub(super) fn chars_led_by(
    text: &str,
    may_begin: impl Fn(u8) -> bool,
) -> impl Iterator<Item = (usize, char)> {
    let bytes = text.as_bytes();
    let mut next = 0;
    std::iter::from_fn(move || {
        while let Some(&lead) = bytes.get(next) {
            let at = next;
            next += match lead {
                0..0x80 => 1,
                0x80..0xE0 => 2,
                0xE0..0xF0 => 3,
                0xF0.. => 4,
            };
            if may_begin(lead) {
                return Some((at, after(text, at)?));
            }
        }
        None
    })
}

/// The blanks of a text and where they stand.
pub(super) fn blanks(text: &str) -> impl Iterator<Item = (usize, char)> {
    chars_led_by(text, |lead| matches!(lead, b' ' | b'\t' | 0xC2 | 0xE2 | 0xE3)).filter(|&(_, c)| is_blank(c))
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
    let clauses = line.chars().filter(|c| matches!(c, '，' | ',' | '；')).count();
    line.contains('。') || (clauses >= 2 && line.chars().nth(25).is_some())
}
