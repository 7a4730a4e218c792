//! Line ends and page ends of other systems become `\n`, so that later stages know one.
//!
//! In: `一、总体要求\r\n坚持` Out: `一、总体要求\n坚持`

use super::{Finds, Tables};
use crate::clean::text::chars_led_by;

pub(super) fn find(text: &str, _tables: &Tables, finds: &mut Finds) {
    let ends_line = |c| matches!(c, '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let may_begin = |lead| matches!(lead, b'\r' | 0xB | 0xC | 0xC2 | 0xE2);
    for (at, c) in chars_led_by(text, may_begin).filter(|&(_, c)| ends_line(c)) {
        let end = at + c.len_utf8();
        if c == '\r' && text[end..].starts_with('\n') {
            finds.remove(at..end);
        } else {
            finds.replace(at..end, "\n");
        }
    }
}
