//! Doing: questions to the engine, storage, clipboard, files. Everything that touches the browser beside rendering.

mod address;
mod answers;
mod files;
mod import;
mod keep;
mod measure;

pub use address::use_address;
pub use answers::{UnderWay, use_answer};
pub use files::{copy, download, download_png};
pub use import::{Added, Importing, Progress, use_importing};
pub use keep::{keep_recent, keep_settings, kept_recent, kept_settings};
pub use measure::{this_year, use_width, window_width};
