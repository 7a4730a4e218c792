//! App, engine and extractor as one program, for the single file: there, code that two programs share would lie twice.

pub use celan_app::{Seat, seat};
pub use celan_extractor::Extractor;
