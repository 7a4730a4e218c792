//! What a chart is made of before it is SVG, and the SVG file.

use std::fmt::Write as _;

use celan_wire::number;

use crate::state::Address;

/// A chart of a certain width.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
    /// What is not to be pointed at: axes, labels of axes.
    pub ground: Vec<Shape>,
    /// The marks, in reading order.
    pub marks: Vec<Link>,
}

/// A mark that leads somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// What a screen reader says.
    pub name: String,
    /// Where it leads.
    pub to: Address,
    /// What it is drawn of.
    pub shapes: Vec<Shape>,
    /// The room in which it is hit: x, y, width, height.
    pub room: [f64; 4],
}

/// A piece of a drawing.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A rectangle: x, y, width, height.
    Rect([f64; 4], Ink),
    /// A line from x, y to x, y.
    Line([f64; 4], Ink),
    /// A path in SVG's language, drawn as a line.
    Path(String, Ink),
    /// A dot: x, y, radius.
    Dot([f64; 3], Ink),
    /// Words at x, y (the base line).
    Text(f64, f64, Anchor, Ink, String),
}

/// What a shape is for; sheets and file give it colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Words.
    Plain,
    /// Words that stand back.
    Soft,
    /// Words that stand out.
    Strong,
    /// Words on a filled bar.
    OnBar,
    /// Lines of the axis.
    Rule,
    /// First colour of data.
    First,
    /// Second colour of data.
    Second,
    /// Third colour of data.
    Third,
    /// Outline in the first colour.
    Outline,
    /// Data of less weight.
    Pale,
    /// What needs attention.
    Warn,
    /// Steps of a heat map, 0 (none) to 4.
    Heat(u8),
}

/// Which end of the words stands at x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The first.
    Start,
    /// The middle.
    Middle,
    /// The last.
    End,
}

impl Ink {
    /// The class in the style sheets.
    pub fn class(self) -> &'static str {
        match self {
            Self::Plain => "ink-plain",
            Self::Soft => "ink-soft",
            Self::Strong => "ink-strong",
            Self::OnBar => "ink-onbar",
            Self::Rule => "ink-rule",
            Self::First => "ink-first",
            Self::Second => "ink-second",
            Self::Third => "ink-third",
            Self::Outline => "ink-outline",
            Self::Pale => "ink-pale",
            Self::Warn => "ink-warn",
            Self::Heat(0) => "heat-0",
            Self::Heat(1) => "heat-1",
            Self::Heat(2) => "heat-2",
            Self::Heat(3) => "heat-3",
            Self::Heat(_) => "heat-4",
        }
    }

    /// The colour in a file, which is for white paper.
    fn colour(self) -> &'static str {
        match self {
            Self::Plain | Self::Strong => "#1c1b19",
            Self::Soft => "#5b5852",
            Self::OnBar => "#ffffff",
            Self::Rule => "#dedad1",
            Self::First | Self::Outline => "#1f5a7a",
            Self::Second => "#a8650d",
            Self::Third => "#4d6a2e",
            Self::Pale => "#b9c9d2",
            Self::Warn => "#9c2f22",
            Self::Heat(0) => "#f3f1ec",
            Self::Heat(1) => "#d5e2ea",
            Self::Heat(2) => "#a5c3d4",
            Self::Heat(3) => "#5c90ae",
            Self::Heat(_) => "#1f5a7a",
        }
    }
}

