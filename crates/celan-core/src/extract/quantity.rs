//! Numbers with units.
//!
//! ```text
//! quantity = sign? number more? unit ("/" unit)?          2.6万户, 1900多个, 0.57吨/万元
//!          | number range-mark number more? unit          5—8家, 3至5个
//!          | numeral next-numeral unit                    四五个, 三四十家
//! range-mark = — | - | ~ | 至 | 到
//! ```
//! What is no quantity: a number in a name or code (A4, 5G, 3D, 1+4+40, 〔2021〕12号), an ordinal (第3), a date.

use celan_data::{Context, Grammar, Numeral, Tables, Unit, UnitRole};

use super::number::{Number, number};
use super::scan::Scan;
use crate::numeral::is_numeral;
use crate::span::Span;

/// A number with its unit, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Number and unit in the text.
    pub span: Span,
    /// The number as written: 1000 in `1000万元`. `None` where it is masked (`xx家`).
    pub value: Option<f64>,
    /// Upper end of a range.
    pub value_max: Option<f64>,
    /// What the unit multiplies the number by: 10000 for 万元.
    pub scale: f64,
    /// The unit as written, 万 and 亿 included: 万元.
    pub unit: String,
}

/// All quantities of a text, in order, without overlap.
pub fn quantities(text: &str, tables: &Tables) -> Vec<Quantity> {
    let scan = Scan::new(text, tables);
    measures(&scan.chars, &tables.grammar)
        .into_iter()
        .map(|measure| ordinal(&scan.chars, measure, &tables.grammar))
        .filter(|measure| measure.role.is_some() || stands_alone(&scan.chars, measure, &tables.grammar))
        .map(|measure| quantity(&scan, measure))
        .collect()
}

/// 第3名 is the third, not three of them: 第 belongs to it and the counter does not.
fn ordinal(chars: &[char], measure: Measure, grammar: &Grammar) -> Measure {
    let named = measure.start.checked_sub(1).is_some_and(|before| chars[before] == '第');
    match number(chars, measure.start, grammar).filter(|_| named && measure.value_max.is_none()) {
        Some(number) => Measure {
            start: measure.start - 1,
            end: number.end,
            value: number.value.map(|value| value * number.scale),
            scale: 1.0,
            unit: String::new(),
            role: None,
            ..measure
        },
        None => measure,
    }
}

/// A measure as others see it: 三分之一 is a number, 成 is tens of per cent.
fn quantity(scan: &Scan, measure: Measure) -> Quantity {
    let ratio = if measure.fraction { 0.01 } else { 1.0 };
    Quantity {
        span: scan.span(measure.start, measure.end),
        value: measure.value.map(|value| value * ratio),
        value_max: measure.value_max.map(|value| value * ratio),
        scale: if measure.unit == "成" { 10.0 } else { measure.scale },
        unit: if measure.fraction { String::new() } else { measure.unit },
    }
}

/// A number without a unit counts when it is not a character of a word (统一, 四川, 十足, 万万).
fn stands_alone(chars: &[char], measure: &Measure, grammar: &Grammar) -> bool {
    let bare_group = grammar.group(chars[measure.start]).is_some();
    if !measure.chinese || measure.end - measure.start > 1 && !bare_group {
        return true;
    }
    let is_word = |char: char| matches!(char, '\u{3400}'..='\u{9FFF}');
    let before = measure.start.checked_sub(1).map(|at| chars[at]);
    let behind = chars.get(measure.end);
    !bare_group
        && match before {
            Some('是') => true,
            Some(before) => !is_word(before),
            None => !behind.is_some_and(|behind| is_word(*behind)),
        }
}

/// What one `unit` is in the base unit of its family, with the family's name: (10000, "money") for 万元.
pub fn base_of(unit: &str, tables: &Tables) -> Option<(f64, String)> {
    let unit: String = unit.chars().map(|char| super::scan::fold(char, &tables.script)).collect();
    base_in(&unit, &tables.grammar).map(|(scale, family)| (scale, family.to_owned()))
}

