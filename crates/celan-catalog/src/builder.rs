//! Makes the catalogue of a corpus, one document at a time.

use std::collections::BTreeMap;

use celan_data::Tables;
use celan_index::{Normal, leb};

use crate::{LENGTH, key};

/// Bytes of lists beyond which a part is closed.
const PART: usize = 12 << 10;
/// How many times a pair of the title counts as one in the text.
const TITLE: u32 = 8;

/// A catalogue that is being made. What is held is the lists as they will be written.
#[derive(Debug, Default)]
pub struct Builder {
    lists: BTreeMap<u64, List>,
    lengths: Vec<u32>,
}

/// What is needed to find documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Built {
    /// What a catalogue begins with.
    pub directory: Vec<u8>,
    /// The parts in the order of their numbers.
    pub parts: Vec<Vec<u8>>,
}

#[derive(Debug, Default)]
struct List {
    /// The document that was added last.
    last: u32,
    bytes: Vec<u8>,
}

impl Builder {
    /// Adds the next document: its title with its number, and its text.
    pub fn add(&mut self, title: &str, text: &str, tables: &Tables) {
        let doc = self.lengths.len() as u32;
        self.lengths.push((text.len() / LENGTH) as u32);
        let mut keys = Vec::new();
        for (words, weight) in [(title, TITLE), (text, 1)] {
            let chars = Normal::of(words, tables).chars;
            for (at, &c) in chars.iter().enumerate() {
                keys.push((key(c, None), weight));
                keys.extend(chars.get(at + 1).map(|&next| (key(c, Some(next)), weight)));
            }
        }
        keys.sort_unstable();
        for same in keys.chunk_by(|a, b| a.0 == b.0) {
            let (key, times) = (same[0].0, same.iter().map(|(_, weight)| weight).sum());
            let list = self.lists.entry(key).or_default();
            leb::number(&mut list.bytes, 2 * (doc - list.last) + u32::from(times > 1));
            if times > 1 {
                leb::number(&mut list.bytes, times);
            }
            list.last = doc;
        }
    }

    /// The catalogue of what was added.
    pub fn finish(self) -> Built {
        let mut firsts = Vec::new();
        let mut parts: Vec<Vec<u8>> = Vec::new();
        let mut before = 0;
        for (key, List { bytes, .. }) in self.lists {
            if parts.last().is_none_or(|part| part.len() + bytes.len() > PART) {
                parts.push(Vec::new());
                firsts.push(key);
                before = 0;
            }
            if let Some(part) = parts.last_mut() {
                put_key(part, key - before);
                leb::number(part, bytes.len() as u32);
                part.extend(bytes);
            }
            before = key;
        }
        Built { directory: directory(&self.lengths, &firsts), parts }
    }
}

fn directory(lengths: &[u32], firsts: &[u64]) -> Vec<u8> {
    let mut bytes = Vec::new();
    leb::number(&mut bytes, lengths.len() as u32);
    lengths.iter().for_each(|length| leb::number(&mut bytes, *length));
    leb::number(&mut bytes, firsts.len() as u32);
    let mut before = 0;
    for key in firsts {
        put_key(&mut bytes, key - before);
        before = *key;
    }
    bytes
}

/// A key has more bits than a number: its two characters' worth, one after the other.
fn put_key(bytes: &mut Vec<u8>, key: u64) {
    leb::number(bytes, (key >> 21) as u32);
    leb::number(bytes, (key & ((1 << 21) - 1)) as u32);
}
