//! Document numbers (发文字号) after GB/T 9704-2012.
//!
//! ```text
//! number = CODE OPEN YEAR CLOSE [第] SERIAL 号        青发〔2021〕12号
//! CODE   = 1 to 12 Chinese characters; OPEN, CLOSE = 〔〕 [] () 【】 〈〉 of both widths, also mixed; YEAR, SERIAL = Arabic digits
//! ```

use celan_data::Structure;

use super::DocumentNumber;
use super::line::is_blank;
use crate::chars::chars_led_by;
use crate::span::Span;

const CLOSE: [char; 9] = ['〕', ']', '］', ')', '）', '】', '〉', '﹞', '}'];
const CODE_CHARS: usize = 14;

fn opens(c: char) -> bool {
    matches!(c, '〔' | '[' | '［' | '(' | '（' | '【' | '〈' | '﹝' | '{')
}

/// All document numbers in `text`, in order.
pub(super) fn numbers(text: &str, words: &Structure) -> Vec<(DocumentNumber, Span)> {
    let mut found = Vec::new();
    let mut done = 0;
    // ASCII, and the first bytes of the others.
    let may_begin = |lead| matches!(lead, b'(' | b'[' | b'{' | 0xE3 | 0xEF);
    for (open, c) in chars_led_by(text, may_begin).filter(|&(_, c)| opens(c)) {
        if open < done {
            continue;
        }
        if let Some((number, (start, end))) = number_at(text, open, open + c.len_utf8(), words) {
            done = end;
            found.push((number, Span::new(start, end)));
        }
    }
    found
}

/// A number whose bracket opens at `open` and whose year begins at `inner`; with start and end.
fn number_at(
    text: &str,
    open: usize,
    inner: usize,
    words: &Structure,
) -> Option<(DocumentNumber, (usize, usize))> {
    let (year, rest) = digits(&text[inner..])?;
    let rest = rest.trim_start_matches(is_blank).strip_prefix(CLOSE)?;
    if !(1949..=2100).contains(&year) {
        return None;
    }
    let rest = rest.trim_start_matches(is_blank);
    let rest = rest.strip_prefix('第').unwrap_or(rest);
    let (serial, rest) = digits(rest)?;
    let rest = rest.trim_start_matches(is_blank).strip_prefix(['号', '號'])?;
    let code = code_before(&text[..open], words)?;
    let start = open - code.len() - blanks_behind(&text[..open]);
    let number = DocumentNumber { organ_code: code.to_owned(), year: year as i32, serial };
    Some((number, (start, text.len() - rest.len())))
}

/// 机关代字: the Chinese characters at the end of `before`, without the words that lead up to it.
fn code_before<'t>(before: &'t str, words: &Structure) -> Option<&'t str> {
    let before = before.trim_end_matches(is_blank);
    let start = before
        .char_indices()
        .rev()
        .take(CODE_CHARS)
        .take_while(|(_, c)| matches!(c, '\u{4e00}'..='\u{9fff}'))
        .last()
        .map(|(at, _)| at)?;
    let mut code = &before[start..];
    for word in words.words("before_number") {
        if let Some(at) = code.rfind(word.as_str()) {
            code = &code[at + word.len()..];
        }
    }
    (code.chars().count() >= 2).then_some(code)
}

fn blanks_behind(before: &str) -> usize {
    before.len() - before.trim_end_matches(is_blank).len()
}

/// Arabic digits of either width: their value and what follows.
fn digits(text: &str) -> Option<(u32, &str)> {
    let text = text.trim_start_matches(is_blank);
    let mut value = 0u32;
    let mut length = 0;
    for c in text.chars().take(7) {
        let digit = match c {
            '0'..='9' => c as u32 - '0' as u32,
            '０'..='９' => c as u32 - '０' as u32,
            _ => break,
        };
        value = value * 10 + digit;
        length += c.len_utf8();
    }
    (length > 0).then(|| (value, &text[length..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use celan_data::Tables;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found = numbers(text, &Tables::embedded().structure);
        let found: Vec<_> = found.iter().map(|(number, _)| number.to_string()).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn all_brackets() {
        check("青发〔2021〕12号", &["青发〔2021〕12号"]);
        check("青政办[2021]3号", &["青政办〔2021〕3号"]);
        check("根据皖发（2021）12号和池发【2021】第11号", &["皖发〔2021〕12号", "池发〔2021〕11号"]);
        check("发改低空 〔 2026 〕 123 号", &["发改低空〔2026〕123号"]);
    }

    #[test]
    fn years_that_number_nothing() {
        check("行动计划(2024—2026年)", &[]);
        check("(2021年9月28日)", &[]);
        check("规划(2021)和", &[]);
    }
}
