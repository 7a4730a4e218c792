//! What only the whole document shows: promises said twice, parts that do not add up, deadlines outside the plan,
//! count words that do not fit the list before them.

use std::collections::HashMap;

use celan_data::{Context, Numeral, Tables, number};

use super::{Target, TargetKind};
use crate::extract::quantity::base_of;
use crate::extract::scan::Scan;
use crate::note::{Note, NoteKind};
use crate::parse::{BlockKind, Document};

/// Merges what is said twice and remarks on what does not fit.
pub(crate) fn check(
    doc: &Document,
    scan: &Scan,
    targets: &mut Vec<Target>,
    tables: &Tables,
    notes: &mut Vec<Note>,
) {
    merge_restated(doc, targets, notes);
    add_up_parts(targets, tables, notes);
    check_deadlines(doc, targets, notes);
    check_counts(scan, tables, notes);
}

/// Joins a promise with an earlier one of the same words and figure. In an interpretation behind the plan another figure
/// for the same words is remarked on.
fn merge_restated(doc: &Document, targets: &mut Vec<Target>, notes: &mut Vec<Note>) {
    let asked =
        doc.blocks.iter().find(|block| block.kind == BlockKind::Question).map(|block| block.span.start());
    let (groups, count) = groups(targets);
    let mut places = vec![Vec::new(); count];
    let mut kept: Vec<Target> = Vec::with_capacity(targets.len());
    let mut new_index = Vec::with_capacity(targets.len());
    for (mut target, group) in targets.drain(..).zip(groups) {
        target.parent = target.parent.and_then(|parent: usize| new_index.get(parent).copied());
        let earlier: &mut Vec<usize> = &mut places[group];
        let recent = &earlier[earlier.len().saturating_sub(MOST_COMPARED)..];
        let same = recent.iter().copied().find(|&at| is_same(&kept[at], &target));
        if let Some(at) = same {
            let whole = &mut kept[at];
            whole.restated.push(target.quote);
            whole.deadline = whole.deadline.or(target.deadline);
            whole.period_start = whole.period_start.or(target.period_start);
            new_index.push(at);
            continue;
        }
        let other = recent.iter().copied().find(|&at| differs(&kept[at], &target, asked));
        if let Some(at) = other {
            notes.push(Note {
                kind: NoteKind::RestatedDiffers,
                span: target.quote,
                found: figure_text(&target),
                expected: figure_text(&kept[at]),
            });
        }
        earlier.push(kept.len());
        new_index.push(kept.len());
        kept.push(target);
    }
    // A part may stand before the total it was merged with is complete; every parent index is one of a kept target.
    *targets = kept;
}

/// For each target the number of those that say the same of the same, and how many such numbers there are.
fn groups(targets: &[Target]) -> (Vec<usize>, usize) {
    let mut known = HashMap::<(&str, &str, Option<&str>, TargetKind), usize>::new();
    let mut groups = Vec::with_capacity(targets.len());
    for target in targets {
        let Target { indicator, unit, subject, kind, .. } = target;
        let next = known.len();
        groups.push(*known.entry((indicator, unit, subject.as_deref(), *kind)).or_insert(next));
    }
    (groups, known.len())
}

/// Promises of the same words that one is compared with: more stand only in hostile text.
const MOST_COMPARED: usize = 32;

fn is_same(earlier: &Target, later: &Target) -> bool {
    let due = earlier.deadline == later.deadline || earlier.deadline.is_none() || later.deadline.is_none();
    let far = earlier.section != later.section || earlier.quote.end() + 300 < later.quote.start();
    due && far
        && earlier.value.is_some()
        && earlier.value == later.value
        && earlier.value_max == later.value_max
        && earlier.parent.is_some() == later.parent.is_some()
}

fn differs(earlier: &Target, later: &Target, asked: Option<usize>) -> bool {
    let interpreted = asked.is_some_and(|asked| earlier.quote.end() <= asked && asked <= later.quote.start());
    interpreted
        && earlier.parent.is_none()
        && later.parent.is_none()
        && earlier.value.is_some()
        && later.value.is_some()
        && (earlier.deadline == later.deadline || later.deadline.is_none())
}

fn figure_text(target: &Target) -> String {
    format!("{}{}", number(target.value.unwrap_or_default()), target.unit)
}

