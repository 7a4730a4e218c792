//! A run of GBK that was cut inside a character and then read one byte off, where what stood there is known.
//!
//! The stream was cut at `。`, `；` or `？` wherever their two bytes stood, also across two characters: the first byte before
//! the cut is lost and what follows is decoded one byte late. The commonest of these runs are rows of a table, each with
//! the words that must stand elsewhere in the text, where that is asked. A run that no row knows is marked: no figure is
//! read from it.
//!
//! In: `。ㄒ唬“十四五”時期目標任務` Out: `（一）“十四五”時期目標任務`

use super::{Finds, Tables};
use crate::clean::text::{before, is_han};
use crate::gbk::Gbk;

pub(super) fn find(text: &str, tables: &Tables, finds: &mut Finds) {
    let slips = &tables.damage.slips;
    for (at, trigger) in text.match_indices(['。', ';', '?', '；', '？']) {
        let rest = &text[at..];
        // Most of these marks end a line, or a common character follows: neither is in any row.
        if rest[trigger.len()..].starts_with(['\n', '\r', '”', '（', '(', ' ']) {
            continue;
        }
        let row = slips.iter().find(|slip| rest.starts_with(slip.damaged.as_str()));
        if let Some(slip) = row {
            let start = at - if slip.behind.is_empty() { 0 } else { slip.behind.len() };
            let known = text[start..at] == *slip.behind
                && (slip.evidence.is_empty() || text.contains(&slip.evidence));
            let between = !slip.damaged.is_ascii()
                || (before(text, at).is_some_and(is_han) && opens(&rest[slip.damaged.len()..]));
            if known && between {
                finds.replace(at..at + slip.damaged.len(), slip.repaired.as_str());
                continue;
            }
        }
        if let Some(gbk) = &tables.gbk
            && let Some(end) = odd_run(text, at + trigger.len(), gbk, tables)
        {
            finds.mark(at..end, None);
        }
    }
}

/// Whether words begin here, in quotes or not.
fn opens(rest: &str) -> bool {
    rest.starts_with(|c| is_han(c) || c == '“')
}

/// Where the run ends that begins at `at`, if its first characters are such as plans do not use. Slips give characters of
/// all of GBK, of which common words use a third, and letters in the middle of words.
fn odd_run(text: &str, at: usize, gbk: &Gbk, tables: &Tables) -> Option<usize> {
    let rest = &text[at..];
    let oddness = |c: char| {
        let simplified = tables.script.simplified(c);
        match gbk.pair_of(simplified) {
            Some([0xB0..=0xD7, 0xA1..=0xFE]) => 0,
            _ if is_word(c) => 1,
            _ => 2 * usize::from(c.is_ascii_alphabetic()),
        }
    };
    let first = rest.chars().next().filter(|&c| is_word(c))?;
    if oddness(first) == 0 || rest.chars().take(4).map(oddness).sum::<usize>() < 3 {
        return None;
    }
    let length = rest.find(|c: char| c.is_ascii() && !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let length = rest[..length].find(['。', '“', '”', '、', '\n']).unwrap_or(length);
    Some(at + length)
}

/// A character of a word, or one that slips give in the place of one.
fn is_word(c: char) -> bool {
    is_han(c) || matches!(c, 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' | '\u{3105}'..='\u{3129}' | '\u{FE30}'..='\u{FE6F}')
}
