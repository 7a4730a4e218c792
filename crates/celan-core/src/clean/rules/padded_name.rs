//! Names of two characters that were padded with a blank to the width of three, beside a post.
//!
//! The first character must be a family name, and a post must stand before or behind. `群 长：` is no name and stays.
//!
//! In: `副群长：胡 俊 县委副书记` Out: `副群长：胡俊 县委副书记`

use super::{Finds, Scan, Tables};
use crate::clean::text::{after, before, is_blank, is_han, line_around};

pub(super) fn find(scan: &Scan<'_>, tables: &Tables, finds: &mut Finds) {
    let text = scan.text;
    let damage = &tables.damage;
    let mut done = 0;
    for &gap in &scan.blanks {
        let Some(surname) =
            before(text, gap).filter(|c| gap >= done && damage.surnames.binary_search(c).is_ok())
        else {
            continue;
        };
        let at = gap - surname.len_utf8();
        let given = text.len() - text[gap..].trim_start_matches(is_blank).len();
        let Some(c) = after(text, given).filter(|&c| given - gap <= 6 && is_han(c)) else { continue };
        let end = given + c.len_utf8();
        let line = line_around(text, at);
        let starts = before(text, at)
            .is_none_or(|c| is_blank(c) || matches!(c, '\n' | '：' | ':' | '、' | '（' | '('));
        let ends =
            after(text, end).is_none_or(|c| is_blank(c) || matches!(c, '\n' | '\r' | '）' | ')' | '、'));
        if !starts || !ends {
            continue;
        }
        let is_post = |words: &str| damage.posts.iter().any(|post| words.ends_with(post.as_str()));
        let post_behind =
            text[end..line.end].split(is_blank).filter(|part| !part.is_empty()).take(2).any(is_post);
        let post_before = is_post(
            text[line.start..at].trim_end_matches(|c| is_blank(c) || matches!(c, '（' | '(' | '：' | ':')),
        );
        if post_behind || post_before {
            finds.remove(gap..given);
            done = end;
        }
    }
}
