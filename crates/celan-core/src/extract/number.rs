//! Numbers as plans write them.
//!
//! ```text
//! number   = sign? (masked | percent-of | plain)
//! percent-of = plain 分之 plain               百分之五, 三分之一
//! masked   = x+ (. x+)?                       xx.x
//! plain    = digit-run | numeral-run          1,050.5  ２．６万  一千二百亿  十几万  5万4千
//! more     = 多 | 余 | 几                      between a number and 万, 亿: 五百余万
//! ```
//! The last 万, 亿 or 万亿 of a number that holds nothing behind it is its scale and belongs to the unit: `2.6` `万户`.

use celan_data::{Context, Grammar, Numeral, UnitRole};

use super::target::is_han;

/// A number in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    /// Character behind it.
    pub(crate) end: usize,
    /// Where the scale begins (equal to `end` without one).
    pub(crate) scale_at: usize,
    /// Its value before the scale; `None` where it is masked.
    pub(crate) value: Option<f64>,
    /// 1, ten thousand, …
    pub(crate) scale: f64,
    /// It is written with 几, 多 or 余 inside.
    pub(crate) more: bool,
    /// It is written in Chinese numerals.
    pub(crate) chinese: bool,
    /// For 百分之 and its like: what 1 is in per cent; otherwise `None`.
    pub(crate) per_cent: Option<f64>,
    /// It begins with 百, 千 or 万 without a digit before: 百亿, 千家.
    pub(crate) bare: bool,
}

/// Digits beyond this say nothing more and would overflow.
const MOST_DIGITS: usize = 30;

/// The number that begins at `at`.
pub(crate) fn number(chars: &[char], at: usize, grammar: &Grammar) -> Option<Number> {
    if let Some(special) = masked(chars, at, grammar).or_else(|| half(chars, at)) {
        return Some(special);
    }
    let first = plain(chars, at, grammar)?;
    if !chars[first.end..].starts_with(&['分', '之']) {
        return Some(first);
    }
    let Some(second) = plain(chars, first.end + 2, grammar) else { return Some(first) };
    let whole = first.value? * first.scale;
    let part = second.value? * second.scale;
    if whole <= 0.0 {
        return None;
    }
    let round = first.bare && whole >= 100.0;
    let (value, per_cent) = if round { (part, Some(100.0 / whole)) } else { (part / whole, Some(100.0)) };
    Some(Number { value: Some(value), scale: 1.0, scale_at: second.end, per_cent, bare: false, ..second })
}

/// 半百, 半成.
fn half(chars: &[char], at: usize) -> Option<Number> {
    let (value, end) = match chars.get(at..)? {
        ['半', '百', ..] => (50.0, at + 2),
        ['半', '成', ..] => (0.5, at + 1),
        _ => return None,
    };
    let (value, scale_at) = (Some(value), end);
    Some(Number { end, scale_at, value, scale: 1.0, more: false, chinese: true, per_cent: None, bare: false })
}

/// `xx.x`: a number somebody took out. A single x must be followed by a unit, which the caller looks for.
fn masked(chars: &[char], at: usize, grammar: &Grammar) -> Option<Number> {
    let is_mask = |char: &char| grammar.is(Context::Mask, *char);
    let run = |from: usize| chars[from..].iter().take(MOST_DIGITS).take_while(|char| is_mask(char)).count();
    let mut end = at + run(at);
    if end == at || chars[at] == '○' && end - at < 2 {
        return None;
    }
    if chars.get(end) == Some(&'.') {
        let fraction = run(end + 1);
        if fraction > 0 {
            end += 1 + fraction;
        }
    }
    let (scale, scale_at) = (scale_of(&chars[end..], grammar), end);
    Some(Number {
        end: end + scale.0,
        scale_at,
        value: None,
        scale: scale.1,
        more: false,
        chinese: false,
        per_cent: None,
        bare: false,
    })
}

/// 万, 亿, 万亿 at the start of `chars`: length and factor.
pub(crate) fn scale_of(chars: &[char], grammar: &Grammar) -> (usize, f64) {
    let length = chars.iter().take(2).take_while(|char| grammar.group(**char).is_some()).count();
    (length, chars[..length].iter().filter_map(|char| grammar.group(*char)).product())
}

/// What has been read of a number so far.
#[derive(Default)]
struct Reading {
    /// Values of finished groups, each a multiple of its 万, 亿 or 兆.
    groups: Vec<f64>,
    /// What stands behind the last group.
    section: f64,
    /// A digit that waits for its unit.
    digit: Option<f64>,
    /// Value of the last unit or group read, for 九万四.
    last_unit: f64,
    zero: bool,
    more: bool,
}

impl Reading {
    fn total(&self) -> f64 {
        self.groups.iter().sum::<f64>() + self.section + self.digit.unwrap_or(0.0)
    }