/// 100家(巢湖市60家,安巢经开区40家): the parts of one indicator make the whole.
fn add_up_parts(targets: &[Target], tables: &Tables, notes: &mut Vec<Note>) {
    let mut sums: Vec<(f64, usize)> = vec![(0.0, 0); targets.len()];
    for target in targets {
        let Some(parent) = target.parent.filter(|_| target.rules.contains(&"part_by_place")) else {
            continue;
        };
        if let Some(value) = in_base(target, tables) {
            sums[parent].0 += value;
            sums[parent].1 += 1;
        }
    }
    for (target, (sum, parts)) in targets.iter().zip(sums) {
        if parts < 2 {
            continue;
        }
        let Some(total) = in_base(target, tables) else { continue };
        if (total - sum).abs() > 1e-6 * total.abs().max(1.0) {
            let unit = base_of(&target.unit, tables).map_or(1.0, |(factor, _)| factor);
            notes.push(Note {
                kind: NoteKind::PartsDoNotAddUp,
                span: target.quote,
                found: format!("{}{}", number(sum / unit), target.unit),
                expected: figure_text(target),
            });
        }
    }
}

fn in_base(target: &Target, tables: &Tables) -> Option<f64> {
    let factor = base_of(&target.unit, tables).map_or(1.0, |(factor, _)| factor);
    target.value.map(|value| value * factor)
}

/// Later than this behind the plan a year is an outlook (到2035年), not a slip.
const OUTLOOK: i32 = 5;

fn check_deadlines(doc: &Document, targets: &[Target], notes: &mut Vec<Note>) {
    let Some(period) = doc.head.period else { return };
    for target in targets {
        let outside = |year: i32| year < period.start || year > period.end && year < period.end + OUTLOOK;
        if let Some(year) = target.deadline.filter(|year| outside(*year)) {
            notes.push(Note {
                kind: NoteKind::DeadlineOutsidePeriod,
                span: target.quote,
                found: year.to_string(),
                expected: format!("{}—{}", period.start, period.end),
            });
        }
    }
}

/// A name in a list is no longer.
const LONGEST_NAME: usize = 12;

/// A、B、C三大产业: as many names as the count word says. With 等 the list is open.
fn check_counts(scan: &Scan, tables: &Tables, notes: &mut Vec<Note>) {
    let (chars, grammar) = (&scan.chars, &tables.grammar);
    let (mut next, end) = (1, chars.len().saturating_sub(2));
    while let Some(at) = grammar.starts.number.next(&chars[..end], next) {
        next = at + 1;
        let Some(Numeral::Digit(count @ 2..)) = grammar.numerals.get(&chars[at]) else { continue };
        if !grammar.is(Context::ListCounter, chars[at + 1])
            || chars[at] == '两'
            || grammar.is(Context::ListEnd, chars[at - 1])
        {
            continue;
        }
        let stops = |char: &char| matches!(char, ',' | '。' | ';' | ':' | '\n' | '(' | ')' | '“' | '”');
        let start = chars[..at]
            .iter()
            .rev()
            .take(200)
            .position(stops)
            .map_or(at.saturating_sub(200), |back| at - back);
        let list = &chars[start..at];
        let commas = list.iter().filter(|char| **char == '、').count();
        let joined = list.iter().filter(|char| grammar.is(Context::NameJoin, **char)).count();
        let fits = (commas + 1..=commas + 1 + joined).contains(&usize::from(*count));
        // What stands before the count word must be the last name of the list and nothing else.
        let last = list.rsplit(|char| *char == '、').next().unwrap_or_default();
        let plain = last.len() <= LONGEST_NAME
            && !last.iter().any(|char| *char == '的' || grammar.is(Context::ListEnd, *char));
        // 甲、乙两个产业和丙、丁两个产业: two lists.
        let counts = |pair: &[char]| {
            matches!(grammar.numerals.get(&pair[0]), Some(Numeral::Digit(2..)))
                && grammar.is(Context::ListCounter, pair[1])
        };
        if commas > 1 && plain && !fits && !list.windows(2).any(counts) {
            notes.push(Note {
                kind: NoteKind::CountDiffers,
                span: scan.span(start, at + 2),
                found: (commas + 1 + joined.min(1)).to_string(),
                expected: count.to_string(),
            });
        }
    }
}
