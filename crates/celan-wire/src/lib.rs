//! What crosses the edges of Celan: plain structs for JavaScript, the worker and the command line.
//!
//! Nothing here decides anything. Core types are turned into these at the edge, so that they need not be serializable.
//! Offsets are in the unit the edge asked for: UTF-16 code units for JavaScript, characters for the command line.
//! Ids are strings that stay the same from session to session: documents by content, industries and indicators by
//! their table, places by GB/T 2260 code.

mod browse;
mod document;
mod facts;
mod search;

pub use browse::*;
pub use celan_core::number;
pub use document::*;
pub use facts::*;
pub use search::*;

use serde::{Deserialize, Serialize};

/// A call to the engine. In the worker it arrives as a plain object `{call: "search", ...}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "call", rename_all = "snake_case")]
pub enum Request {
    /// Adds a document that was read; one that is there already is not added twice. Fails with `unread` where it was read by
    /// nobody, or by another program.
    Add {
        /// As `celan_formats::Record` has it.
        #[serde(with = "serde_bytes")]
        record: Vec<u8>,
    },
    /// Takes a document out.
    Remove {
        /// Its id.
        doc: String,
    },
    /// Everything the corpus holds, without a query.
    Overview,
    /// What can be ticked.
    Facets,
    /// Ranked passages.
    Search(Browse),
    /// Targets under the filters.
    Targets(Browse),
    /// Duties under the filters.
    Duties(Browse),
    /// Documents under the filters.
    Documents(Browse),
    /// One industry and everything said of it.
    Industry {
        /// Id of the industry.
        id: String,
        /// The filters that hold beside it.
        browse: Browse,
    },
    /// One document for the reader.
    Document {
        /// Its id.
        doc: String,
        /// The script to show it in, `simplified` or `traditional`; that of the source where none is given, or where the
        /// phrases for it are not there.
        #[serde(default)]
        script: Option<String>,
    },
    /// What the words in the search box may become.
    Suggest {
        /// The words so far.
        text: String,
        /// At most so many.
        limit: usize,
    },
}

impl Request {
    /// Whether it adds documents or takes one out.
    pub fn changes_documents(&self) -> bool {
        matches!(self, Self::Add { .. } | Self::Remove { .. })
    }
}

/// The answer to a [`Request`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(clippy::large_enum_variant, reason = "an answer is made once, handed over and taken apart")]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Response {
    /// To `Add`, and to a file that a person adds: the documents that are now there because of it (several for a zip), and what
    /// was refused.
    Added {
        /// Heads of the documents, new or already there.
        docs: Vec<DocumentHead>,
        /// What could not be read.
        refused: Vec<Refusal>,
    },
    /// To `Remove`.
    Removed {
        /// The document was there.
        found: bool,
    },
    /// To `Overview`.
    Overview(Overview),
    /// To `Facets`.
    Facets(Facets),
    /// To `Search`.
    Search(SearchAnswer),
    /// To `Targets`.
    Targets(Page<Target>),
    /// To `Duties`.
    Duties(Page<Duty>),
    /// To `Documents`.
    Documents(Page<DocumentHead>),
    /// To `Industry`.
    Industry(IndustryAnswer),
    /// To `Document`.
    Document(Box<DocumentView>),
    /// To `Suggest`.
    Suggest {
        /// Best first.
        suggestions: Vec<Suggestion>,
    },
    /// The call could not be answered.
    Failed(Failure),
}

/// Why a call could not be answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// Name of the message in the strings of each language, such as `unknown_document`.
    pub code: String,
    /// What was found, for the message.
    pub found: String,
}

/// A file that was not taken in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Refusal {
    /// File name, inside an archive with the path.
    pub name: String,
    /// Name of the reason in the strings of each language, such as `scanned_pdf`.
    pub code: String,
    /// What was found, for the message.
    pub found: String,
}
