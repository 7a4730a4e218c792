//! Figures: the quantities that may be the value of a target, and the phrases that stand for one.
//!
//! ```text
//! figure = quantity tail?              1000亿元以上, 4%左右, xx家
//!        | 全覆盖                      100 %
//!        | 翻 numeral? 番              2 倍, 4 倍 …
//!        | 一? 半                      50 %, behind a word of change
//!        | 两位数                      at least 10 %
//!        | place? 第 numeral (位|名)?   rank
//! ```
//! Not figures, but words of a name: 百亿级, 100强, 3人制, what stands in quotation marks, 一个 before a noun.

use celan_data::Order;
use celan_data::{Bound, Change, Context, Grammar, Numeral, Relation, UnitRole};

use crate::extract::number::number;
use crate::extract::quantity::{Measure, measures};

/// A figure in a piece of text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Figure {
    /// First character.
    pub(crate) start: usize,
    /// Character behind the unit.
    pub(crate) end: usize,
    /// Character behind 以上, 左右.
    pub(crate) tail: usize,
    pub(crate) value: Option<f64>,
    pub(crate) value_max: Option<f64>,
    pub(crate) unit: String,
    pub(crate) role: Role,
    /// What the tail or the number itself says.
    pub(crate) relation: Option<Relation>,
    /// It has a tail of its own.
    pub(crate) has_tail: bool,
    pub(crate) chinese: bool,
}

/// What kind of figure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Count,
    Money,
    Percent,
    Point,
    Multiple,
    Measure,
    Duration,
    /// 全覆盖.
    Cover,
    /// 翻一番.
    Doubling,
    /// 两位数.
    DoubleDigit,
    /// 第一.
    Rank,
}

/// The figures of `chars`, in order, without overlap.
pub(crate) fn figures(chars: &[char], grammar: &Grammar) -> Vec<Figure> {
    let mut found = phrases(chars, grammar);
    let mut measures = measures(chars, grammar);
    share_units(chars, &mut measures, grammar);
    name_units(chars, &mut measures, grammar);
    for measure in measures {
        let Some(figure) = from_measure(chars, measure, grammar) else { continue };
        let free = found.iter().all(|other| figure.end <= other.start || other.end <= figure.start);
        if free {
            found.push(figure);
        }
    }
    if found.is_empty() {
        return found;
    }
    let quoted = quoted(chars);
    found.retain(|figure| !quoted.iter().any(|(start, end)| *start < figure.start && figure.end <= *end));
    found.order_by_key(|figure| figure.start);
    found
}

/// 1.28万亿、1.18万亿、8200亿元, 2个和3个百分点: the last unit is that of all.
fn share_units(chars: &[char], measures: &mut [Measure], grammar: &Grammar) {
    for at in (1..measures.len()).rev() {
        let (before, behind) = measures.split_at_mut(at);
        let (own, next) = (&mut before[at - 1], &behind[0]);
        let between = &chars[own.end..next.start];
        let listed = between == ['、'] || grammar.context(Context::NameJoin).get(between).is_some();
        if listed && own.role.is_some() && is_beginning(&own.unit, &next.unit) {
            (own.unit, own.role) = (next.unit.clone(), next.role);
        }
        // 过千亿、3家, 2个1000亿、3个500亿: of another thing.
        let counts = next.scale > 1.0 || next.role == Some(UnitRole::Money);
        if own.role.is_none() && own.scale > 1.0 && counts && chars[own.end..next.start] == ['、'] {
            let base = next.unit.trim_start_matches(|char| grammar.group(char).is_some());
            own.unit.push_str(base);
            own.role = next.role;
        }
    }
}

/// Whether a unit is the beginning of another: 个 of 个百分点.
fn is_beginning(unit: &str, longer: &str) -> bool {
    longer.strip_prefix(unit).is_some_and(|rest| !rest.is_empty())
}

