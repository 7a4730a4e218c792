//! Line ends and page ends of other systems become `\n`, so that later stages know one.
//!
//! In: `一、总体要求\r\n坚持` Out: `一、总体要求\n坚持`

use super::{Finds, Scan, Tables};

pub(super) fn find(scan: &Scan<'_>, _tables: &Tables, finds: &mut Finds) {
    for &at in &scan.line_ends {
        let c = scan.at(at);
        let end = at + c.len_utf8();
        if c == '\r' && scan.text[end..].starts_with('\n') {
            finds.remove(at..end);
        } else {
            finds.replace(at..end, "\n");
        }
    }
}
