//! Draws a panel of 对比: a bar for each target, its figure at its end.
//!
//! The end of a bar says how the number binds: `突破` points onwards, `以内` points back, `左右` fades, a range has two
//! ends. On a log scale, which has no zero to start from, dots stand for bars. On a narrow page the labels stand above
//! the bars.

use celan_wire::{Target, number};
use std::rc::Rc;

use super::axis::Axis;
use super::compare::{Bar, Bound, Panel};
use super::shape::{Anchor, Drawing, Ink, Link, Shape, shortened, text_width};
use crate::state::Address;
use crate::strings::Texts;

const BAR: f64 = 18.0;

struct Layout {
    /// Where the axis begins.
    left: f64,
    /// How long it is.
    length: f64,
    /// Labels stand above the bars.
    above: bool,
    /// Height of a row.
    row: f64,
}

/// Draws `panel` on `width` pixels.
pub fn draw_bars(
    texts: Texts,
    panel: &Panel,
    targets: &[Rc<Target>],
    address: &Address,
    width: f64,
) -> Drawing {
    let (min, max) = panel.extent();
    let log = address.log && panel.wants_log();
    let layout = layout(panel, width);
    let ticks = (layout.length / 110.0) as usize;
    let axis = Axis::new(min, max, log, panel.is_whole(), ticks, &panel.base_unit);
    let bottom = panel.bars.len() as f64 * layout.row + 8.0;
    let mut drawing = Drawing { width, height: bottom + 26.0, ..Drawing::default() };
    for tick in thinned(&axis, layout.length) {
        let x = layout.left + axis.place(tick) * layout.length;
        drawing.ground.push(Shape::Line([x, 0.0, x, bottom], Ink::Rule));
        let anchor = if x + 40.0 > width { Anchor::End } else { Anchor::Middle };
        drawing.ground.push(Shape::Text(x, bottom + 19.0, anchor, Ink::Soft, axis.label(tick)));
    }
    for (row, bar) in panel.bars.iter().enumerate() {
        let top = row as f64 * layout.row + 6.0;
        let shapes = draw_bar(bar, &axis, &layout, top);
        let room = [0.0, top - 3.0, width, layout.row - 2.0];
        drawing.marks.push(Link {
            name: name(texts, bar),
            to: sentence(address, &targets[bar.target]),
            shapes,
            room,
        });
    }
    drawing
}

/// The address of a target's sentence.
pub(super) fn sentence(address: &Address, target: &Target) -> Address {
    let doc = target.place.as_ref().map(|place| place.doc.as_str()).unwrap_or_default();
    address.opening(doc, Some((target.start, target.end)), &target.quote)
}

fn layout(panel: &Panel, width: f64) -> Layout {
    let above = width < 560.0;
    let labels =
        panel.bars.iter().map(|bar| text_width(&bar.label).max(text_width(&bar.detail))).fold(0.0, f64::max);
    let left = if above { 2.0 } else { labels.clamp(56.0, width * 0.26) + 14.0 };
    let figures = panel.bars.iter().map(|bar| text_width(&end_words(bar))).fold(0.0, f64::max);
    let length = (width - left - figures - 24.0).max(width * 0.3);
    let details = panel.bars.iter().any(|bar| !bar.detail.is_empty());
    let row = if above {
        50.0
    } else if details {
        46.0
    } else {
        36.0
    };
    Layout { left, length, above, row }
}

/// Ticks that have room for their labels.
fn thinned(axis: &Axis, length: f64) -> Vec<f64> {
    let widest = axis.ticks.iter().map(|tick| text_width(&axis.label(*tick))).fold(30.0, f64::max) + 12.0;
    let fit = ((length / widest) as usize).max(1);
    let step = axis.ticks.len().div_ceil(fit + 1).max(1);
    let last = axis.ticks.len() - 1;
    let kept = |n: usize| (last - n).is_multiple_of(step);
    axis.ticks.iter().enumerate().filter(|(n, _)| kept(*n)).map(|(_, tick)| *tick).collect()
}

fn end_words(bar: &Bar) -> String {
    let check = match bar.adds_up {
        Some(true) => " ✓",
        Some(false) => " ≠",
        None => "",
    };
    let year = bar.year.map(|year| format!(" · {year}")).unwrap_or_default();
    format!("{}{check}{year}", bar.figure)
}

fn name(texts: Texts, bar: &Bar) -> String {
    let whose =
        if bar.detail.is_empty() { bar.label.clone() } else { format!("{} {}", bar.label, bar.detail) };
    match bar.year {
        Some(year) => {
            texts.fill("chart.mark_by", &[("who", &whose), ("figure", &bar.figure), ("year", &year)])
        }
        None => texts.fill("chart.mark", &[("who", &whose), ("figure", &bar.figure)]),
    }
}

