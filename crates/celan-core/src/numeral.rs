//! Whole numbers as headings, dates and queries write them.
//!
//! ```text
//! small  = { digit | ten | hundred }                  三, 十二, 二十三, 一百零五
//! digit  = one of 0 to 9, of both widths, or a plain Chinese one
//! ```
//! The numbers of targets are more than that: `extract/number.rs`.

use celan_data::{Grammar, Numeral};

/// The value of a digit: 5, ５ or 五.
pub(crate) fn digit(c: char, grammar: &Grammar) -> Option<u32> {
    arabic_digit(c).or_else(|| chinese_digit(c, grammar))
}

/// The value of an Arabic digit of either width.
pub(crate) fn arabic_digit(c: char) -> Option<u32> {
    let wide = ('０'..='９').contains(&c).then(|| c as u32 - '０' as u32);
    c.to_digit(10).or(wide)
}

fn chinese_digit(c: char, grammar: &Grammar) -> Option<u32> {
    match grammar.plain_numeral(c)? {
        Numeral::Digit(digit) => Some(u32::from(digit)),
        _ => None,
    }
}

/// Whether `c` is part of a number as headings and dates write it.
pub(crate) fn is_numeral(c: char, grammar: &Grammar) -> bool {
    arabic_digit(c).is_some() || grammar.plain_numeral(c).is_some()
}

/// The Chinese numeral below one thousand that `text` begins with: value and bytes.
pub(crate) fn small(text: &str, grammar: &Grammar) -> Option<(u32, usize)> {
    let (mut value, mut digit, mut length) = (0, 0, 0);
    for c in text.chars().take(7) {
        match grammar.plain_numeral(c) {
            Some(Numeral::Digit(0)) => digit = 0,
            Some(Numeral::Digit(next)) if digit == 0 => digit = u32::from(next),
            Some(Numeral::Unit(unit @ (10 | 100))) => {
                // 十二, but not 百二.
                let one = unit == 10 && length == 0;
                value += digit.max(u32::from(one)) * unit;
                digit = 0;
            }
            _ => break,
        }
        length += c.len_utf8();
    }
    value += digit;
    (value > 0).then_some((value, length))
}

/// `number` below 10^8 in plain Chinese numerals: 1200 → 一千二百.
pub(crate) fn spelled(number: u64, grammar: &Grammar) -> String {
    let mut out = String::new();
    let mut push = |numeral| out.extend(grammar.plain_char(numeral));
    let mut gap = false;
    let mut began = false;
    for (power, numeral) in [
        (10_000_000, Some(Numeral::Unit(1000))),
        (1_000_000, Some(Numeral::Unit(100))),
        (100_000, Some(Numeral::Unit(10))),
        (10_000, None),
        (1000, Some(Numeral::Unit(1000))),
        (100, Some(Numeral::Unit(100))),
        (10, Some(Numeral::Unit(10))),
        (1, None),
    ] {
        let digit = (number / power % 10) as u8;
        if digit > 0 {
            if gap {
                push(Numeral::Digit(0));
            }
            // 十五, but 一百一十五.
            if !(digit == 1 && numeral == Some(Numeral::Unit(10)) && !began) {
                push(Numeral::Digit(digit));
            }
            numeral.into_iter().for_each(&mut push);
            began = true;
        }
        gap = digit == 0 && began;
        if power == 10_000 && began {
            push(Numeral::Group(10_000));
            gap = false;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use celan_data::Tables;

    #[test]
    fn small_numbers_are_read() {
        let small = |text| small(text, &Tables::embedded().grammar);
        assert_eq!(small("十二、"), Some((12, 6)));
        assert_eq!(small("二十三"), Some((23, 9)));
        assert_eq!(small("一百零五条"), Some((105, 12)));
        assert_eq!(small("企业"), None);
    }

    #[test]
    fn numbers_are_spelled() {
        let spelled = |number| spelled(number, &Tables::embedded().grammar);
        assert_eq!(spelled(15), "十五");
        assert_eq!(spelled(115), "一百一十五");
        assert_eq!(spelled(1200), "一千二百");
        assert_eq!(spelled(10_005), "一万零五");
        assert_eq!(spelled(5), "五");
    }
}
