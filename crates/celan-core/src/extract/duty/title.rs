//! What a measure is called: its heading, or its first sentence without the number before and the brackets behind.

use super::{Duty, Owners, Reader};
use crate::numeral::is_numeral;
use crate::span::Span;

/// A line that is so long, in characters, and has no stop, goes on in the next.
const WRAPPED: usize = 30;

/// The longest number of an item, in characters: 二十三.
const LONGEST_NUMBER: usize = 4;

impl Reader<'_> {
    /// A heading without the label that it ends in: 建设算力中心|,牵头单位; 新建公厕12座|(牵头单位.
    pub(super) fn before_label<'h>(&self, heading: &'h str) -> &'h str {
        let label = self.tables.roles.label_at_end(heading.trim_end_matches(':'));
        let words = label.and_then(|(label, _)| heading.trim_end_matches(':').strip_suffix(label));
        words.and_then(|words| words.strip_suffix(is_before_label)).unwrap_or(heading)
    }

    /// The duty of the owners for the measure that ends where their names begin. `from` is where the measure begins: the
    /// first of a section is called by its heading, a further one by its first sentence.
    pub(super) fn duty(
        &self,
        owners: Owners,
        place: Option<String>,
        quote: Span,
        from: usize,
        to: usize,
    ) -> Duty {
        let first = from <= self.body;
        let heading = self.heading(quote).filter(|words| first && !words.is_empty());
        let measure = heading.unwrap_or_else(|| {
            let start = to - self.text()[from..to].trim_start().len();
            self.title(start, self.sentence_end(start, to))
        });
        Duty {
            measure,
            lead: owners.lead,
            partners: owners.partners,
            participants: owners.participants,
            persons: owners.persons,
            place,
            quote,
            measure_span: self.span(if first { 0 } else { from }, to),
            section: self.stretch.section,
        }
    }

    /// The heading of the section, without those who answer for it: 提升物流效率|(交通运输部负责).
    fn heading(&self, quote: Span) -> Option<String> {
        let section = self.stretch.section.map(|at| &self.doc.sections[at])?;
        let whole = section.heading_span;
        if whole.contains(quote) && self.stretch.span.contains(whole) {
            let offset = |at| self.folded.folded_offset(at) - self.begin;
            let title = self.title(offset(whole.start()), offset(quote.start()));
            if !title.is_empty() {
                return Some(title);
            }
        }
        let folded = crate::fold::fold(&section.heading, self.tables);
        let words = self.before_label(&folded).trim_end_matches(['。', ';']);
        Some(section.heading.chars().take(words.chars().count()).collect())
    }

    /// The words of a measure as written, without its number and what opens behind it.
    pub(super) fn title(&self, start: usize, end: usize) -> String {
        let words = &self.text()[start..end];
        let start = start + self.numbers(words);
        let begins = self.text()[start..end].trim_start_matches(|c: char| c == ',' || c.is_whitespace());
        let start = end - begins.len();
        let words = begins.trim_end().trim_end_matches('由');
        self.written(start, start + words.trim_end_matches(is_before_label).len())
    }

    /// Where the first sentence ends: a page that breaks its lines breaks sentences.
    fn sentence_end(&self, start: usize, to: usize) -> usize {
        let mut line = self.text()[..start].rfind('\n').map_or(0, |at| at + 1);
        for (at, c) in self.text()[start..to].char_indices() {
            let at = start + at;
            match c {
                '。' | ';' => return at,
                '\n' => {
                    let words = self.text()[line..at].trim();
                    let wrapped = words.chars().count() >= WRAPPED && !words.ends_with([':', '!', '?']);
                    if !wrapped {
                        return at;
                    }
                    line = at + 1;
                }
                _ => {}
            }
        }
        to
    }

    /// How long the numbers before the words of a measure are, in bytes: 五、完善设施(十七)|支持平台建设, 一是|建设.
    pub(super) fn numbers(&self, words: &str) -> usize {
        let is_number = |words: &str| {
            (1..=LONGEST_NUMBER).contains(&words.chars().count())
                && words.chars().all(|c| is_numeral(c, &self.tables.grammar))
        };
        let mut rest = words.trim_start();
        loop {
            let opened = rest.strip_prefix('(').unwrap_or(rest);
            let closing = |c: char| matches!(c, ')' | '、' | '.' | '是');
            let Some((number, behind)) = opened.split_once(closing).filter(|(number, _)| is_number(number))
            else {
                break;
            };
            let mark = opened[number.len()..].chars().next();
            let digits = number.ends_with(|c: char| c.is_ascii_digit());
            // 1.5万亩, 5是: no items; nor are 三、四线城市.
            let part = digits && (mark == Some('是') || behind.starts_with(|c: char| c.is_ascii_digit()));
            if part || (mark == Some(')')) != (opened.len() < rest.len()) || behind.trim().is_empty() {
                break;
            }
            rest = behind.trim_start();
        }
        // The headings above run on without a stop.
        for (open, _) in rest.match_indices('(') {
            let inner = rest[open + 1..].split_once(')').filter(|(number, behind)| {
                is_number(number) && !number.is_ascii() && !behind.trim().is_empty()
            });
            if let Some((_, behind)) = inner {
                return words.len() - behind.trim_start().len();
            }
        }
        words.len() - rest.len()
    }
}

fn is_before_label(c: char) -> bool {
    matches!(c, ',' | ';' | '。' | '(' | '〔' | '[' | '【') || c.is_whitespace()
}
