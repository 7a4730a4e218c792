//! What a link holds.

use celan_wire::Filters;

use super::choice::{ChartKind, Column, Counted, Reading, View};

/// What a link holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Address {
    /// Which view.
    pub view: View,
    /// The search box.
    pub query: String,
    /// The filters.
    pub filters: Filters,
    /// The open document.
    pub open: Option<Open>,
    /// 目标: which chart.
    pub chart: ChartKind,
    /// 热图: what is counted.
    pub counted: Counted,
    /// 目标: which indicator; empty for the most frequent, `*` for all.
    pub indicator: String,
    /// 目标: a log scale.
    pub log: bool,
    /// How the table is sorted: the column, and whether from the end.
    pub sort: Option<(Column, bool)>,
    /// 产业: which industry.
    pub industry: String,
    /// 责任: which agency.
    pub agency: String,
}

/// An open document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Open {
    /// Its id.
    pub doc: String,
    /// The passage to show, in UTF-16 units of the clean text.
    pub at: Option<(usize, usize)>,
    /// The first words of the passage: they find it when the text before it has changed.
    pub quote: String,
    /// 原文, 清理后 or 对照.
    pub reading: Reading,
}

impl Address {
    /// Another view of the same question.
    pub fn view(&self, view: View) -> Self {
        Self { view, open: None, sort: None, ..self.clone() }
    }

    /// A document where the present view shows one: beside the results, or in the reader.
    pub fn opening(&self, doc: &str, at: Option<(usize, usize)>, quote: &str) -> Self {
        let view = if self.view == View::Search { View::Search } else { View::Documents };
        let quote: String = quote.chars().take(24).collect();
        Self {
            view,
            open: Some(Open { doc: doc.to_owned(), at, quote, reading: Reading::Clean }),
            ..self.clone()
        }
    }

    /// The document closed.
    pub fn closed(&self) -> Self {
        Self { open: None, ..self.clone() }
    }

    /// The same with other filters.
    pub fn with_filters(&self, filters: Filters) -> Self {
        Self { filters, ..self.clone() }
    }
}