/// [`base_of`] for a unit that is folded already.
pub(crate) fn base_in<'g>(unit: &str, grammar: &'g Grammar) -> Option<(f64, &'g str)> {
    let chars = celan_words::chars(unit);
    let (length, scale) = super::number::scale_of(&chars, grammar);
    let found = grammar.units.get(&chars[length..])?;
    Some((scale * found.factor, &found.family))
}

/// A quantity in a [`Scan`].
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Measure {
    /// First character of the number.
    pub(crate) start: usize,
    /// Character behind the unit.
    pub(crate) end: usize,
    pub(crate) value: Option<f64>,
    pub(crate) value_max: Option<f64>,
    /// Factor of 万 and 亿.
    pub(crate) scale: f64,
    /// The unit as written, scale included.
    pub(crate) unit: String,
    /// What kind of figure the unit makes; `None` without a unit.
    pub(crate) role: Option<UnitRole>,
    /// 1900多个.
    pub(crate) more: bool,
    /// 100+个.
    pub(crate) at_least: bool,
    /// In Chinese numerals.
    pub(crate) chinese: bool,
    /// 百亿, 千家: no digit before.
    pub(crate) bare: bool,
    /// 三分之一, 3/5; `value` is in per cent.
    pub(crate) fraction: bool,
}

/// All quantities of a piece of text.
pub(crate) fn measures(chars: &[char], grammar: &Grammar) -> Vec<Measure> {
    let mut found: Vec<Measure> = Vec::new();
    let mut at = 0;
    while let Some(start) = grammar.starts.number.next(chars, at) {
        if !begins_number(chars, start, grammar) {
            at = start + 1;
            continue;
        }
        match measure(chars, start, grammar) {
            Some(measure) => {
                at = measure.end;
                found.push(measure);
            }
            None => at = start + skip(chars, start),
        }
    }
    found
}

/// How many characters of an unreadable number to pass over.
fn skip(chars: &[char], at: usize) -> usize {
    let digits = chars[at..].iter().take_while(|char| char.is_ascii_digit()).count();
    digits.max(1)
}

fn begins_number(chars: &[char], at: usize, grammar: &Grammar) -> bool {
    let char = chars[at];
    let before = at.checked_sub(1).map(|at| chars[at]);
    if char.is_ascii_digit() {
        // A letter or the rest of a code before a number makes it a name: A4, PM2.5, COP28.
        return !before.is_some_and(|before| {
            before.is_ascii_alphanumeric() || before == '.' && at > 1 && chars[at - 2].is_ascii_digit()
        });
    }
    let digit_next = chars.get(at + 1).is_some_and(char::is_ascii_digit);
    match char {
        '-' => {
            return digit_next
                && !before.is_some_and(|before| {
                    before.is_ascii_alphanumeric() || matches!(before, ')' | '%' | '-' | '—' | '~')
                });
        }
        '负' => {
            // 减负4亿元: the end of another word.
            let is_sign = !matches!(before, Some('减' | '担' | '肩'));
            let numeral = || chars.get(at + 1).is_some_and(|next| grammar.numerals.contains_key(next));
            return is_sign && (digit_next || numeral());
        }
        '半' => return matches!(chars.get(at + 1), Some('百' | '成')),
        _ => {}
    }
    matches!(char, 'x' | 'X' | '×' | '*') && !before.is_some_and(|before| before.is_ascii_alphanumeric())
        || grammar.numerals.contains_key(&char)
}

fn measure(chars: &[char], start: usize, grammar: &Grammar) -> Option<Measure> {
    if matches!(chars[start], '负' | '-') {
        let mut measure = measure(chars, start + 1, grammar)?;
        measure.value = measure.value.map(|value| -value);
        measure.start = start;
        return Some(measure);
    }
    let first = number(chars, start, grammar)?;
    if let Some(either) = neighbours(chars, start, first, grammar) {
        return Some(either);
    }
    if let Some(fraction) = slashed(chars, start, first, grammar) {
        return Some(fraction);
    }
    if let Some(range) = range(chars, start, first, grammar) {
        return Some(range);
    }
    let mut measure = finish(chars, start, first, None, grammar)?;
    if chars.get(measure.end) == Some(&'±') {
        // 24%±1%: how far off it may be is no figure of its own.
        let off = number(chars, measure.end + 1, grammar);
        let off = off.and_then(|off| finish(chars, measure.end + 1, off, None, grammar));
        measure.end = off.map_or(measure.end, |off| off.end);
    }
    Some(measure)
}

