//! A target's figure in words: `≥60家`, `+105家`, `1000—1200亿元`, `约30%`.

use celan_wire::{Target, number};

use crate::strings::Texts;

/// The whole figure of a target, with comparator, sign and unit; words where there is no number.
pub fn target_figure(texts: Texts, target: &Target) -> String {
    if target.is_masked() {
        return texts.fill("figure.masked", &[("unit", &target.unit)]);
    }
    match target.value {
        None => texts.say("figure.none"),
        Some(value) if target.is_rank() => texts.fill("figure.rank", &[("n", &number(value))]),
        Some(_) => target.figure(&texts.say("figure.about")).unwrap_or_default(),
    }
}
