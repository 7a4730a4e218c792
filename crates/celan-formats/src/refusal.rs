//! Why a file is refused. Each sentence says what was expected or found, and what to do.

use std::fmt;

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// File name; inside an archive behind the archive's name and `/`.
    pub name: String,
    /// The reason.
    pub reason: Reason,
    /// What was found, for the sentence; empty where the reason says it all.
    pub found: String,
}

/// The reasons for which a file is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing in it, or nothing but blanks.
    Empty,
    /// Neither a text nor a format that is read.
    Binary,
    /// Larger than [`crate::limits::FILE`].
    TooLarge,
    /// Unpacks to more than the limits allow.
    Bomb,
    /// Cut short or otherwise not what its first bytes promise.
    Damaged,
    /// Needs a password.
    Encrypted,
    /// A PDF of pictures without text.
    Scanned,
    /// The binary Word or WPS format of before 2007, or RTF.
    OldWord,
    /// An OFD document.
    Ofd,
    /// A spreadsheet or presentation.
    NotADocument,
    /// An archive inside an archive.
    Nested,
    /// Another kind of archive than zip.
    Archive,
    /// The name promises another format than the bytes hold.
    WrongEnding,
    /// A pack of a later version of Celan.
    NewerPack,
    /// The head of a pack in parts, whose texts lie beside it.
    InParts,
    /// A format that this build of the program leaves out.
    NotIncluded,
}

impl Reason {
    /// Its name in machine output and in the strings of each language.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Binary => "binary",
            Self::TooLarge => "too_large",
            Self::Bomb => "bomb",
            Self::Damaged => "damaged",
            Self::Encrypted => "encrypted",
            Self::Scanned => "scanned",
            Self::OldWord => "old_word",
            Self::Ofd => "ofd",
            Self::NotADocument => "not_a_document",
            Self::Nested => "nested",
            Self::Archive => "archive",
            Self::WrongEnding => "wrong_ending",
            Self::NewerPack => "newer_pack",
            Self::InParts => "in_parts",
            Self::NotIncluded => "not_included",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, reason, found } = self;
        match reason {
            Reason::Empty => write!(f, "{name} holds no text"),
            Reason::Binary => {
                write!(
                    f,
                    "{name} is {found}: expected a plan as txt, md, html, docx or pdf with text, or a zip of those"
                )
            }
            Reason::TooLarge => {
                write!(
                    f,
                    "{name} has {found}, more than the {} MB that are read: split it",
                    crate::limits::FILE >> 20
                )
            }
            Reason::Bomb => write!(f, "{name} unpacks to {found}: unpack it and add the files you need"),
            Reason::Damaged => write!(f, "{name} is damaged ({found}): get the file anew from where it came"),
            Reason::Encrypted => write!(f, "{name} needs a password: save a copy without one and add that"),
            Reason::Scanned => {
                write!(
                    f,
                    "{name} holds pictures of pages and no text: run text recognition (OCR) on it first"
                )
            }
            Reason::OldWord => write!(f, "{name} is {found}: open it in Word or WPS and save it as docx"),
            Reason::Ofd => write!(f, "{name} is an OFD document: print it to PDF or save it as docx"),
            Reason::NotADocument => write!(f, "{name} is {found}: expected a text document"),
            Reason::Nested => {
                write!(f, "{name} is an archive inside an archive: unpack it and add the files")
            }
            Reason::Archive => write!(f, "{name} is {found}: unpack it, or pack the files as zip"),
            Reason::WrongEnding => {
                write!(f, "{name} does not hold the {found} that its name promises: rename it")
            }
            Reason::NewerPack => {
                write!(
                    f,
                    "{name} is a pack of version {found}: read it with a newer Celan, or have it saved anew"
                )
            }
            Reason::InParts => {
                write!(
                    f,
                    "{name} is only the index of a pack in parts: give the documents themselves, or a whole pack"
                )
            }
            Reason::NotIncluded => write!(f, "{name} is of format {found}, which this build does not read"),
        }
    }
}

impl std::error::Error for Refusal {}