    /// The 六 of 一千六 is six hundred.
    fn settle(&mut self, ascii: bool) {
        let colloquial = !ascii && !self.zero && self.last_unit >= 100.0;
        if let Some(digit) = self.digit.filter(|digit| colloquial && *digit > 0.0 && digit.fract() == 0.0) {
            self.section += digit * self.last_unit / 10.0;
            self.digit = None;
        }
    }

    fn unit(&mut self, unit: f64) {
        self.section += self.digit.take().unwrap_or(1.0) * unit;
        self.last_unit = unit;
        self.zero = false;
    }

    fn group(&mut self, group: f64) {
        // 0万 is nothing, 万 alone one.
        let said = self.digit.is_some();
        let mut below = self.section + self.digit.take().unwrap_or(0.0);
        self.section = 0.0;
        if below == 0.0 && !said {
            below = self.groups.pop().unwrap_or(1.0);
        }
        while self.groups.last().is_some_and(|&last| last < group) {
            below += self.groups.pop().unwrap_or(0.0);
        }
        self.groups.push(below * group);
        self.last_unit = group;
        self.zero = false;
    }
}

/// A number without 分之.
fn plain(chars: &[char], start: usize, grammar: &Grammar) -> Option<Number> {
    let (mut at, mut reading) = (start, Reading::default());
    let (mut seen_digits, mut ascii) = (false, false);
    let is_group = |at: usize| chars.get(at).is_some_and(|char| grammar.group(*char).is_some());
    // Where the run of groups at the end begins, and the value in front of it.
    let mut before_scale: Option<(usize, f64)> = None;
    while at < chars.len() && at - start < MOST_DIGITS {
        if let Some((value, end)) = ascii_number(chars, at) {
            if reading.digit.is_some() {
                break;
            }
            (reading.digit, ascii, seen_digits, at) = (Some(value), true, true, end);
            before_scale = None;
            continue;
        }
        if at > start && begins_unit(&chars[at..], grammar) || late_two(chars, at, start, grammar) {
            break;
        }
        match grammar.numerals.get(&chars[at]) {
            Some(Numeral::Digit(0)) if reading.digit.is_none() && chars[at] != '○' => {
                reading.zero = true;
                if at == start {
                    reading.digit = Some(0.0);
                }
                before_scale = None;
            }
            Some(Numeral::Digit(digit)) if reading.digit.is_none() || reading.digit == Some(0.0) => {
                if ascii && before_scale.is_none() && reading.last_unit == 0.0 {
                    break;
                }
                reading.digit = Some(f64::from(*digit));
                seen_digits = true;
                before_scale = None;
            }
            Some(Numeral::Unit(unit)) if before_scale.is_none() || reading.digit.is_some() => {
                if reading.digit.is_none() && reading.section > 0.0 && reading.last_unit <= f64::from(*unit) {
                    break;
                }
                reading.unit(f64::from(*unit));
                before_scale = None;
            }
            Some(Numeral::Group(group)) => {
                before_scale = before_scale.or(Some((at, reading.total())));
                reading.group(*group as f64);
            }
            _ => match chars[at] {
                more if at > start && grammar.is(Context::More, more) && is_group(at + 1) => {
                    reading.more = true;
                }
                '点' if seen_digits || reading.zero || reading.total() > 0.0 => {
                    match fraction(chars, at + 1, grammar) {
                        Some((value, end)) => {
                            reading.settle(ascii);
                            reading.digit = Some(reading.digit.unwrap_or(0.0) + value);
                            seen_digits = true;
                            before_scale = None;
                            at = end;
                            continue;
                        }
                        _ => break,
                    }
                }
                _ => break,
            },
        }
        at += 1;
    }
    // A lone 零 is a word (零部件), not a number.
    if at == start || reading.total() == 0.0 && !seen_digits {
        return None;
    }
    finish(chars, start, at, reading, ascii, before_scale, grammar)
}

fn finish(
    chars: &[char],
    start: usize,
    end: usize,
    mut reading: Reading,
    ascii: bool,
    before_scale: Option<(usize, f64)>,
    grammar: &Grammar,
) -> Option<Number> {
    reading.settle(ascii);
    let total = reading.total();
    // 十 is a number by itself.
    let bare = match grammar.numerals.get(&chars[start]) {
        Some(Numeral::Unit(unit)) => *unit > 10,
        numeral => matches!(numeral, Some(Numeral::Group(_))),
    };
    let mut number = Number {
        end,
        scale_at: end,
        value: Some(total),
        scale: 1.0,
        more: reading.more,
        chinese: !ascii,
        per_cent: None,
        bare,
    };
    if let Some((mut scale_at, value)) = before_scale {
        while scale_at > start && grammar.is(Context::More, chars[scale_at - 1]) {
            scale_at -= 1;
        }
        let value = if value == 0.0 { 1.0 } else { value };
        let scale = total / value;
        // 四十五亿零四百零四万 has no scale of its own: its 万 holds only for a part.
        if [1e4, 1e8, 1e12, 1e16].iter().any(|group| (scale / group - 1.0).abs() < 1e-9) {
            (number.scale_at, number.scale, number.value) = (scale_at, scale, Some(value));
        }
    }
    Some(number)
}