impl Anchor {
    /// The value of `text-anchor`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

impl Drawing {
    /// All shapes, the ground first.
    pub fn shapes(&self) -> impl Iterator<Item = &Shape> {
        self.ground.iter().chain(self.marks.iter().flat_map(|mark| &mark.shapes))
    }
}

/// How wide words are at a type size of 14 pixels, well enough to place them.
pub fn text_width(text: &str) -> f64 {
    text.chars()
        .map(|c| match c {
            ' ' | '.' | ',' | ':' | '|' | 'i' | 'l' | '·' => 4.5,
            c if c.is_ascii() => 7.9,
            _ => 14.0,
        })
        .sum()
}

/// `text` cut to `width` pixels, `…` at the end where something was cut.
pub fn shortened(text: &str, width: f64) -> String {
    if text_width(text) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = text_width("…");
    for c in text.chars() {
        used += text_width(c.encode_utf8(&mut [0; 4]));
        if used > width {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

/// Drawings one under the other as a file with its title and source line.
pub fn svg_file(title: &str, source: &str, drawings: &[(String, Drawing)]) -> String {
    let width = number(drawings.iter().map(|(_, drawing)| drawing.width).fold(480.0, f64::max) + 48.0);
    let height = number(drawings.iter().map(|(_, drawing)| drawing.height + 44.0).sum::<f64>() + 96.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n<title>{0}</title>\n\
         <text x=\"24\" y=\"40\" font-size=\"18\" font-weight=\"600\" fill=\"#1c1b19\">{0}</text>\n",
        escape(title)
    );
    let mut top = 76.0;
    for (caption, drawing) in drawings {
        let caption = escape(caption);
        let _ = writeln!(
            out,
            "<text x=\"24\" y=\"{}\" font-weight=\"600\" fill=\"#1c1b19\">{caption}</text>",
            number(top)
        );
        let _ = writeln!(out, "<g transform=\"translate(24 {})\">", number(top + 12.0));
        drawing.shapes().for_each(|shape| write_shape(&mut out, shape));
        out.push_str("</g>\n");
        top += drawing.height + 44.0;
    }
    let _ = writeln!(
        out,
        "<text x=\"24\" y=\"{}\" font-size=\"12\" fill=\"#5b5852\">{}</text>",
        number(top),
        escape(source)
    );
    out.push_str("</svg>\n");
    out
}

fn write_shape(out: &mut String, shape: &Shape) {
    let place = |names: &[(&str, &f64)]| -> String {
        names.iter().map(|(name, value)| format!(" {name}=\"{}\"", number(**value))).collect()
    };
    let line = match shape {
        Shape::Rect([x, y, w, h], ink) => {
            let place = place(&[("x", x), ("y", y), ("width", w), ("height", h)]);
            match ink {
                Ink::Outline => format!("<rect{place} fill=\"none\" stroke=\"{}\"/>", ink.colour()),
                _ => format!("<rect{place} fill=\"{}\"/>", ink.colour()),
            }
        }
        Shape::Line([x1, y1, x2, y2], ink) => {
            let place = place(&[("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)]);
            format!("<line{place} stroke=\"{}\"/>", ink.colour())
        }
        Shape::Path(path, ink) => {
            format!("<path d=\"{path}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"/>", ink.colour())
        }
        Shape::Dot([x, y, r], ink) => {
            format!("<circle{} fill=\"{}\"/>", place(&[("cx", x), ("cy", y), ("r", r)]), ink.colour())
        }
        Shape::Text(x, y, anchor, ink, words) => {
            let weight = if *ink == Ink::Strong { " font-weight=\"600\"" } else { "" };
            let (anchor, colour, words) = (anchor.name(), ink.colour(), escape(words));
            let place = place(&[("x", x), ("y", y)]);
            format!("<text{place} text-anchor=\"{anchor}\" fill=\"{colour}\"{weight}>{words}</text>")
        }
    };
    out.push_str(&line);
    out.push('\n');
}

/// `text` as it stands between tags or in quotes, in SVG, HTML and the XML of a workbook.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_holds_no_markup_from_the_documents() {
        let drawing = Drawing {
            width: 100.0,
            height: 20.0,
            ground: vec![Shape::Text(0.0, 0.0, Anchor::Start, Ink::Plain, "<script>&\"".to_owned())],
            marks: Vec::new(),
        };
        let file = svg_file("a<b", "s", &[("c".to_owned(), drawing)]);
        assert!(file.contains("&lt;script&gt;&amp;&quot;") && !file.contains("<script"));
    }

    #[test]
    fn long_words_are_cut_to_their_room() {
        assert_eq!(shortened("缙云县", 60.0), "缙云县");
        assert_eq!(shortened("规模以上工业增加值", 70.0), "规模以上…");
    }
}
