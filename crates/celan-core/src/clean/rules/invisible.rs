//! Characters that nobody sees and that part words: zero-width blanks, direction marks, soft hyphens, control characters.
//!
//! In: `高新\u{200B}技术企业\u{FEFF}` Out: `高新技术企业`

use super::{Finds, Tables};

pub(super) fn find(text: &str, _tables: &Tables, finds: &mut Finds) {
    for (at, found) in text.match_indices(is_invisible) {
        finds.remove(at..at + found.len());
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
