//! Which row of the indicator table a name stands for.
//!
//! ```text
//! name = qualifier* indicator        新增|国家级|高新技术企业
//! qualifier = 新? verb | subject | 国家级, 省级以上 …
//! ```
//! Anything else before the indicator narrows it (新能源汽车产业营业收入), and a part must not stand beside wholes.

use celan_data::{Context, Grammar, Tables};

use super::TargetKind;
use crate::extract::quantity::base_of;

/// The row for `name`, measured in `unit`.
pub(crate) fn indicator_id(name: &str, unit: &str, kind: TargetKind, tables: &Tables) -> Option<String> {
    let chars = without_brackets(name);
    let (length, row) = tables.indicators.at_end(&chars)?;
    let changes = matches!(kind, TargetKind::GrowthRate | TargetKind::Multiple | TargetKind::Rank);
    let family = base_of(unit, tables).map(|(_, family)| family).unwrap_or_default();
    let fits = family == row.family
        || family.starts_with("money") && row.family.starts_with("money")
        || family == "points" && row.family == "share";
    let whole = only_qualifies(&chars[..chars.len() - length], &tables.grammar);
    (whole && (changes || fits)).then(|| row.id.clone())
}

/// A name without what stands in brackets: 细颗粒物(PM2.5)浓度 is measured as 细颗粒物浓度 is.
fn without_brackets(name: &str) -> Vec<char> {
    let mut depth = 0usize;
    let mut kept = Vec::with_capacity(name.len());
    for char in name.chars() {
        match char {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ' ' => {}
            char if depth == 0 => kept.push(char),
            _ => {}
        }
    }
    kept
}

/// Whether `text` says nothing that narrows what follows.
fn only_qualifies(mut text: &[char], grammar: &Grammar) -> bool {
    while !text.is_empty() {
        let verb = grammar.verbs.prefix(text).map(|(length, _)| length);
        let anew = text.strip_prefix(&['新']).and_then(|rest| grammar.verbs.prefix(rest));
        let anew = anew.map(|(length, _)| length + 1);
        let subject = grammar.context(Context::Subject).prefix(text).map(|(length, ())| length);
        let tier = tier(text, grammar);
        let Some(length) = [verb, anew, subject, tier].into_iter().flatten().max() else { return false };
        text = &text[length..];
    }
    true
}

/// How long the tier is that a name begins with: 国家级, 省级以上, 合肥市级及以上.
pub(crate) fn tier(text: &[char], grammar: &Grammar) -> Option<usize> {
    let level = text.iter().take(6).position(|char| *char == '级')?;
    let ranked = grammar.ends(Context::TierRank, &text[..level]) > 0;
    ranked.then(|| level + 1 + grammar.begins(Context::TierAbove, &text[level + 1..]))
}