/// A unit that begins with a numeral: 千瓦, 兆赫. 千元 is read as thousands of 元.
fn begins_unit(rest: &[char], grammar: &Grammar) -> bool {
    let numeral = matches!(grammar.numerals.get(&rest[0]), Some(Numeral::Unit(_) | Numeral::Group(_)));
    numeral
        && grammar.units.prefix(rest).is_some_and(|(length, unit)| length > 1 && unit.role != UnitRole::Money)
}

/// The 两 of 三十两 is a weight, not a digit.
fn late_two(chars: &[char], at: usize, start: usize, grammar: &Grammar) -> bool {
    let goes_on = matches!(
        chars.get(at + 1).and_then(|char| grammar.numerals.get(char)),
        Some(Numeral::Unit(_) | Numeral::Group(_))
    );
    chars[at] == '两' && at > start && !goes_on
}

/// Digits with thousands commas and a decimal point: value and the character behind.
fn ascii_number(chars: &[char], start: usize) -> Option<(f64, usize)> {
    let digits =
        |from: usize| chars[from..].iter().take(MOST_DIGITS).take_while(|char| char.is_ascii_digit()).count();
    let first = digits(start);
    if first == 0 {
        return None;
    }
    let mut text: String = chars[start..start + first].iter().collect();
    let mut at = start + first;
    while first <= 3 && text.len() < MOST_DIGITS && matches!(chars.get(at), Some(',' | ' ')) {
        // 314, 965: a page broke behind the comma. 30 000个: a blank parts the thousands.
        let group = at + 1 + usize::from(chars.get(at + 1) == Some(&' '));
        let apart = group > at + 1 || chars[at] == ' ';
        if digits(group) != 3 || apart && !chars.get(group + 3).is_some_and(|char| is_han(*char)) {
            break;
        }
        text.extend(&chars[group..group + 3]);
        at = group + 3;
    }
    if chars.get(at) == Some(&'.') && digits(at + 1) > 0 {
        let fraction = digits(at + 1);
        let behind = at + 1 + fraction;
        // 2222.2222.22 and 1.2.3 are no decimals.
        if !(chars.get(behind) == Some(&'.') && digits(behind + 1) > 0) {
            text.push('.');
            text.extend(&chars[at + 1..behind]);
            at = behind;
        }
    }
    Some((celan_data::decimal(&text)?, at))
}

/// The digits behind 点.
fn fraction(chars: &[char], start: usize, grammar: &Grammar) -> Option<(f64, usize)> {
    let (mut value, mut place, mut at) = (0.0, 0.1, start);
    while let Some(Numeral::Digit(digit)) = chars.get(at).and_then(|char| grammar.numerals.get(char)) {
        if chars[at] == '两' {
            break;
        }
        value += f64::from(*digit) * place;
        place /= 10.0;
        at += 1;
    }
    // 0.1 added up in binary is not what is written; round to the digits that were read.
    let scale = 10f64.powi((at - start).min(15) as i32);
    (at > start).then(|| ((value * scale).round() / scale, at))
}

#[cfg(test)]
mod tests {
    use celan_data::Tables;

    use super::*;

    #[track_caller]
    fn check(text: &str, value: f64, scale: f64, read: &str) {
        let chars: Vec<char> = text.chars().collect();
        let number = number(&chars, 0, &Tables::embedded().grammar).expect("a number");
        assert_eq!(chars[..number.end].iter().collect::<String>(), read);
        assert!((number.scale - scale).abs() < 1e-9 * scale, "{text}: scale {}", number.scale);
        let found = number.value.expect("not masked");
        assert!((found - value).abs() < 1e-9 * value.max(1.0), "{text}: value {found}");
    }

    #[test]
    fn numbers_in_all_the_ways_of_plans() {
        check("1000万元", 1000.0, 1e4, "1000万");
        check("1.1万亿元", 1.1, 1e12, "1.1万亿");
        check("1,050,000户", 1_050_000.0, 1.0, "1,050,000");
        check("三个", 3.0, 1.0, "三");
        check("一千亿元", 1000.0, 1e8, "一千亿");
        check("千亿元", 1000.0, 1e8, "千亿");
        check("四亿五千六百四十二万零一十五", 456_420_015.0, 1.0, "四亿五千六百四十二万零一十五");
        check("一万五千亿", 15000.0, 1e8, "一万五千亿");
        check("九万四", 94000.0, 1.0, "九万四");
        check("两千四百五", 2450.0, 1.0, "两千四百五");
        check("十多万", 10.0, 1e4, "十多万");
        check("五百余万", 500.0, 1e4, "五百余万");
        check("5万4千6百", 54600.0, 1.0, "5万4千6百");
        check("十五点七", 15.7, 1.0, "十五点七");
        check("百分之五", 5.0, 1.0, "百分之五");
        check("三分之一", 1.0 / 3.0, 1.0, "三分之一");
        check("四万亿", 4.0, 1e12, "四万亿");
    }
}
