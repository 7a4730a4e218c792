//! What is known of each damaged place of a text, and how one program tells it to another.

use std::fmt::Write as _;
use std::ops::Range;

use celan_data::{Gbk, RepairModel, Script as Forms};

use super::bytes::cuts;
use super::odd::is_gibberish;
use super::searched::Searched;
use super::suspect::{MARKS, cuts_short, glaring, is_indent, odd_run, suspects};
use super::{Marks, Slip, slips};
use crate::clean::text::after;

/// A place where bytes slipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Bytes of the text.
    pub(crate) range: Range<usize>,
    /// What most likely stood there.
    pub(crate) repair: Option<String>,
    /// Whether the repair may be put in place.
    pub(crate) is_certain: bool,
}

impl Place {
    fn unclear(range: Range<usize>) -> Self {
        Self { range, repair: None, is_certain: false }
    }
}

/// The damaged places of a text: those that the search explains, and the suspects that it could not explain. They are
/// damage all the same where other places are, or where they are odder than any word.
pub(crate) fn explain(
    text: &str,
    marks: Marks<'_>,
    forms: &Forms,
    gbk: &Gbk,
    model: &RepairModel,
    searched: &mut Searched,
) -> Vec<Place> {
    let slips = slips(text, marks, forms, gbk, model, searched);
    let Marks { suspects, cuts } = marks;
    let is_free = |at: usize| !slips.iter().any(|slip: &Slip| slip.range.contains(&at));
    let is_odd = |at: usize| {
        is_indent(text, at)
            || glaring(text, at, forms, gbk).is_some_and(|run| {
                text[run.clone()].starts_with(MARKS) || is_gibberish(text, run, forms, model)
            })
    };
    let left = suspects.iter().filter(|&&at| is_free(at) && is_odd(at));
    let unclear = left.filter_map(|&at| {
        let behind = at + text[at..].chars().next().map_or(0, char::len_utf8);
        let odd = odd_run(text, behind, forms, gbk);
        let end = odd.or_else(|| (!slips.is_empty()).then(|| unclear_end(text, behind)))?;
        Some(Place::unclear(at..end))
    });
    let short = cuts.iter().filter(|&&at| !slips.is_empty() && is_free(at) && cuts_short(text, at));
    let short = short.map(|&at| Place::unclear(at..at + after(text, at).map_or(0, char::len_utf8)));
    let unclear: Vec<Place> = unclear.chain(short).collect();
    let explained = slips.into_iter().map(|slip| Place {
        is_certain: slip.is_certain,
        range: slip.range,
        repair: Some(slip.repair),
    });
    explained.chain(unclear).collect()
}

/// The places that are damage to the eye, without a model.
pub(crate) fn odd_places(text: &str, cuts: &[usize], forms: &Forms, gbk: &Gbk) -> Vec<Place> {
    let odd = |&at: &usize| {
        let behind = at + after(text, at)?.len_utf8();
        Some(Place::unclear(at..odd_run(text, behind, forms, gbk)?))
    };
    cuts.iter().filter_map(odd).collect()
}

/// How far a run may go of which nothing is known but where it began: to the next mark or ASCII.
fn unclear_end(text: &str, start: usize) -> usize {
    let ends = |c: char| c.is_ascii() || matches!(c, '。' | '；' | '？' | '“' | '”');
    text[start..].find(ends).map_or(text.len(), |length| start + length)
}

/// The damaged places of a text for a program that has no model, which reads them with [`read_told`]: a line for each,
/// `start end certain` in bytes, then the repair behind a tab if there is one.
pub fn tell_slips(text: &str, forms: &Forms, gbk: &Gbk, model: &RepairModel) -> String {
    let cuts = cuts(text);
    let suspects = suspects(text, &cuts, forms, gbk);
    let marks = Marks { cuts: &cuts, suspects: &suspects };
    let mut told = String::new();
    for Place { range, repair, is_certain } in
        explain(text, marks, forms, gbk, model, &mut Searched::default())
    {
        let _ = write!(told, "{} {} {}", range.start, range.end, u8::from(is_certain));
        // A repair is part of a line, so it cannot end one.
        told.extend(repair.map(|repair| format!("\t{repair}")));
        told.push('\n');
    }
    told
}

/// What another program told about `text`; what it cannot have meant is left out.
pub(crate) fn read_told(text: &str, told: &str) -> Vec<Place> {
    let place = |line: &str| {
        let (numbers, repair) = line.split_once('\t').map_or((line, None), |(n, repair)| (n, Some(repair)));
        let mut numbers = numbers.split(' ').map(str::parse::<usize>);
        let mut next = || numbers.next()?.ok();
        let (range, is_certain) = (next()?..next()?, next()? == 1);
        text.get(range.clone())?;
        Some(Place { range, repair: repair.map(str::to_owned), is_certain })
    };
    told.lines().filter_map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_read() {
        let text = "不斷增大?h“一區";
        let mark = "不斷增大".len();
        let told = format!("{mark} {} 1\t。縣\n0 3 0\n1 2 0\n3 99 0\nx\n", mark + 2);
        let repaired = Place { range: mark..mark + 2, repair: Some("。縣".into()), is_certain: true };
        assert_eq!(read_told(text, &told), [repaired, Place::unclear(0..3)]);
    }
}
