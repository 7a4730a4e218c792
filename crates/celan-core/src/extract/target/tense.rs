//! Plan or result? Signs in the sentence, in its neighbours and in the headings above are weighed.
//!
//! Positive is a plan. A figure with many places (4.51万亿元) tells of something counted; a promise is round.

use celan_data::{Context, Grammar, Relation};

use super::figure::{Figure, Role, is_han};

/// Where signs are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SignsOf {
    Sentence,
    Heading,
}

/// Calls `each` with the start, the length and the weight of each sign in `chars`.
pub(super) fn signs(chars: &[char], of: SignsOf, grammar: &Grammar, each: &mut dyn FnMut(usize, usize, i32)) {
    let any = if of == SignsOf::Heading { &grammar.tense_head } else { &grammar.tense };
    // A clause begins behind this; what follows a sign goes on with its clause.
    let breaks = |char: char| !is_han(char) && !char.is_ascii_alphanumeric() && char != '、';
    let (mut next, mut behind_sign) = (0, None);
    while let Some(at) = grammar.starts.sign.next(chars, next) {
        let rest = &chars[at..];
        let clause_start = of == SignsOf::Sentence
            && behind_sign != Some(at)
            && at.checked_sub(1).is_none_or(|before| breaks(chars[before]));
        let start = if clause_start { grammar.tense_start.prefix(rest) } else { None };
        match start.or_else(|| any.prefix(rest)) {
            Some((length, sign)) => {
                each(at, length, *sign);
                next = at + length;
                behind_sign = Some(next);
            }
            None => next = at + 1,
        }
    }
}

fn sum(chars: &[char], of: SignsOf, grammar: &Grammar) -> i32 {
    let mut weight = 0;
    signs(chars, of, grammar, &mut |_, _, sign| weight += sign);
    weight
}

/// The weight of one sentence by itself.
pub(crate) fn sentence_weight(chars: &[char], figures: &[Figure], grammar: &Grammar) -> i32 {
    let said = sum(chars, SignsOf::Sentence, grammar);
    let all = figures;
    let figures = figures.iter().map(|figure| figure_weight(figure, grammar)).sum::<i32>();
    // A budget is counted before it is spent.
    let budget = figures != 0 && grammar.context(Context::Budget).find(chars).is_some();
    said + if budget { 0 } else { figures } + whole_year_to_come(chars, all, grammar)
}

/// So many figures of which none is counted make a plan of a sentence that opens with 全年.
const SET_FIGURES: usize = 3;

/// What is taken back of what 全年 says of results, where the figures are set: 全年接待游客3200万人次,实现收入280亿元,….
fn whole_year_to_come(chars: &[char], figures: &[Figure], grammar: &Grammar) -> i32 {
    let odd = |figure: &Figure| is_odd(figure) && !is_scaled(&figure.unit, grammar);
    let set = |figure: &Figure| !is_exact(figure, grammar) && !odd(figure);
    if figures.len() < SET_FIGURES || !figures.iter().all(set) {
        return 0;
    }
    let mut said = 0;
    signs(chars, SignsOf::Sentence, grammar, &mut |at, length, sign| {
        if grammar.context(Context::Now).get(&chars[at..at + length]).is_some() {
            said += sign.min(0);
        }
    });
    -said
}

/// 以上 and 左右 belong to plans, 多 and many places to results.
pub(super) fn figure_weight(figure: &Figure, grammar: &Grammar) -> i32 {
    let counted = 2 * i32::from(is_exact(figure, grammar)) + i32::from(is_odd(figure));
    match figure.relation {
        Some(Relation::Gt) => -1 - counted,
        _ if figure.has_tail => 2,
        _ => i32::from(is_round(figure)) - counted,
    }
}

/// A count of tens that ends in no five or ten: results say 23家 four times as often as plans do.
fn is_odd(figure: &Figure) -> bool {
    let is_ten = |value: f64| (10.0..100.0).contains(&value) && value % 5.0 != 0.0;
    figure.role == Role::Count && figure.value.is_some_and(is_ten)
}

/// A count or a sum of tens, of hundreds from a thousand up: set, for few that are counted end so.
fn is_round(figure: &Figure) -> bool {
    let Some(value) = figure.value else { return false };
    let step = if value < 1000.0 { 10.0 } else { 100.0 };
    matches!(figure.role, Role::Count | Role::Money | Role::Measure) && value >= step && value % step == 0.0
}

/// The weight of a heading.
pub(crate) fn heading_weight(heading: &[char], grammar: &Grammar) -> i32 {
    sum(heading, SignsOf::Heading, grammar)
}

/// From here on a share is promised to the tenth: 普及率99.7%.
const NEARLY_ALL: f64 = 95.0;

/// Three significant digits and a decimal, or no round end: counted, not set.
fn is_exact(figure: &Figure, grammar: &Grammar) -> bool {
    let Some(value) = figure.value else { return false };
    if matches!(figure.role, Role::Rank | Role::Cover | Role::Doubling | Role::DoubleDigit) || figure.has_tail
    {
        return false;
    }
    let tenths = value * 10.0;
    match figure.role {
        Role::Percent | Role::Point => {
            value < NEARLY_ALL && tenths.fract().abs() > 1e-6 || tenths % 5.0 != 0.0
        }
        // 受教育年限11.5年, 寿命79.5岁: means are promised to the tenth.
        _ if figure.role == Role::Duration || figure.unit == "岁" => tenths.fract().abs() > 1e-6,
        // 医师数达到3.3人: things are whole, so these are so many to a thousand.
        Role::Count if value.fract() != 0.0 && !is_scaled(&figure.unit, grammar) => false,
        // 2.1万户 may be set, 2.13万户 and 21.3万户 are counted.
        _ => {
            value.fract() != 0.0 && (value >= 10.0 || tenths.fract().abs() > 1e-6 && value >= 2.0)
                || value >= 1000.0 && value % 10.0 != 0.0
                // 走访企业862家: plans count hundreds by fives.
                || value >= 100.0 && value % 5.0 != 0.0
        }
    }
}

/// Whether a unit begins with 万 or 亿.
fn is_scaled(unit: &str, grammar: &Grammar) -> bool {
    unit.chars().next().is_some_and(|first| grammar.group(first).is_some())
}
