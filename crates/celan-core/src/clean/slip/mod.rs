//! Byte slips: text that was cut in the middle of a character of GBK and then read one byte off.
//!
//! Some tool looked for the bytes of `。` (A1 A3), `；` (A3 BB) or `？` (A3 BF) without minding where characters begin.
//! Where it found them across two characters (`。縣` = A1 `A3 BF` 68) it cut there: the first byte is lost, the found mark
//! stands in the text, and from there on each character is made of the second byte of one and the first byte of the next,
//! until a byte of ASCII, the end of the line or another cut puts the reader back in step. Pairs that GBK leaves undefined
//! vanish on the way.
//!
//! ```text
//! 企業規模化、招引   → 企業規;、招引          網+驅動。基地的轉變 → 網+驅動;氐霓D變
//! 　（二）xxxx年     → 。ǘ﹛xxx年            不斷增大。縣“一區   → 不斷增大?h“一區
//! ```
//!
//! What is left of the bytes allows several texts; which one was meant only language tells. So the repair is a search
//! ([`search`]) over the texts that would have been damaged to exactly what stands there ([`bytes`]), by how likely
//! they are ([`language`]) in the script of the document ([`script`]). A text is put in place only if it is far likelier
//! than both the damaged one and every other; else the place is marked, the likeliest text beside it.

mod bytes;
mod explain;
mod language;
mod odd;
mod script;
mod search;
mod searched;
mod suspect;

use std::ops::Range;

use celan_data::{Gbk, RepairModel, Script as Forms};

use bytes::Bytes;
pub(crate) use bytes::is_cut;
pub(crate) use explain::{Place, explain, odd_places};
use language::Language;
use odd::{ODD, ODD_AMONG_SLIPS, odd_lines};
use search::Search;
pub(crate) use searched::Searched;
pub(crate) use suspect::suspects;

/// A place where bytes slipped.
#[derive(Clone, Debug, PartialEq)]
struct Slip {
    /// Bytes of the text that was searched.
    range: Range<usize>,
    /// What most likely stood there.
    repair: String,
    /// Whether the repair may be put in place.
    is_certain: bool,
}

/// The marks of a text at which it may have been cut, as bytes of the text and in its order.
#[derive(Clone, Copy)]
pub(crate) struct Marks<'m> {
    pub(crate) cuts: &'m [usize],
    /// Those that look like a slip.
    pub(crate) suspects: &'m [usize],
}

/// All slips of a document: only if one of the suspects would be a slip in any document is the own language of this one
/// learnt, and only if it still is one are all marks looked at, so that a document without damage costs next to nothing.
fn slips(
    text: &str,
    Marks { cuts, suspects }: Marks<'_>,
    forms: &Forms,
    gbk: &Gbk,
    model: &RepairModel,
    searched: &mut Searched,
) -> Vec<Slip> {
    let odd = odd_lines(text, suspects, ODD, forms, model);
    if odd.is_empty() {
        return Vec::new();
    }
    let script = script::Script::of(text, forms, model);
    let unknown = searched.unknown(&odd, &script);
    if unknown.is_empty() {
        return Vec::new();
    }
    let general = Language::new(forms, model);
    let bytes = Bytes::new(gbk, &general, &script);
    let mut search = Search::new(&general, &bytes, text.len());
    if search.run(unknown).is_empty() {
        if !search.is_exhausted() {
            searched.remember(&odd);
        }
        return Vec::new();
    }
    let own = Language::of(text, forms, model);
    let bytes = Bytes::new(gbk, &own, &script);
    let mut search = Search::new(&own, &bytes, text.len());
    if search.run(&odd).is_empty() {
        return Vec::new();
    }
    search.expect_slips();
    search.run(&odd_lines(text, cuts, ODD_AMONG_SLIPS, forms, model))
}
