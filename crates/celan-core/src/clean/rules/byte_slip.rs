//! A run of GBK that was cut inside a character and then read one byte off: put right where it is known what stood there.
//!
//! The stream was cut at `。`, `；` or `？` wherever their two bytes stood, also across two characters: the first byte before
//! the cut is lost and what follows is decoded one byte late. The commonest of these runs are rows of a table, each with
//! the words that must stand elsewhere in the text, where that is asked. All others are searched with the repair model
//! ([`slip`]); where it is not sure, the run is marked with what it suggests, and no figure is read from it. Without the
//! model, which is loaded only when a text asks for it, runs are marked.
//!
//! In: `。ㄒ唬“十四五”時期目標任務` Out: `（一）“十四五”時期目標任務`

use std::collections::BTreeSet;

use super::{Finds, Tables};
use crate::clean::slip;
use crate::clean::text::{before, is_han};
use celan_data::Gbk;

pub(super) fn find(text: &str, tables: &Tables, finds: &mut Finds) {
    if replace_known(text, tables, finds) {
        return;
    }
    let Some(gbk) = &tables.gbk else { return };
    let suspects: BTreeSet<usize> = slip::suspects(text, tables, gbk).collect();
    if suspects.is_empty() {
        return;
    }
    let Some(model) = tables.repair.model() else {
        finds.want_repair_model();
        mark_odd(text, tables, gbk, finds);
        return;
    };
    for slip in slip::slips(text, &suspects, tables, gbk, model) {
        if slip.is_certain() {
            finds.replace(slip.range, slip.repair);
        } else {
            finds.mark(slip.range, Some(slip.repair));
        }
    }
}

/// Replaces the runs that rows of the table know; says whether there were any.
fn replace_known(text: &str, tables: &Tables, finds: &mut Finds) -> bool {
    let mut any = false;
    for (at, mark) in text.match_indices(MARKS) {
        let rest = &text[at..];
        // Most of these marks end a line, or a common character follows: neither is in any row.
        if rest[mark.len()..].starts_with(['\n', '\r', '”', '（', '(', ' ']) {
            continue;
        }
        let row = tables.damage.slips.iter().find(|slip| rest.starts_with(slip.damaged.as_str()));
        let Some(row) = row else { continue };
        let known = text[..at].ends_with(row.behind.as_str())
            && (row.evidence.is_empty() || text.contains(&row.evidence));
        let between = !row.damaged.is_ascii()
            || (before(text, at).is_some_and(is_han) && opens(&rest[row.damaged.len()..]));
        if known && between {
            finds.replace(at..at + row.damaged.len(), row.repaired.as_str());
            any = true;
        }
    }
    any
}

fn mark_odd(text: &str, tables: &Tables, gbk: &Gbk, finds: &mut Finds) {
    for (at, mark) in text.match_indices(MARKS) {
        if let Some(end) = odd_run(text, at + mark.len(), gbk, tables) {
            finds.mark(at..end, None);
        }
    }
}

/// What the tools looked for, in both widths.
const MARKS: [char; 5] = ['。', ';', '?', '；', '？'];

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