/// 6000万农村人口, 人口100万; 投资规模3万亿左右, 投资不低于500万: a number of ten thousands that says not of what.
fn name_units(chars: &[char], measures: &mut [Measure], grammar: &Grammar) {
    for measure in measures.iter_mut().filter(|measure| measure.role.is_none() && measure.scale > 1.0) {
        let behind = &chars[measure.end..];
        let name = &behind[..behind.iter().take(LONGEST_PEOPLE).take_while(|char| is_han(**char)).count()];
        let mut before = &chars[..measure.start];
        while let Some((length, _)) = bound_before(before, grammar) {
            before = &before[..before.len() - length];
        }
        let people = grammar.context(Context::People);
        let visits = &['人', '次'];
        if name.ends_with(visits) {
            // 6500万旅客人次: the counter ends the name.
            (measure.role, measure.unit) = (Some(UnitRole::Count), measure.unit.clone() + "人次");
        } else if people.find(name).is_some() || people.suffix(before).is_some() {
            (measure.role, measure.unit) = (Some(UnitRole::Count), measure.unit.clone() + "人");
        } else if let Some((length, unit)) = grammar.units.suffix(before)
            && length > 1
            && unit.role == UnitRole::Count
        {
            // 接待人次超过33亿: the counter stands in the name.
            measure.role = Some(UnitRole::Count);
            measure.unit.extend(&before[before.len() - length..]);
        } else if measure.scale >= 1e8 && grammar.ends(Context::Head, before) > 0
            || before.len() < measure.start
                && grammar.ends(Context::Sum, before) > 0
                && !behind.first().is_some_and(|char| is_han(*char))
        {
            (measure.role, measure.unit) = (Some(UnitRole::Money), measure.unit.clone() + "元");
        }
    }
}

/// How far behind a number its people are named.
const LONGEST_PEOPLE: usize = 8;

/// The longest text between quotation marks that is taken for a name.
const LONGEST_QUOTED_NAME: usize = 16;

/// The longest list of slogans there: “20个项目推出去、10个项目引进来”.
const LONGEST_QUOTED_LIST: usize = 32;

/// Whether what stands between quotation marks is a name or a list of slogans.
fn is_quoted_name(text: &[char]) -> bool {
    let lists = || text.contains(&'、') && !text.iter().any(|char| matches!(char, ',' | '。' | ';'));
    text.len() <= LONGEST_QUOTED_NAME || text.len() <= LONGEST_QUOTED_LIST && lists()
}

/// Names in quotation marks and titles in 《》.
fn quoted(chars: &[char]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, char) in chars.iter().enumerate() {
        match (char, open) {
            ('“' | '「', _) => open = Some((at, '”')),
            ('《', _) => open = Some((at, '》')),
            ('”' | '」', Some((start, '”'))) if is_quoted_name(&chars[start..at]) => {
                found.push((start, at));
                open = None;
            }
            ('》', Some((start, '》'))) => {
                found.push((start, at));
                open = None;
            }
            _ => {}
        }
    }
    found
}

fn from_measure(chars: &[char], measure: Measure, grammar: &Grammar) -> Option<Figure> {
    let role = match measure.role? {
        UnitRole::Count => Role::Count,
        UnitRole::Money => Role::Money,
        UnitRole::Percent => Role::Percent,
        UnitRole::Point => Role::Point,
        UnitRole::Multiple => Role::Multiple,
        UnitRole::Measure => Role::Measure,
        UnitRole::Duration => Role::Duration,
        UnitRole::Other if counts_years(chars, &measure, grammar) => Role::Duration,
        UnitRole::Other => return None,
    };
    let before = measure.start.checked_sub(1).map(|at| chars[at]);
    let behind = chars.get(measure.end).copied();
    let ends_when = measure.start > 1 && matches!(chars[measure.start - 2], '底' | '末');
    let begins_name = |before| {
        matches!(before, '+' | '×' | '/' | '〔' | '[' | 'N' | 'o' | '№' | '每')
            || grammar.is(Context::NameBefore, before)
    };
    let is_name = before.is_some_and(begins_name)
        || behind.is_some_and(|behind| grammar.is(Context::NameBehind, behind))
        // 前3个月, but 2022年底前|3条生产线投产.
        || matches!(role, Role::Count | Role::Duration) && before == Some('前') && !ends_when
        || role == Role::Duration && measure.value == Some(24.0)
        || measure.bare && matches!(before, Some('数' | '几'))
        || before == Some('新') && grammar.verbs.suffix(&chars[..measure.start]).is_none()
        || before == Some('”') && measure.chinese && role == Role::Count
        // 二次供水: the second; two of them are 两次.
        || chars[measure.start] == '二' && measure.value == Some(2.0) && role == Role::Count
        || before == Some('、') && measure.chinese && measure.start > 1 && {
            // 一、二类: which, not how many.
            let listed = grammar.numerals.get(&chars[measure.start - 2]);
            matches!(listed, Some(Numeral::Digit(_))) && role == Role::Count
        }
        || behind == Some('“') && measure.chinese && measure.value.is_none_or(|value| value < 3.0);
    let is_article = measure.chinese
        && !measure.bare
        && measure.value == Some(1.0)
        && measure.scale == 1.0
        && matches!(role, Role::Count | Role::Duration);
    // 千家万户, 百种产品, 万元增加值能耗: a round numeral alone counts only behind 突破, 超过 and their like.
    let is_round = measure.bare
        && (matches!(role, Role::Count | Role::Measure)
            || measure.unit == "万元" && measure.value == Some(1.0))
        && !before.is_some_and(|before| grammar.is(Context::RoundBound, before))
        && !bound_before(&chars[..measure.start], grammar)
            .is_some_and(|(length, bound)| length > 1 && bound.relation.is_some());
    if is_name || is_article || is_round {
        return None;
    }
    // 在上年压减6%的基础上: a base.
    if grammar.begins(Context::BaseTail, &chars[measure.end..]) > 0 {
        return None;
    }
    if measure.unit == "岁" && names_age(chars, measure.end, grammar) {
        return None;
    }
    let mut figure = Figure {
        start: measure.start,
        end: measure.end,
        tail: measure.end,
        value: measure.value.map(rounded),
        value_max: measure.value_max.map(rounded),
        unit: measure.unit,
        role,
        relation: if measure.more { Some(Relation::Gt) } else { measure.at_least.then_some(Relation::Ge) },
        has_tail: false,
        chinese: measure.chinese,
    };
    if measure.bare && role == Role::Money {
        spell_out(&mut figure);
    }
    if figure.unit == "成" {
        // 占比七成以上: shares are compared in per cent.
        let tenths = |tenths: f64| tenths * 10.0;
        (figure.value, figure.value_max) = (figure.value.map(tenths), figure.value_max.map(tenths));
        figure.unit = "%".to_owned();
    }
    read_tail(chars, &mut figure, grammar);
    Some(figure)
}

