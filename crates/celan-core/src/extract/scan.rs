//! A text as the extractors read it: simplified, half width, without the blanks and line breaks that mean nothing.
//!
//! Each character remembers the bytes it came from, so that every finding is a span of the clean text. A line break is
//! kept (as `\n`) where it ends a paragraph and dropped where it only ends a line of a page: it ends a line when the
//! line is long, closes with no punctuation and nothing that opens an item follows.

use celan_data::{Script, Tables};

use crate::numeral::is_numeral;
use crate::span::Span;

/// Longer lines are no rows of a table.
const LONGEST_ROW: usize = 60;

/// Characters of a text with their places.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// The characters, folded.
    pub(crate) chars: Vec<char>,
    /// First byte of each character, and the byte behind it.
    places: Vec<(u32, u32)>,
}

/// A line shorter than this is a heading or a row, not a line of running text.
const SHORT_LINE: usize = 18;

impl Scan {
    /// Reads `text`.
    pub(crate) fn new(text: &str, tables: &Tables) -> Self {
        let script = &tables.script;
        // Nearly all characters have three bytes.
        let room = text.len() / 3;
        let mut scan = Self { chars: Vec::with_capacity(room), places: Vec::with_capacity(room) };
        let mut line_start = 0;
        let barred = may_hold_bar(text);
        let mut row = barred && is_row(text);
        for (at, raw) in text.char_indices() {
            let char = fold(raw, script);
            match char {
                '\n' => {
                    let (rest, behind_row) = (&text[at + 1..], row);
                    row = barred && is_row(rest);
                    if behind_row || row || ends_paragraph(&scan.chars[line_start..], rest, tables) {
                        scan.push('\n', at, 1);
                    }
                    line_start = scan.chars.len();
                }
                // What opens the first cell is nothing.
                '\t' | '|' if row => {
                    if scan.chars.len() > line_start {
                        scan.push('|', at, raw.len_utf8());
                    }
                }
                _ if char.is_whitespace() || char.is_control() => {
                    let next = text[at + raw.len_utf8()..].chars().next().map(|char| fold(char, script));
                    let last = scan.chars.last().copied();
                    if last.is_some_and(|last| last.is_ascii_digit() || last == ',')
                        && next.is_some_and(|next| next.is_ascii_digit())
                    {
                        scan.push(' ', at, raw.len_utf8());
                    }
                }
                _ => scan.push(char, at, raw.len_utf8()),
            }
        }
        scan
    }

    /// Where the characters from `start` up to `end` stand; both in bounds, `start < end`.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        match (self.places.get(start), end.checked_sub(1).and_then(|last| self.places.get(last))) {
            (Some(&(from, _)), Some(&(_, to))) if from <= to => Span::new(from as usize, to as usize),
            _ => Span::default(),
        }
    }

    /// The first byte of character `at`; the end of the text behind the last one.
    pub(crate) fn byte(&self, at: usize) -> usize {
        let end = || self.places.last().map_or(0, |place| place.1);
        self.places.get(at).map_or_else(end, |place| place.0) as usize
    }

    fn push(&mut self, char: char, at: usize, width: usize) {
        self.chars.push(char);
        self.places.push((at as u32, (at + width) as u32));
    }
}

/// One character as the tables have it: simplified and half width.
/// Unlike [`crate::fold_char`] it keeps capitals (MW is no mw), for names are shown.
pub(crate) fn fold(char: char, script: &Script) -> char {
    match char {
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(char as u32 - 0xFEE0).expect("full-width forms lie a fixed distance from ASCII")
        }
        '\u{3000}' => ' ',
        '–' | '−' | '‐' | '‑' | '﹣' => '-',
        '∼' | '〜' => '~',
        '﹪' => '%',
        '\u{3400}'.. => script.simplified(char),
        _ => char,
    }
}

/// Whether the line break between `line` and `rest` ends a paragraph.
fn ends_paragraph(line: &[char], rest: &str, tables: &Tables) -> bool {
    let Some(&last) = line.last() else { return true };
    if last == '\n' || matches!(last, '。' | ';' | ':' | '!' | '?') {
        return true;
    }
    let mut lines = rest.split('\n');
    let (next, blank) = match lines.next().map(str::trim) {
        Some("") => (lines.next().map(str::trim).unwrap_or_default(), true),
        Some(next) => (next, false),
        None => return true,
    };
    let start: Vec<char> = next
        .chars()
        .map(|char| fold(char, &tables.script))
        .filter(|char| !char.is_whitespace())
        .take(4)
        .collect();
    if start.is_empty()
        || opens_item(&start, tables)
        || is_cell(next)
        || line.len() <= LONGEST_ROW
            && is_numbers(line.iter().copied())
            && is_numbers(next.chars().map(|char| fold(char, &tables.script)))
        || (last.is_ascii_digit() && start[0].is_ascii_digit())
    {
        return true;
    }
    let open = matches!(last, ',' | '、' | '(' | '“');
    (line.len() < SHORT_LINE || blank && line.len() < 2 * SHORT_LINE) && !open
}

