//! Characters that nobody sees and that part words: zero-width blanks, direction marks, soft hyphens, control characters.
//!
//! In: `高新\u{200B}技术企业\u{FEFF}` Out: `高新技术企业`

use super::{Finds, Scan, Tables};

pub(super) fn find(scan: &Scan<'_>, _tables: &Tables, finds: &mut Finds) {
    for &at in &scan.invisible {
        finds.remove(at..at + scan.at(at).len_utf8());
    }
}
