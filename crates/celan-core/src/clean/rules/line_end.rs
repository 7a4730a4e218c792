//! Line ends and page ends of other systems become `\n`, so that later stages know one.
//!
//! In: `一、总体要求\r\n坚持` Out: `一、总体要求\n坚持`

use super::{Finds, Tables};

pub(super) fn find(text: &str, _tables: &Tables, finds: &mut Finds) {
    if !text.bytes().any(|byte| matches!(byte, b'\r' | 0x0B | 0x0C | 0xE2 | 0xC2)) {
        return;
    }
    for (at, found) in text.match_indices(['\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}']) {
        let end = at + found.len();
        if found == "\r" && text[end..].starts_with('\n') {
            finds.remove(at..end);
        } else {
            finds.replace(at..end, "\n");
        }
    }
}
