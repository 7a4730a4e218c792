//! Numbers of digits and a point, read and written with few bytes of program.

/// 1234.5 → its number. `None` for anything else than digits with at most one point among them.
///
/// The standard library's reader knows exponents and any length, and weighs more than all of celan's numerals. Up to 15
/// digits the two agree to the bit.
pub fn decimal(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = whole.bytes().chain(fraction.bytes());
    if whole.is_empty() && fraction.is_empty() || !digits.clone().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value = digits.fold(0.0, |value, byte| value * 10.0 + f64::from(byte - b'0'));
    let scale = fraction.bytes().fold(1.0, |scale, _| scale * 10.0);
    Some(value / scale).filter(|value| value.is_finite())
}

/// A number without needless zeros, at most four digits behind the point.
///
/// Put together from whole numbers: the standard library's writing of floating-point numbers weighs as much as a view.
pub fn number(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    // A cast ends at the largest number there is.
    let parts = (value.abs() * 1e4).round_ties_even() as u128;
    let sign = if value < 0.0 && parts > 0 { "-" } else { "" };
    let text = format!("{sign}{}.{:04}", parts / 10_000, parts % 10_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{decimal, number};

    #[test]
    fn it_reads_what_the_standard_library_reads() {
        for text in ["0", "60", "7.2", "0.5", ".5", "5.", "12.50", "100000000", "123456789012.345", "007"] {
            assert_eq!(decimal(text), text.parse().ok(), "{text}");
        }
        for text in ["", ".", "1.2.3", "-1", "1e3", "１", "inf"] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_carry_no_needless_zeros() {
        let cases = [
            (60.0, "60"),
            (2.6, "2.6"),
            (0.5, "0.5"),
            (1e9, "1000000000"),
            (-0.0, "0"),
            (1.0 / 3.0, "0.3333"),
            (-2.5, "-2.5"),
            (666.67, "666.67"),
            (1e13, "10000000000000"),
            (-0.000_01, "0"),
        ];
        for (value, text) in cases {
            assert_eq!(number(value), text);
        }
    }
}
