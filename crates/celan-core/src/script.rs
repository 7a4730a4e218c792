//! Shows a text in the other script, by the longest phrase at each place and else by character.
//!
//! The number of characters and of UTF-16 units stays, so that offsets in these units hold for both. Searching and
//! comparing do not need this: they fold by character ([`crate::fold`]).

use celan_data::{Phrases, ScriptPhrases, Tables};

/// `text` in simplified script: 乾燥 → 干燥, but 乾隆 stays.
pub fn to_simplified(text: &str, tables: &Tables, phrases: &ScriptPhrases) -> String {
    convert(text, &phrases.simplified, |c| tables.script.simplified(c))
}

/// `text` in traditional script: 干燥 → 乾燥, 若干 stays.
pub fn to_traditional(text: &str, phrases: &ScriptPhrases) -> String {
    convert(text, &phrases.traditional, |c| c)
}

fn convert(text: &str, phrases: &Phrases, character: impl Fn(char) -> char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        match phrases.longest(rest) {
            Some((length, to)) => {
                out.push_str(to);
                rest = &rest[length..];
            }
            None => {
                out.push(character(first));
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn simplified(text: &str) -> String {
        to_simplified(text, Tables::embedded(), ScriptPhrases::embedded())
    }

    fn traditional(text: &str) -> String {
        to_traditional(text, ScriptPhrases::embedded())
    }

    #[test]
    fn phrases_come_before_characters() {
        assert_eq!(simplified("乾燥的乾隆年間，後來皇后在這裡徵收"), "干燥的乾隆年间，后来皇后在这里征收");
        assert_eq!(
            simplified("高新技術企業研發經費支出占營業收入比重"),
            "高新技术企业研发经费支出占营业收入比重"
        );
        assert_eq!(
            traditional("干燥、干部、若干、以后、皇后、这里、十里、征收、特征"),
            "乾燥、幹部、若干、以後、皇后、這裏、十里、徵收、特徵"
        );
        assert_eq!(traditional("发展头发制品，复杂重复"), "發展頭髮製品，複雜重複");
    }

    proptest! {
        #[test]
        fn offsets_survive(text in "(\\PC|[发發干乾后後里裡𠮷]){0,200}") {
            for other in [simplified(&text), traditional(&text)] {
                prop_assert_eq!(other.chars().count(), text.chars().count());
                prop_assert_eq!(other.encode_utf16().count(), text.encode_utf16().count());
            }
        }
    }
}
