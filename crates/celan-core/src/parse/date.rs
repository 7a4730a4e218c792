//! Dates as they stand in heads and tails.
//!
//! ```text
//! date = YEAR 年 [MONTH 月 [DAY (日 | 号)]]  |  YEAR (- | / | .) MONTH (same) DAY
//! YEAR, MONTH, DAY: Arabic digits of both widths or Chinese numerals (二〇二一年九月二十八日); blanks anywhere
//! ```

use celan_data::Grammar;

use super::line::is_blank;
use crate::numeral;

/// A date without its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: i32,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
    /// First byte and byte behind the last one.
    pub(super) at: (usize, usize),
}

/// The dates of a line that name at least a month.
pub(super) fn dates(line: &str, grammar: &Grammar) -> Vec<Day> {
    let mut found = Vec::new();
    let mut from = 0;
    let is_digit = |c| numeral::digit(c, grammar).is_some();
    while let Some(c) = line[from..].chars().next() {
        let before = line[..from].chars().next_back();
        let begins = is_digit(c) && !before.is_some_and(is_digit);
        match begins.then(|| day_at(line, from, grammar)).flatten() {
            Some(day) => {
                from = day.at.1;
                found.push(day);
            }
            None => from += c.len_utf8(),
        }
    }
    found
}

fn day_at(line: &str, start: usize, grammar: &Grammar) -> Option<Day> {
    let (year, rest) = year(&line[start..], grammar)?;
    let end_of = |rest: &str| line.len() - rest.len();
    let mark = rest.chars().next()?;
    if mark == '年' {
        let (month, rest) = part(&rest['年'.len_utf8()..], &['月'], 12, grammar)?;
        let month_end = end_of(rest);
        let (day, end) = match part(rest, &['日', '号', '號'], 31, grammar) {
            Some((day, rest)) => (Some(day), end_of(rest)),
            None => (None, month_end),
        };
        return Some(Day { year, month: Some(month), day, at: (start, end) });
    }
    if !matches!(mark, '-' | '/' | '.' | '－') {
        return None;
    }
    let (month, rest) = part(&rest[mark.len_utf8()..], &[mark], 12, grammar)?;
    let (day, length) = small(rest, grammar).filter(|(day, _)| (1..=31).contains(day))?;
    let rest = &rest[length..];
    (!rest.starts_with(|c| numeral::digit(c, grammar).is_some())).then(|| Day {
        year,
        month: Some(month),
        day: Some(day),
        at: (start, end_of(rest)),
    })
}

/// Four digits, Arabic or Chinese one by one.
fn year<'t>(text: &'t str, grammar: &Grammar) -> Option<(i32, &'t str)> {
    let mut value = 0;
    let mut length = 0;
    for c in text.chars().take(4) {
        let digit = numeral::digit(c, grammar)?;
        value = value * 10 + digit as i32;
        length += c.len_utf8();
    }
    (1949..=2100).contains(&value).then(|| (value, text[length..].trim_start_matches(is_blank)))
}

/// A number up to `most` with one of `marks` behind it.
fn part<'t>(text: &'t str, marks: &[char], most: u8, grammar: &Grammar) -> Option<(u8, &'t str)> {
    let text = text.trim_start_matches(is_blank);
    let (value, length) = small(text, grammar)?;
    let rest = text[length..].trim_start_matches(is_blank).strip_prefix(marks)?;
    (1..=most).contains(&value).then_some((value, rest))
}

fn small(text: &str, grammar: &Grammar) -> Option<(u8, usize)> {
    let mut value = 0u8;
    let mut length = 0;
    for c in text.chars().take(2) {
        let Some(digit) = numeral::arabic_digit(c) else { break };
        value = value * 10 + digit as u8;
        length += c.len_utf8();
    }
    if length > 0 {
        return Some((value, length));
    }
    numeral::small(text, grammar).and_then(|(value, length)| Some((u8::try_from(value).ok()?, length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &[(i32, u8, u8)]) {
        let found: Vec<_> = dates(line, &celan_data::Tables::embedded().grammar)
            .iter()
            .map(|day| (day.year, day.month.unwrap_or(0), day.day.unwrap_or(0)))
            .collect();
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn ways_to_write_a_day() {
        check("(2021年9月28日)", &[(2021, 9, 28)]);
        check("二〇二一年九月二十八日", &[(2021, 9, 28)]);
        check("２０２１ 年 9 月", &[(2021, 9, 0)]);
        check("发表于 2024-3-31 21:00:01", &[(2024, 3, 31)]);
        check("发布时间：2026/02/12", &[(2026, 2, 12)]);
        check("索引号：111423LL00100/2019-01010", &[]);
        check("2024—2026年 xxxx年x月 2024.5亿", &[]);
    }
}
