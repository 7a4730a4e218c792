//! 对比: the targets of one indicator, sorted into panels that may be compared, and the rest that may not.

use celan_data::Order;
use std::rc::Rc;

use celan_wire::{Target, TargetPlace};

use super::figure::target_figure;
use crate::strings::Texts;

/// An indicator as the corpus has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// What may share an axis, levels first.
    pub panels: Vec<Panel>,
    /// Indexes of targets without a comparable number: masked, relative, ranks.
    pub listed: Vec<usize>,
    /// Documents that have at least one bar.
    pub docs: usize,
}

/// Figures of one kind in one base unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// `level increment growth_rate share multiple`.
    pub kind: String,
    /// Unit of all its values: the one they are all written in, or their base unit.
    pub base_unit: String,
    /// Largest value first.
    pub bars: Vec<Bar>,
}

/// One target.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Whose target: the place.
    pub label: String,
    /// What tells it from others of the same place; may be empty.
    pub detail: String,
    /// Value in the base unit.
    pub value: f64,
    /// Upper end of a range.
    pub max: Option<f64>,
    /// How it binds.
    pub bound: Bound,
    /// The figure as written, with comparator and unit.
    pub figure: String,
    /// Year by which.
    pub year: Option<i32>,
    /// Its parts, where it has some in the same unit.
    pub parts: Vec<Segment>,
    /// Whether the parts add up.
    pub adds_up: Option<bool>,
    /// Index of the target.
    pub target: usize,
}

/// A part of a bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Whose part.
    pub label: String,
    /// Value in the base unit.
    pub value: f64,
    /// The figure as written.
    pub figure: String,
    /// Index of the target.
    pub target: usize,
}

/// How the end of a bar is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// So much.
    Exact,
    /// So much or more: the bar is open to the right.
    AtLeast,
    /// So much or less: the bar is open to the left.
    AtMost,
    /// About so much.
    About,
    /// From a value to another.
    Between,
}

impl Bound {
    fn of(comparator: &str) -> Self {
        match comparator {
            "gt" | "ge" => Self::AtLeast,
            "lt" | "le" => Self::AtMost,
            "approx" => Self::About,
            "range" => Self::Between,
            _ => Self::Exact,
        }
    }
}

impl Panel {
    /// Smallest and largest value above zero.
    pub fn extent(&self) -> (f64, f64) {
        let values =
            || self.bars.iter().flat_map(|bar| [Some(bar.value), bar.max]).flatten().filter(|v| *v > 0.0);
        (values().fold(f64::INFINITY, f64::min), values().fold(0.0, f64::max))
    }

    /// Every value is a whole number, as counts are.
    pub fn is_whole(&self) -> bool {
        self.bars
            .iter()
            .flat_map(|bar| [Some(bar.value), bar.max])
            .flatten()
            .all(|value| value.fract() == 0.0)
    }

    /// The values differ so much that small ones would vanish on a linear axis.
    pub fn wants_log(&self) -> bool {
        let (min, max) = self.extent();
        self.bars.len() > 1 && min.is_finite() && max / min >= 40.0
    }
}

/// The order of panels.
const KINDS: [&str; 5] = ["level", "increment", "share", "growth_rate", "multiple"];

/// Sorts `targets` (all of one indicator, or any) into panels.
pub fn compare(texts: Texts, targets: &[Rc<Target>]) -> Comparison {
    let mut comparison = Comparison::default();
    let mut docs: Vec<&str> = Vec::new();
    for (at, target) in targets.iter().enumerate() {
        let (Some(value), Some(place)) = (drawable(target), &target.place) else {
            comparison.listed.push(at);
            continue;
        };
        if !docs.contains(&place.doc.as_str()) {
            docs.push(&place.doc);
        }
        if let Some(total) = total_of(targets, target)
            && drawable(&targets[total]).is_some()
            && same_axis(&targets[total], target)
        {
            continue;
        }
        let panel = panel_for(&mut comparison.panels, &target.kind, &axis_unit(target));
        let bar = bar(texts, targets, at, value, place);
        if !panel.bars.iter().any(|known| says_again(&bar, known, targets)) {
            panel.bars.push(bar);
        }
    }
    comparison.docs = docs.len();
    comparison.panels.order_by_key(|panel| KINDS.iter().position(|kind| *kind == panel.kind));
    for panel in &mut comparison.panels {
        write_in_common_unit(panel, targets);
        panel.bars.order_by(|a, b| b.value.total_cmp(&a.value).then(a.label.cmp(&b.label)));
        tell_apart(&mut panel.bars, targets);
    }
    comparison
}

/// Whether a place says with `bar` only what it says with `known`, as in a plan and a report on it.
fn says_again(bar: &Bar, known: &Bar, targets: &[Rc<Target>]) -> bool {
    let said = |bar: &Bar| (bar.value, bar.max, bar.bound, bar.year);
    bar.parts.is_empty()
        && said(bar) == said(known)
        && bar.label == known.label
        && targets[bar.target].indicator == targets[known.target].indicator
}

/// The value in the base unit, if the target has one that may stand on an axis.
fn drawable(target: &Target) -> Option<f64> {
    let known = KINDS.contains(&target.kind.as_str()) && target.state == "quantified" && !target.redacted;
    let value = target.place.as_ref().and_then(|place| place.base_value).or(target.value);
    value.filter(|value| known && value.is_finite() && *value >= 0.0)
}

/// The unit of [`drawable`]: the base unit, or the one that is written where the unit has no family.
pub(super) fn axis_unit(target: &Target) -> String {
    match &target.place {
        Some(place) if place.base_value.is_some() => place.base_unit.clone(),
        _ => target.unit.clone(),
    }
}

