//! The marks that number headings.
//!
//! ```text
//! part     = 第 CN (部分 | 篇 | 编)          chapter = 第 CN 章     section = 第 CN 节     article = 第 CN 条
//! cn       = CN (、 | . )               paren_cn = OPEN CN CLOSE [、]
//! arabic   = D+ (. | 、), not before a digit: 1.2个 and 3.0平台 are no headings
//! paren_arabic = OPEN D+ CLOSE [、] | D+ CLOSE              circled = ① … ⑳
//! dash     = two or more of — ― ─ - before a word
//! OPEN, CLOSE: round brackets of both widths, mixed; CN: numerals below one thousand, CN or D for 第…章
//! ```
//! The words behind 第 are rows of a table, in both scripts: lines come as written.

use celan_data::{Grammar, Tables};

use crate::numeral::{arabic_digit, small};

/// How a heading is numbered. The order is that of levels, outermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    Part,
    Chapter,
    Section,
    Article,
    Cn,
    ParenCn,
    Arabic,
    ParenArabic,
    Circled,
    Dash,
}

impl Form {
    /// Level after GB/T 9704-2012; 0 for the forms that stand above those.
    pub(super) fn level(self) -> u8 {
        match self {
            Self::Part | Self::Chapter | Self::Section | Self::Article => 0,
            Self::Cn => 1,
            Self::ParenCn => 2,
            Self::Arabic => 3,
            Self::ParenArabic => 4,
            Self::Circled | Self::Dash => 5,
        }
    }

    /// Whether a gap in its numbers is rather a lost line than a number that is no heading.
    pub(super) fn is_strong(self) -> bool {
        !matches!(self, Self::Arabic | Self::ParenArabic | Self::Circled)
    }
}

/// A mark at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    pub(super) form: Form,
    /// Its number; 0 for a dash.
    pub(super) number: u32,
    /// The number as written in bytes of the line: brackets included, the mark that closes it not; empty for a dash.
    pub(super) written: (usize, usize),
    /// Where the words of the heading begin.
    pub(super) end: usize,
}

/// The mark that `line` begins with.
pub(super) fn marker(line: &str, tables: &Tables) -> Option<Marker> {
    let first = line.chars().next()?;
    let found = match first {
        '第' => ordinal(line, tables),
        '(' | '（' => bracketed(line, first.len_utf8(), &tables.grammar),
        '①'..='⑳' => {
            Some((Form::Circled, first as u32 - '①' as u32 + 1, first.len_utf8(), first.len_utf8()))
        }
        '0'..='9' | '０'..='９' => arabic(line),
        '-' | '—' | '―' | '─' | '－' => dash(line),
        _ => cn(line, tables),
    };
    let (form, number, written, end) = found?;
    let end = end + (line[end..].len() - line[end..].trim_start().len());
    if line[end..].is_empty() {
        return None;
    }
    let written = if form == Form::Dash { (0, 0) } else { (0, written) };
    Some(Marker { form, number, written, end })
}

type Found = (Form, u32, usize, usize);

/// The forms of what stands behind 第一, in the order of the table.
const ORDINALS: [Form; 4] = [Form::Part, Form::Chapter, Form::Section, Form::Article];

fn ordinal(line: &str, tables: &Tables) -> Option<Found> {
    let at = '第'.len_utf8();
    let (number, length) = small(&line[at..], &tables.grammar).or_else(|| digits(&line[at..]))?;
    let rest = &line[at + length..];
    let (which, word) = tables.structure.ordinal(rest)?;
    let form = ORDINALS[which];
    let end = at + length + word.len();
    let behind = &line[end..];
    // A heading is set off; 第一部分内容 and 第三条所称 are running text.
    let set_off =
        behind.starts_with(|c: char| c.is_whitespace() || matches!(c, '、' | ':' | '：' | '．' | '.'));
    if !set_off {
        return None;
    }
    let skip = behind.chars().next().filter(|c| !c.is_whitespace()).map_or(0, char::len_utf8);
    Some((form, number, end, end + skip))
}

