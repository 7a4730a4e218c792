//! A run of GBK that was cut inside a character and then read one byte off: put right where it is known what stood there.
//!
//! The stream was cut at `。`, `；` or `？` wherever their two bytes stood, also across two characters: the first byte before
//! the cut is lost and what follows is decoded one byte late. The commonest of these runs are rows of a table, each with
//! the words that must stand elsewhere in the text, where that is asked. All others are searched with the repair model
//! ([`slip`]); where it is not sure, the run is marked with what it suggests, and no figure is read from it. Without the
//! model, which is loaded only when a text asks for it, runs are marked.
//!
//! In: `。ㄒ唬“十四五”時期目標任務` Out: `（一）“十四五”時期目標任務`

use super::{Finds, Scan, Tables};
use crate::clean::slip::{self, Marks, Place};
use crate::numeral::small;
use celan_data::Gbk;

pub(super) fn find(scan: &Scan<'_>, tables: &Tables, finds: &mut Finds) {
    let (text, cuts) = (scan.text, scan.cuts.as_slice());
    if replace_known(text, cuts, tables, finds) {
        return;
    }
    let Some(gbk) = &tables.gbk else { return };
    let suspects = slip::suspects(text, cuts, &tables.script, gbk);
    if suspects.is_empty() {
        return;
    }
    let explained = explained(scan, &suspects, tables, gbk);
    if explained.is_none() {
        finds.want_repair_model();
    }
    for place in explained.unwrap_or_else(|| slip::odd_places(text, cuts, &tables.script, gbk)) {
        match place.repair {
            Some(repair) if place.is_certain && !may_count_on(text, &repair, tables) => {
                finds.replace(place.range, repair);
            }
            suggestion => finds.mark(place.range, suggestion),
        }
    }
}

/// What the search makes of the text; nothing where the model is not there.
fn explained(scan: &Scan<'_>, suspects: &[usize], tables: &Tables, gbk: &Gbk) -> Option<Vec<Place>> {
    let model = tables.repair.model()?;
    let marks = Marks { cuts: &scan.cuts, suspects };
    Some(slip::explain(scan.text, marks, &tables.script, gbk, model, &mut scan.searched.borrow_mut()))
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
fn replace_known(text: &str, cuts: &[usize], tables: &Tables, finds: &mut Finds) -> bool {
    let mut any = false;
    for &at in cuts {
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

/// Whether bytes are in step again behind a bracket whose second byte was left over: it was dropped before ASCII, and
/// before quotes, which are an entity in pages. (Letters may be second bytes themselves.)
fn is_in_step(behind: &str) -> bool {
    behind.starts_with(|c: char| c < '@' || matches!(c, '“' | '”')) || behind.is_empty()
}
