//! Doing: questions to the engine, storage, clipboard, files. Everything that touches the browser beside rendering.

mod address;
mod answers;
mod files;
mod keep;
mod library;
mod measure;

pub use address::use_address;
pub use answers::{UnderWay, use_answer};
pub use files::{copy, download, download_png, read_file};
pub use keep::{keep_recent, keep_settings, kept_recent, kept_settings};
pub use library::{forget_text, keep_text, kept_texts};
pub use measure::{this_year, use_width, window_width};
