//! Parts of the page: props in, callbacks out.

mod chart_view;
mod chips;
mod go;
mod header;
mod marked;
mod notice;
mod outline;
mod rail;
mod reader;
mod reader_text;
mod search_box;
mod sheet;
mod states;
mod switch;
mod take_away;
mod target_rows;

pub use chart_view::ChartView;
pub use chips::Chips;
pub use go::Go;
pub use header::Header;
pub use marked::marked;
pub use notice::Notice;
pub use rail::Rail;
pub use reader::Reader;
pub use sheet::Sheet;
pub use states::{EngineState, Failed, Update, Waiting, cut};
pub use switch::{Choice, Switch};
pub use take_away::{TakeAway, save_offline, save_pack};
pub use target_rows::TargetRows;
