//! Rows of a table that became lines, each begun by a line that is only its number. The page breaks names and role words.
//!
//! ```text
//! row = NUMBER { line }     48 / 推进云计算工程。 / 市发展改革委、市委网信办牵 / 头,市工业和信息化局等按职责分工负责
//! ```
//! All who answer stand behind the last full stop, up to a role word.

use super::{Duty, Owners, Reader, Taken};

/// A longer row, in bytes, is none.
const ROW_BYTES: usize = 2400;

/// The longest number of a row, in digits.
const LONGEST_ROW: usize = 3;

/// A row without blanks and line breaks.
#[derive(Default)]
struct Joined {
    text: String,
    /// Where each byte stands in the folded text.
    places: Vec<usize>,
}

impl Reader<'_> {
    /// The duties of all rows of the stretch that a number begins.
    pub(super) fn rows(&self, duties: &mut Vec<Duty>) {
        let begins = self.row_begins();
        if begins.is_empty() {
            return;
        }
        let taken = Taken::new(duties);
        let ends = begins.iter().skip(1).map(|(number, _)| *number).chain([self.text().len()]);
        for (&(_, start), end) in begins.iter().zip(ends) {
            if start < end && end - start <= ROW_BYTES && !taken.overlaps(self.span(start, end)) {
                duties.extend(self.row_of_lines(start, end));
            }
        }
    }

    /// Where the lines that are only numbers begin, and where the lines behind them do.
    fn row_begins(&self) -> Vec<(usize, usize)> {
        let mut start = 0;
        let lines = self.text().split_inclusive('\n').map(|line| {
            start += line.len();
            (start - line.len(), start, line)
        });
        lines.filter(|(.., line)| is_row_number(line)).map(|(from, to, _)| (from, to)).collect()
    }

    fn row_of_lines(&self, start: usize, end: usize) -> Option<Duty> {
        let row = self.row_joined(start, end);
        let words = row.text.trim_end_matches('。');
        let stop = words.rfind('。')?;
        let (task, first) = (words.find('。')?, stop + '。'.len_utf8());
        // The page has put the columns into each other.
        if self.tables.roles.after(&words[..stop]).any(|(_, word, _)| self.tables.roles.leads(word)) {
            return None;
        }
        let mut owners = Owners::default();
        let mut waiting: Vec<&str> = Vec::new();
        for share in words[first..].split(',') {
            let found = self.tables.roles.at_end(share);
            let (names, role) = found.map_or((share, None), |(word, role)| {
                (&share[..share.len() - word.len()], Some((word, role)))
            });
            waiting.extend(self.names_joined(names)?);
            if let Some((word, role)) = role {
                let written = waiting.drain(..).map(|name| row.written(name, self)).collect();
                self.assign(&mut owners, word, role, written);
            }
        }
        let led = !owners.lead.is_empty() && waiting.is_empty();
        let quote = self.tight(row.places[first], *row.places.get(words.len()).unwrap_or(&end));
        led.then(|| self.duty_of_task(owners, quote, (start, row.places[task])))
    }

    /// The names of a list without breaks, if all of them are agencies.
    fn names_joined<'w>(&self, names: &'w str) -> Option<Vec<&'w str>> {
        let roles = &self.tables.roles;
        let names: Vec<&str> = names.split('、').map(|name| roles.bare_name(name)).collect();
        names.iter().all(|name| roles.is_agency(name)).then_some(names)
    }

    fn row_joined(&self, start: usize, end: usize) -> Joined {
        let mut joined = Joined::default();
        for (at, c) in self.text()[start..end].char_indices().filter(|(_, c)| !c.is_whitespace()) {
            joined.text.push(c);
            joined.places.extend(std::iter::repeat_n(start + at, c.len_utf8()));
        }
        joined
    }
}

impl Joined {
    /// A piece of the row as the document writes it.
    fn written(&self, piece: &str, reader: &Reader<'_>) -> String {
        let from = piece.as_ptr() as usize - self.text.as_ptr() as usize;
        let last = self.places[from + piece.len() - 1];
        reader.written(self.places[from], last + reader.width(last))
    }
}

/// Whether a line is only the number of a row.
pub(super) fn is_row_number(line: &str) -> bool {
    let number = line.trim();
    (1..=LONGEST_ROW).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}
