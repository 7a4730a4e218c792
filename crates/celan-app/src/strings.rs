//! The words of the page in three languages: `strings/*.json`, named placeholders, a fallback chain. Simplified Chinese is
//! always there; the words of another language are fetched when it is first wanted, one line for each row of the table.
//!
//! `{name}` stands for a value, `{name|one|other}` chooses by whether the value is 1.

use std::cell::Cell;
use std::fmt::Display;

include!(concat!(env!("OUT_DIR"), "/strings.rs"));

/// A language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// 简体.
    #[default]
    ZhHans,
    /// 繁體.
    ZhHant,
    /// English.
    En,
}

impl Language {
    /// All of them, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::ZhHans, Self::ZhHant, Self::En];

    /// BCP 47 tag, as in `lang` attributes and file names.
    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhHans => "zh-Hans",
            Self::ZhHant => "zh-Hant",
            Self::En => "en",
        }
    }

    /// The language for a tag such as `zh-TW`, `zh-Hant-HK` or `en-GB`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.to_ascii_lowercase();
        let mut parts = tag.split(['-', '_']);
        match parts.next() {
            Some("en") => Some(Self::En),
            Some("zh") if parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo")) => Some(Self::ZhHant),
            Some("zh") => Some(Self::ZhHans),
            _ => None,
        }
    }
}

thread_local! {
    /// The rows of the other languages that have been fetched.
    static FETCHED: [Cell<&'static [&'static str]>; 2] = const { [const { Cell::new(&[]) }; 2] };
}

/// The rows of a language besides Simplified Chinese; none before they are fetched.
fn rows(language: Language) -> &'static [&'static str] {
    (language as usize).checked_sub(1).map_or(&[], |at| FETCHED.with(|fetched| fetched[at].get()))
}

/// The words of `language` are there.
pub fn knows(language: Language) -> bool {
    language == Language::ZhHans || !rows(language).is_empty()
}

/// Takes the words of a language, kept from then on. Lines that do not fit the table belong to another build.
pub fn learn(language: Language, lines: String) {
    let lines: Vec<&'static str> = String::leak(lines).split('\n').collect();
    if let (Some(at), true) = ((language as usize).checked_sub(1), lines.len() == TABLE.len()) {
        FETCHED.with(|fetched| fetched[at].set(Vec::leak(lines)));
    }
}

/// The words of one language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// Which.
    pub language: Language,
}

impl Texts {
    /// The words under `key`; those of zh-Hans where the language lacks them, the key where all do.
    pub fn say(self, key: &str) -> String {
        self.find(key).unwrap_or(key).to_owned()
    }

    /// The words under `key`, if there are any.
    pub fn find(self, key: &str) -> Option<&'static str> {
        let row = TABLE.binary_search_by(|(name, _)| (*name).cmp(key)).ok()?;
        Some(rows(self.language).get(row).copied().unwrap_or(TABLE[row].1))
    }

    /// The words under `family.name`, or `name` as it is: for names that come from the documents or the engine.
    pub fn name(self, family: &str, name: &str) -> String {
        self.find(&format!("{family}.{name}")).unwrap_or(name).to_owned()
    }

    /// The words under `key` with their placeholders filled.
    pub fn fill(self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        fill(self.find(key).unwrap_or(key), values)
    }

    /// One of a text's three names.
    pub fn pick<'a>(self, hans: &'a str, hant: &'a str, en: &'a str) -> &'a str {
        let own = match self.language {
            Language::ZhHans => hans,
            Language::ZhHant => hant,
            Language::En => en,
        };
        if own.is_empty() { hans } else { own }
    }

    /// What stands between the items of a list.
    pub fn list<S: AsRef<str>>(self, items: &[S]) -> String {
        let mark = if self.language == Language::En { ", " } else { "、" };
        items.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(mark)
    }
}