fn bracketed(line: &str, open: usize, grammar: &Grammar) -> Option<Found> {
    let inner = line[open..].trim_start();
    let at = line.len() - inner.len();
    let (form, (number, length)) = match small(inner, grammar) {
        Some(found) => (Form::ParenCn, found),
        None => (Form::ParenArabic, digits(inner)?),
    };
    let rest = line[at + length..].trim_start();
    let close = rest.chars().next().filter(|c| matches!(c, ')' | '）'))?;
    let end = line.len() - rest.len() + close.len_utf8();
    Some((form, number, end, end + comma(&line[end..])))
}

fn arabic(line: &str) -> Option<Found> {
    let (number, length) = digits(line)?;
    let rest = line[length..].trim_start();
    let mark = rest.chars().next()?;
    let end = line.len() - rest.len() + mark.len_utf8();
    match mark {
        ')' | '）' => Some((Form::ParenArabic, number, length, end)),
        '.' | '．' | '、' => {
            let next = line[end..].chars().next()?;
            let is_number = arabic_digit(next).is_some() || next == '%';
            (!is_number).then_some((Form::Arabic, number, length, end))
        }
        _ => None,
    }
}

fn cn(line: &str, tables: &Tables) -> Option<Found> {
    let (number, length) = small(line, &tables.grammar)?;
    let rest = line[length..].trim_start();
    let mark = rest.chars().next().filter(|c| matches!(c, '、' | '.' | '．'))?;
    let end = line.len() - rest.len() + mark.len_utf8();
    // 一、二、三产业: an enumeration, no heading.
    let enumerates = small(&line[end..], &tables.grammar).is_some_and(|(_, more)| {
        let behind = &line[end + more..];
        behind.starts_with('、') || tables.structure.prefix("enumerated", behind).is_some()
    });
    (!enumerates).then_some((Form::Cn, number, length, end))
}

fn dash(line: &str) -> Option<Found> {
    let words = line.trim_start_matches(['-', '—', '―', '─', '－']);
    let dashes = line[..line.len() - words.len()].chars().count();
    let begins_word = words
        .trim_start()
        .starts_with(|c: char| c.is_alphabetic() || matches!(c, '“' | '‘' | '《' | '"' | '「'));
    (dashes >= 2 && begins_word).then_some((Form::Dash, 0, 0, line.len() - words.len()))
}

fn comma(rest: &str) -> usize {
    if rest.starts_with('、') { '、'.len_utf8() } else { 0 }
}

/// Up to three Arabic digits of either width: value and bytes.
fn digits(text: &str) -> Option<(u32, usize)> {
    let mut value = 0;
    let mut length = 0;
    for (at, c) in text.chars().enumerate() {
        let Some(digit) = arabic_digit(c) else { break };
        if at == 3 {
            return None;
        }
        value = value * 10 + digit;
        length += c.len_utf8();
    }
    (length > 0 && value > 0).then_some((value, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<(Form, u32, &str, &str)>) {
        let found = marker(line, Tables::embedded());
        let found = found.map(|m| (m.form, m.number, &line[m.written.0..m.written.1], &line[m.end..]));
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn marks_of_all_levels() {
        check("一、发展目标", Some((Form::Cn, 1, "一", "发展目标")));
        check("二十三. 其他", Some((Form::Cn, 23, "二十三", "其他")));
        check("（十一)着力", Some((Form::ParenCn, 11, "（十一)", "着力")));
        check("( 二 ) 着力", Some((Form::ParenCn, 2, "( 二 )", "着力")));
        check("1. 开展", Some((Form::Arabic, 1, "1", "开展")));
        check("18．加强", Some((Form::Arabic, 18, "18", "加强")));
        check("（3）加强", Some((Form::ParenArabic, 3, "（3）", "加强")));
        check("3）加强", Some((Form::ParenArabic, 3, "3", "加强")));
        check("——产业规模", Some((Form::Dash, 0, "", "产业规模")));
        check("第一章  总则", Some((Form::Chapter, 1, "第一章", "总则")));
    }

    #[test]
    fn numbers_that_head_nothing() {
        for line in [
            "1.2个",
            "3.0平台",
            "3、4月份",
            "2021.12",
            "一、二、三产业融合",
            "第一部分内容",
            "(2019-2021年)",
            "—3—",
            "十",
            "1.",
        ] {
            check(line, None);
        }
    }
}
