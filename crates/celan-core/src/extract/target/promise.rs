//! From a finding of the grammar to the fields of a target.

use celan_data::{Change, Context, Grammar, Promise, Relation, Tables};

use super::clause::Found;
use super::figure::Role;
use super::table::TableRow;
use super::{Comparator, RULES, State, Strength, Target, TargetKind, indicator};
use crate::extract::scan::Scan;

/// The target that a finding is; where it stands in the document and when it is due is filled in by the reader.
pub(super) fn target(found: Found, scan: &Scan, tables: &Tables) -> Target {
    let comparator = comparator(&found);
    let strength = match (found.strength, comparator) {
        (Some(Promise::Striven), _) => Strength::Striven,
        (Some(Promise::Encouraged), _) => Strength::Encouraged,
        (Some(Promise::Firm), _) => Strength::Firm,
        (None, Comparator::Approx | Comparator::Gt) => Strength::Approximate,
        (None, _) => Strength::Firm,
    };
    let kind = kind(&found, &tables.grammar);
    let confidence = confidence(&found);
    debug_assert!(found.rules.iter().all(|rule| RULES.contains(rule)), "{:?}", found.rules);
    Target {
        kind,
        comparator,
        indicator_id: indicator::indicator_id(&found.name, &found.figure.unit, kind, tables),
        value: found.figure.value,
        value_max: found.figure.value_max,
        unit: found.figure.unit.clone(),
        period_start: None,
        deadline: None,
        subject: found.subject,
        industries: Vec::new(),
        parent: None,
        state: match found.figure.role {
            _ if found.figure.value.is_none() => State::Masked,
            Role::Doubling => State::Relative,
            Role::Rank => State::Rank,
            _ => State::Quantified,
        },
        strength,
        quote: scan.span(found.quote.0, found.quote.1),
        restated: Vec::new(),
        section: None,
        confidence,
        rules: found.rules,
        indicator: found.name + &found.fall,
    }
}

/// The target that a row of a table is.
pub(super) fn of_row(row: &TableRow, section: Option<usize>, scan: &Scan, grammar: &Grammar) -> Target {
    let name: String = scan.chars[row.name.0..row.name.1].iter().collect();
    let (percent, changes) = (row.unit == "%", row.rate || names_change(&name, grammar));
    Target {
        kind: match percent {
            true if changes => TargetKind::GrowthRate,
            true => TargetKind::Share,
            false if names_increase(&name, grammar) => TargetKind::Increment,
            false => TargetKind::Level,
        },
        indicator: name,
        indicator_id: None,
        value: Some(row.value),
        value_max: row.value_max,
        unit: row.unit.clone(),
        comparator: if row.value_max.is_some() { Comparator::Range } else { compared(row.relation) },
        period_start: None,
        deadline: row.deadline,
        subject: None,
        industries: Vec::new(),
        parent: None,
        state: State::Quantified,
        strength: Strength::Firm,
        quote: scan.span(row.name.0, row.end),
        restated: Vec::new(),
        section,
        rules: vec!["table_row"],
        confidence: 0.6,
    }
}

fn comparator(found: &Found) -> Comparator {
    match found.figure.role {
        Role::Rank => return Comparator::Rank,
        Role::Doubling => return Comparator::Multiple,
        Role::DoubleDigit => return Comparator::Ge,
        _ if found.figure.value_max.is_some() => return Comparator::Range,
        _ => {}
    }
    compared(found.relation)
}

/// How a bound is called.
fn compared(relation: Option<Relation>) -> Comparator {
    match relation {
        None | Some(Relation::Eq) => Comparator::Eq,
        Some(Relation::Gt) => Comparator::Gt,
        Some(Relation::Ge) => Comparator::Ge,
        Some(Relation::Lt) => Comparator::Lt,
        Some(Relation::Le) => Comparator::Le,
        Some(Relation::Approx) => Comparator::Approx,
    }
}

/// How sure a finding is: each thing the grammar had to guess takes something off.
fn confidence(found: &Found) -> f32 {
    let unsaid = found.increment.is_none() && found.relation.is_none() && found.change == Change::None;
    let guesses = [
        (found.rules.contains(&"name_carried_over"), 0.1),
        (found.rules.contains(&"shared_verb"), 0.05),
        (found.rules.contains(&"share_of_last"), 0.05),
        (unsaid, 0.1),
        (found.figure.chinese && found.figure.role == Role::Count, 0.05),
        (found.name.chars().count() > 24, 0.15),
        (found.name.chars().count() < 3, 0.15),
    ];
    let doubt: f32 = guesses.iter().filter(|(guessed, _)| *guessed).map(|(_, doubt)| doubt).sum();
    (0.98 - doubt).max(0.3)
}

fn kind(found: &Found, grammar: &Grammar) -> TargetKind {
    let changes = matches!(found.change, Change::Up | Change::Down);
    match found.figure.role {
        Role::Rank => TargetKind::Rank,
        Role::Doubling | Role::Multiple => TargetKind::Multiple,
        Role::DoubleDigit => TargetKind::GrowthRate,
        Role::Point => TargetKind::Increment,
        Role::Cover => TargetKind::Share,
        Role::Percent if changes || names_change(&found.name, grammar) => TargetKind::GrowthRate,
        Role::Percent => TargetKind::Share,
        // 企业开办3个工作日办结: a time is none of the things that come into being.
        Role::Duration if !changes => TargetKind::Level,
        _ if changes || found.increment == Some(true) || names_increase(&found.name, grammar) => {
            TargetKind::Increment
        }
        _ => TargetKind::Level,
    }
}

/// Whether an indicator is itself an increase: 城镇新增就业.
fn names_increase(name: &str, grammar: &Grammar) -> bool {
    let chars = celan_words::chars(name);
    let found = grammar.context(Context::Increase).find(&chars);
    // 新增长点 is another word.
    found.is_some_and(|(at, length, ())| grammar.begins(Context::Whole, &chars[at + 1..]) < length)
}

/// Whether an indicator is itself a change: 居民消费价格涨幅.
fn names_change(name: &str, grammar: &Grammar) -> bool {
    let chars = celan_words::chars(name);
    grammar.context(Context::Change).suffix(&chars).is_some()
}