fn fill(pattern: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        let Some((inner, after)) = behind.split_once('}') else {
            out.push('{');
            rest = behind;
            continue;
        };
        let mut parts = inner.split('|');
        let name = parts.next().unwrap_or_default();
        let value = values.iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_string());
        match (value, parts.next(), parts.next()) {
            (Some(value), Some(one), Some(other)) => out.push_str(if value == "1" { one } else { other }),
            (Some(value), ..) => out.push_str(&value),
            (None, ..) => out.extend(["{", inner, "}"]),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{ChartKind, Column, Counted, FacetKind, Reading, Theme, View};
    use std::collections::{BTreeMap, BTreeSet};
    use std::{fs, path::Path};

    /// Families whose last part comes from the engine or the documents: the source names only the family.
    const FAMILIES: [&str; 11] = [
        "failure",
        "refusal",
        "help",
        "rule",
        "note",
        "kind",
        "group",
        "suggestion",
        "panel",
        "panel_note",
        "kind_of_target",
    ];

    #[test]
    fn every_language_has_every_key_with_the_same_placeholders() {
        for language in Language::ALL {
            let path = format!("{}/strings/{}.json", env!("CARGO_MANIFEST_DIR"), language.tag());
            let text = fs::read_to_string(&path).expect("the strings of a language");
            let words: BTreeMap<String, String> = serde_json::from_str(&text).expect("a flat object");
            assert_eq!(words.len(), TABLE.len(), "{path}");
            for (key, own) in TABLE {
                let other = words.get(*key).unwrap_or_else(|| panic!("{key} is missing in {path}"));
                assert_eq!(slots(other), slots(own), "{key}: placeholders differ in {path}");
            }
        }
    }

    #[test]
    fn no_key_is_unused_and_none_is_missing() {
        let mut source = String::new();
        read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut source);
        let choices = choices();
        for (key, _) in TABLE {
            let family = key.split('.').next().unwrap_or_default();
            let named = FAMILIES.contains(&family) || choices.contains(key);
            assert!(named || source.contains(&format!("\"{key}\"")), "no source line uses the string {key}");
        }
        for used in source.split("texts.").skip(1) {
            let Some(rest) = used.strip_prefix("say(\"").or_else(|| used.strip_prefix("fill(\"")) else {
                continue;
            };
            let key = rest.split('"').next().unwrap_or_default();
            assert!(TABLE.iter().any(|(name, _)| *name == key), "the string {key} is used but not written");
        }
        for key in choices {
            assert!(TABLE.iter().any(|(name, _)| *name == key), "the choice {key} has no words");
        }
    }

    /// The keys of all choices.
    fn choices() -> Vec<&'static str> {
        let mut keys = View::ALL.map(View::key).to_vec();
        keys.extend(ChartKind::ALL.map(ChartKind::key));
        keys.extend(Counted::ALL.map(Counted::key));
        keys.extend(Column::ALL.map(Column::key));
        keys.extend(Reading::ALL.map(Reading::key));
        keys.extend(Theme::ALL.map(Theme::key));
        keys.extend(FacetKind::ALL.map(FacetKind::key));
        keys
    }

    #[test]
    fn a_language_speaks_once_its_words_are_there() {
        let english = Texts { language: Language::En };
        assert_eq!(english.say("brand"), Texts::default().say("brand"));
        learn(Language::En, "of another build".to_owned());
        assert!(!knows(Language::En));
        let lines: Vec<String> = TABLE.iter().map(|(key, _)| format!("en {key}")).collect();
        learn(Language::En, lines.join("\n"));
        assert_eq!(english.say("brand"), "en brand");
    }

    #[test]
    fn placeholders_are_filled_and_count() {
        assert_eq!(fill("{n} {n|file|files}", &[("n", &1)]), "1 file");
        assert_eq!(fill("{n} {n|file|files}", &[("n", &2)]), "2 files");
        assert_eq!(fill("a { b {x}", &[("y", &2)]), "a { b {x}");
    }

    fn slots(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|part| part.split(['}', '|']).next()).collect()
    }

    fn read(folder: &Path, into: &mut String) {
        for entry in fs::read_dir(folder).expect("the source folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                read(&path, into);
            } else if let Ok(text) = fs::read_to_string(&path) {
                into.push_str(&text);
            }
        }
    }
}
