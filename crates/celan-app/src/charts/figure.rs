//! A target's figure in words: `≥60家`, `+105家`, `1000—1200亿元`, `约30%`.

use celan_wire::Target;

use crate::strings::Texts;

/// A number without needless zeros, at most four digits behind the point.
pub fn number(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The mark before a number that says how it binds.
pub fn comparator(texts: Texts, name: &str) -> String {
    match name {
        "gt" => ">".to_owned(),
        "ge" => "≥".to_owned(),
        "lt" => "<".to_owned(),
        "le" => "≤".to_owned(),
        "approx" => texts.say("figure.about"),
        _ => String::new(),
    }
}

/// The whole figure of a target, with comparator, sign and unit; words where there is no number.
pub fn target_figure(texts: Texts, target: &Target) -> String {
    if target.redacted || target.state == "masked" {
        return texts.fill("figure.masked", &[("unit", &target.unit)]);
    }
    let Some(value) = target.value else {
        return texts.say("figure.none");
    };
    if target.kind == "rank" || target.comparator == "rank" {
        return texts.fill("figure.rank", &[("n", &number(value))]);
    }
    let sign = if target.kind == "increment" && value > 0.0 { "+" } else { "" };
    let mark = comparator(texts, &target.comparator);
    let range = target.value_max.map(|max| format!("—{}", number(max))).unwrap_or_default();
    format!("{mark}{sign}{}{range}{}", number(value), target.unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_carry_no_needless_zeros() {
        let cases = [
            (60.0, "60"),
            (2.6, "2.6"),
            (0.5, "0.5"),
            (1e9, "1000000000"),
            (-0.0, "0"),
            (1.0 / 3.0, "0.3333"),
        ];
        for (value, text) in cases {
            assert_eq!(number(value), text);
        }
    }
}
