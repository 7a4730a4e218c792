//! Characters written for others that look or sound alike, so that filters do not know the word. Rows of a table.
//!
//! In: `打通服务企业“蕞后一公里”` Out: `打通服务企业“最后一公里”`

use super::{Finds, Tables};
use crate::clean::text::after;

pub(super) fn find(text: &str, tables: &Tables, finds: &mut Finds) {
    let rows = &tables.damage.look_alikes;
    for (at, found) in text.match_indices(|c| rows.iter().any(|row| row.wrong == c)) {
        let end = at + found.len();
        let row = rows.iter().find(|row| found.starts_with(row.wrong));
        if let Some(row) =
            row.filter(|row| after(text, end).is_none_or(|next| !row.unless_before.contains(next)))
        {
            finds.replace(at..end, row.right.to_string());
        }
    }
}