/// 受教育年限达9年: years are measured there, and no date.
fn counts_years(chars: &[char], measure: &Measure, grammar: &Grammar) -> bool {
    let mut before = &chars[..measure.start];
    while let Some((length, _)) = bound_before(before, grammar) {
        before = &before[..before.len() - length];
    }
    measure.value.is_some_and(|value| value < LONGEST_SPAN) && grammar.ends(Context::Years, before) > 0
}

/// From here on a number of years is a date: 完成时间2025年.
const LONGEST_SPAN: f64 = 200.0;

/// 65岁以上老年人: an age before a noun says who.
fn names_age(chars: &[char], end: usize, grammar: &Grammar) -> bool {
    let tail = grammar.after.prefix(&chars[end..]).map_or(0, |(length, _)| length);
    chars.get(end + tail).is_some_and(|char| is_han(*char))
}

/// Three places are more than any plan says: 1/3 becomes 33.333.
fn rounded(value: f64) -> f64 {
    if value.fract() == 0.0 || value.abs() < 1.0 { value } else { (value * 1e6).round() / 1e6 }
}

/// 千亿元 is 1000 亿元: number::number already reads it so; a lone 亿元 is 1 亿元.
fn spell_out(figure: &mut Figure) {
    if figure.value == Some(0.0) && figure.chinese {
        figure.value = Some(1.0);
    }
}

/// 以上, 左右 and their like behind the unit.
fn read_tail(chars: &[char], figure: &mut Figure, grammar: &Grammar) {
    while let Some((length, bound)) = grammar.after.prefix(&chars[figure.tail..]) {
        let rest = &chars[figure.tail..];
        let whole = grammar.context(Context::Whole).prefix(rest).is_some_and(|(whole, ())| whole > length);
        if whole || length == 1 && rest[0] == '内' && figure.role != Role::Duration {
            break;
        }
        if let Some(relation) = bound.relation {
            figure.relation = Some(relation);
        }
        figure.has_tail = true;
        figure.tail += length;
    }
}

/// Phrases that stand for a figure.
fn phrases(chars: &[char], grammar: &Grammar) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut next = 0;
    while let Some(at) = grammar.starts.phrase.next(chars, next) {
        let figure = match chars[at] {
            '翻' => doubling(chars, at, grammar),
            '第' | '前' => rank(chars, at, grammar),
            '半' => half(chars, at, grammar),
            _ => coverage(chars, at, grammar)
                .or_else(|| twofold(chars, at, grammar))
                .or_else(|| double_digit(chars, at, grammar)),
        };
        match figure {
            Some(mut figure) => {
                read_tail(chars, &mut figure, grammar);
                next = figure.tail;
                found.push(figure);
            }
            None => next = at + 1,
        }
    }
    found
}

