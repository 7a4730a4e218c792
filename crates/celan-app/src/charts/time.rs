//! 时间: from when to when a target runs, and which are due.

use celan_data::Order;
use std::rc::Rc;

use celan_wire::{DocumentHead, Target};

use super::bars::{path, sentence};
use super::compare::region;
use super::figure::target_figure;
use super::shape::{Anchor, Drawing, Ink, Link, Shape, shortened, text_width};
use crate::state::Address;
use crate::strings::Texts;

/// Targets along the years.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// First year.
    pub from: i32,
    /// Last year.
    pub to: i32,
    /// Earliest deadline first.
    pub spans: Vec<Span>,
    /// How many targets have no deadline.
    pub undated: usize,
}

/// A target along the years.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// Whose.
    pub label: String,
    /// First year, where the target or its document has one.
    pub start: Option<i32>,
    /// Year by which.
    pub deadline: i32,
    /// The deadline has passed.
    pub overdue: bool,
    /// The figure as written.
    pub figure: String,
    /// Index of the target.
    pub target: usize,
}

/// The timeline of `targets`; `docs` give the plan periods, `today` is the present year.
pub fn timeline(texts: Texts, targets: &[Rc<Target>], docs: &[DocumentHead], today: i32) -> Timeline {
    let mut spans = Vec::new();
    for (at, target) in targets.iter().enumerate() {
        let (Some(deadline), Some(place)) = (target.deadline, &target.place) else { continue };
        let period = docs.iter().find(|doc| doc.id == place.doc).and_then(|doc| doc.period);
        let start = target.period_start.or(period.map(|(start, _)| start)).filter(|start| *start <= deadline);
        let figure = target_figure(texts, target);
        let overdue = deadline < today;
        spans.push(Span { label: region(place), start, deadline, overdue, figure, target: at });
    }
    spans.order_by(|a, b| {
        a.deadline.cmp(&b.deadline).then(a.start.cmp(&b.start)).then(a.target.cmp(&b.target))
    });
    let years = || spans.iter().flat_map(|span| [span.start, Some(span.deadline)]).flatten().chain([today]);
    Timeline {
        from: years().min().unwrap_or(today),
        to: years().max().unwrap_or(today),
        undated: targets.len() - spans.len(),
        spans,
    }
}

/// Draws a timeline on `width` pixels.
pub fn draw_timeline(
    texts: Texts,
    line: &Timeline,
    targets: &[Rc<Target>],
    address: &Address,
    today: i32,
    width: f64,
) -> Drawing {
    let above = width < 620.0;
    let row = if above { 46.0 } else { 32.0 };
    let left = if above { 2.0 } else { (width * 0.34).min(330.0) };
    let right = if above { 66.0 } else { 120.0 };
    let length = width - left - right;
    let years = f64::from((line.to - line.from).max(1));
    let at = |year: i32| left + f64::from(year - line.from) / years * length;
    let bottom = line.spans.len() as f64 * row + 30.0;
    let mut drawing = Drawing { width, height: bottom + 4.0, ..Drawing::default() };
    let step = ((years * 48.0 / length).ceil() as i32).max(1);
    let now = texts.fill("time.now", &[("year", &today)]);
    let near = (text_width(&now) / 2.0 + 24.0) / length * years;
    let beside = |year: &i32| f64::from((year - today).abs()) < near;
    let labelled = |year: &i32| (line.to - year) % step == 0 && (*year == today || !beside(year));
    for year in (line.from..=line.to).filter(|year| labelled(year) && *year != today) {
        drawing.ground.push(Shape::Line([at(year), 24.0, at(year), bottom], Ink::Rule));
        drawing.ground.push(Shape::Text(
            at(year),
            16.0,
            middle_or_start(at(year)),
            Ink::Soft,
            year.to_string(),
        ));
    }
    let (x, half) = (at(today), text_width(&now) / 2.0);
    let x = x.min(width - half).max(half);
    drawing.ground.push(Shape::Text(x, 16.0, Anchor::Middle, Ink::Warn, now));
    drawing.ground.push(Shape::Path(path([(at(today), 22.0), (at(today), bottom)]), Ink::Warn));
    for (n, span) in line.spans.iter().enumerate() {
        let target = &targets[span.target];
        let top = 30.0 + n as f64 * row;
        let y = if above { top + 30.0 } else { top + 15.0 };
        let mut shapes = Vec::new();
        let words = format!("{} · {} {}", span.label, target.indicator, span.figure);
        if above {
            shapes.push(Shape::Text(
                2.0,
                top + 14.0,
                Anchor::Start,
                Ink::Plain,
                shortened(&words, width - 6.0),
            ));
        } else {
            shapes.push(Shape::Text(
                left - 12.0,
                y + 5.0,
                Anchor::End,
                Ink::Plain,
                shortened(&words, left - 16.0),
            ));
        }
        if let Some(start) = span.start {
            let bar = [at(start), y - 4.0, (at(span.deadline) - at(start)).max(1.0), 8.0];
            shapes.push(Shape::Rect(bar, Ink::Pale));
        }
        shapes
            .push(Shape::Dot([at(span.deadline), y, 6.0], if span.overdue { Ink::Warn } else { Ink::First }));
        let (state, ink) = due(texts, span, today);
        shapes.push(Shape::Text(at(span.deadline) + 12.0, y + 5.0, Anchor::Start, ink, state.clone()));
        let name =
            texts.fill("chart.mark_time", &[("words", &words), ("year", &span.deadline), ("state", &state)]);
        let room = [0.0, top, width, row];
        drawing.marks.push(Link { name, to: sentence(address, target), shapes, room });
    }
    drawing
}

fn due(texts: Texts, span: &Span, today: i32) -> (String, Ink) {
    if span.overdue {
        (texts.say("time.past"), Ink::Warn)
    } else if span.deadline == today {
        (texts.say("time.this_year"), Ink::Strong)
    } else {
        (span.deadline.to_string(), Ink::Soft)
    }
}

fn middle_or_start(x: f64) -> Anchor {
    if x < text_width("2021") / 2.0 { Anchor::Start } else { Anchor::Middle }
}
