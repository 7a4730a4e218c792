//! Whether a document may hold slips: asked of every document, so it must be cheap and needs no model.

use celan_data::{Gbk, Script as Forms};

use super::bytes::cut;
use crate::clean::text::{after, is_han};

/// Characters behind a mark that are looked at.
const REACH: usize = 8;
/// Oddness in so few characters behind a mark shows damage even where it cannot be explained.
const GLARING: usize = 4;
/// As much oddness as this behind a mark makes it a suspect.
const ODD: u32 = 2;

/// In a text of fewer bytes anything odd is looked into: it has no second place that could show the damage.
const SHORT: usize = 3000;

/// Those of the marks `cuts` (bytes of the text) behind which it looks like bytes out of step. Some documents without any damage have
/// one or two (rare names); damaged ones nearly always have some.
pub(crate) fn suspects(text: &str, cuts: &[usize], forms: &Forms, gbk: &Gbk) -> Vec<usize> {
    let enough = if text.len() < SHORT { 1 } else { ODD };
    let is_odd = |&at: &usize| {
        let mark = after(text, at).unwrap_or_default();
        let behind = &text[at + mark.len_utf8()..];
        is_indent(text, at) || oddness_behind(mark, behind, REACH, forms, gbk) >= enough
    };
    cuts.iter().copied().filter(is_odd).collect()
}

/// Whether the mark at `at` is a suspect by what stands right behind it.
pub(super) fn is_glaring(text: &str, at: usize, forms: &Forms, gbk: &Gbk) -> bool {
    let mut behind = text[at..].chars();
    let mark = behind.next().unwrap_or_default();
    is_indent(text, at) || oddness_behind(mark, behind.as_str(), GLARING, forms, gbk) >= ODD
}

/// Whether a `。` stands behind an indent: there it is the rest of it and half of what came behind.
fn is_indent(text: &str, at: usize) -> bool {
    text[at..].starts_with('。') && text[..at].ends_with('\u{3000}')
}

fn oddness_behind(mark: char, behind: &str, reach: usize, forms: &Forms, gbk: &Gbk) -> u32 {
    let near =
        behind.char_indices().take(reach).take_while(|&(at, c)| c != '\n' && (at == 0 || cut(c).is_none()));
    let mut before = mark;
    let odd = near.map(|(at, c)| {
        let rest = &behind[at + c.len_utf8()..];
        let lonely = u32::from(before > '\u{3400}' && is_lonely(c, rest));
        before = c;
        match (at, c) {
            // An item of a list in a sentence.
            (0, '①'..='⑩') => 0,
            (0, _) => odd_first(mark, c, rest).max(odd_anywhere(c, forms, gbk)).max(lonely),
            _ => odd_anywhere(c, forms, gbk).max(lonely),
        }
    });
    odd.sum()
}

/// A single letter or sign of ASCII, as the second byte of a traditional character leaves it.
fn is_lonely(c: char, rest: &str) -> bool {
    let goes_on = rest.starts_with(|next: char| next.is_ascii());
    c.is_ascii_alphabetic() && !goes_on
        || matches!(c, '[' | '\\' | ']' | '^' | '_' | '`' | '{' | '|' | '}' | '~')
}

/// How odd a character is directly behind a mark.
fn odd_first(mark: char, c: char, rest: &str) -> u32 {
    let halves = mark != '。';
    let next = rest.chars().next();
    let latin_goes_on =
        next.is_some_and(|next| next.is_ascii_alphanumeric() || matches!(next, ' ' | '.' | '(' | '='));
    match c {
        '}' if mark == ';' => 0, // The end of a program's line.
        '、' | '，' | '；' | '。' | '：' | '？' | '！' if halves => 2,
        'a'..='z' | 'A'..='Z' if halves && !latin_goes_on => 2,
        '[' | '\\' | ']' | '^' | '_' | '`' | '{' | '|' | '}' | '~' => 2,
        _ => 0,
    }
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
