//! Words that are asked for more than others: what plans are about.

use crate::bundle::{Bundle, DataError};
use crate::indicators::Indicators;
use crate::industries::Industries;
use crate::query::QueryWords;
use crate::tsv::Tsv;

/// What plans are about, by name.
pub struct Terms {
    /// Terms that a general dictionary does not keep whole, in lower case.
    pub of_the_genre: Vec<String>,
    /// All of them, names of industries and indicators included, and words that mean the same as another; some stand here twice.
    pub all: Vec<String>,
}

impl Terms {
    /// Reads `terms.tsv`.
    pub(crate) fn load(
        bundle: &Bundle<'_>,
        industries: &Industries,
        indicators: &Indicators,
        query: &QueryWords,
    ) -> Result<Self, DataError> {
        let mut of_the_genre = Vec::new();
        for row in Tsv::load(bundle, "terms.tsv")?.rows() {
            of_the_genre.push(row.get("term")?.to_ascii_lowercase());
        }
        let genre = of_the_genre.iter().map(String::as_str);
        let indicators = indicators.rows().iter().flat_map(|row| row.names());
        let all = genre.chain(industries.names()).chain(indicators).chain(query.words());
        let all = all.map(str::to_owned).collect();
        Ok(Self { of_the_genre, all })
    }
}