/// Whether a text may hold a bar or a tab: most lines hold none.
fn may_hold_bar(text: &str) -> bool {
    let mut before = 0;
    text.bytes().any(|byte| {
        // The last two bytes of ｜, and few others.
        let wide = (before, byte) == (0xBD, 0x9C);
        before = byte;
        wide || matches!(byte, b'\t' | b'|')
    })
}

/// Whether the first line of a text is the row of a table: three cells between bars or tabs, or two of which the second is a
/// number.
fn is_row(text: &str) -> bool {
    let line = &text[..text.find('\n').unwrap_or(text.len())];
    if !may_hold_bar(line) {
        return false;
    }
    let (mut words, mut bars, mut number, mut behind_bar) = (false, 0, false, false);
    for char in line.chars() {
        match char {
            // What opens the first cell is nothing, and so is what closes the last.
            '\t' | '|' | '｜' => behind_bar = words,
            _ if char.is_whitespace() => {}
            _ => {
                bars += usize::from(behind_bar);
                number |= behind_bar && char.is_ascii_digit();
                (words, behind_bar) = (true, false);
            }
        }
    }
    bars > 1 || bars == 1 && number
}

/// A line that is nothing but a number: the cell of a table.
fn is_cell(line: &str) -> bool {
    line.chars()
        .all(|char| char.is_ascii_digit() || matches!(char, '.' | '%' | '+' | '-' | '〔' | '〕' | '[' | ']'))
}

/// Whether a line is the row of a table with its numbers behind a name and its unit: 城镇化率(%) 58.2 64 预期性.
fn is_numbers(line: impl Iterator<Item = char>) -> bool {
    let mut cells = 0;
    let mut last = ' ';
    for char in line {
        let begins = char.is_ascii_digit() && !last.is_ascii_digit() && last != '.';
        // A blank behind the bracket, or none, and one between the numbers.
        cells = match (begins, last) {
            (true, ')') => 1,
            (true, ' ') if cells > 0 => cells + 1,
            _ => cells,
        };
        if !(char == ' ' && last == ')') {
            last = char;
        }
    }
    cells > 1
}

/// Whether a line that begins so opens an item or a heading: 一、, (一), 1., ——, 第一条.
fn opens_item(start: &[char], tables: &Tables) -> bool {
    let is_number = |char: &char| is_numeral(*char, &tables.grammar);
    match start {
        ['(', number, ..] if is_number(number) => true,
        ['—' | '-' | '•' | '·' | '●' | '■' | '〔' | '【' | '★' | '◆', ..] => true,
        ['第', number, ..] if is_number(number) => true,
        _ if opens_label(start, tables) => true,
        _ => {
            let digits = start.iter().take_while(|char| is_number(char)).count();
            digits > 0
                && matches!(start.get(digits), Some('、' | '.' | ')'))
                // 一、2023年工作, but 3.5亿元.
                && (!start.get(digits + 1).is_some_and(char::is_ascii_digit)
                    || start[digits] == '、' && !start[0].is_ascii_digit())
        }
    }
}

/// 附件, 注:.
fn opens_label(start: &[char], tables: &Tables) -> bool {
    let start: String = start.iter().collect();
    let remark = tables.structure.prefix("remark_label", &start);
    tables.structure.annex(&start).is_some()
        || remark.is_some_and(|word| start[word.len()..].starts_with(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(Scan::new(text, Tables::embedded()).chars.iter().collect::<String>(), expected);
    }

    #[test]
    fn a_line_break_inside_a_sentence_goes_and_one_between_paragraphs_stays() {
        check(
            "产业链供应链韧性不断提升和主营业务收入达百亿级企业过百\n家，千亿级",
            "产业链供应链韧性不断提升和主营业务收入达百亿级企业过百家,千亿级",
        );
        check("发展目标\n到2025年", "发展目标\n到2025年");
        check("40\n70\n", "40\n70\n");
        check("突破100 万个", "突破100万个");
        check("１ ２", "1 2");
    }
}
