//! Numbers with units.

use celan_data::Tables;

use crate::span::Span;

/// A number with its unit, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Number and unit in the text.
    pub span: Span,
    /// The number as written: 1000 in `1000万元`. `None` where it is masked (`xx家`).
    pub value: Option<f64>,
    /// Upper end of a range.
    pub value_max: Option<f64>,
    /// What the unit multiplies the number by: 10000 for 万元.
    pub scale: f64,
    /// The unit as written, 万 and 亿 included: 万元.
    pub unit: String,
}

/// All quantities of a text, in order, without overlap.
pub fn quantities(_text: &str, _tables: &Tables) -> Vec<Quantity> {
    Vec::new()
}