/// 3/5: a fraction, where no date goes on behind it. 12/10万 is 12 of a unit.
fn slashed(chars: &[char], start: usize, first: Number, grammar: &Grammar) -> Option<Measure> {
    let before = start.checked_sub(1).map(|at| chars[at]);
    let slash = chars.get(first.end) == Some(&'/') && grammar.units.prefix(&chars[first.end..]).is_none();
    if !slash || before == Some('/') || first.chinese {
        return None;
    }
    let second = number(chars, first.end + 1, grammar).filter(|second| !second.chinese)?;
    let whole = second.value.filter(|whole| *whole > 0.0)?;
    let ends = !chars.get(second.end).is_some_and(|char| *char == '/' || char.is_ascii_alphanumeric());
    let mut measure =
        finish(chars, start, second, None, grammar).filter(|measure| ends && measure.role.is_none())?;
    measure.value = Some(first.value? / whole * 100.0);
    measure.fraction = true;
    Some(measure)
}

/// 四五个, 三四十家: either of two numerals that follow each other. 一二产业 names two.
fn neighbours(chars: &[char], start: usize, low: Number, grammar: &Grammar) -> Option<Measure> {
    let digit = |at: usize| match chars.get(at).and_then(|char| grammar.numerals.get(char)) {
        Some(Numeral::Digit(digit)) => Some(*digit),
        _ => None,
    };
    let (first, second) = (digit(start)?, digit(start + 1)?);
    let alone = low.end == start + 1 && digit(start + 2).is_none();
    let behind_number = start.checked_sub(1).is_some_and(|at| is_numeral(chars[at], grammar));
    if first < 2 || second != first + 1 || !alone || behind_number {
        return None;
    }
    let high = number(chars, start + 1, grammar)?;
    let tens = high.value? / f64::from(second);
    let low = Number { value: Some(tens * f64::from(first)), ..high };
    let measure = finish(chars, start, high, Some(low), grammar)?;
    let counts = measure.role.is_some_and(|role| role != UnitRole::Other);
    (counts && [1.0, 10.0, 100.0, 1000.0].contains(&tens)).then_some(measure)
}

/// 5—8家, 3至5个, 30%—40%: both ends have the same unit.
fn range(chars: &[char], start: usize, low: Number, grammar: &Grammar) -> Option<Measure> {
    let mut at = low.end;
    // 30%—40%, 5家—8家: the unit may stand behind both.
    let range_mark = |at: usize| grammar.begins(Context::RangeMark, chars.get(at..).unwrap_or_default());
    let own_unit = unit(&chars[at..], grammar).filter(|(length, _)| range_mark(at + length) > 0);
    if let Some((length, _)) = own_unit {
        at += length;
    }
    let apart = chars.get(at) == Some(&' ');
    while chars.get(at) == Some(&' ') {
        at += 1;
    }
    let mark = range_mark(at);
    // 3283 -33.0%: two cells of a table, the second negative.
    let negative =
        apart && mark == 1 && chars[at] == '-' && chars.get(at + 1).is_some_and(char::is_ascii_digit);
    if mark == 0 || negative {
        return None;
    }
    let mut second = at + mark;
    while chars.get(second) == Some(&' ') {
        second += 1;
    }
    let high = number(chars, second, grammar)?;
    let measure = finish(chars, start, high, Some(low), grammar)?;
    let same = own_unit.is_none_or(|(_, own)| measure.role == Some(own.role));
    (same && measure.role.is_some_and(|role| role != UnitRole::Other)).then_some(measure)
}

