//! The five views, and a chart or list alone for an element that shows nothing else.

mod alone;
mod chain;
mod documents;
mod duties;
mod import;
mod industries;
mod landing;
mod search;
mod targets;

pub use alone::{Alone, is_alone};
pub use documents::Documents;
pub use duties::Duties;
pub use import::ImportState;
pub use industries::Industries;
pub use search::Search;
pub use targets::Targets;
