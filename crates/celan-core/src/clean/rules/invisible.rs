//! Characters that nobody sees and that part words: zero-width blanks, direction marks, soft hyphens, control characters.
//!
//! In: `高新\u{200B}技术企业\u{FEFF}` Out: `高新技术企业`

use super::{Finds, Tables};
use crate::clean::text::chars_led_by;

pub(super) fn find(text: &str, _tables: &Tables, finds: &mut Finds) {
    // ASCII, and the first bytes of the other ranges.
    let may_begin = |lead| matches!(lead, 0..b' ' | 0x7F | 0xC2 | 0xE2 | 0xEF);
    for (at, c) in chars_led_by(text, may_begin).filter(|&(_, c)| is_invisible(c)) {
        finds.remove(at..at + c.len_utf8());
    }
}

fn is_invisible(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        ' '..='~' | '\u{4E00}'..='\u{9FFF}' => false,
        '\0'..='\u{9F}' | '\u{AD}' => true,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' => true,
        _ => false,
    }
}
