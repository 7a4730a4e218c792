//! Own indicators, synonyms and places, as rows of the tables.

use std::collections::HashMap;

use celan_data::{Bundle, Tables, embedded};
use toml::Spanned;

use super::{Indicator, Mistakes, Place, Written};

/// The bundle `core` with the own rows; none where there are none or one is wrong.
pub(super) fn core(written: &Written, mistakes: &mut Mistakes<'_>) -> Option<Vec<u8>> {
    let before = mistakes.told.len();
    let changed = [
        indicators(&written.indicators, mistakes).map(|rows| ("indicators.tsv", rows)),
        synonyms(&written.synonyms, mistakes).map(|rows| ("synonyms.tsv", rows)),
        places(&written.places, mistakes).map(|rows| ("zones.tsv", rows)),
    ];
    let changed: Vec<_> = changed.into_iter().flatten().collect();
    if changed.is_empty() || mistakes.told.len() > before {
        return None;
    }
    Some(bundle().with(&changed))
}

fn bundle() -> Bundle<'static> {
    Bundle::parse(embedded::CORE).expect("tests prove the embedded tables")
}

fn table(file: &str) -> &'static str {
    bundle().text(file).expect("tests prove the embedded tables").trim_end_matches('\n')
}

/// A table with rows behind its own.
fn with_rows(file: &str, rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut text = table(file).to_owned();
    for row in rows {
        text.push('\n');
        text.push_str(&row.join("\t"));
    }
    text.push('\n');
    text
}

/// Words of a cell: parted by blanks there, so that none may hold one.
fn words_are_whole(words: &[Spanned<String>], mistakes: &mut Mistakes<'_>) {
    for word in
        words.iter().filter(|word| word.as_ref().is_empty() || word.as_ref().contains(char::is_whitespace))
    {
        let found = format!("{:?}", word.as_ref());
        mistakes.tell(word.span(), "a name without blanks", &found, "write it as it stands in plans");
    }
}

fn indicators(own: &[Spanned<Indicator>], mistakes: &mut Mistakes<'_>) -> Option<String> {
    let known = &Tables::embedded().indicators;
    let mut ids: Vec<&str> = Vec::new();
    let mut names: HashMap<&str, &str> =
        known.rows().iter().flat_map(|row| row.names().map(|name| (name, row.id.as_str()))).collect();
    let mut rows = Vec::new();
    for row in own.iter().map(Spanned::as_ref) {
        let id = row.id.as_ref();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if id.is_empty() || !id.chars().all(plain) {
            let remedy = "it stands in links, so never change it later";
            let expected = "an id of small letters, digits and _";
            mistakes.tell(row.id.span(), expected, &format!("{id:?}"), remedy);
        } else if known.get(id).is_some() || ids.contains(&id.as_str()) {
            let found = format!("{id:?}, which is there already");
            mistakes.tell(row.id.span(), "an id of no other indicator", &found, "choose another");
        }
        ids.push(id);
        let own_names = || std::iter::once(&row.zh).chain(&row.aliases);
        words_are_whole(std::slice::from_ref(&row.zh), mistakes);
        words_are_whole(&row.aliases, mistakes);
        for name in own_names() {
            if let Some(other) = names.insert(name.as_ref(), id) {
                let found = format!("{:?} of {other}", name.as_ref());
                let remedy = "leave it out or choose another";
                mistakes.tell(name.span(), "a name of no other indicator", &found, remedy);
            }
        }
        check_measure(row, mistakes);
        let spoken = |name: &Option<String>| name.clone().unwrap_or_else(|| row.zh.as_ref().clone());
        let aliases: Vec<&str> = row.aliases.iter().map(|alias| alias.as_ref().as_str()).collect();
        let better = row.better.as_ref().map_or("more", |better| better.as_ref());
        let (group, family) = (row.group.as_ref(), row.family.as_ref());
        let cells = [id, group, row.zh.as_ref(), &spoken(&row.zh_hant), &spoken(&row.en), family, better];
        let cells = cells.into_iter().map(|cell| cell.replace(['\t', '\n'], " "));
        rows.push(cells.chain([aliases.join(" ")]).collect());
    }
    (!rows.is_empty()).then(|| with_rows("indicators.tsv", rows))
}

