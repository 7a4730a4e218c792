//! Kinds of document (文种), told by the end of a title.

use crate::Order;
use crate::bundle::{Bundle, DataError};
use crate::tsv::Tsv;

/// The kinds, in the order of their table.
pub struct Kinds {
    /// Endings, longest first, with the row each belongs to.
    ends: Vec<(String, usize)>,
    rows: Vec<Kind>,
}

/// A row of the table.
pub struct Kind {
    /// 实施意见.
    pub name: String,
    /// One of these stands in the title too; empty where nothing more is asked.
    with: Vec<String>,
    /// A letter that carries another document, whose own kind then counts.
    pub wraps: bool,
    /// A lone year in its title is the year it plans.
    yearly: bool,
    /// What its figures are: `results`, `rules`, `plans`, or empty where they are mixed.
    speaks_of: String,
}

impl Kinds {
    pub(crate) fn load(bundle: &Bundle<'_>) -> Result<Self, DataError> {
        let (mut ends, mut rows) = (Vec::new(), Vec::new());
        for row in Tsv::load(bundle, "kinds.tsv")?.rows() {
            ends.extend(row.list("ends")?.map(|end| (end.to_owned(), rows.len())));
            let with = row.list("with")?.map(str::to_owned).collect();
            rows.push(Kind {
                name: row.get("kind")?.to_owned(),
                with,
                wraps: row.get("wraps")? == "1",
                yearly: row.get("yearly")? == "1",
                speaks_of: row.get("speaks_of")?.to_owned(),
            });
        }
        // Longest first; of equal endings the row that asks for more.
        ends.order_by_key(|(end, row)| (usize::MAX - end.len(), rows[*row].with.is_empty(), *row));
        Ok(Self { ends, rows })
    }

    /// The kind of a title in Simplified Chinese without brackets behind it, and the ending that told it.
    pub fn of_title(&self, title: &str) -> Option<(&Kind, &str)> {
        self.ends.iter().find_map(|(end, row)| {
            let kind = &self.rows[*row];
            let fits = title.ends_with(end.as_str())
                && (kind.with.is_empty() || kind.with.iter().any(|word| title.contains(word.as_str())));
            fits.then_some((kind, end.as_str()))
        })
    }

    /// Whether a lone year in the title of such a document is the year it plans.
    pub fn is_yearly(&self, name: &str) -> bool {
        self.rows.iter().any(|kind| kind.name == name && kind.yearly)
    }

    /// What the figures of such a document are: `results`, `rules`, `plans`, or empty where they are mixed.
    pub fn speaks_of(&self, name: &str) -> &str {
        self.rows.iter().find(|kind| kind.name == name).map_or("", |kind| kind.speaks_of.as_str())
    }

    /// The names of all kinds, in the order of the table.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|kind| kind.name.as_str())
    }
}