fn phrase(start: usize, end: usize, value: f64, unit: &str, role: Role) -> Figure {
    Figure {
        start,
        end,
        tail: end,
        value: Some(value),
        value_max: None,
        unit: unit.to_owned(),
        role,
        relation: None,
        has_tail: false,
        chinese: true,
    }
}

fn coverage(chars: &[char], at: usize, grammar: &Grammar) -> Option<Figure> {
    let end = at + Some(grammar.begins(Context::Cover, &chars[at..])).filter(|length| *length > 0)?;
    let goes_on =
        chars.get(end).is_some_and(|char| is_han(*char) && !grammar.is(Context::Conjunction, *char));
    // 无禁区、全覆盖、零容忍: of what, it does not say.
    let listed = at > 0 && chars[at - 1] == '、';
    (!goes_on && !listed).then(|| phrase(at, end, 100.0, "%", Role::Cover))
}

fn doubling(chars: &[char], at: usize, grammar: &Grammar) -> Option<Figure> {
    let (times, end) = match chars.get(at + 1)? {
        '番' => (1, at + 2),
        char => match (grammar.numerals.get(char), chars.get(at + 2)) {
            (Some(Numeral::Digit(times)), Some('番')) => (i32::from(*times), at + 3),
            _ => return None,
        },
    };
    Some(phrase(at, end, 2f64.powi(times), "倍", Role::Doubling))
}

/// 停电时间减半, 缩短一半: a change by 50 %. 减半征收 is another word.
fn half(chars: &[char], at: usize, grammar: &Grammar) -> Option<Figure> {
    let start = at - usize::from(at > 0 && chars[at - 1] == '一');
    let changes = bound_before(&chars[..start], grammar)
        .is_some_and(|(_, bound)| matches!(bound.change, Change::Up | Change::Down));
    let ends = chars.get(at + 1).is_none_or(|char| !is_han(*char));
    (changes && ends).then(|| phrase(start, at + 1, 50.0, "%", Role::Percent))
}

/// 实现倍增: twice as much. Elsewhere 倍增 is a name.
fn twofold(chars: &[char], at: usize, grammar: &Grammar) -> Option<Figure> {
    let end = at + Some(grammar.begins(Context::Twofold, &chars[at..])).filter(|length| *length > 0)?;
    let verb = grammar.ends(Context::Attain, &chars[..at]) > 0;
    let ends = chars.get(end).is_none_or(|char| !is_han(*char));
    (verb && ends).then(|| phrase(at, end, 2.0, "倍", Role::Doubling))
}

fn double_digit(chars: &[char], at: usize, grammar: &Grammar) -> Option<Figure> {
    let length = Some(grammar.begins(Context::DoubleDigit, &chars[at..])).filter(|length| *length > 0)?;
    let mut figure = phrase(at, at + length, 10.0, "%", Role::DoubleDigit);
    figure.relation = Some(Relation::Ge);
    Some(figure)
}

/// 排名全市第一, 居全省第3位, 前五名: a place needs a word that says so, and where.
fn rank(chars: &[char], at: usize, grammar: &Grammar) -> Option<Figure> {
    let number = number(chars, at + 1, grammar)?;
    let counter = chars.get(number.end).filter(|char| grammar.is(Context::RankCounter, **char));
    let end = number.end + usize::from(counter.is_some());
    let tail = grammar.after.prefix(&chars[end..]).map_or(0, |(length, _)| length);
    if chars.get(end + tail).is_some_and(|char| is_han(*char))
        || number.value.is_none_or(|value| value > 1000.0)
    {
        return None;
    }
    // 全国|百强县|前50位.
    let mut start = at;
    while let Some((length, ())) = grammar.context(Context::Arena).suffix(&chars[..start]) {
        start -= length;
    }
    let arena = (start < at).then_some(());
    let verb = grammar.context(Context::Rank).suffix(&chars[..start]).is_some();
    let said = if chars[at] == '前' {
        verb && counter.is_some()
    } else {
        arena.is_some() || verb && counter.is_some()
    };
    said.then(|| {
        let mut figure = phrase(start, end, number.value.unwrap_or(1.0), "位", Role::Rank);
        figure.relation = (chars[at] == '前').then_some(Relation::Le);
        figure
    })
}

/// Whether `char` is a Chinese character.
pub(crate) fn is_han(char: char) -> bool {
    matches!(char, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// What a word before a figure says, with its length.
pub(crate) fn bound_before<'g>(chars: &[char], grammar: &'g Grammar) -> Option<(usize, &'g Bound)> {
    grammar.before.suffix(chars)
}
