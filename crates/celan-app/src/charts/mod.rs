//! Charts: from targets to one model, and from the model to everything a person takes from it.
//!
//! ```text
//! targets ─compare→ panels ─draw→ shapes ─→ SVG on the page, SVG file
//!         └─rows→ table ─→ table on the page, CSV, XLSX, JSON
//! ```
//! Only figures of one kind and one base unit share a panel, and so an axis. Shapes are plain values: the page and the
//! file are written from the same ones.

mod axis;
mod bars;
mod compare;
mod figure;
mod heat;
mod parts;
mod shape;
mod table;
mod time;
mod xlsx;

pub use bars::draw_bars;
pub use compare::{Comparison, Panel, compare};
pub use figure::target_figure;
pub use heat::{Heat, draw_heat, heat};
pub use parts::{Split, draw_split, splits};
pub use shape::{Drawing, Ink, Link, Shape, escape, svg_file};
pub use table::{Cell, Table, target_table};
pub use time::{draw_timeline, timeline};
