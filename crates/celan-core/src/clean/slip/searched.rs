//! What the search found innocent while a text is cleaned: the rules run again and again, but most lines stay as they are.

use std::collections::BTreeSet;

use super::odd::OddLine;
use super::script::Script;

/// Lines in which the general language saw no slip, in a document of one script and one set of characters.
#[derive(Default)]
pub(crate) struct Searched {
    innocent: BTreeSet<(Vec<char>, Vec<usize>)>,
    script: u64,
}

impl Searched {
    /// Those of the lines of which nothing is known. What was known for other characters of the document is forgotten.
    pub(super) fn unknown<'l>(&mut self, lines: &'l [OddLine], script: &Script<'_>) -> Vec<&'l OddLine> {
        if self.script != script.digest() {
            self.innocent.clear();
            self.script = script.digest();
        }
        lines.iter().filter(|line| !self.innocent.contains(&key(line))).collect()
    }

    /// Remembers that the search found nothing in these lines, all of them.
    pub(super) fn remember(&mut self, lines: &[OddLine]) {
        self.innocent.extend(lines.iter().map(key));
    }
}

/// A line and its marks.
fn key(line: &OddLine) -> (Vec<char>, Vec<usize>) {
    (line.chars.clone(), line.odd.clone())
}
