//! ToUnicode maps (ISO 32000-1, 9.10.3): PostScript that `lopdf` reads as it reads the content of a page.
//!
//! ```text
//! 1 begincodespacerange <0000> <FFFF> endcodespacerange        codes are two bytes long
//! 1 beginbfchar <0003> <4E00> endbfchar                        code 3 is 一
//! 2 beginbfrange <0010> <0012> <0061>                          codes 10 to 12 (hexadecimal) are a, b, c
//!                <0020> <0021> [<4E8C> <4E09>] endbfrange      or each by itself
//! ```

use std::collections::BTreeMap;

use lopdf::Object;
use lopdf::content::Content;

/// From codes to words.
pub(super) struct CMap {
    /// Which codes there are: first and last, of the same length.
    spaces: Vec<(Vec<u8>, Vec<u8>)>,
    /// Length and first code of a range → its last code and what it means.
    ranges: BTreeMap<(usize, u32), (u32, Meaning)>,
}

enum Meaning {
    /// UTF-16 of the first code; the last unit counts up with the codes.
    From(Vec<u16>),
    Each(Vec<Vec<u16>>),
}

impl CMap {
    /// The map in a stream; `None` when it maps nothing.
    pub(super) fn read(stream: &[u8]) -> Option<Self> {
        let content = Content::decode(stream).ok()?;
        let mut map = Self { spaces: Vec::new(), ranges: BTreeMap::new() };
        for operation in &content.operations {
            let operands = &operation.operands;
            match operation.operator.as_str() {
                "endcodespacerange" => map.spaces.extend(operands.chunks_exact(2).filter_map(space)),
                "endbfchar" => {
                    operands.chunks_exact(2).for_each(|pair| map.put(&pair[0], &pair[0], &pair[1]));
                }
                "endbfrange" => {
                    operands.chunks_exact(3).for_each(|range| map.put(&range[0], &range[1], &range[2]));
                }
                _ => {}
            }
        }
        (!map.ranges.is_empty()).then_some(map)
    }

    fn put(&mut self, first: &Object, last: &Object, meaning: &Object) {
        let (Ok(first), Ok(last)) = (first.as_str(), last.as_str()) else { return };
        let meaning = match meaning {
            Object::Array(each) => {
                Meaning::Each(each.iter().map(|one| units(one.as_str().unwrap_or_default())).collect())
            }
            one => Meaning::From(units(one.as_str().unwrap_or_default())),
        };
        self.ranges.insert((first.len(), number(first)), (number(last), meaning));
    }

    /// The words that `codes` stand for; codes without a meaning are left out.
    pub(super) fn words(&self, codes: &[u8]) -> String {
        let (mut words, mut rest) = (Vec::new(), codes);
        while !rest.is_empty() {
            let (code, after) = rest.split_at(self.length(rest));
            self.push(code, &mut words);
            rest = after;
        }
        String::from_utf16_lossy(&words)
    }

    /// How many bytes the first code of `codes` has.
    fn length(&self, codes: &[u8]) -> usize {
        let fits = |(first, last): &&(Vec<u8>, Vec<u8>)| {
            first.len() <= codes.len()
                && codes
                    .iter()
                    .zip(first.iter().zip(last))
                    .all(|(code, (first, last))| (first..=last).contains(&code))
        };
        let space = self.spaces.iter().filter(fits).map(|(first, _)| first.len()).max();
        // Without such a range the length of the mapped codes has to do.
        let length = space.or_else(|| self.ranges.keys().next().map(|(length, _)| *length));
        length.unwrap_or(1).clamp(1, codes.len())
    }

    fn push(&self, code: &[u8], words: &mut Vec<u16>) {
        let (length, code) = (code.len(), number(code));
        let Some(((_, first), (last, meaning))) = self.ranges.range(..=(length, code)).next_back() else {
            return;
        };
        if code > *last || code < *first {
            return;
        }
        let step = code - first;
        match meaning {
            Meaning::Each(each) => words.extend(each.get(step as usize).into_iter().flatten()),
            Meaning::From(units) => {
                words.extend(units);
                if let Some(unit) = words.last_mut().filter(|_| !units.is_empty()) {
                    *unit = unit.wrapping_add(step as u16);
                }
            }
        }
    }
}

fn space(pair: &[Object]) -> Option<(Vec<u8>, Vec<u8>)> {
    let (first, last) = (pair[0].as_str().ok()?, pair[1].as_str().ok()?);
    (!first.is_empty() && first.len() == last.len()).then(|| (first.to_vec(), last.to_vec()))
}

/// A code as a number; codes have at most four bytes.
fn number(code: &[u8]) -> u32 {
    code.iter().take(4).fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn units(bytes: &[u8]) -> Vec<u16> {
    match bytes {
        // Some writers leave out the leading zero byte of Latin characters.
        [byte] => vec![u16::from(*byte)],
        _ => bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect(),
    }
}
