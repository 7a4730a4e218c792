//! Characters written for others that look or sound alike, so that filters do not know the word, and radicals that the
//! text layers of PDFs have for the characters of the same shape. Rows of two tables.
//!
//! In: `打通服务企业“蕞后一公里”,⾏动⽅案` Out: `打通服务企业“最后一公里”,行动方案`

use super::{Finds, Scan, Tables};
use crate::clean::text::after;

pub(super) fn find(scan: &Scan<'_>, tables: &Tables, finds: &mut Finds) {
    for &at in &scan.look_alikes {
        let c = scan.at(at);
        let end = at + c.len_utf8();
        if let Some(row) = tables.damage.look_alike(c)
            && after(scan.text, end).is_none_or(|next| !row.unless_before.contains(next))
        {
            finds.replace(at..end, row.right.clone());
        }
    }
}
