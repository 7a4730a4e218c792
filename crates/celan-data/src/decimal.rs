//! Numbers of digits and a point, read with few bytes of program.

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

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn it_reads_what_the_standard_library_reads() {
        for text in ["0", "60", "7.2", "0.5", ".5", "5.", "12.50", "100000000", "123456789012.345", "007"] {
            assert_eq!(decimal(text), text.parse().ok(), "{text}");
        }
        for text in ["", ".", "1.2.3", "-1", "1e3", "１", "inf"] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }
}
