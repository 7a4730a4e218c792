//! The marks that number headings.
//!
//! ```text
//! part     = 第 CN (部分 | 篇)          chapter = 第 CN 章     section = 第 CN 节     article = 第 CN 条
//! cn       = CN (、 | . )               paren_cn = OPEN CN CLOSE [、]
//! arabic   = D+ (. | 、), not before a digit: 1.2个 and 3.0平台 are no headings
//! paren_arabic = OPEN D+ CLOSE [、] | D+ CLOSE              circled = ① … ⑳
//! dash     = two or more of — ― ─ - before a word
//! OPEN, CLOSE: round brackets of both widths, mixed; CN: numerals up to 九十九, CN or D for 第…章
//! ```

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
pub(super) fn marker(line: &str) -> Option<Marker> {
    let first = line.chars().next()?;
    let found = match first {
        '第' => ordinal(line),
        '(' | '（' => bracketed(line, first.len_utf8()),
        '①'..='⑳' => {
            Some((Form::Circled, first as u32 - '①' as u32 + 1, first.len_utf8(), first.len_utf8()))
        }
        '0'..='9' | '０'..='９' => arabic(line),
        '-' | '—' | '―' | '─' | '－' => dash(line),
        _ => cn(line),
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

fn ordinal(line: &str) -> Option<Found> {
    let at = '第'.len_utf8();
    let (number, length) = cn_number(&line[at..]).or_else(|| digits(&line[at..]))?;
    let rest = &line[at + length..];
    let (form, word) = [
        (Form::Part, "部分"),
        (Form::Part, "篇"),
        (Form::Chapter, "章"),
        (Form::Section, "节"),
        (Form::Section, "節"),
        (Form::Article, "条"),
        (Form::Article, "條"),
    ]
    .into_iter()
    .find(|(_, word)| rest.starts_with(word))?;
    let end = at + length + word.len();
    let behind = &line[end..];
    // A heading is set off; 第一部分内容 and 第三条所称 are running text.
    let set_off = behind.starts_with(|c: char| c.is_whitespace() || "、:：．.".contains(c));
    if !set_off {
        return None;
    }
    let skip = behind.chars().next().filter(|c| !c.is_whitespace()).map_or(0, char::len_utf8);
    Some((form, number, end, end + skip))
}

fn bracketed(line: &str, open: usize) -> Option<Found> {
    let inner = line[open..].trim_start();
    let at = line.len() - inner.len();
    let (form, (number, length)) = match cn_number(inner) {
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
            let is_number = next.is_ascii_digit() || ('０'..='９').contains(&next) || next == '%';
            (!is_number).then_some((Form::Arabic, number, length, end))
        }
        _ => None,
    }
}

fn cn(line: &str) -> Option<Found> {
    let (number, length) = cn_number(line)?;
    let rest = line[length..].trim_start();
    let mark = rest.chars().next().filter(|c| matches!(c, '、' | '.' | '．'))?;
    let end = line.len() - rest.len() + mark.len_utf8();
    // 一、二、三产业: an enumeration, no heading.
    let enumerates = cn_number(&line[end..]).is_some_and(|(_, more)| {
        line[end + more..].starts_with(['、', '产', '產', '次', '级', '級', '线', '線'])
    });
    (!enumerates).then_some((Form::Cn, number, length, end))
}

fn dash(line: &str) -> Option<Found> {
    let words = line.trim_start_matches(['-', '—', '―', '─', '－']);
    let dashes = line[..line.len() - words.len()].chars().count();
    let begins_word = words.trim_start().starts_with(|c: char| c.is_alphabetic() || "“‘《\"「".contains(c));
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
        let digit = match c {
            '0'..='9' => c as u32 - '0' as u32,
            '０'..='９' => c as u32 - '０' as u32,
            _ => break,
        };
        if at == 3 {
            return None;
        }
        value = value * 10 + digit;
        length += c.len_utf8();
    }
    (length > 0 && value > 0).then_some((value, length))
}

/// A Chinese numeral below one thousand: value and bytes.
pub(super) fn cn_number(text: &str) -> Option<(u32, usize)> {
    let (mut value, mut digit, mut length) = (0, 0, 0);
    for c in text.chars().take(7) {
        match c {
            '零' | '〇' => digit = 0,
            '十' => {
                value += digit.max(u32::from(length == 0 || digit > 0)) * 10;
                digit = 0;
            }
            '百' => {
                value += digit * 100;
                digit = 0;
            }
            _ => match "一二三四五六七八九".chars().position(|d| d == c) {
                Some(at) if digit == 0 => digit = at as u32 + 1,
                _ => break,
            },
        }
        length += c.len_utf8();
    }
    value += digit;
    (value > 0).then_some((value, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<(Form, u32, &str, &str)>) {
        let found = marker(line);
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
