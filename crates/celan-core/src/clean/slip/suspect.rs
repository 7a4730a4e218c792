//! Whether a document may hold slips: asked of every document, so it must be cheap and needs no model.

use std::ops::{Range, RangeInclusive};

use celan_data::{Gbk, Script as Forms};

use super::bytes::{cut, is_cut};
use crate::clean::text::{after, is_blank, is_han, line_around};

/// Characters behind a mark that are looked at.
const REACH: usize = 8;
/// Oddness in so few characters behind a mark shows damage even where it cannot be explained.
const GLARING: usize = 4;
/// As much oddness as this behind a mark makes it a suspect.
const ODD: u32 = 2;

/// Marks that do not follow another one.
pub(super) const MARKS: [char; 7] = ['、', '，', '；', '。', '：', '？', '！'];

/// Characters of a word that is too short to be a sentence, and of a number that heads a part.
const SHORT_WORD: RangeInclusive<usize> = 2..=3;
const NUMBER: RangeInclusive<usize> = 1..=3;
/// Characters, at most, of a word between a `？` and a figure that is looked into.
const BRIEF: usize = 4;
/// A line of more characters may go on in the next one.
const LONG_LINE: usize = 8;

/// In a text of fewer bytes anything odd is looked into: it has no second place that could show the damage.
const SHORT: usize = 3000;

/// Those of the marks `cuts` (bytes of the text) behind which it looks like bytes out of step. Some documents without any damage have
/// one or two (rare names); damaged ones nearly always have some.
pub(crate) fn suspects(text: &str, cuts: &[usize], forms: &Forms, gbk: &Gbk) -> Vec<usize> {
    let enough = if text.len() < SHORT { 1 } else { ODD };
    let is_odd = |&at: &usize| {
        is_indent(text, at) || oddness_behind(text, at, run_behind(text, at, REACH), forms, gbk) >= enough
    };
    cuts.iter().copied().filter(is_odd).collect()
}

/// What stands right behind the mark at `at`, if it makes the mark a suspect by itself.
pub(super) fn glaring(text: &str, at: usize, forms: &Forms, gbk: &Gbk) -> Option<Range<usize>> {
    let run = run_behind(text, at, GLARING);
    (oddness_behind(text, at, run.clone(), forms, gbk) >= ODD).then_some(run)
}

/// Whether a `。` stands behind an indent: there it is the rest of it and half of what came behind.
pub(super) fn is_indent(text: &str, at: usize) -> bool {
    text[at..].starts_with('。') && text[..at].ends_with('\u{3000}')
}

/// The characters behind the mark at `at` that may be out of step, `reach` at most: up to the next mark or the end of the
/// line, before ASCII that cannot be the second byte of a character, and with ASCII that can.
fn run_behind(text: &str, at: usize, reach: usize) -> Range<usize> {
    let start = at + after(text, at).map_or(0, char::len_utf8);
    let mut end = start;
    for c in text[start..].chars().take(reach) {
        if c < '@' || (end > start && cut(c).is_some()) {
            break;
        }
        end += c.len_utf8();
        if c.is_ascii() {
            break;
        }
    }
    start..end
}

/// How odd the run is that stands behind the mark at `at`.
fn oddness_behind(text: &str, at: usize, run: Range<usize>, forms: &Forms, gbk: &Gbk) -> u32 {
    let mark = after(text, at).unwrap_or_default();
    // A pause does not end a sentence: the byte before the mark was part of a character.
    let mut odd = if text[..at].ends_with(['、', '，', '（', '《']) { 2 } else { 0 };
    let mut before = mark;
    for (offset, c) in text[run.clone()].char_indices() {
        let at = run.start + offset;
        let rest = &text[at + c.len_utf8()..];
        let anywhere = odd_anywhere(c, forms, gbk).max(loneliness(before, c, rest));
        odd += match c {
            // An item of a list in a sentence.
            '①'..='⑩' if offset == 0 => 0,
            '》' if !is_open(&text[..at]) => 2,
            _ if offset > 0 => anywhere,
            _ if is_alone(c, rest) => 2 * anywhere.max(u32::from(rest.starts_with(is_cut))),
            _ => anywhere.max(odd_first(mark, c, rest)),
        };
        before = c;
    }
    odd
}

