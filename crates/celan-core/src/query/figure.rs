//! Numbers and units in a query.
//!
//! ```text
//! number = digits [ "." digits ] | Chinese numeral          1000, 1,000, 50.5, 一千, 三十
//! unit   = { "十" | "百" | "千" | "万" | "亿" } name        亿元: 10^8 × 元
//! ```

use celan_data::{Tables, UnitRole};

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
        let power = power(*chars.first()?)?;
        scale *= power;
        rest = &rest[chars[0].len_utf8()..];
    }
}

/// A number with its unit as written: `50亿元` is 50 and 亿元. `None` where no number begins.
pub(crate) fn quantity(text: &str) -> Option<(f64, &str)> {
    number(text).map(|(number, rest)| (number, rest.trim()))
}

/// What the powers at the start of `unit` multiply by, and what stands behind them: 万户 → 10,000 and 户.
fn powers(unit: &str) -> (f64, &str) {
    let (mut scale, mut rest) = (1.0, unit.trim());
    while let Some(first) = rest.chars().next()
        && let Some(power) = power(first)
    {
        scale *= power;
        rest = &rest[first.len_utf8()..];
    }
    (scale, rest)
}

/// The number that `text` begins with, and what stands behind it.
fn number(text: &str) -> Option<(f64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(text.len());
    if end > 0 {
        let digits: String = text[..end].chars().filter(|c| *c != ',').collect();
        return digits.parse().ok().map(|number| (number, &text[end..]));
    }
    let end = text.find(|c| digit(c).is_none() && power(c).is_none()).unwrap_or(text.len());
    // 亿 and 万 at the end belong to the unit as well as to the number; the product is the same.
    chinese(&text[..end]).map(|number| (number, &text[end..]))
}

/// 一千二百 → 1200. `None` for no numeral or one that is none (千千).
fn chinese(text: &str) -> Option<f64> {
    if text.is_empty() || !text.chars().any(|c| digit(c).is_some() || c == '十') {
        return None;
    }
    let (mut total, mut section, mut last) = (0.0, 0.0, None);
    for c in text.chars() {
        match (digit(c), power(c)) {
            (Some(value), _) => last = Some(value),
            (None, Some(power)) if power < 10_000.0 => {
                section += last.take().unwrap_or(1.0) * power;
            }
            (None, Some(power)) => {
                total = (total + section + last.take().unwrap_or(0.0)) * power;
                section = 0.0;
            }
            (None, None) => return None,
        }
    }
    Some(total + section + last.unwrap_or(0.0))
}

fn digit(c: char) -> Option<f64> {
    let value = match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    };
    Some(f64::from(value))
}

fn power(c: char) -> Option<f64> {
    Some(match c {
        '十' => 10.0,
        '百' => 100.0,
        '千' => 1000.0,
        '万' => 10_000.0,
        '亿' => 100_000_000.0,
        _ => return None,
    })
}

/// Other ways to write the first number in `word`: 一千亿元 → 1000亿元, 1000亿元 → 一千亿元, 10000 → 1万.
pub(crate) fn number_forms(word: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_digit() || digit(c).is_some() || power(c).is_some();
    let Some(start) = word.find(is_part) else { return Vec::new() };
    let end = word[start..].find(|c| !is_part(c) && c != '.').map_or(word.len(), |at| start + at);
    let (before, written, behind) = (&word[..start], &word[start..end], &word[end..]);
    let Some((value, rest)) = number(written) else { return Vec::new() };
    let scale = powers(rest).0;
    let value = value * scale;
    if value.fract() != 0.0 || !(1.0..1e15).contains(&value) {
        return Vec::new();
    }
    let value = value as u64;
    let mut forms = Vec::new();
    for (unit, power) in [("亿", 100_000_000), ("万", 10_000), ("", 1)] {
        if value.is_multiple_of(power) && value >= power {
            let part = value / power;
            forms.push(format!("{part}{unit}"));
            forms.push(format!("{}{unit}", spelled(part)));
        } else if power > 1 && value >= power && value.is_multiple_of(power / 100) {
            forms.push(format!("{}{unit}", value as f64 / power as f64));
        }
    }
    forms.dedup();
    forms.retain(|form| form != written);
    forms.into_iter().map(|form| format!("{before}{form}{behind}")).collect()
}

/// A number below 10^8 in Chinese numerals: 1200 → 一千二百.
fn spelled(number: u64) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if number >= 10_000 {
        let (high, low) = (number / 10_000, number % 10_000);
        let rest = if low == 0 { String::new() } else { spelled(low) };
        return format!("{}万{rest}", spelled(high));
    }
    let mut out = String::new();
    let mut gap = false;
    for (power, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = (number / power % 10) as usize;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
            gap = false;
        }
        // 十五, but 一百一十五.
        if !(digit == 1 && power == 10 && out.is_empty()) {
            out.push(DIGITS[digit]);
        }
        out.push_str(name);
    }
    out
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
        assert_eq!(quantity("一千亿元"), Some((1e11, "元")));
        assert_eq!(quantity("2.6万户"), Some((2.6, "万户")));
        assert_eq!(quantity("家"), None);
    }

    #[test]
    fn a_number_is_known_in_its_other_forms() {
        assert!(number_forms("一千亿元").contains(&"1000亿元".to_owned()));
        assert!(number_forms("1000亿元").contains(&"一千亿元".to_owned()));
        assert!(number_forms("100家").contains(&"一百家".to_owned()));
        assert!(number_forms("10000户").contains(&"1万户".to_owned()));
        assert!(number_forms("企业").is_empty());
    }
}
