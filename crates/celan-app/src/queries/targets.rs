//! Which targets a chart and its table show, and in what order.

use celan_data::Order;
use std::rc::Rc;

use celan_wire::Target;

use crate::state::Column;

/// What stands for the indicator of a target: its row of the table, or `=` and its words where it fits none. Only
/// targets with the same key are compared.
pub fn indicator_key(target: &Target) -> String {
    target.indicator_id.clone().unwrap_or_else(|| format!("={}", target.indicator))
}

/// The targets of an indicator, with their parts and totals.
pub fn of_indicator(targets: &[Rc<Target>], indicator: &str) -> Vec<Rc<Target>> {
    targets.iter().filter(|target| indicator_key(target) == indicator).cloned().collect()
}

/// How many documents have a target at all, and how many one with a number.
pub fn coverage(targets: &[Rc<Target>]) -> (usize, usize) {
    let docs = |wanted: &dyn Fn(&Target) -> bool| {
        let mut docs: Vec<&str> = targets
            .iter()
            .filter(|target| wanted(target))
            .filter_map(|target| target.place.as_ref().map(|place| place.doc.as_str()))
            .collect();
        docs.order_by(|a, b| a.cmp(b));
        docs.dedup();
        docs.len()
    };
    (docs(&|_| true), docs(&|target| target.value.is_some() && target.state == "quantified"))
}

/// Sorted by a column; without one as they stand in the documents.
pub fn sorted(targets: &[Rc<Target>], sort: Option<(Column, bool)>) -> Vec<Rc<Target>> {
    let mut out = targets.to_vec();
    let Some((column, down)) = sort else { return out };
    let region = |target: &Target| target.place.as_ref().map(|p| p.region_code.clone()).unwrap_or_default();
    let unit = |target: &Target| target.place.as_ref().map(|p| p.base_unit.clone()).unwrap_or_default();
    let value =
        |target: &Target| target.place.as_ref().and_then(|p| p.base_value).unwrap_or(f64::NEG_INFINITY);
    out.order_by(|a, b| {
        let order = match column {
            Column::Region => region(a).cmp(&region(b)),
            Column::Indicator => a.indicator.cmp(&b.indicator),
            // Figures of different units have no order: unit first.
            Column::Value => return unit(a).cmp(&unit(b)).then(flip(value(a).total_cmp(&value(b)), down)),
            Column::Deadline => a.deadline.cmp(&b.deadline),
        };
        flip(order, down)
    });
    out
}

fn flip(order: std::cmp::Ordering, down: bool) -> std::cmp::Ordering {
    if down { order.reverse() } else { order }
}