/// Group, family of units, and which way is good.
fn check_measure(row: &Indicator, mistakes: &mut Mistakes<'_>) {
    let tables = Tables::embedded();
    let (group, family) = (row.group.as_ref(), row.family.as_ref());
    let groups: Vec<&str> = tables.indicators.groups().iter().map(|group| group.id.as_str()).collect();
    if !groups.contains(&group.as_str()) {
        let remedy = format!("known are {}", groups.join(", "));
        mistakes.tell(row.group.span(), "a group of indicators", &format!("{group:?}"), &remedy);
    }
    if !tables.grammar.units.iter().any(|(_, unit)| unit.family == *family) {
        let remedy =
            "the unit decides: count for 家 and 个, money for 亿元, share for %, area for 亩, mass for 吨";
        mistakes.tell(row.family.span(), "a family of units", &format!("{family:?}"), remedy);
    }
    if let Some(better) =
        row.better.as_ref().filter(|better| !["more", "less", "-"].contains(&better.as_ref().as_str()))
    {
        let found = format!("{:?}", better.as_ref());
        mistakes.tell(better.span(), "more, less or -", &found, "it says which way is good");
    }
}

/// A word stands in one row, so rows that share one become one.
fn synonyms(own: &[Spanned<Vec<String>>], mistakes: &mut Mistakes<'_>) -> Option<String> {
    let mut lines: Vec<String> = table("synonyms.tsv").lines().map(str::to_owned).collect();
    for row in own {
        let words: Vec<&str> = row.as_ref().iter().map(|word| word.trim()).collect();
        if words.len() < 2 {
            let remedy = "add the others or leave the row out";
            let found = words.len().to_string();
            mistakes.tell(row.span(), "two words or more that mean the same", &found, remedy);
        }
        if words.iter().any(|word| word.is_empty() || word.contains(char::is_whitespace)) {
            mistakes.tell(row.span(), "words without blanks", &format!("{words:?}"), "write one word each");
        }
        let same = |line: &String| {
            let mut known = line.split_whitespace().map(str::to_lowercase);
            !line.starts_with('#') && known.any(|known| words.iter().any(|word| word.to_lowercase() == known))
        };
        let (shared, others): (Vec<String>, Vec<String>) = lines.into_iter().partition(same);
        lines = others;
        let mut all: Vec<&str> = Vec::new();
        for word in shared.iter().flat_map(|line| line.split_whitespace()).chain(words.iter().copied()) {
            if !all.iter().any(|other| other.to_lowercase() == word.to_lowercase()) {
                all.push(word);
            }
        }
        lines.push(all.join(" "));
    }
    (!own.is_empty()).then(|| lines.join("\n") + "\n")
}

fn places(own: &[Spanned<Place>], mistakes: &mut Mistakes<'_>) -> Option<String> {
    let known = &Tables::embedded().regions;
    let mut rows: Vec<Vec<String>> = Vec::new();
    for place in own.iter().map(Spanned::as_ref) {
        let (name, within) = (place.name.as_ref(), place.within.as_ref());
        words_are_whole(std::slice::from_ref(&place.name), mistakes);
        words_are_whole(&place.aliases, mistakes);
        if let Some(same) = known.all().find(|region| region.name == *name) {
            let found = format!("{name:?} ({})", same.code);
            mistakes.tell(place.name.span(), "a place that the tables do not know", &found, "leave it out");
        }
        if !known.get(within).is_some_and(|region| region.code.bytes().all(|byte| byte.is_ascii_digit())) {
            let remedy = "take that of the county or city it lies in, such as 341723";
            let expected = "the code of a place by GB/T 2260";
            mistakes.tell(place.within.span(), expected, &format!("{within:?}"), remedy);
        }
        let aliases: Vec<&str> = place.aliases.iter().map(|alias| alias.as_ref().as_str()).collect();
        // Links hold the id: it comes from what does not change.
        let id = format!("own-{}", &celan_site::hash(&[within.as_bytes(), name.as_bytes()])[..8]);
        if rows.iter().any(|row| row[0] == id) {
            let found = format!("{name:?} in {within} twice");
            mistakes.tell(place.name.span(), "each place once", &found, "leave one of them out");
        }
        rows.push(vec![id, name.clone(), within.clone(), aliases.join(" ")]);
    }
    (!rows.is_empty()).then(|| with_rows("zones.tsv", rows))
}
