//! Pinyin notes that landed inside a character and tore it.
//!
//! The tool looked for the two bytes of a traditional character without keeping to the borders of characters, and wrote
//! its note behind them. Where they were the second byte of one character and the first of the next, the decoder then
//! saw a first byte with `(` behind it, and printed `?` for both: `c?py)`. So the lost byte `y` follows the last byte `b` of
//! `c`, and `(b, y)` spells a character that is read `py`. With `y` put back and the notes gone, what follows is decoded
//! anew, until it falls on the border of a character again.
//!
//! In: `力爭80天以?xún)?nèi)` Out: `力爭80天以內`

use celan_data::Order;

use super::pinyin::{closed_syllable, note_at};
use super::{Finds, Scan, Tables};
use crate::clean::text::{before, is_han};
use crate::gbk::Gbk;

/// A byte of the torn text, or one that was lost, with the reading that it must make with the byte before it.
enum Slot {
    Known(u8),
    Lost(String),
}

/// No torn run is longer than so many bytes.
const LONGEST: usize = 8;

pub(super) fn find(scan: &Scan<'_>, tables: &Tables, finds: &mut Finds) {
    let text = scan.text;
    let mut annotated = None;
    let mut done = 0;
    for &at in scan.cuts.iter().filter(|&&at| scan.at(at) == '?') {
        let Some(torn) = before(text, at).filter(|&c| at >= done && is_han(c)) else { continue };
        if closed_syllable(&text[at + 1..]).is_none() {
            continue;
        }
        let Some(gbk) = &tables.gbk else {
            finds.mark(at - torn.len_utf8()..at + 1, None);
            continue;
        };
        let annotated = annotated.get_or_insert_with(|| annotated_characters(text));
        let Some((end, mut solutions)) = solve(text, at, torn, gbk, tables) else { continue };
        if solutions.len() > 1 {
            solutions.retain(|solution| {
                solution.needles.iter().all(|needle| annotated.binary_search(needle).is_ok())
            });
        }
        solutions.dedup_by(|a, b| a.text == b.text);
        done = end;
        match solutions.as_slice() {
            [only] => finds.replace(at..end, only.text.as_str()),
            others => finds.mark(at..end, others.first().map(|solution| solution.text.clone())),
        }
    }
}

/// One way to read a torn run.
struct Solution {
    text: String,
    /// The characters that the tool thought it saw.
    needles: Vec<char>,
}

/// All ways to read the run that begins at `at`, behind the character `torn`, and where it ends.
fn solve(text: &str, at: usize, torn: char, gbk: &Gbk, tables: &Tables) -> Option<(usize, Vec<Solution>)> {
    let [_, last] = gbk.pair_of(torn)?;
    let (slots, mut end) = slots(text, at, gbk)?;
    let mut solutions = Vec::new();
    fill(
        &slots,
        &mut vec![last],
        &mut Vec::new(),
        &mut |bytes, needles| {
            let decoded: Option<String> =
                bytes[1..].chunks(2).map(|pair| gbk.char_of(pair[0], *pair.get(1)?)).collect();
            solutions.extend(decoded.map(|text| Solution { text, needles: needles.to_vec() }));
        },
        &|lead, trail, reading| gbk.char_of(lead, trail).filter(|&c| tables.damage.reads(c, reading)),
    );
    // The last character may have its own, whole note.
    let last_read = solutions.first().and_then(|solution| solution.text.chars().next_back());
    if let (Some(c), Some((note, note_end))) = (last_read, note_at(text, end))
        && tables.damage.reads(c, &note.reading)
    {
        end = note_end;
    }
    Some((end, solutions))
}

/// The bytes from `at` to the next border of a character, notes left out.
fn slots(text: &str, mut at: usize, gbk: &Gbk) -> Option<(Vec<Slot>, usize)> {
    let mut slots = Vec::new();
    while slots.len() <= LONGEST {
        let rest = &text[at..];
        if let Some((note, length)) = rest.strip_prefix('?').and_then(closed_syllable) {
            slots.push(Slot::Lost(note.reading));
            at += 1 + length;
        } else if slots.len() % 2 == 0 {
            return Some((slots, at));
        } else if let Some((_, end)) = note_at(text, at) {
            at = end;
        } else {
            let c = rest.chars().next()?;
            match (c, gbk.pair_of(c)) {
                ('@'..='~', _) => slots.push(Slot::Known(c as u8)),
                (_, Some(pair)) => slots.extend(pair.map(Slot::Known)),
                _ => return None,
            }
            at += c.len_utf8();
        }
    }
    None
}

/// Tries every byte in the place of each lost one.
fn fill(
    slots: &[Slot],
    bytes: &mut Vec<u8>,
    needles: &mut Vec<char>,
    found: &mut dyn FnMut(&[u8], &[char]),
    reads: &dyn Fn(u8, u8, &str) -> Option<char>,
) {
    let Some((slot, rest)) = slots.split_first() else { return found(bytes, needles) };
    let Some(&lead) = bytes.last() else { return };
    match slot {
        Slot::Known(byte) => {
            bytes.push(*byte);
            fill(rest, bytes, needles, found, reads);
            bytes.pop();
        }
        Slot::Lost(reading) => {
            for byte in 0x40..=0xFE {
                let Some(needle) = reads(lead, byte, reading) else { continue };
                bytes.push(byte);
                needles.push(needle);
                fill(rest, bytes, needles, found, reads);
                needles.pop();
                bytes.pop();
            }
        }
    }
}

/// The characters behind which whole notes stand, in order.
fn annotated_characters(text: &str) -> Vec<char> {
    let notes = text.match_indices('(').filter(|&(at, _)| note_at(text, at).is_some());
    let mut all: Vec<char> = notes.filter_map(|(at, _)| before(text, at)).collect();
    all.order_by_key(|c| *c);
    all.dedup();
    all
}
