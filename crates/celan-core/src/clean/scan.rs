//! One pass over a text that finds what the rules ask for: most texts hold little of it, and no rule has to look for itself.

use std::cell::RefCell;

use celan_data::Tables;

use super::slip::{Searched, is_cut};
use super::text::{after, is_blank};

/// A text and where in it the signs stand that rules look at, in bytes and in order.
pub(super) struct Scan<'t> {
    pub(super) text: &'t str,
    /// Line ends other than `\n`.
    pub(super) line_ends: Vec<usize>,
    /// Characters that nobody sees.
    pub(super) invisible: Vec<usize>,
    /// Blanks inside lines, of any width.
    pub(super) blanks: Vec<usize>,
    /// `(`
    pub(super) brackets: Vec<usize>,
    /// `“`
    pub(super) quotes: Vec<usize>,
    /// `。`, `；` and `？` of both widths.
    pub(super) cuts: Vec<usize>,
    /// Characters that may be written for others.
    pub(super) look_alikes: Vec<usize>,
    /// What the search for slips knows from the text as it was before.
    pub(super) searched: &'t RefCell<Searched>,
}

/// What the first byte of a character says about it.
#[derive(Clone, Copy, PartialEq)]
enum Lead {
    /// ASCII that no rule asks for.
    Plain,
    /// ASCII that some rule asks for.
    Sign,
    /// Two bytes, none that a rule asks for.
    Two,
    /// Two bytes: the controls and the blank behind ASCII.
    Latin,
    /// Three bytes: Chinese characters.
    Han,
    /// Three bytes: signs, blanks, full-width forms and the rest.
    Three,
    /// Four bytes.
    Four,
}

/// By first byte. (A byte inside a character never begins one.)
const LEADS: [Lead; 256] = {
    let mut leads = [Lead::Plain; 256];
    let mut byte = 0;
    while byte < 256 {
        leads[byte] = match byte as u8 {
            b'\n' => Lead::Plain,
            0..=b' ' | 0x7F | b'(' | b';' | b'?' => Lead::Sign,
            0..0x80 => Lead::Plain,
            0xC2 => Lead::Latin,
            0x80..0xE0 => Lead::Two,
            0xE4..=0xE9 => Lead::Han,
            0xE0..0xF0 => Lead::Three,
            0xF0.. => Lead::Four,
        };
        byte += 1;
    }
    leads
};

impl<'t> Scan<'t> {
    pub(super) fn new(text: &'t str, tables: &Tables, searched: &'t RefCell<Searched>) -> Self {
        let mut scan = Self {
            text,
            line_ends: Vec::new(),
            invisible: Vec::new(),
            blanks: Vec::new(),
            brackets: Vec::new(),
            quotes: Vec::new(),
            cuts: Vec::new(),
            look_alikes: Vec::new(),
            searched,
        };
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&lead) = bytes.get(at) {
            let begin = at;
            match LEADS[usize::from(lead)] {
                Lead::Plain => at += 1,
                Lead::Two => at += 2,
                Lead::Four => at += 4,
                Lead::Sign => {
                    at += 1;
                    scan.take(begin, char::from(lead));
                }
                Lead::Latin => {
                    at += 2;
                    scan.take(begin, char::from(bytes[begin + 1]));
                }
                kind @ (Lead::Han | Lead::Three) => {
                    at += 3;
                    let c = three(lead, bytes[begin + 1], bytes[begin + 2]);
                    if kind == Lead::Three {
                        scan.take(begin, c);
                    }
                    if tables.damage.may_be_look_alike(c) {
                        scan.look_alikes.push(begin);
                    }
                }
            }
        }
        scan
    }

    /// Puts a character where it belongs.
    fn take(&mut self, at: usize, c: char) {
        let list = match c {
            '(' => &mut self.brackets,
            '“' => &mut self.quotes,
            '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => &mut self.line_ends,
            c if is_cut(c) => &mut self.cuts,
            c if is_blank(c) => &mut self.blanks,
            c if is_invisible(c) => &mut self.invisible,
            _ => return,
        };
        list.push(at);
    }

    /// The character that begins at `at`.
    pub(super) fn at(&self, at: usize) -> char {
        after(self.text, at).unwrap_or_default()
    }
}

/// The character of three bytes.
fn three(first: u8, second: u8, third: u8) -> char {
    let bits = |byte: u8, of: u8| u32::from(byte & of);
    let code = bits(first, 0x0F) << 12 | bits(second, 0x3F) << 6 | bits(third, 0x3F);
    char::from_u32(code).unwrap_or_default()
}

/// Zero-width blanks, direction marks, soft hyphens, control characters.
fn is_invisible(c: char) -> bool {
    match c {
        '\n' | '\t' | ' '..='~' => false,
        '\0'..='\u{9F}' | '\u{AD}' => true,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_pass_finds_what_a_look_at_each_character_finds(text in "(\\PC|[\0-\u{AD}\u{2000}-\u{206F}\u{FEFF}。；？;?(“\u{3000}蕞⾏]){0,200}") {
            let tables = Tables::embedded();
            let searched = RefCell::default();
            let scan = Scan::new(&text, tables, &searched);
            let places = |is: &dyn Fn(char) -> bool| {
                text.char_indices().filter(|&(_, c)| is(c)).map(|(at, _)| at).collect::<Vec<_>>()
            };
            let ends_line = |c| matches!(c, '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}');
            prop_assert_eq!(&scan.line_ends, &places(&ends_line));
            prop_assert_eq!(&scan.invisible, &places(&|c| is_invisible(c) && !ends_line(c)));
            prop_assert_eq!(&scan.blanks, &places(&is_blank));
            prop_assert_eq!(&scan.brackets, &places(&|c| c == '('));
            prop_assert_eq!(&scan.quotes, &places(&|c| c == '“'));
            prop_assert_eq!(&scan.cuts, &places(&is_cut));
            let wrong = places(&|c| tables.damage.look_alike(c).is_some());
            prop_assert!(wrong.iter().all(|at| scan.look_alikes.contains(at)));
        }
    }
}
