//! 一 where a dash stood between words: a scanner cannot tell the two apart.
//!
//! Certain only in quotes, with at least two of them between words of the same length.
//!
//! In: `畅通“产业一专业一就业一创业”渠道` Out: `畅通“产业—专业—就业—创业”渠道`

use super::{Finds, Scan, Tables};
use crate::clean::text::is_han;

/// A longer quotation is no chain of words.
const LONGEST: usize = 120;

pub(super) fn find(scan: &Scan<'_>, _tables: &Tables, finds: &mut Finds) {
    let text = scan.text;
    for &open in &scan.quotes {
        let start = open + '“'.len_utf8();
        // Nearly all quotations are something else, which their first word shows.
        if !(2..=4).contains(&text[start..].chars().take(5).take_while(|&c| c != '一').count()) {
            continue;
        }
        let Some(length) = text[start..]
            .chars()
            .scan(0, |at, c| {
                let here = *at;
                *at += c.len_utf8();
                (here <= LONGEST).then_some((here, c))
            })
            .find(|&(_, c)| c == '”')
            .map(|(at, _)| at)
        else {
            continue;
        };
        let inner = &text[start..start + length];
        if !is_chain(inner) {
            continue;
        }
        for (at, one) in inner.match_indices('一') {
            finds.replace(start + at..start + at + one.len(), "—");
        }
    }
}

fn is_chain(quoted: &str) -> bool {
    let mut words = quoted.split('一').map(|word| word.chars().all(is_han).then(|| word.chars().count()));
    let Some(Some(length @ 2..=4)) = words.next() else { return false };
    let others: Vec<_> = words.collect();
    others.len() >= 2 && others.iter().all(|other| *other == Some(length))
}