/// Whether a title is open at the end of `line`, a text whose last line matters.
fn is_open(line: &str) -> bool {
    line.chars().rev().take_while(|&c| c != '\n').find(|c| matches!(c, '《' | '》')) == Some('《')
}

/// Whether a Chinese character stands alone between a mark and `rest`: no sentence is so short.
fn is_alone(c: char, rest: &str) -> bool {
    is_han(c) && rest.chars().next().is_none_or(|next| next.is_ascii() || is_cut(next))
}

/// How odd it is that a single letter or sign of ASCII stands among Chinese, as the second byte of a traditional character
/// leaves it; or a single wide letter.
fn loneliness(before: char, c: char, rest: &str) -> u32 {
    let next = rest.chars().next().unwrap_or_default();
    match c {
        _ if before < '\u{3400}' => 0,
        '\\' | '^' | '_' | '`' | '{' | '}' => 2,
        '[' | ']' | '|' | '~' => 1,
        _ if is_stray(c, next) => 2,
        'a'..='z' | 'A'..='Z' => u32::from(!next.is_ascii()),
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => u32::from(is_han(next)),
        _ => 0,
    }
}

/// Whether the mark at `at` ends a line, or the cell of one, that is no sentence: one short word, perhaps numbered. In a
/// document with slips the rest of the word went with the line's end: 隐私；for 隐私保护.
pub(super) fn cuts_short(text: &str, at: usize) -> bool {
    let line = line_around(text, at);
    let behind = text[at..line.end].chars().skip(1).find(|&c| !is_blank(c));
    let words = text[line.start..at].trim_start_matches(is_blank);
    let numbering = words.trim_end_matches(is_han);
    // 十二、 heads a part; 1. and （一） stand before items of a list, which end so by right.
    let numbered = numbering
        .strip_suffix('、')
        .is_some_and(|number| number.chars().all(is_han) && NUMBER.contains(&number.chars().count()));
    // The word may end the sentence of the line above.
    let above = line_around(text, line.start.saturating_sub(1));
    let above = text[above].trim_end_matches(is_blank);
    let goes_on = above.chars().count() > LONG_LINE && above.ends_with(|c| is_han(c) || c == '”');
    matches!(behind, None | Some('|' | '\r'))
        && SHORT_WORD.contains(&words[numbering.len()..].chars().count())
        && (numbered || numbering.is_empty() && !goes_on)
}

/// How odd a character is directly behind a mark.
fn odd_first(mark: char, c: char, rest: &str) -> u32 {
    let halves = mark != '。';
    let next = rest.chars().next();
    let latin_goes_on =
        next.is_some_and(|next| next.is_ascii_alphanumeric() || matches!(next, ' ' | '.' | '(' | '='));
    match c {
        '}' if mark == ';' => 0, // The end of a program's line.
        _ if MARKS.contains(&c) && halves => 2,
        _ if mark == '？' && asks_briefly(c, rest) => 2,
        _ if is_stray(c, next.unwrap_or_default()) => 2,
        'a'..='z' | 'A'..='Z' if halves && !latin_goes_on => 2,
        '[' | '\\' | ']' | '^' | '_' | '`' | '{' | '|' | '}' | '~' => 2,
        _ => 0,
    }
}

/// Whether a letter stands before a character as no text has it: a name may have a capital (A级), a place may have been
/// masked (x县).
fn is_stray(letter: char, next: char) -> bool {
    letter.is_ascii_lowercase() && letter != 'x' && is_han(next)
}

/// Whether a word of few characters before a figure begins with `c`, the first behind a `？`: questions are rare in the
/// middle of a line, and still rarer such short answers.
fn asks_briefly(c: char, rest: &str) -> bool {
    let word = rest.chars().take_while(|&c| is_han(c)).count();
    is_han(c) && word < BRIEF && rest.chars().nth(word).is_some_and(|c| c.is_ascii_digit())
}

