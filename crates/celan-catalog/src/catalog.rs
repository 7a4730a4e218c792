//! The catalogue as it is read: a directory, and the parts that were fetched so far.

use std::collections::BTreeMap;

use celan_index::Bits;
use celan_index::leb::Reader;

use crate::{LENGTH, plan};

/// Parts that one query may ask for; words beyond them tell nothing.
const MOST_PARTS: usize = 12;
/// Where fewer documents answer than were asked for, so many others that hold the most of the query are worth a look: a
/// word may be misspelt or stand for two.
const NEAR: usize = 8;
/// How soon another time a word stands in a document says nothing new, and how much of that is the document's length (BM25).
const SATURATION: f32 = 1.2;
const LENGTH_SHARE: f32 = 0.5;

/// The catalogue of a corpus in parts.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    /// Of each document, in the unit of the directory.
    lengths: Vec<u32>,
    average_length: f32,
    /// First key of each part.
    firsts: Vec<u64>,
    parts: BTreeMap<u32, Vec<u8>>,
}

/// Documents for a query, the best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranking {
    /// How many hold what is asked for, as far as pairs of characters tell; they come first.
    pub total: usize,
    /// Those asked for, by their numbers.
    pub docs: Vec<u32>,
}

/// A document of a list, and how often.
type Posting = (u32, u32);

impl Catalog {
    /// Reads a directory; `None` where it is none.
    pub fn read(directory: &[u8]) -> Option<Self> {
        let mut reader = Reader { bytes: directory };
        let count = reader.number()?;
        let lengths: Vec<u32> = (0..count).map_while(|_| reader.number()).collect();
        let parts = reader.number()?;
        let mut firsts = Vec::new();
        let mut before = 0u64;
        for _ in 0..parts {
            before = before.checked_add(take_key(&mut reader)?)?;
            firsts.push(before);
        }
        let total: u64 = lengths.iter().map(|length| u64::from(*length)).sum();
        let average_length = (total as f32 / count.max(1) as f32).max(1.0);
        let whole = lengths.len() == count as usize && reader.bytes.is_empty();
        whole.then_some(Self { lengths, average_length, firsts, parts: BTreeMap::new() })
    }

    /// Numbers of the parts that `plan` needs and that are not here.
    pub fn wanted(&self, plan: &str) -> Vec<u32> {
        let mut wanted = self.needed(plan);
        wanted.retain(|part| !self.parts.contains_key(part));
        wanted
    }

    /// Takes a part. What is damaged in it is as if it were not there.
    pub fn take(&mut self, part: u32, bytes: Vec<u8>) {
        self.parts.insert(part, bytes);
    }

    /// About how many bytes of text document number `doc` has.
    pub fn length(&self, doc: u32) -> u32 {
        self.lengths[doc as usize].saturating_mul(LENGTH as u32)
    }

    /// The best `most` documents for `plan`, by the parts that are here.
    pub fn rank(&self, plan: &str, most: usize) -> Ranking {
        let mut scores = vec![0.0; self.lengths.len()];
        let mut near = vec![0.0; self.lengths.len()];
        let needed = self.needed(plan);
        let exact = plan::documents(plan, self.lengths.len(), |word| {
            self.holding(word, &needed, &mut scores, &mut near)
        });
        let total = exact.count();
        let mut docs = best(exact.iter(), &scores, most);
        if docs.len() < most {
            let others = (0..near.len()).filter(|doc| near[*doc] > 0.0 && !exact.has(*doc));
            docs.extend(best(others, &near, NEAR.min(most - docs.len())));
        }
        Ranking { total, docs }
    }

    /// Numbers of the parts that tell of the words of `plan`.
    fn needed(&self, plan: &str) -> Vec<u32> {
        let mut needed = Vec::new();
        for key in plan::words(plan).flat_map(plan::keys) {
            if let Some(part) = self.part_of(key)
                && !needed.contains(&part)
                && needed.len() < MOST_PARTS
            {
                needed.push(part);
            }
        }
        needed
    }

    fn part_of(&self, key: u64) -> Option<u32> {
        self.firsts.partition_point(|first| *first <= key).checked_sub(1).map(|part| part as u32)
    }

    /// The documents that hold every pair of `word`; adds to `scores` what it is worth in each of them, and to `near` what its
    /// pairs are worth alone.
    fn holding(&self, word: &str, needed: &[u32], scores: &mut [f32], near: &mut [f32]) -> Bits {
        let keys = plan::keys(word);
        let known = |key: &u64| self.part_of(*key).is_none_or(|part| needed.contains(&part));
        let lists: Vec<Vec<Posting>> = keys.into_iter().filter(known).map(|key| self.postings(key)).collect();
        for list in &lists {
            let worth = self.rarity(list.len());
            list.iter().for_each(|(doc, _)| near[*doc as usize] += worth);
        }
        let Some(all) = lists.into_iter().reduce(|a, b| common(&a, &b)) else {
            return Bits::all(self.lengths.len());
        };
        let rarity = self.rarity(all.len());
        let mut bits = Bits::none(self.lengths.len());
        for (doc, times) in all {
            let length = self.lengths[doc as usize] as f32 / self.average_length;
            let times = times as f32;
            let full = times + SATURATION * (1.0 - LENGTH_SHARE + LENGTH_SHARE * length);
            scores[doc as usize] += rarity * times / full;
            bits.set(doc as usize);
        }
        bits
    }

    /// What it says that a document is among `count`.
    fn rarity(&self, count: usize) -> f32 {
        let others = (self.lengths.len() - count.min(self.lengths.len())) as f32;
        (1.0 + (others + 0.5) / (count as f32 + 0.5)).ln()
    }

