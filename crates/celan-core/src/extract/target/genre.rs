//! What kind of document it is, as far as that decides how its figures are read.

use celan_data::{Context, Grammar, Tables};

use super::when;
use crate::parse::Document;

/// How the figures of a document are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Genre {
    /// It plans (规划, 行动计划): what says nothing else is a promise.
    Plan,
    /// Promises and results are mixed (政府工作报告, and all that does not say): each sentence is weighed.
    Mixed,
    /// It reports (统计公报, 决算): only a year still to come makes a promise.
    Results,
    /// It sets rules (办法, 条例, 指南): its numbers are conditions.
    Rules,
}

/// Tells the genre by the kind in the title, else by the words of the text.
pub(super) fn genre(doc: &Document, chars: &[char], tables: &Tables) -> Genre {
    let speaks = doc.head.kind.as_ref().map(|kind| tables.kinds.speaks_of(&kind.0));
    match speaks {
        Some("results") => Genre::Results,
        Some("rules") => Genre::Rules,
        Some("plans") => Genre::Plan,
        _ if is_rulebook(chars, &tables.grammar) => Genre::Rules,
        _ => Genre::Mixed,
    }
}

/// So many characters hold one legal word in a document that sets rules.
const RULE_EVERY: usize = 400;

/// Whether a whole document sets rules: 办法, 条例, 指南.
fn is_rulebook(chars: &[char], grammar: &Grammar) -> bool {
    let (law, mut found, mut rest) = (grammar.context(Context::Law), 0, chars);
    while let Some((at, length, ())) = law.find(rest) {
        found += 1;
        rest = &rest[at + length..];
    }
    found > 4 && found * RULE_EVERY > chars.len()
}

/// The year of a document: told from outside, its first date, the start of its plan.
pub(super) fn known_year(doc: &Document, year: Option<i32>) -> Option<i32> {
    year.or_else(|| doc.head.dates.first().map(|date| date.year))
        .or_else(|| doc.head.period.map(|period| period.start))
}

/// The year a document without a date most probably is of: the one it names most often, or the next where a heading names that: a
/// report looks back at 2017 for long before 二、2018年目标任务.
pub(super) fn likely_year(doc: &Document, chars: &[char], grammar: &Grammar) -> Option<i32> {
    let year = most_named_year(chars, grammar)?;
    let next = (year + 1).to_string() + "年";
    let heads = doc.sections.iter().any(|section| section.heading.starts_with(&next));
    Some(year + i32::from(heads))
}

/// The year that a text names most often without 到, 底 or 比.
fn most_named_year(chars: &[char], grammar: &Grammar) -> Option<i32> {
    let mut counts = [0u32; 200];
    for at in 0..chars.len().saturating_sub(4) {
        let Some(year) = when::year_at(chars, at).filter(|_| chars[at + 4] == '年') else { continue };
        let before = |class| grammar.ends(class, &chars[..at]) > 0;
        let due = before(Context::Until)
            || before(Context::BaseMark)
            || before(Context::RangeMark)
            || grammar.begins(Context::YearTail, &chars[at + 5..]) > 0;
        if !due {
            counts[(year - 1900) as usize] += 1;
        }
    }
    let most = counts.iter().copied().max().filter(|most| *most > 1)?;
    counts.iter().rposition(|count| *count == most).map(|at| at as i32 + 1900)
}
