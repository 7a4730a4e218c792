//! A run of GBK that was cut inside a character and then read one byte off: put right where it is known what stood there.
//!
//! The stream was cut at `。`, `；` or `？` wherever their two bytes stood, also across two characters: the first byte before
//! the cut is lost and what follows is decoded one byte late. The commonest of these runs are rows of a table, each with
//! the words that must stand elsewhere in the text, where that is asked. All others are searched with the repair model
//! ([`slip`]); where it is not sure, the run is marked with what it suggests, and no figure is read from it. Without the
//! model, which is loaded only when a text asks for it, runs are marked.
//!
//! In: `。ㄒ唬“十四五”時期目標任務` Out: `（一）“十四五”時期目標任務`

use super::{Finds, Tables};
use crate::clean::slip;
use crate::clean::text::is_han;
use crate::numeral::small;
use celan_data::Gbk;

pub(super) fn find(text: &str, tables: &Tables, finds: &mut Finds) {
    if replace_known(text, tables, finds) {
        return;
    }
    let Some(gbk) = &tables.gbk else { return };
    let suspects: Vec<usize> = slip::suspects(text, tables, gbk).collect();
    if suspects.is_empty() {
        return;
    }
    let Some(model) = tables.repair.model() else {
        finds.want_repair_model();
        mark_odd(text, tables, gbk, finds);
        return;
    };
    let slips = slip::slips(text, &suspects, tables, gbk, model);
    mark_unexplained(text, &suspects, &slips, tables, gbk, finds);
    for slip in slips {
        if slip.is_certain() && !may_count_on(text, &slip.repair, tables) {
            finds.replace(slip.range, slip.repair);
        } else {
            finds.mark(slip.range, Some(slip.repair));
        }
    }
}

/// Marks the suspects that the search could not explain: they are damage all the same where other places are, or where
/// they are odder than any word.
fn mark_unexplained(
    text: &str,
    suspects: &[usize],
    slips: &[slip::Slip],
    tables: &Tables,
    gbk: &Gbk,
    finds: &mut Finds,
) {
    let is_free = |at: usize| !slips.iter().any(|slip| slip.range.contains(&at));
    let left = suspects.iter().filter(|&&at| is_free(at) && slip::is_glaring(text, at, tables, gbk));
    for &at in left {
        let behind = at + text[at..].chars().next().map_or(0, char::len_utf8);
        let odd = odd_run(text, behind, gbk, tables);
        if let Some(end) = odd.or_else(|| (!slips.is_empty()).then(|| unclear_end(text, behind))) {
            finds.mark(at..end, None);
        }
    }
}

/// How far a run may go of which nothing is known but where it began: to the next mark or ASCII.
fn unclear_end(text: &str, start: usize) -> usize {
    let ends = |c: char| c.is_ascii() || matches!(c, '。' | '；' | '？' | '“' | '”');
    text[start..].find(ends).map_or(text.len(), |length| start + length)
}

/// Whether a number may have lost its second digit with a pair that vanished: （二） for （二十一） in a text that counts
/// so far.
fn may_count_on(text: &str, repair: &str, tables: &Tables) -> bool {
    let number = repair.strip_prefix('（').and_then(|inner| small(inner, &tables.grammar));
    number.is_some_and(|(number, _)| matches!(number, 2 | 3)) && TEN.iter().any(|ten| text.contains(ten))
}

/// The number （十 of a heading, whole and as a slip leaves it.
const TEN: [&str; 2] = ["（十", "。ㄊ"];

/// Replaces the runs that rows of the table know; says whether there were any.
fn replace_known(text: &str, tables: &Tables, finds: &mut Finds) -> bool {
    let mut any = false;
    for (at, _) in slip::cuts(text) {
        let rest = &text[at..];
        let Some(row) = tables.damage.slip(rest) else { continue };
        let known = text[..at].ends_with(row.behind.as_str())
            && (row.evidence.is_empty() || text.contains(&row.evidence));
        let fits = !row.repaired.ends_with('）') || is_in_step(&rest[row.damaged.len()..]);
        if known && fits && !may_count_on(text, &row.repaired, tables) {
            finds.replace(at..at + row.damaged.len(), row.repaired.as_str());
            any = true;
        }
    }
    any
}

fn mark_odd(text: &str, tables: &Tables, gbk: &Gbk, finds: &mut Finds) {
    for (at, mark) in slip::cuts(text) {
        if let Some(end) = odd_run(text, at + mark.len_utf8(), gbk, tables) {
            finds.mark(at..end, None);
        }
    }
}

/// Whether bytes are in step again behind a bracket whose second byte was left over: it was dropped before ASCII, and
/// before quotes, which are an entity in pages. (Letters may be second bytes themselves.)
fn is_in_step(behind: &str) -> bool {
    behind.starts_with(|c: char| c < '@' || matches!(c, '“' | '”')) || behind.is_empty()
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