/// How odd a character is in a plan: 1 for a rare Chinese one, 2 for one that GB 2312 lacks, for Greek, Bopomofo, frames
/// and the like.
fn odd_anywhere(c: char, forms: &Forms, gbk: &Gbk) -> u32 {
    match c {
        '\0'..='\x7F' => 0,
        '\u{E000}'..='\u{F8FF}' | char::REPLACEMENT_CHARACTER => 2,
        _ => match gbk.pair_of(forms.simplified(c)) {
            // The marks, the full-width forms, and the 3,755 characters that GB 2312 lists first.
            Some([0xA1 | 0xA3, 0xA1..=0xFE] | [0xB0..=0xD7, 0xA1..=0xFE]) => 0,
            Some([0xD8..=0xF7, 0xA1..=0xFE]) => 1,
            Some(_) => 2,
            None => 0,
        },
    }
}

/// Where the run ends that begins at `at`, if its first characters are such as plans do not use. Slips give characters of
/// all of GBK, of which common words use a third, and letters in the middle of words.
pub(super) fn odd_run(text: &str, at: usize, forms: &Forms, gbk: &Gbk) -> Option<usize> {
    let rest = &text[at..];
    let oddness = |c: char| match gbk.pair_of(forms.simplified(c)) {
        Some([0xB0..=0xD7, 0xA1..=0xFE]) => 0,
        _ if is_word(c) => 1,
        _ => 2 * usize::from(c.is_ascii_alphabetic()),
    };
    let first = rest.chars().next().filter(|&c| is_word(c))?;
    if oddness(first) == 0 || rest.chars().take(4).map(oddness).sum::<usize>() < 3 {
        return None;
    }
    let length = rest.find(|c: char| c.is_ascii() && !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let length = rest[..length].find(['。', '“', '”', '、', '\n']).unwrap_or(length);
    Some(at + length)
}

/// A character of a word, or one that slips give in the place of one.
fn is_word(c: char) -> bool {
    is_han(c) || matches!(c, 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' | '\u{3105}'..='\u{3129}' | '\u{FE30}'..='\u{FE6F}')
}

#[cfg(test)]
mod tests {
    use super::super::bytes::is_cut;
    use super::*;
    use celan_data::Tables;

    fn first_cut(text: &str) -> usize {
        text.find(is_cut).expect("there is a mark")
    }

    /// How odd it is what stands behind the first mark.
    #[track_caller]
    fn check(text: &str, odd: u32) {
        let tables = Tables::embedded();
        let gbk = tables.gbk.as_ref().expect("the tables know GBK");
        let at = first_cut(text);
        let run = run_behind(text, at, REACH);
        assert_eq!(oddness_behind(text, at, run, &tables.script, gbk), odd, "{text}");
    }

    #[test]
    fn what_slips_leave_is_odd() {
        check("互聯、陸？战y籌的運輸網絡", 2);
        check("北斗終端規；瘧。構建", 2);
        check("電影放映7787。壑22.8萬人次", 2);
        check("醫院10個，？萍膊》乐卧16個", 4);
        check("普通本？平逃猩44.52萬人", 2);
        check("增速快於全。w人口實現淨流入", 2);
        check("與大華、？档纫痪品牌", 2);
    }

    #[test]
    fn what_plans_say_is_not() {
        check("读《为什么？怎么办》一书", 0);
        check("增长5.2%。到2025年", 0);
        check("钱从哪里来？市级财政安排3亿元", 0);
        check("第一步。x县完成", 0);
    }

    #[test]
    fn a_short_word_is_no_sentence() {
        let cuts_short = |text: &str| cuts_short(text, first_cut(text));
        assert!(cuts_short("　隐私；\n联系") && cuts_short("十二、环境；\n全年") && cuts_short("隐私；|"));
        assert!(!cuts_short("1.环境；\n2.教育；") && !cuts_short("我们一定要全力打好这场\n攻坚战。\n"));
    }
}
