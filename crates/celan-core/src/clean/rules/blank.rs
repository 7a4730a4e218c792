//! Stray blanks between a figure and the Chinese words around it, in running text.
//!
//! Only single blanks go, and only where the figure has Chinese on both sides: cells of a table are parted by blanks, and
//! 图 1 or 表 1 by habit.
//!
//! In: `以年产 30 万吨项目为龙头，到 2025 年建成。` Out: `以年产30万吨项目为龙头，到2025年建成。`

use std::ops::Range;

use super::{Finds, Scan, Tables};
use crate::clean::text::{after, before, is_blank, is_han, is_running, line_around};

pub(super) fn find(scan: &Scan<'_>, tables: &Tables, finds: &mut Finds) {
    let text = scan.text;
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut done = 0;
    for (at, blank) in scan.blanks.iter().map(|&at| (at, scan.at(at))).filter(|&(_, blank)| is_stray(blank)) {
        let beside = is_digit(before(text, at)) || is_digit(after(text, at + blank.len_utf8()));
        if at < done || !beside {
            continue;
        }
        let line = line_around(text, at);
        done = line.end;
        if is_running(&text[line.clone()]) {
            figures(text, line, tables, finds);
        }
    }
}

fn figures(text: &str, line: Range<usize>, tables: &Tables, finds: &mut Finds) {
    let bytes = text.as_bytes();
    let mut at = line.start;
    while let Some(start) = (at..line.end).find(|&at| bytes[at].is_ascii_digit()) {
        let inside =
            |&at: &usize| bytes[at].is_ascii_digit() || (bytes[at] == b'.' && bytes[at - 1].is_ascii_digit());
        let mut end = start + (start..line.end).take_while(inside).count();
        if bytes[end - 1] == b'.' {
            end -= 1;
        }
        at = end.max(start + 1);
        let left = one_blank_before(text, start);
        let right = one_blank_behind(text, end);
        let chinese_before = before(text, left).is_some_and(is_han)
            && tables.structure.suffix("caption", &text[..left]).is_none();
        let chinese_behind = after(text, right).is_some_and(|c| is_han(c) || matches!(c, '%' | '％'));
        if chinese_before && chinese_behind {
            finds.remove(left..start);
            finds.remove(end..right);
        }
    }
}

/// A blank that may stand there by accident. One of the width of a character was set there: 专栏1　政府数据工程.
fn is_stray(c: char) -> bool {
    is_blank(c) && c != '\u{3000}'
}

/// Where the blank begins that stands before `at`, if it is one and no more.
fn one_blank_before(text: &str, at: usize) -> usize {
    let start = text[..at].trim_end_matches(is_stray).len();
    if text[start..at].chars().count() == 1 { start } else { at }
}

fn one_blank_behind(text: &str, at: usize) -> usize {
    let end = text.len() - text[at..].trim_start_matches(is_stray).len();
    if text[at..end].chars().count() == 1 { end } else { at }
}