fn draw_bar(bar: &Bar, axis: &Axis, layout: &Layout, top: f64) -> Vec<Shape> {
    let mut shapes = labels(bar, layout, top);
    let top = if layout.above { top + 22.0 } else { top + (layout.row - 14.0 - BAR) / 2.0 };
    let middle = top + BAR / 2.0;
    let at = |value: f64| layout.left + axis.place(value) * layout.length;
    let mut end = at(bar.max.unwrap_or(bar.value));
    if axis.log {
        shapes.push(Shape::Line([layout.left, middle, end, middle], Ink::Pale));
        shapes.push(Shape::Dot([end, middle, 6.0], Ink::First));
        end += 6.0;
    } else if bar.bound == Bound::Between {
        shapes.push(Shape::Line([layout.left, middle, at(bar.value), middle], Ink::Pale));
        shapes.push(Shape::Rect([at(bar.value), top, (end - at(bar.value)).max(3.0), BAR], Ink::First));
    } else if bar.adds_up == Some(true) && bar.parts.len() > 1 {
        segments(bar, &at, top, &mut shapes);
    } else {
        shapes.push(Shape::Rect([layout.left, top, (end - layout.left).max(2.0), BAR], Ink::First));
    }
    let figure_at = bound_mark(bar.bound, end, top, &mut shapes) + 8.0;
    let mut x = figure_at;
    for (words, ink) in figure_words(bar) {
        shapes.push(Shape::Text(x, middle + 5.0, Anchor::Start, ink, words.clone()));
        x += text_width(&words) * 1.06 + 4.0;
    }
    shapes
}

fn labels(bar: &Bar, layout: &Layout, top: f64) -> Vec<Shape> {
    if layout.above {
        let words = if bar.detail.is_empty() {
            bar.label.clone()
        } else {
            format!("{} · {}", bar.label, bar.detail)
        };
        let words = shortened(&words, layout.length * 1.4);
        return vec![Shape::Text(layout.left, top + 14.0, Anchor::Start, Ink::Plain, words)];
    }
    let (x, room) = (layout.left - 12.0, layout.left - 14.0);
    let middle = top + (layout.row - 14.0) / 2.0;
    if bar.detail.is_empty() {
        return vec![Shape::Text(x, middle + 5.0, Anchor::End, Ink::Plain, shortened(&bar.label, room))];
    }
    vec![
        Shape::Text(x, middle - 3.0, Anchor::End, Ink::Plain, shortened(&bar.label, room)),
        Shape::Text(x, middle + 15.0, Anchor::End, Ink::Soft, shortened(&bar.detail, room)),
    ]
}

fn segments(bar: &Bar, at: &dyn Fn(f64) -> f64, top: f64, shapes: &mut Vec<Shape>) {
    let mut sum = 0.0;
    for (n, part) in bar.parts.iter().enumerate() {
        let (from, to) = (at(sum), at(sum + part.value));
        let ink = [Ink::First, Ink::Second, Ink::Third][n % 3];
        shapes.push(Shape::Rect([from, top, (to - from - 2.0).max(1.0), BAR], ink));
        let words = format!("{} {}", part.label, part.figure.trim_start_matches('+'));
        let room = to - from - 16.0;
        let short = part.figure.trim_start_matches('+').to_owned();
        let words = if text_width(&words) <= room { words } else { short };
        if text_width(&words) <= room {
            shapes.push(Shape::Text(from + 8.0, top + BAR / 2.0 + 5.0, Anchor::Start, Ink::OnBar, words));
        }
        sum += part.value;
    }
}

/// Lines from point to point.
pub(super) fn path<const N: usize>(points: [(f64, f64); N]) -> String {
    let line = points.map(|(x, y)| format!("{} {}", number(x), number(y)));
    format!("M{}", line.join("L"))
}

/// Draws how the bar ends; gives the x behind it.
fn bound_mark(bound: Bound, end: f64, top: f64, shapes: &mut Vec<Shape>) -> f64 {
    let (middle, low) = (top + BAR / 2.0, top + BAR);
    match bound {
        Bound::AtLeast => {
            let tip = end + 9.0;
            shapes.push(Shape::Path(path([(end + 1.0, top), (tip, middle), (end + 1.0, low)]), Ink::First));
            tip + 1.0
        }
        Bound::AtMost => {
            shapes.push(Shape::Path(
                path([(end + 11.0, top), (end + 2.0, middle), (end + 11.0, low)]),
                Ink::First,
            ));
            end + 12.0
        }
        Bound::About => {
            for step in 0..3 {
                let x = end + 3.0 + f64::from(step) * 4.0;
                shapes.push(Shape::Line([x, top, x, low], Ink::First));
            }
            end + 13.0
        }
        Bound::Exact | Bound::Between => end,
    }
}

fn figure_words(bar: &Bar) -> Vec<(String, Ink)> {
    let mut words = vec![(bar.figure.clone(), Ink::Strong)];
    match bar.adds_up {
        Some(true) => words.push(("✓".to_owned(), Ink::Soft)),
        Some(false) => words.push(("≠".to_owned(), Ink::Warn)),
        None => {}
    }
    if let Some(year) = bar.year {
        words.push((format!("· {year}"), Ink::Soft));
    }
    words
}
