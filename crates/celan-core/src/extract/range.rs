//! Numbers that are bounded on one side or both.
//!
//! ```text
//! range = number join number (之间 | 间)?      20—100, 一千到一千五百; 和 and 与 join only before 之间
//!       | half (and? half)?                    大于50, 大于50并小于80
//! half  = bound number                         不小于三十, 超过80
//!       | number tail                          五百以上
//!       | a number with 多 or 几               五百多, 十几万
//! ```
//! Bounds and tails are rows of `bounds.tsv`.

use celan_data::{Context, Grammar, Relation, Tables};

use super::number::number;
use super::quantity::{Measure, measures};
use super::scan::Scan;
use crate::span::Span;

/// A number that lies between bounds; both in the base of their unit (万 and 亿 reckoned in).
#[derive(Clone, Debug, PartialEq)]
pub struct NumberRange {
    /// Bounds and numbers in the text.
    pub span: Span,
    /// From here up; `None` without a lower bound.
    pub low: Option<f64>,
    /// Up to here; `None` without an upper bound.
    pub high: Option<f64>,
}

/// All bounded numbers of a text, in order, without overlap.
pub fn number_ranges(text: &str, tables: &Tables) -> Vec<NumberRange> {
    let scan = Scan::new(text, tables);
    let grammar = &tables.grammar;
    let measures = measures(&scan.chars, grammar);
    let mut found: Vec<Range> = Vec::new();
    let mut at = 0;
    while at < measures.len() {
        let between = measures.get(at + 1).and_then(|next| joined(&scan.chars, &measures[at], next, grammar));
        at += 1 + usize::from(between.is_some());
        let Some(range) = between.or_else(|| half(&scan.chars, &measures[at - 1], grammar)) else { continue };
        match found.last_mut() {
            Some(last) if closes(&scan.chars, last, &range, grammar) => {
                last.low = last.low.or(range.low);
                last.high = last.high.or(range.high);
                last.end = range.end;
            }
            // 5以上过6: the word between is taken.
            Some(last) if range.start < last.end => {}
            _ => found.push(range),
        }
    }
    let range = |range: Range| NumberRange {
        span: scan.span(range.start, range.end),
        low: range.low,
        high: range.high,
    };
    found.into_iter().map(range).collect()
}

/// A range in a [`Scan`].
#[derive(Clone, Copy)]
struct Range {
    start: usize,
    end: usize,
    low: Option<f64>,
    high: Option<f64>,
}

/// The number of a measure in full.
fn full(measure: &Measure) -> Option<f64> {
    let ratio = if measure.fraction { 0.01 } else { 1.0 };
    measure.value.map(|value| value * measure.scale * ratio)
}

/// Two numbers with a mark between them that makes one range.
fn joined(chars: &[char], low: &Measure, high: &Measure, grammar: &Grammar) -> Option<Range> {
    let between = &chars[low.end..high.start];
    let marks = grammar.context(Context::RangeMark).get(between).is_some();
    let pairs = grammar.context(Context::RangePair).get(between).is_some();
    let after = &chars[high.end..];
    let closed = grammar.context(Context::RangeEnd).prefix(after).map(|(length, ())| length);
    let (from, to) = (full(low)?, full(high)?);
    (from < to && (marks || pairs && closed.is_some())).then(|| Range {
        start: low.start,
        end: high.end + closed.unwrap_or(0),
        low: Some(from),
        high: Some(to),
    })
}

/// A number with one bound, or one that holds both ends itself (5—8家).
fn half(chars: &[char], measure: &Measure, grammar: &Grammar) -> Option<Range> {
    let value = full(measure)?;
    let (start, end) = (measure.start, measure.end);
    if let Some(max) = measure.value_max {
        return Some(Range { start, end, low: Some(value), high: Some(max * measure.scale) });
    }
    if let Some((length, bound)) = grammar.before.suffix(&chars[..start])
        && let Some((low, high)) = bound.relation.and_then(|relation| sides(relation, value))
    {
        return Some(Range { start: start - length, end, low, high });
    }
    let equals = grammar.ends(Context::Equals, &chars[..start]);
    if equals > 0 {
        return Some(Range { start: start - equals, end, low: Some(value), high: Some(value) });
    }
    if let Some((length, bound)) = grammar.after.prefix(&chars[end..])
        && let Some((low, high)) = bound.relation.and_then(|relation| sides(relation, value))
    {
        return Some(Range { start, end: end + length, low, high });
    }
    let end = if measure.role.is_none() { end } else { number(chars, start, grammar)?.end.max(start + 1) };
    measure.more.then_some(Range { start, end, low: Some(value), high: None })
}

/// Lower and upper bound that a word makes of a number.
fn sides(relation: Relation, value: f64) -> Option<(Option<f64>, Option<f64>)> {
    match relation {
        Relation::Gt | Relation::Ge => Some((Some(value), None)),
        Relation::Lt | Relation::Le => Some((None, Some(value))),
        Relation::Eq | Relation::Approx => None,
    }
}

/// Whether `next` closes what `last` left open: 大于50并小于80.
fn closes(chars: &[char], last: &Range, next: &Range, grammar: &Grammar) -> bool {
    let Some(between) = chars.get(last.end..next.start) else { return false };
    let joins = between.is_empty() || grammar.context(Context::RangeJoin).get(between).is_some();
    let (low, high) = (last.low.or(next.low), last.high.or(next.high));
    let one_each = last.low.is_some() != next.low.is_some() && last.high.is_some() != next.high.is_some();
    joins && one_each && low.zip(high).is_some_and(|(low, high)| low < high)
}
