//! One spelling for searching and comparing: simplified script, half width, lower case.

use crate::Tables;

/// What `c` is searched and compared as: 發 → 发, Ａ → a, ％ → %, the ideographic blank → a blank.
#[inline]
pub fn fold_char(c: char, tables: &Tables) -> char {
    match c {
        '\0'..='\x7F' => c.to_ascii_lowercase(),
        '\u{3000}' => ' ',
        // The full-width forms stand in the order of ASCII.
        '！'..='～' => {
            let half = char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c);
            half.to_ascii_lowercase()
        }
        '\u{3400}'.. => tables.script.simplified(c),
        // Signs of Chinese text, none with two cases.
        '\u{2000}'..='\u{20FF}' | '\u{3001}'..='\u{33FF}' => c,
        _ => {
            let mut lower = c.to_lowercase();
            // İ becomes two characters; it stays.
            if lower.len() == 1 { lower.next().unwrap_or(c) } else { c }
        }
    }
}
