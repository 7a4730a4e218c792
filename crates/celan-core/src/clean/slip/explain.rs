//! What is known of each damaged place of a text.

use std::ops::Range;

use celan_data::{Gbk, RepairModel, Script as Forms};

use super::odd::is_gibberish;
use super::searched::Searched;
use super::suspect::{MARKS, cuts_short, glaring, is_indent, odd_run};
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
