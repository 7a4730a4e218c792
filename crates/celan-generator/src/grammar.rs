//! Sentences with slots, as `data/sentences.txt` explains them, and the words that go into the slots.
//!
//! The files are part of the program, so what is wrong in one is a mistake of ours: the tests find it and it panics.

use std::collections::BTreeMap;

use crate::chance::Chance;

/// The lists of both files.
pub(crate) struct Grammar {
    lists: Vec<List>,
    names: BTreeMap<String, usize>,
}

struct List {
    entries: Vec<Vec<Piece>>,
    /// Words near the head are drawn more often; sentences all alike.
    skewed: bool,
}

enum Piece {
    Text(String),
    /// Another list, by its number.
    List(usize),
    /// What the document knows, by its name.
    Bound(String),
    /// A number in tenths from one to another, and whether its tenth is shown.
    Number(usize, usize, bool),
}

impl Grammar {
    pub(crate) fn of_program() -> Self {
        let words =
            lists(include_str!("../data/words.txt")).map(|(name, text)| match name.strip_suffix('=') {
                Some(name) => (name.to_owned(), text.replace(' ', "\n"), false),
                None => (name, text, true),
            });
        let sentences = lists(include_str!("../data/sentences.txt")).map(|(name, text)| (name, text, false));
        let all: Vec<_> = words.chain(sentences).collect();
        let names = all.iter().enumerate().map(|(at, (name, ..))| (name.clone(), at)).collect();
        let read = |(_, text, skewed): &(String, String, bool)| {
            let entries: Vec<&str> =
                if *skewed { text.split_whitespace().collect() } else { text.lines().collect() };
            List {
                entries: entries.into_iter().map(|entry| pieces(entry, &names)).collect(),
                skewed: *skewed,
            }
        };
        let lists = all.iter().map(read).collect();
        Self { lists, names }
    }

    /// Puts one of the entries of the list `name` behind `out`; `bound` gives what only the document knows.
    pub(crate) fn write<B: Bound>(&self, name: &str, chance: &mut Chance, bound: &B, out: &mut String) {
        let list = self.names.get(name).unwrap_or_else(|| panic!("there is no list {name}"));
        self.draw(*list, chance, bound, out);
    }

    fn draw<B: Bound>(&self, list: usize, chance: &mut Chance, bound: &B, out: &mut String) {
        let List { entries, skewed } = &self.lists[list];
        let at = if *skewed { chance.skewed(entries.len()) } else { chance.below(entries.len()) };
        for piece in &entries[at] {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::List(list) => self.draw(*list, chance, bound, out),
                Piece::Bound(name) => bound.write(name, chance, out),
                Piece::Number(low, high, tenth) => {
                    let number = chance.within(*low, *high);
                    match tenth {
                        true => out.push_str(&format!("{}.{}", number / 10, number % 10)),
                        false => out.push_str(&round(number / 10).to_string()),
                    }
                }
            }
        }
    }
}

/// What only the document knows.
pub(crate) trait Bound {
    fn write(&self, name: &str, chance: &mut Chance, out: &mut String);
}

/// Plans promise 3,200 and not 3,187.
fn round(number: usize) -> usize {
    match number {
        0..100 => number,
        100..1000 => number / 5 * 5,
        _ => number / 100 * 100,
    }
}

/// The lists of a file: name and lines.
fn lists(file: &str) -> impl Iterator<Item = (String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match (line.strip_prefix('[').and_then(|line| line.strip_suffix(']')), all.last_mut()) {
            (Some(name), _) => all.push((name.to_owned(), String::new())),
            (None, Some((_, text))) => text.extend([line, "\n"]),
            (None, None) => panic!("expected a list before {line}"),
        }
    }
    all.into_iter()
}

fn pieces(entry: &str, names: &BTreeMap<String, usize>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = entry;
    while let Some((before, behind)) = rest.split_once('{') {
        let (slot, behind) =
            behind.split_once('}').unwrap_or_else(|| panic!("expected a closing brace in {entry}"));
        pieces.extend((!before.is_empty()).then(|| Piece::Text(before.to_owned())));
        pieces.push(match (names.get(slot), slot.split_once('-')) {
            (Some(list), _) => Piece::List(*list),
            (None, Some((low, high))) => {
                let tenths = |text: &str| match text.parse::<f64>() {
                    Ok(number) => (number * 10.0).round() as usize,
                    Err(_) => panic!("expected a number in {{{slot}}}"),
                };
                Piece::Number(tenths(low), tenths(high), slot.contains('.'))
            }
            (None, None) => Piece::Bound(slot.to_owned()),
        });
        rest = behind;
    }
    pieces.extend((!rest.is_empty()).then(|| Piece::Text(rest.to_owned())));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Named;

    impl Bound for Named {
        fn write(&self, name: &str, _: &mut Chance, out: &mut String) {
            out.push_str(name);
        }
    }

    #[test]
    fn every_slot_is_a_list_a_number_or_known_to_a_document() {
        const KNOWN: [&str; 13] = [
            "county",
            "short",
            "level",
            "city",
            "city_short",
            "province",
            "topic",
            "paper",
            "year",
            "start",
            "mid",
            "end",
            "industry",
        ];
        let grammar = Grammar::of_program();
        for list in &grammar.lists {
            for piece in list.entries.iter().flatten() {
                let Piece::Bound(name) = piece else { continue };
                assert!(KNOWN.contains(&&**name) || ["town", "firm"].contains(&&**name), "{{{name}}}");
            }
        }
    }

    #[test]
    fn numbers_stay_within_their_bounds() {
        let names = BTreeMap::new();
        let list = List { entries: vec![pieces("{12-99}、{1.5-2.0}", &names)], skewed: false };
        let grammar = Grammar { lists: vec![list], names: BTreeMap::from([("n".to_owned(), 0)]) };
        for at in 0..500 {
            let mut out = String::new();
            grammar.write("n", &mut Chance::new(1, at), &Named, &mut out);
            let (whole, tenth) = out.split_once('、').expect("two numbers");
            assert!((12..=99).contains(&whole.parse::<usize>().expect("a number")), "{out}");
            assert!((1.5..=2.0).contains(&tenth.parse::<f64>().expect("a number")), "{out}");
        }
    }
}