    /// The documents of a key, rising.
    fn postings(&self, key: u64) -> Vec<Posting> {
        let mut postings = Vec::new();
        let part =
            self.part_of(key).and_then(|part| Some((self.firsts[part as usize], self.parts.get(&part)?)));
        let Some((_, part)) = part else { return postings };
        let Some(list) = list_of(part, key) else { return postings };
        let mut reader = Reader { bytes: list };
        let mut doc = 0u32;
        while let Some(told) = reader.number() {
            doc = doc.saturating_add(told / 2);
            let times = if told.is_multiple_of(2) { 1 } else { reader.number().unwrap_or(1) };
            if (doc as usize) < self.lengths.len() {
                postings.push((doc, times));
            }
        }
        postings
    }
}

/// The list of `key` in a part.
fn list_of(part: &[u8], key: u64) -> Option<&[u8]> {
    let mut reader = Reader { bytes: part };
    let mut at = 0u64;
    while at < key {
        at = at.checked_add(take_key(&mut reader)?)?;
        let length = reader.number()? as usize;
        let (list, rest) = reader.bytes.split_at_checked(length)?;
        reader.bytes = rest;
        if at == key {
            return Some(list);
        }
    }
    None
}

fn take_key(reader: &mut Reader<'_>) -> Option<u64> {
    let first = u64::from(reader.number()?);
    (first << 21).checked_add(u64::from(reader.number()?))
}

/// What both lists have, as often as the one has it that has it less.
fn common(a: &[Posting], b: &[Posting]) -> Vec<Posting> {
    let mut rest = b.iter().peekable();
    let both = a.iter().filter_map(|&(doc, times)| {
        while rest.next_if(|other| other.0 < doc).is_some() {}
        rest.next_if(|other| other.0 == doc).map(|other| (doc, times.min(other.1)))
    });
    both.collect()
}

/// The `most` of `docs` with the best scores, best first; equal ones in the order of the corpus.
fn best(docs: impl Iterator<Item = usize>, scores: &[f32], most: usize) -> Vec<u32> {
    let mut docs: Vec<usize> = docs.collect();
    docs.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
    docs.into_iter().take(most).map(|doc| doc as u32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Builder;
    use celan_data::Tables;
    use proptest::prelude::*;

    fn catalog(texts: &[String]) -> Catalog {
        let mut builder = Builder::default();
        texts.iter().for_each(|text| builder.add("", text, Tables::embedded()));
        let built = builder.finish();
        let mut catalog = Catalog::read(&built.directory).expect("a directory");
        (0..).zip(built.parts).for_each(|(number, part)| catalog.take(number, part));
        catalog
    }

    #[test]
    fn the_document_that_says_it_most_comes_first() {
        let texts = ["培育企业", "高新技术企业", "高新技术企业和高新技术企业", "农业"].map(str::to_owned);
        let catalog = catalog(&texts);
        let found = catalog.rank("=高新技术企业", 9);
        assert_eq!((found.total, &found.docs[..2]), (2, &[2, 1][..]));
        assert_eq!(found.docs[2..], [0], "it has a part of it");
        assert_eq!(catalog.rank("=农业\n=企业\n|2", 2).total, 4);
        assert_eq!(catalog.rank("=业", 9).total, 4);
    }

    #[test]
    fn only_the_parts_that_a_query_needs_are_wanted() {
        let texts: Vec<String> = (0..400).map(|at| format!("{at}个{}", "目标任务".repeat(at % 7))).collect();
        let mut builder = Builder::default();
        texts.iter().for_each(|text| builder.add("", text, Tables::embedded()));
        let built = builder.finish();
        let mut catalog = Catalog::read(&built.directory).expect("a directory");
        let wanted = catalog.wanted("=目标\n=任务\n&2");
        assert!(
            (1..=2).contains(&wanted.len()) && wanted.iter().all(|part| (*part as usize) < built.parts.len())
        );
        for part in wanted {
            catalog.take(part, built.parts[part as usize].clone());
        }
        assert!(catalog.wanted("=目标\n=任务\n&2").is_empty());
        assert_eq!(
            catalog.rank("=目标\n=任务\n&2", 3).total,
            texts.iter().filter(|text| text.contains("目标")).count()
        );
    }

    proptest! {
        /// The judge looks at the texts.
        #[test]
        fn every_document_that_holds_a_word_is_told(
            texts in proptest::collection::vec("[甲乙丙丁戊]{0,40}", 1..30), word in "[甲乙丙丁戊]{1,9}",
        ) {
            let found = catalog(&texts).rank(&format!("={word}"), usize::MAX);
            for (at, text) in texts.iter().enumerate().filter(|(_, text)| text.contains(&word)) {
                prop_assert!(found.docs[..found.total].contains(&(at as u32)), "{text}");
            }
        }

        #[test]
        fn a_damaged_catalogue_is_refused_or_harmless(
            at in any::<proptest::sample::Index>(), byte in any::<u8>(), cut in any::<proptest::sample::Index>(),
        ) {
            let mut builder = Builder::default();
            ["高新技术企业", "企业"].iter().for_each(|text| builder.add("目标", text, Tables::embedded()));
            let built = builder.finish();
            let spoil = |mut bytes: Vec<u8>| {
                let place = at.index(bytes.len());
                bytes[place] = byte;
                bytes.truncate(cut.index(2 * bytes.len()));
                bytes
            };
            let mut catalog = Catalog::read(&spoil(built.directory.clone())).unwrap_or_default();
            catalog.take(0, spoil(built.parts[0].clone()));
            let found = catalog.rank("=企业\n=目标\n|2", 9);
            prop_assert!(found.docs.iter().all(|doc| (*doc as usize) < catalog.lengths.len()));
        }
    }
}
