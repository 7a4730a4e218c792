//! What measurements rely on: the same documents for the same seed, long and varied enough.

use std::collections::HashSet;

use celan_core::Corpus;
use celan_data::Tables;
use celan_generator::{Document, Generator};

fn documents(seed: u64, count: u64) -> Vec<Document> {
    Generator::new(Tables::embedded(), seed).documents(count).collect()
}

#[test]
fn a_document_is_the_same_whatever_was_made_before() {
    let tables = Tables::embedded();
    let all = documents(7, 40);
    assert_eq!(all[33], Generator::new(tables, 7).document(33));
    assert_ne!(all[33].text, Generator::new(tables, 8).document(33).text);
}

#[test]
fn documents_differ_and_are_as_long_as_plans() {
    let all = documents(1, 2000);
    let texts: HashSet<&str> = all.iter().map(|document| &*document.text).collect();
    let names: HashSet<&str> = all.iter().map(|document| &*document.name).collect();
    assert_eq!((texts.len(), names.len()), (2000, 2000));
    let mean = all.iter().map(|document| document.text.chars().count()).sum::<usize>() / all.len();
    assert!((2200..2500).contains(&mean), "{mean} characters at the mean");
}

#[test]
fn pairs_of_characters_become_more_with_every_document() {
    let mut pairs = HashSet::new();
    let mut seen = Vec::new();
    for document in documents(1, 800) {
        let chars: Vec<char> = document.text.chars().collect();
        pairs.extend(chars.windows(2).map(|pair| (pair[0], pair[1])));
        seen.push(pairs.len());
    }
    assert!(seen[799] > 60_000, "{} pairs", seen[799]);
    assert!(seen[799] > seen[399] * 13 / 10, "{} then {} pairs", seen[399], seen[799]);
}

#[test]
fn celan_finds_in_them_what_plans_have() {
    let mut corpus = Corpus::default();
    for document in documents(3, 30) {
        let id = corpus.add(&document.name, &document.text, Tables::embedded());
        let entry = corpus.get(&id).expect("it was added");
        let head = &entry.head();
        assert!(head.number.is_some() && !head.places.is_empty(), "{}", document.title);
        assert!(entry.targets >= 4, "{} targets: {}", entry.targets, document.text);
        assert!(entry.duties >= 2, "{} duties: {}", entry.duties, document.text);
        assert!(entry.document().sections.len() >= 6, "{}", document.text);
    }
}