fn same_axis(a: &Target, b: &Target) -> bool {
    a.kind == b.kind && axis_unit(a) == axis_unit(b)
}

/// Index of the total a part belongs to, if it is among `targets`.
pub(super) fn total_of(targets: &[Rc<Target>], part: &Target) -> Option<usize> {
    let (parent, doc) = (part.parent?, &part.place.as_ref()?.doc);
    targets.iter().position(|target| {
        target.place.as_ref().is_some_and(|place| place.doc == *doc && place.index == parent)
    })
}

fn panel_for<'a>(panels: &'a mut Vec<Panel>, kind: &str, base_unit: &str) -> &'a mut Panel {
    let found = panels.iter().position(|panel| panel.kind == kind && panel.base_unit == base_unit);
    let at = found.unwrap_or_else(|| {
        panels.push(Panel { kind: kind.to_owned(), base_unit: base_unit.to_owned(), bars: Vec::new() });
        panels.len() - 1
    });
    &mut panels[at]
}

fn bar(texts: Texts, targets: &[Rc<Target>], at: usize, value: f64, place: &TargetPlace) -> Bar {
    let target = &targets[at];
    Bar {
        label: region(place),
        detail: String::new(),
        value,
        max: place
            .base_value_max
            .or(target.value_max.filter(|_| place.base_value.is_none()))
            .filter(|max| max.is_finite() && *max >= value),
        bound: Bound::of(&target.comparator),
        figure: target_figure(texts, target),
        year: target.deadline,
        parts: parts_of(texts, targets, place)
            .into_iter()
            .filter(|part| same_axis(target, &targets[part.target]))
            .collect(),
        adds_up: place.parts_add_up,
        target: at,
    }
}

/// The parts of the total that stands at `place`.
pub(super) fn parts_of(texts: Texts, targets: &[Rc<Target>], place: &TargetPlace) -> Vec<Segment> {
    let of = |(at, part): (usize, &Rc<Target>)| {
        let own = part.place.as_ref()?;
        if !own.in_sum || own.doc != place.doc || part.parent != Some(place.index) {
            return None;
        }
        let label = part.subject.clone().unwrap_or_else(|| part.indicator.clone());
        Some(Segment { label, value: drawable(part)?, figure: target_figure(texts, part), target: at })
    };
    targets.iter().enumerate().filter_map(of).collect()
}

/// The place of a target, or its document where no place is known.
pub(super) fn region(place: &TargetPlace) -> String {
    if place.region.is_empty() { place.title.clone() } else { place.region.clone() }
}

/// Where all figures of a panel are written in one unit (亿元), so is its axis, and not in the base unit (元).
fn write_in_common_unit(panel: &mut Panel, targets: &[Rc<Target>]) {
    let Some(first) = panel.bars.first().map(|bar| &targets[bar.target]) else { return };
    let own = |bar: &Bar| &targets[bar.target];
    let parts = panel.bars.iter().flat_map(|bar| &bar.parts).map(|part| &targets[part.target]);
    let same = panel.bars.iter().map(own).chain(parts).all(|target| target.unit == first.unit);
    let scale = match first.value {
        Some(value) if value > 0.0 && same => panel.bars[0].value / value,
        _ => return,
    };
    if !scale.is_finite() || scale <= 0.0 {
        return;
    }
    panel.base_unit.clone_from(&first.unit);
    for bar in &mut panel.bars {
        bar.value /= scale;
        bar.max = bar.max.map(|max| max / scale);
        bar.parts.iter_mut().for_each(|part| part.value /= scale);
    }
}

/// Bars of one place get what they differ in: the subject, or else the words of the indicator.
fn tell_apart(bars: &mut [Bar], targets: &[Rc<Target>]) {
    let several: Vec<bool> =
        bars.iter().map(|bar| bars.iter().filter(|other| other.label == bar.label).count() > 1).collect();
    let subjects = bars.iter().any(|bar| targets[bar.target].subject.is_some());
    let first = bars.first().map(|bar| targets[bar.target].indicator.clone()).unwrap_or_default();
    let same_words = bars.iter().all(|bar| targets[bar.target].indicator == first);
    for (bar, several) in bars.iter_mut().zip(several) {
        let target = &targets[bar.target];
        if !same_words {
            bar.detail.clone_from(&target.indicator);
        } else if several && subjects {
            bar.detail = target.subject.clone().unwrap_or_default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(indicator: &str) -> Rc<Target> {
        let json = serde_json::json!({
            "indicator": indicator, "kind": "level", "comparator": "eq", "value": 60, "unit": "家", "section": [],
            "quote": "达到60家", "start": 0, "end": 5, "state": "quantified", "redacted": false, "industries": [],
            "strength": "binding"
        });
        Rc::new(serde_json::from_value(json).expect("a target"))
    }

    fn bar(label: &str, year: i32, target: usize) -> Bar {
        Bar {
            label: label.to_owned(),
            detail: String::new(),
            value: 60.0,
            max: None,
            bound: Bound::Exact,
            figure: "60家".to_owned(),
            year: Some(year),
            parts: Vec::new(),
            adds_up: None,
            target,
        }
    }

    #[test]
    fn the_same_promise_of_two_documents_is_drawn_once() {
        let targets = [target("企业数"), target("企业数"), target("规上企业数")];
        let known = bar("青阳县", 2025, 0);
        assert!(says_again(&bar("青阳县", 2025, 1), &known, &targets));
        for other in [bar("云溪县", 2025, 1), bar("青阳县", 2026, 1), bar("青阳县", 2025, 2)] {
            assert!(!says_again(&other, &known, &targets), "{other:?}");
        }
    }
}
