//! Numbers and units in a query.
//!
//! ```text
//! number = digits [ "." digits ] | Chinese numeral          1000, 1,000, 50.5, 一千, 三十
//! unit   = { power } name                                   亿元: 10^8 × 元
//! ```

use celan_data::{Grammar, Numeral, Tables, UnitRole};

use crate::numeral::spelled;

/// A unit by what it measures.
#[derive(Clone, Debug, PartialEq)]
pub struct BaseUnit {
    /// How many base units it is: 10^8 for 亿元.
    pub scale: f64,
    /// Units of one family can be compared.
    pub family: String,
    /// The base unit: 元; a counter is its own.
    pub unit: String,
}

/// What `unit`, as written, measures; `None` for one that is not in the table.
pub fn base_unit(unit: &str, tables: &Tables) -> Option<BaseUnit> {
    let units = &tables.grammar.units;
    let (mut scale, mut rest) = (1.0, unit.trim());
    loop {
        let chars: Vec<char> = rest.chars().collect();
        if let Some(found) = units.get(&chars) {
            let counter = found.role == UnitRole::Count;
            let bases = units.iter().filter(|(_, other)| other.family == found.family && other.factor == 1.0);
            let shortest = bases.map(|(name, _)| name).min_by_key(|name| name.len());
            let unit = shortest.filter(|_| !counter).unwrap_or_else(|| rest.to_owned());
            return Some(BaseUnit { scale: scale * found.factor, family: found.family.clone(), unit });
        }
        // 千瓦 is a unit of its own, 千元 is a thousand 元.
        let power = power(*chars.first()?, &tables.grammar)?;
        scale *= power;
        rest = &rest[chars[0].len_utf8()..];
    }
}

/// A number with its unit as written: `50亿元` is 50 and 亿元. `None` where no number begins.
pub(crate) fn quantity<'t>(text: &'t str, grammar: &Grammar) -> Option<(f64, &'t str)> {
    number(text, grammar).map(|(number, rest)| (number, rest.trim()))
}

/// What the powers at the start of `unit` multiply by: 10,000 for 万户.
fn powers(unit: &str, grammar: &Grammar) -> f64 {
    unit.trim().chars().map_while(|c| power(c, grammar)).product()
}

/// The number that `text` begins with, and what stands behind it.
fn number<'t>(text: &'t str, grammar: &Grammar) -> Option<(f64, &'t str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(text.len());
    if end > 0 {
        let digits: String = text[..end].chars().filter(|c| *c != ',').collect();
        return celan_data::decimal(&digits).map(|number| (number, &text[end..]));
    }
    let end = text.find(|c| grammar.plain_numeral(c).is_none()).unwrap_or(text.len());
    // 亿 and 万 at the end belong to the unit as well as to the number; the product is the same.
    chinese(&text[..end], grammar).map(|number| (number, &text[end..]))
}

/// 一千二百 → 1200. `None` for no numeral or one that is none (千千).
fn chinese(text: &str, grammar: &Grammar) -> Option<f64> {
    let (mut total, mut section, mut last, mut counts) = (0.0, 0.0, None, false);
    for c in text.chars() {
        match grammar.plain_numeral(c)? {
            Numeral::Digit(digit) => {
                last = Some(f64::from(digit));
                counts = true;
            }
            Numeral::Unit(unit) => {
                section += last.take().unwrap_or(1.0) * f64::from(unit);
                counts |= unit == 10;
            }
            Numeral::Group(group) => {
                total = (total + section + last.take().unwrap_or(0.0)) * group as f64;
                section = 0.0;
            }
        }
    }
    // 百 or 万 alone begins a unit, not a number.
    counts.then_some(total + section + last.unwrap_or(0.0))
}

fn power(c: char, grammar: &Grammar) -> Option<f64> {
    match grammar.plain_numeral(c)? {
        Numeral::Digit(_) => None,
        Numeral::Unit(unit) => Some(f64::from(unit)),
        Numeral::Group(group) => Some(group as f64),
    }
}

/// Groups by which a number is written: 1.5亿, 15000万, 150000000.
const GROUPS: [u64; 3] = [100_000_000, 10_000, 1];

/// Other ways to write the first number in `word`: 一千亿元 → 1000亿元, 1000亿元 → 一千亿元, 10000 → 1万.
pub(crate) fn number_forms(word: &str, grammar: &Grammar) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_digit() || grammar.plain_numeral(c).is_some();
    let Some(start) = word.find(is_part) else { return Vec::new() };
    let end = word[start..].find(|c| !is_part(c) && c != '.').map_or(word.len(), |at| start + at);
    let (before, written, behind) = (&word[..start], &word[start..end], &word[end..]);
    let Some((value, rest)) = number(written, grammar) else { return Vec::new() };
    let value = value * powers(rest, grammar);
    if value.fract() != 0.0 || !(1.0..1e15).contains(&value) {
        return Vec::new();
    }
    let value = value as u64;
    let mut forms = Vec::new();
    for group in GROUPS {
        let unit = grammar.plain_char(Numeral::Group(group)).map_or(String::new(), String::from);
        let part = value / group;
        if value.is_multiple_of(group) && part > 0 {
            forms.push(format!("{part}{unit}"));
            forms.extend((part < GROUPS[0]).then(|| format!("{}{unit}", spelled(part, grammar))));
        } else if group > 1 && part > 0 && value.is_multiple_of(group / 100) {
            forms.push(format!("{}{unit}", celan_data::number(value as f64 / group as f64)));
        }
    }
    forms.dedup();
    forms.retain(|form| form != written);
    forms.into_iter().map(|form| format!("{before}{form}{behind}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_known_by_what_they_measure() {
        let base = |unit| base_unit(unit, Tables::embedded()).map(|base| (base.scale, base.unit));
        assert_eq!(base("亿元"), Some((1e8, "元".into())));
        assert_eq!(base("万户"), Some((1e4, "户".into())));
        assert_eq!(base("家"), Some((1.0, "家".into())));
        assert_eq!(base("颜色"), None);
        let quantity = |text| quantity(text, &Tables::embedded().grammar);
        assert_eq!(quantity("一千亿元"), Some((1e11, "元")));
        assert_eq!(quantity("2.6万户"), Some((2.6, "万户")));
        assert_eq!(quantity("家"), None);
        assert_eq!(quantity("百强"), None);
    }

    #[test]
    fn a_number_is_known_in_its_other_forms() {
        let number_forms = |word| number_forms(word, &Tables::embedded().grammar);
        assert!(number_forms("一千亿元").contains(&"1000亿元".to_owned()));
        assert!(number_forms("1000亿元").contains(&"一千亿元".to_owned()));
        assert!(number_forms("100家").contains(&"一百家".to_owned()));
        assert!(number_forms("10000户").contains(&"1万户".to_owned()));
        assert!(number_forms("企业").is_empty());
    }
}
