//! 热图: industries × documents.

use celan_wire::DocumentHead;

use super::shape::{Anchor, Drawing, Ink, Link, Shape, shortened, text_width};
use crate::state::Address;
use crate::strings::Texts;

/// Counts of industries in documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heat {
    /// Names of the industries: the rows.
    pub rows: Vec<String>,
    /// Names of the documents: the columns.
    pub columns: Vec<String>,
    /// Cell by cell, row after row.
    pub cells: Vec<HeatCell>,
}

/// A count with the list behind it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatCell {
    /// How many.
    pub count: usize,
    /// Where the list is.
    pub to: Address,
}

/// Counts by `count(industry, document)`; rows without any are left out.
pub fn heat(
    industries: &[(String, String)],
    docs: &[DocumentHead],
    count: impl Fn(&str, &str) -> usize,
    to: impl Fn(&str, &str) -> Address,
) -> Heat {
    let mut heat = Heat { columns: docs.iter().map(column_name).collect(), ..Heat::default() };
    for (id, name) in industries {
        let counts: Vec<usize> = docs.iter().map(|doc| count(id, &doc.id)).collect();
        if counts.iter().all(|count| *count == 0) {
            continue;
        }
        heat.rows.push(name.clone());
        let cells = docs.iter().zip(counts).map(|(doc, count)| HeatCell { count, to: to(id, &doc.id) });
        heat.cells.extend(cells);
    }
    heat
}

fn column_name(doc: &DocumentHead) -> String {
    let place = doc.places.first().map_or_else(|| doc.title.clone(), |place| place.name.clone());
    let year = doc.period.map(|(start, _)| start.to_string());
    let year = year.or_else(|| doc.date.as_ref().and_then(|date| date.get(..4).map(str::to_owned)));
    year.map_or(place.clone(), |year| format!("{place} {year}"))
}

/// Draws the map on `width` pixels.
pub fn draw_heat(texts: Texts, heat: &Heat, what: &str, width: f64) -> Drawing {
    let columns = heat.columns.len().max(1);
    let names = heat.rows.iter().map(|row| text_width(row)).fold(40.0, f64::max).min(width * 0.34);
    let left = names + 12.0;
    let cell = ((width - left) / columns as f64).min(150.0);
    let slanted = heat.columns.iter().any(|name| text_width(name) > cell - 6.0);
    let head = if slanted { heat.columns.len() as f64 * 20.0 + 14.0 } else { 28.0 };
    let row = 32.0;
    let height = head + heat.rows.len() as f64 * row + 4.0;
    let mut drawing = Drawing { width, height, ..Drawing::default() };
    for (n, name) in heat.columns.iter().enumerate() {
        let x = left + n as f64 * cell;
        if slanted {
            // Too narrow for names side by side: a staircase of names, each with its line down to its column.
            let y = 14.0 + n as f64 * 20.0;
            let middle = x + cell / 2.0;
            let fits_right = middle + 6.0 + text_width(name) < width;
            let (words_x, anchor) =
                if fits_right { (middle + 6.0, Anchor::Start) } else { (middle - 6.0, Anchor::End) };
            drawing.ground.push(Shape::Line([middle, y - 8.0, middle, head - 2.0], Ink::Rule));
            drawing.ground.push(Shape::Text(
                words_x,
                y + 2.0,
                anchor,
                Ink::Soft,
                shortened(name, width * 0.6),
            ));
        } else {
            drawing.ground.push(Shape::Text(x + cell / 2.0, 18.0, Anchor::Middle, Ink::Soft, name.clone()));
        }
    }
    let most = heat.cells.iter().map(|cell| cell.count).max().unwrap_or(0);
    for (n, name) in heat.rows.iter().enumerate() {
        let y = head + n as f64 * row;
        drawing.ground.push(Shape::Text(
            left - 10.0,
            y + 20.0,
            Anchor::End,
            Ink::Plain,
            shortened(name, names),
        ));
        for (m, column) in heat.columns.iter().enumerate() {
            let Some(one) = heat.cells.get(n * columns + m) else { continue };
            let x = left + m as f64 * cell;
            let step = shade(one.count, most);
            let room = [x + 1.0, y + 1.0, cell - 2.0, row - 2.0];
            let mut shapes = vec![Shape::Rect(room, Ink::Heat(step))];
            let ink = if step >= 3 { Ink::OnBar } else { Ink::Plain };
            let words = if one.count == 0 { "·".to_owned() } else { one.count.to_string() };
            let ink = if one.count == 0 { Ink::Soft } else { ink };
            shapes.push(Shape::Text(x + cell / 2.0, y + 20.0, Anchor::Middle, ink, words));
            if one.count == 0 {
                drawing.ground.extend(shapes);
                continue;
            }
            let values: [(&str, &dyn std::fmt::Display); 4] =
                [("row", name), ("column", column), ("n", &one.count), ("what", &what)];
            let name = texts.fill("heat.cell", &values);
            drawing.marks.push(Link { name, to: one.to.clone(), shapes, room });
        }
    }
    drawing
}

/// 0 for none, then four steps up to the most.
fn shade(count: usize, most: usize) -> u8 {
    match (count, most) {
        (0, _) | (_, 0) => 0,
        _ => (count * 4).div_ceil(most).clamp(1, 4) as u8,
    }
}
