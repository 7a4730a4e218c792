//! Whether a document may hold slips: asked of every document, so it must be cheap and needs no model.

use std::ops::Range;

use celan_data::Tables;

use super::bytes::cut;
use crate::gbk::Gbk;

/// Characters behind a mark that are looked at.
const REACH: usize = 4;
/// As much oddness as this behind a mark makes it a suspect.
const ODD: u32 = 2;

/// The marks behind which the text looks like bytes out of step, each with the characters that look so. Many documents
/// without any damage have one or two (rare names); a damaged one has nearly always some.
pub(crate) fn suspects(text: &str, tables: &Tables, gbk: &Gbk) -> Vec<Range<usize>> {
    let marks = text.char_indices().filter(|&(_, c)| cut(c).is_some());
    marks.filter_map(|(at, mark)| suspect(text, at, mark, tables, gbk)).collect()
}

fn suspect(text: &str, at: usize, mark: char, tables: &Tables, gbk: &Gbk) -> Option<Range<usize>> {
    let behind = &text[at + mark.len_utf8()..];
    let mut oddness = 0;
    let mut end = at;
    for (place, (offset, c)) in behind.char_indices().take(REACH).enumerate() {
        if c == '\n' {
            break;
        }
        let odd = if place == 0 { odd_first(mark, c, &behind[c.len_utf8()..]) } else { 0 };
        let odd = odd.max(odd_anywhere(c, tables, gbk));
        if odd > 0 {
            oddness += odd;
            end = at + mark.len_utf8() + offset + c.len_utf8();
        }
    }
    (oddness >= ODD).then_some(at..end)
}

/// How odd a character is directly behind a mark.
fn odd_first(mark: char, c: char, rest: &str) -> u32 {
    let halves = mark != '。';
    let next = rest.chars().next();
    let latin_goes_on = next.is_some_and(|next| next.is_ascii_alphanumeric() || next == ' ');
    match c {
        '、' | '，' | '；' | '。' | '：' if halves => 2,
        'a'..='z' | 'A'..='Z' if halves && !latin_goes_on => 2,
        '[' | '\\' | ']' | '^' | '_' | '`' | '{' | '|' | '}' | '~' => 2,
        _ => 0,
    }
}

/// How odd a character is in a plan: 1 for a rare Chinese one, 2 for Greek, Bopomofo, frames and the like.
fn odd_anywhere(c: char, tables: &Tables, gbk: &Gbk) -> u32 {
    match c {
        '\0'..='\x7F' => 0,
        '\u{E000}'..='\u{F8FF}' | char::REPLACEMENT_CHARACTER => 2,
        _ => match gbk.pair_of(tables.script.simplified(c)) {
            // The marks, the full-width forms, and the 3,755 characters that GB 2312 lists first.
            Some([0xA1 | 0xA3, 0xA1..=0xFE] | [0xB0..=0xD7, 0xA1..=0xFE]) => 0,
            Some([0xA2 | 0xA4..=0xA9, 0xA1..=0xFE]) => 2,
            Some(_) => 1,
            None => 0,
        },
    }
}