fn finish(
    chars: &[char],
    start: usize,
    last: Number,
    low: Option<Number>,
    grammar: &Grammar,
) -> Option<Measure> {
    let number = low.unwrap_or(last);
    let (mut end, mut more, mut at_least) = (last.end, last.more || number.more, false);
    if let Some((length, bound)) = chars.get(end..).and_then(|rest| grammar.inside.prefix(rest)) {
        let behind = &chars[end + length..];
        if grammar.units.prefix(behind).is_some()
            || behind.first().is_some_and(|char| grammar.group(*char).is_some())
        {
            end += length;
            at_least = bound.relation == Some(celan_data::Relation::Ge);
            more |= !at_least;
        }
    }
    let mut measure = Measure {
        start,
        end,
        value: number.value,
        value_max: low.and(last.value),
        scale: last.scale,
        unit: String::new(),
        role: None,
        more,
        at_least,
        chinese: last.chinese,
        bare: last.bare,
        fraction: last.per_cent == Some(100.0),
    };
    if let Some(per_cent) = last.per_cent {
        let (value, max) = (number.value? * per_cent, measure.value_max.map(|max| max * per_cent));
        (measure.value, measure.value_max) = (Some(value), max);
        measure.unit = "%".to_owned();
        measure.role = Some(UnitRole::Percent);
        return Some(measure);
    }
    let found = unit(&chars[end..], grammar);
    measure.unit = chars[last.scale_at.min(last.end)..last.end]
        .iter()
        .filter(|char| !grammar.is(Context::More, **char))
        .collect();
    let Some((length, found)) = found else {
        return (last.value.is_some() && !followed_by_letter(chars, end)).then_some(measure);
    };
    measure.unit.extend(&chars[end..end + length]);
    measure.end = end + length;
    measure.role = Some(found.role);
    half(chars, &mut measure);
    Some(measure)
}

/// 两米半, 三成半.
fn half(chars: &[char], measure: &mut Measure) {
    if chars.get(measure.end) == Some(&'半') && measure.chinese && measure.role != Some(UnitRole::Count) {
        measure.value = measure.value.map(|value| value + 0.5);
        measure.end += 1;
    }
}

/// A letter that no unit explains: 5G, 3D, 3A级.
fn followed_by_letter(chars: &[char], end: usize) -> bool {
    chars.get(end).is_some_and(char::is_ascii_alphabetic)
}

/// The longest unit at the start of `rest`, `…/…` included.
pub(crate) fn unit<'g>(rest: &[char], grammar: &'g Grammar) -> Option<(usize, &'g Unit)> {
    let (length, unit) = grammar.units.prefix(rest)?;
    let latin = |at: usize| rest.get(at).is_some_and(char::is_ascii_alphanumeric);
    if rest[length - 1].is_ascii_alphanumeric() && latin(length) {
        return None;
    }
    let behind = &rest[length..];
    Some((length + per_unit(behind, unit.role, grammar) + other_counter(behind, unit.role, grammar), unit))
}

/// 条|(个): another counter for the same things.
fn other_counter(rest: &[char], role: UnitRole, grammar: &Grammar) -> usize {
    let Some(('(' | '（', other)) = rest.split_first() else { return 0 };
    let found = grammar.units.prefix(other).filter(|(_, unit)| role == UnitRole::Count && unit.role == role);
    let closes = |(length, _): &(usize, &Unit)| matches!(other.get(*length), Some(')' | '）'));
    found.filter(closes).map_or(0, |(length, _)| length + 2)
}

/// 亿立方米|/年, 台|/万人, 公里|/百平方公里, 微克|每立方米: so much in a year, so many to ten thousand.
fn per_unit(rest: &[char], role: UnitRole, grammar: &Grammar) -> usize {
    let per = |mark: char| mark == '/' || mark == '每' && role == UnitRole::Measure;
    let Some((_, other)) = rest.split_first().filter(|(mark, _)| per(**mark)) else { return 0 };
    let count = other.iter().take_while(|char| is_numeral(**char, grammar)).count();
    let unit = |from: usize| grammar.units.prefix(&other[from..]).map(|(length, _)| from + length + 1);
    unit(0).or_else(|| unit(count)).unwrap_or(0)
}
