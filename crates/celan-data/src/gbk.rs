//! GBK seen as bytes: which pair of bytes stands for which character, both ways.
//!
//! Some damage only makes sense in bytes: a tool cut a stream of GBK in the middle of a character, and what follows was
//! read one byte off. To undo it, a rule asks here what two bytes spell. The table is not part of the program: it is
//! taken once, on the first question, from a decoder that is there anyway (`encoding_rs` natively, `TextDecoder('gbk')`
//! in the browser), which is why [`Gbk`] is made from a plain function.

use std::sync::OnceLock;

use crate::Order;
use crate::by_han::ByHan;

/// The pairs of GBK and their characters.
pub struct Gbk {
    decode: fn(&[u8]) -> String,
    table: OnceLock<Table>,
}

/// First lead and first trail byte, and how many trails a lead has.
const LEAD: u8 = 0x81;
const TRAIL: u8 = 0x40;
const TRAILS: usize = 0xFF - TRAIL as usize;
const LEADS: usize = 0xFF - LEAD as usize;

struct Table {
    /// By lead and trail; `'\0'` where the pair spells nothing.
    chars: Vec<char>,
    /// The way back for Chinese characters; zeros where there is none.
    by_han: ByHan<[u8; 2]>,
    /// The way back for all, by character.
    pairs: Vec<(char, [u8; 2])>,
}

impl Gbk {
    /// A table that will be read out of `decode` when it is first needed: a decoder of GBK (WHATWG's, which may give
    /// private characters or U+FFFD for pairs that GBK leaves undefined). It is called once, with some 70 KB.
    pub const fn new(decode: fn(&[u8]) -> String) -> Self {
        Self { decode, table: OnceLock::new() }
    }

    /// What the pair spells; nothing where GBK leaves it undefined (private characters included).
    pub fn char_of(&self, lead: u8, trail: u8) -> Option<char> {
        let found = self.table().chars.get(slot(lead, trail)?).copied()?;
        (found != '\0' && !is_private(found)).then_some(found)
    }

    /// The pair that spells `c`. A private character gives the undefined pair it was made from.
    pub fn pair_of(&self, c: char) -> Option<[u8; 2]> {
        let Table { by_han, pairs, .. } = self.table();
        if let Some(pair) = by_han.get(c) {
            return Some(pair).filter(|pair| *pair != [0, 0]);
        }
        pairs.binary_search_by_key(&c, |&(known, _)| known).ok().map(|at| pairs[at].1)
    }

    fn table(&self) -> &Table {
        self.table.get_or_init(|| Table::read(self.decode))
    }
}

impl Table {
    /// Decodes every pair, one a line, so that what a bad pair does to the decoder ends with its line.
    fn read(decode: fn(&[u8]) -> String) -> Self {
        let mut bytes = Vec::with_capacity(LEADS * TRAILS * 3);
        for lead in LEAD..=0xFE {
            for trail in TRAIL..=0xFE {
                bytes.extend([lead, trail, b'\n']);
            }
        }
        let text = decode(&bytes);
        let chars: Vec<char> = text.split('\n').take(LEADS * TRAILS).map(only_char).collect();
        let spelt = (0..chars.len()).filter(|&slot| chars[slot] != '\0');
        let mut pairs: Vec<_> = spelt.map(|slot| (chars[slot], pair(slot))).collect();
        pairs.order_by_key(|&(c, _)| c);
        pairs.dedup_by_key(|&mut (c, _)| c);
        Self { chars, by_han: ByHan::new(pairs.iter().copied()), pairs }
    }
}

/// The character of a line that holds one character of two bytes; `'\0'` for anything else.
fn only_char(line: &str) -> char {
    let mut chars = line.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if c > '\u{7F}' && c != char::REPLACEMENT_CHARACTER => c,
        _ => '\0',
    }
}

fn slot(lead: u8, trail: u8) -> Option<usize> {
    let inside = (LEAD..=0xFE).contains(&lead) && (TRAIL..=0xFE).contains(&trail);
    inside.then(|| usize::from(lead - LEAD) * TRAILS + usize::from(trail - TRAIL))
}

fn pair(slot: usize) -> [u8; 2] {
    [LEAD + (slot / TRAILS) as u8, TRAIL + (slot % TRAILS) as u8]
}

fn is_private(c: char) -> bool {
    ('\u{E000}'..='\u{F8FF}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gbk() -> Gbk {
        Gbk::new(|bytes| encoding_rs::GBK.decode_without_bom_handling(bytes).0.into_owned())
    }

    #[test]
    fn pairs_and_characters_lead_to_each_other() {
        let gbk = gbk();
        assert_eq!(gbk.char_of(0xD2, 0xBB), Some('一'));
        assert_eq!(gbk.pair_of('縣'), Some([0xBF, 0x68]));
        assert_eq!(gbk.pair_of('a'), None);
        assert_eq!(gbk.char_of(0x20, 0x20), None);
        let known = (0..LEADS * TRAILS).map(pair).filter_map(|[a, b]| Some(([a, b], gbk.char_of(a, b)?)));
        let others: Vec<_> = known.filter(|&(pair, c)| gbk.pair_of(c) != Some(pair)).collect();
        assert_eq!(others, [([0xA3, 0xA0], '\u{3000}')], "the one character that decoders know by two pairs");
    }

    #[test]
    fn undefined_pairs_spell_nothing_but_can_be_told_apart() {
        let gbk = gbk();
        assert_eq!(gbk.char_of(0xF9, 0xB5), None);
        assert_eq!(gbk.char_of(0xAC, 0xC7), None);
        let private = encoding_rs::GBK.decode_without_bom_handling(&[0xF9, 0xB5]).0.into_owned();
        assert_eq!(private.chars().next().and_then(|c| gbk.pair_of(c)), Some([0xF9, 0xB5]));
    }

    #[test]
    fn a_useless_decoder_gives_an_empty_table() {
        let gbk = Gbk::new(|_| String::new());
        assert_eq!((gbk.char_of(0xD2, 0xBB), gbk.pair_of('一')), (None, None));
    }
}
