//! Marks behind which the model finds a text odd: where bytes may have slipped.

use std::ops::Range;

use celan_data::{RepairModel, Script as Forms};

use super::bytes::{cut, cut_at};
use crate::clean::text::line_around;

/// A character this unlikely (nats) at a mark or behind it makes the mark odd.
pub(super) const ODD: f32 = -8.5;
/// The same in a document that has slips elsewhere.
pub(super) const ODD_AMONG_SLIPS: f32 = -6.0;
/// Characters that are this unlikely on the average are no words.
const GIBBERISH: f32 = -7.0;
/// How far behind a mark and the character behind it to look for such a one.
const REACH: usize = 3;

/// A line with odd marks.
pub(super) struct OddLine {
    pub(super) chars: Vec<char>,
    /// Bytes of the text at which the characters begin, and at which the line ends.
    pub(super) offsets: Vec<usize>,
    /// The marks, as characters of the line.
    pub(super) odd: Vec<usize>,
}

/// The lines of a text with odd marks among `marks`, bytes of the text; less likely than `least` is odd.
pub(super) fn odd_lines(
    text: &str,
    marks: &[usize],
    least: f32,
    forms: &Forms,
    model: &RepairModel,
) -> Vec<OddLine> {
    let mut lines = Vec::new();
    let mut done = 0;
    for &mark in marks {
        if mark < done {
            continue;
        }
        let Range { start, end } = line_around(text, mark);
        done = end;
        let line = text[start..end].trim_end_matches('\r');
        let chars: Vec<char> = line.chars().collect();
        let ends = [start + line.len()];
        let offsets: Vec<usize> = line.char_indices().map(|(at, _)| start + at).chain(ends).collect();
        let is_among = |&at: &usize| marks.binary_search(&offsets[at]).is_ok();
        let odd: Vec<usize> = odd_places(&chars, least, forms, model).filter(is_among).collect();
        if !odd.is_empty() {
            lines.push(OddLine { chars, offsets, odd });
        }
    }
    lines
}

/// The odd marks of a line. A mark at the beginning of a line is none, and no `。` follows an indent.
pub(super) fn odd_places(
    line: &[char],
    least: f32,
    forms: &Forms,
    model: &RepairModel,
) -> impl Iterator<Item = usize> {
    let start = line.iter().take_while(|c| c.is_whitespace()).count();
    let likelihoods = likelihoods(&line[start..], forms, model);
    let marks = (start..line.len()).filter(|&at| cut_at(line, at).is_some());
    marks.filter(move |&at| {
        // What stands behind the next mark is that one's business.
        let next = line[at + 1..].iter().skip(1).take(REACH).take_while(|&&c| cut(c).is_none()).count();
        let near = &likelihoods[at - start..(at - start + 2 + next).min(likelihoods.len())];
        let is_indent = at == start || (line[at] == '。' && line[at - 1] == '\u{3000}');
        is_indent || near.iter().copied().fold(0.0, f32::min) < least
    })
}

/// How likely each character of a line is behind those before it.
fn likelihoods(line: &[char], forms: &Forms, model: &RepairModel) -> Vec<f32> {
    let mut context = model.line_start();
    let likelihood = |&c: &char| {
        let (likelihood, next) = model.step(context, model.letter(forms.simplified(c)));
        context = next;
        likelihood
    };
    line.iter().map(likelihood).collect()
}

/// Whether the characters `run` of a text, one line, are as unlikely on the whole as those that slips leave: rare ones
/// that make a word are not (砥砺).
pub(super) fn is_gibberish(text: &str, run: Range<usize>, forms: &Forms, model: &RepairModel) -> bool {
    let start = line_around(text, run.start).start;
    let line: Vec<char> = text[start..run.end].chars().collect();
    let before = text[start..run.start].chars().count();
    let likelihoods = &likelihoods(&line, forms, model)[before..];
    likelihoods.iter().sum::<f32>() < GIBBERISH * likelihoods.len() as f32
}
