//! The lines of a clean text, with what is needed to tell what each of them is.

use crate::span::Span;

/// How many characters of a line are folded for comparing.
const KEY_CHARS: usize = 120;

/// A line of the clean text.
pub(super) struct Line<'t> {
    /// The whole line, its line break included.
    pub(super) span: Span,
    /// Without the blanks around it.
    pub(super) text: &'t str,
    /// Where `text` begins.
    pub(super) start: usize,
    /// Its first characters for comparing: Simplified, half width, without blanks.
    pub(super) key: String,
}

impl Line<'_> {
    /// Where `text` ends.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// `text` as a span.
    pub(super) fn text_span(&self) -> Span {
        Span::new(self.start, self.end())
    }

    /// Whether there is nothing but blanks.
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether it holds more characters than the key keeps.
    pub(super) fn is_long(&self) -> bool {
        self.text.len() > 3 * KEY_CHARS
    }

    /// Whether it has so many characters or fewer.
    pub(super) fn is_within(&self, chars: usize) -> bool {
        self.text.len() <= chars || (self.text.len() <= 4 * chars && self.text.chars().count() <= chars)
    }

    /// Whether it ends as a sentence does.
    pub(super) fn ends_sentence(&self) -> bool {
        self.text.ends_with(['。', ';', '；', '！', '!', '?', '？'])
    }
}

/// All lines of `text`; their spans in order are the text.
pub(super) fn lines(text: &str, fold: impl Fn(char) -> char) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let inner = strip_left(line);
        let start = at + line.len() - inner.len();
        let inner = inner.trim_end_matches(is_blank);
        let mut key = String::with_capacity(inner.len().min(3 * KEY_CHARS));
        for c in inner.chars().take(KEY_CHARS) {
            if is_han(c) || !is_blank(c) {
                key.push(fold(c));
            }
        }
        lines.push(Line { span: Span::new(at, at + line.len()), text: inner, start, key });
        at += line.len();
    }
    lines
}

/// Without the blanks before it and the signs with which Markdown marks a heading.
fn strip_left(line: &str) -> &str {
    let inner = line.trim_start_matches(is_blank);
    let heading = inner.trim_start_matches('#');
    if heading.len() < inner.len() && heading.starts_with(is_blank) {
        return heading.trim_start_matches(is_blank);
    }
    inner
}

/// Most of any line: no blank, without asking.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// White space and characters that nobody sees.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}')
}
