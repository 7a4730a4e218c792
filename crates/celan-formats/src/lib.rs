//! From the bytes of a file to the text of the documents in it.

use std::fmt;

/// The text of one document as it stood in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// File name; inside an archive with the path.
    pub name: String,
    /// The text, unchanged but for its encoding.
    pub text: String,
}

/// Why a file could not be read: what was found and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// File name; inside an archive with the path.
    pub name: String,
    /// The reason.
    pub reason: Reason,
    /// What was found, for the sentence.
    pub found: String,
}

/// The reasons for which a file is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing in it, or nothing but blanks.
    Empty,
    /// Not a text and not a format that is read.
    Binary,
}

impl Reason {
    /// Its name in machine output and in the strings of each language.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Binary => "binary",
        }
    }
}

/// Reads a file. An archive gives several sources, and a refusal for each member that could not be read.
pub fn read(name: &str, bytes: &[u8]) -> (Vec<Source>, Vec<Refusal>) {
    match str::from_utf8(bytes) {
        Ok(text) => (vec![Source { name: name.to_owned(), text: text.to_owned() }], Vec::new()),
        Err(_) => {
            let refusal = Refusal { name: name.to_owned(), reason: Reason::Binary, found: String::new() };
            (Vec::new(), vec![refusal])
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reason {
            Reason::Empty => write!(f, "{} holds no text", self.name),
            Reason::Binary => write!(f, "{} is not a text: expected a plan as txt in UTF-8", self.name),
        }
    }
}
