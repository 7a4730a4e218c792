//! The five views, and a chart alone for an element that shows nothing else.

mod chain;
mod chart_alone;
mod documents;
mod duties;
mod industries;
mod landing;
mod search;
mod targets;

pub use chart_alone::ChartAlone;
pub use documents::Documents;
pub use duties::Duties;
pub use industries::Industries;
pub use search::Search;
pub use targets::Targets;

/// Every item: a list that is asked for as a whole.
const ALL: usize = 20_000;
