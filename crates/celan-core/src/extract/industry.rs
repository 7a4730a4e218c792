//! Industries: which of the classified industries a passage is about.

use celan_data::Tables;

use crate::parse::Document;
use crate::span::Span;

/// A place where an industry is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndustryMention {
    /// Id of the industry table.
    pub industry: String,
    /// The document's own name for it.
    pub name: String,
    /// Where.
    pub span: Span,
}

/// The industries a document names, in the order of the text.
pub(crate) fn industries(_doc: &Document, _tables: &Tables) -> Vec<IndustryMention> {
    Vec::new()
}
