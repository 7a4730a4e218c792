//! 构成: totals with their parts, and whether these add up.

use std::rc::Rc;

use celan_wire::{Target, number};

use super::bars::sentence;
use super::compare::{Segment, parts_of, region};
use super::figure::target_figure;
use super::shape::{Anchor, Drawing, Ink, Link, Shape, shortened, text_width};
use crate::state::Address;
use crate::strings::Texts;

/// A total with its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// Whose.
    pub label: String,
    /// What is measured.
    pub indicator: String,
    /// The total as written.
    pub figure: String,
    /// The total in the base unit.
    pub total: f64,
    /// Its parts.
    pub parts: Vec<Segment>,
    /// Sum of the parts in the unit of the total, as words.
    pub sum: String,
    /// Whether they add up; `None` where the total or a part has no exact number.
    pub adds_up: Option<bool>,
    /// Year by which.
    pub year: Option<i32>,
    /// Index of the total.
    pub target: usize,
}

/// All totals with at least two parts, as they stand in the documents.
pub fn splits(texts: Texts, targets: &[Rc<Target>]) -> Vec<Split> {
    let of = |(at, total): (usize, &Rc<Target>)| {
        let place = total.place.as_ref()?;
        let value = place.base_value.or(total.value).filter(|value| value.is_finite() && *value > 0.0)?;
        let parts = parts_of(texts, targets, place);
        if parts.len() < 2 {
            return None;
        }
        let scale = total.value.filter(|v| *v > 0.0).map_or(1.0, |v| value / v);
        let sum = number(parts.iter().map(|part| part.value).sum::<f64>() / scale);
        Some(Split {
            label: region(place),
            indicator: total.indicator.clone(),
            figure: target_figure(texts, total),
            total: value,
            parts,
            sum: format!("{sum}{}", total.unit),
            adds_up: place.parts_add_up,
            year: total.deadline,
            target: at,
        })
    };
    targets.iter().enumerate().filter_map(of).collect()
}

/// One split on `width` pixels: the total above, its parts as one bar of the whole width.
pub fn draw_split(
    texts: Texts,
    split: &Split,
    targets: &[Rc<Target>],
    address: &Address,
    width: f64,
) -> Drawing {
    let sum: f64 = split.parts.iter().map(|part| part.value).sum();
    let whole = split.total.max(sum).max(f64::MIN_POSITIVE);
    let mut drawing = Drawing { width, height: 32.0, ..Drawing::default() };
    let (mut from, mut below) = (0.0, 0.0);
    for (n, part) in split.parts.iter().enumerate() {
        let length = part.value / whole * width;
        let ink = [Ink::First, Ink::Second, Ink::Third][n % 3];
        let mut shapes = vec![Shape::Rect([from, 4.0, (length - 2.0).max(1.0), 22.0], ink)];
        let words = format!("{} {}", part.label, part.figure.trim_start_matches('+'));
        let room = width - from;
        if text_width(&words) + 16.0 <= length {
            shapes.push(Shape::Text(from + 8.0, 20.0, Anchor::Start, Ink::OnBar, words));
        } else {
            let anchor = if text_width(&words) > room { Anchor::End } else { Anchor::Start };
            let x = if anchor == Anchor::End { width } else { from };
            shapes.push(Shape::Text(x, 44.0 + below, anchor, Ink::Plain, shortened(&words, width)));
            below += 19.0;
            drawing.height = 36.0 + below;
        }
        let name = texts.fill("chart.mark", &[("who", &part.label), ("figure", &part.figure)]);
        let room = [from, 0.0, length.max(24.0), 50.0];
        drawing.marks.push(Link { name, to: sentence(address, &targets[part.target]), shapes, room });
        from += length;
    }
    if sum < split.total * 0.999 {
        let gap = [from, 4.0, (width - from).max(1.0), 22.0];
        drawing.ground.push(Shape::Rect(gap, Ink::Heat(0)));
    }
    drawing
}
