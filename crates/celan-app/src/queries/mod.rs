//! Reading: what the views derive from answers, without side effects.

mod describe;
mod duties;
mod pieces;
mod targets;

pub use describe::{citation, document_facts, path_words};
pub use duties::{AgencyRow, Promises, agencies, duties_of, duty_table, promise_words, role_in};
pub use pieces::{Cover, find_quote, pieces, utf16_len, utf16_slice};
pub use targets::{coverage, indicator_key, of_indicator, sorted};
