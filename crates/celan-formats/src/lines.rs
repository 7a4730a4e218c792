//! Collects text as lines: blocks end a line once, blanks of the markup don't count.

/// Text under construction. A document may hold at most [`crate::limits::TEXT`] bytes; what comes after is dropped.
#[derive(Default)]
pub(crate) struct Lines {
    text: String,
}

impl Lines {
    /// Adds words as they are.
    pub(crate) fn push(&mut self, words: &str) {
        if self.text.len() + words.len() <= crate::limits::TEXT {
            self.text.push_str(words);
        }
    }

    /// Ends the line, unless it is still empty.
    pub(crate) fn end_line(&mut self) {
        while self.text.ends_with([' ', '\t']) {
            self.text.pop();
        }
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.push("\n");
        }
    }

    /// Whether the present line holds nothing yet.
    pub(crate) fn at_line_start(&self) -> bool {
        self.text.is_empty() || self.text.ends_with('\n')
    }

    /// The last character.
    pub(crate) fn last(&self) -> Option<char> {
        self.text.chars().next_back()
    }

    /// The whole text.
    pub(crate) fn finish(mut self) -> String {
        self.end_line();
        self.text
    }
}
