//! Web pages: the words of the page as lines, a row of a table as one line with tabs. Nothing of a page is ever run.

use ego_tree::iter::Edge;
use scraper::{Html, Node};

use crate::charset::Charset;
use crate::lines::Lines;
use crate::refusal::Reason;
use crate::{Found, limits};

/// The characters of a page: in the encoding it names in its first kilobyte, else as a plain text.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, Found> {
    let is_plain = Charset::of_mark(bytes).is_some() || str::from_utf8(bytes).is_ok();
    match named_charset(&bytes[..bytes.len().min(2048)]) {
        Some(charset) if !is_plain => Ok(charset.decode(bytes)),
        _ => crate::encoding::decode(bytes),
    }
}

/// What stands behind `charset=` in the head.
fn named_charset(head: &[u8]) -> Option<Charset> {
    const KEY: &[u8] = b"charset=";
    let at = head.windows(KEY.len()).position(|window| window.eq_ignore_ascii_case(KEY))?;
    let label = head[at + KEY.len()..].iter().skip_while(|&&byte| matches!(byte, b'"' | b'\'' | b' '));
    let label: Vec<u8> =
        label.copied().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').collect();
    Charset::of_label(&label)
}

/// The words of a page.
///
/// # Errors
/// Elements nested deeper than [`limits::DEPTH`]: the time to build their tree grows with the square of the depth.
pub(crate) fn text(source: &str) -> Result<String, Found> {
    let depth = depth(source);
    if depth > limits::DEPTH {
        return Err((Reason::Bomb, format!("elements nested {depth} deep")));
    }
    let page = Html::parse_document(source);
    let mut words = Words::default();
    for edge in page.root_element().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) => words.open(element.name()),
                Node::Text(text) if words.hidden == 0 => push_folded(&mut words.lines, text),
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    words.close(element.name());
                }
            }
        }
    }
    Ok(words.lines.finish())
}

/// How deep elements that need an end tag are nested, at the most.
fn depth(source: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for (at, _) in source.match_indices('<') {
        let tag = &source.as_bytes()[at + 1..];
        let is_end = tag.first() == Some(&b'/');
        let name = &tag[usize::from(is_end)..];
        let length = name.iter().take(16).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if length == 0 || closes_itself(&name[..length].to_ascii_lowercase()) {
            continue;
        }
        depth = if is_end { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}

/// Elements that have no end tag or that pages leave open.
fn closes_itself(name: &[u8]) -> bool {
    const NAMES: &[&str] = &[
        "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
        "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
    ];
    NAMES.iter().any(|known| known.as_bytes() == name)
}

/// The words so far, and where in the page they are read.
#[derive(Default)]
struct Words {
    lines: Lines,
    /// How many hidden elements deep.
    hidden: usize,
    /// How many cells deep: a cell may hold paragraphs, its row is one line all the same.
    cells: usize,
}

impl Words {
    fn open(&mut self, name: &str) {
        if is_hidden(name) {
            self.hidden += 1;
        } else if self.hidden == 0 {
            self.end_line(name);
            self.cells += usize::from(is_cell(name));
        }
    }

    fn close(&mut self, name: &str) {
        if is_hidden(name) {
            self.hidden = self.hidden.saturating_sub(1);
        } else if self.hidden == 0 && is_cell(name) {
            self.cells = self.cells.saturating_sub(1);
            if self.cells == 0 {
                self.lines.push("\t");
            }
        } else if self.hidden == 0 {
            self.end_line(name);
        }
    }

    fn end_line(&mut self, name: &str) {
        if self.cells == 0 && ends_line(name) {
            self.lines.end_line();
        }
    }
}

fn is_cell(name: &str) -> bool {
    matches!(name, "td" | "th")
}

/// Elements whose text no reader of the page sees as part of it.
fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "head"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "select"
            | "button"
            | "textarea"
            | "svg"
            | "iframe"
    )
}

fn ends_line(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "br"
            | "dd"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "table"
            | "tr"
            | "ul"
            | "body"
            | "caption"
    )
}

/// Runs of blanks and line breaks in the markup are one blank to a reader, none at the start of a line, and none
/// between Chinese characters, where editors break lines.
fn push_folded(lines: &mut Lines, words: &str) {
    let mut pending = false;
    for c in words.chars() {
        if matches!(c, ' ' | '\n' | '\r' | '\t' | '\u{A0}') {
            pending = true;
            continue;
        }
        if pending
            && !lines.at_line_start()
            && lines.last().is_some_and(|last| last.is_ascii())
            && c.is_ascii()
        {
            lines.push(" ");
        }
        pending = false;
        lines.push(c.encode_utf8(&mut [0; 4]));
    }
    if pending && lines.last().is_some_and(|last| last.is_ascii_alphanumeric()) {
        lines.push(" ");
    }
}
