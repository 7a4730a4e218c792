//! PDF with a text layer: the words in the order of the page's content, a line for each baseline.
//!
//! A font whose codes mean nothing outside it is left out, and a document that holds nothing else counts as scanned.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Document, LoadOptions, Object};

use crate::lines::Lines;
use crate::refusal::Reason;
use crate::{Found, limits};

mod cmap;
mod font;

use font::Font;

/// The key of a trailer that says how a file is encrypted.
const LOCK: &[u8] = b"/Encrypt";

/// The text of a PDF.
pub(crate) fn text(bytes: &[u8]) -> Result<String, Found> {
    let options = LoadOptions { max_decompressed_size: Some(limits::PART), ..LoadOptions::default() };
    let mut pdf = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Unimplemented(_) => (Reason::Encrypted, String::new()),
        other => (Reason::Damaged, other.to_string()),
    })?;
    if pdf.is_encrypted() && pdf.decrypt("").is_err() {
        return Err((Reason::Encrypted, String::new()));
    }
    let mut lines = Lines::default();
    for (count, page) in pdf.page_iter().enumerate() {
        if count >= limits::PAGES {
            return Err((Reason::Bomb, format!("more than {} pages", limits::PAGES)));
        }
        read_page(&pdf, page, &mut lines);
    }
    let text = lines.finish();
    if text.chars().filter(|c| c.is_alphanumeric()).count() < 10 {
        // What only a password opens may also come out as nothing. Trailers are never packed.
        let is_locked = bytes.windows(LOCK.len()).any(|window| window == LOCK);
        return Err((if is_locked { Reason::Encrypted } else { Reason::Scanned }, String::new()));
    }
    Ok(text)
}

/// Adds the words of a page; a page that cannot be read adds none.
fn read_page(pdf: &Document, page: lopdf::ObjectId, lines: &mut Lines) {
    let Ok(fonts) = pdf.get_page_fonts(page) else { return };
    let fonts = fonts.into_iter().map(|(name, font)| (name, Font::of(font, pdf))).collect();
    let Ok(content) = pdf.get_page_content_with_limit(page, limits::PART) else { return };
    let Ok(content) = Content::decode(&content) else { return };
    let mut pen = Pen { fonts, ..Pen::default() };
    for operation in &content.operations {
        pen.apply(operation, lines);
    }
    lines.end_line();
}

/// Where the next words go.
#[derive(Default)]
struct Pen {
    fonts: BTreeMap<Vec<u8>, Font>,
    font: Vec<u8>,
    size: f32,
    /// Scale of the text matrix, and where its present line begins.
    scale: f32,
    x: f32,
    y: f32,
    leading: f32,
    /// Baseline of the words that were written last.
    written_at: Option<f32>,
}

impl Pen {
    fn apply(&mut self, operation: &Operation, lines: &mut Lines) {
        let number =
            |at: usize| operation.operands.get(at).and_then(|operand| operand.as_float().ok()).unwrap_or(0.0);
        match operation.operator.as_str() {
            "BT" => (self.scale, self.x, self.y) = (1.0, 0.0, 0.0),
            "Tf" => {
                self.font = operation
                    .operands
                    .first()
                    .and_then(|name| name.as_name().ok())
                    .unwrap_or_default()
                    .to_vec();
                self.size = number(1);
            }
            "TL" => self.leading = number(0),
            "Tm" => {
                (self.scale, self.x, self.y) = (number(3).abs().max(number(1).abs()), number(4), number(5));
            }
            "Td" => self.step(number(0), number(1)),
            "TD" => {
                self.leading = -number(1);
                self.step(number(0), number(1));
            }
            "T*" => self.step(0.0, -self.leading),
            "Tj" => self.write(operation.operands.first(), lines),
            "'" => {
                self.step(0.0, -self.leading);
                self.write(operation.operands.first(), lines);
            }
            "\"" => {
                self.step(0.0, -self.leading);
                self.write(operation.operands.get(2), lines);
            }
            "TJ" => {
                let pieces = operation.operands.first().and_then(|operand| operand.as_array().ok());
                for piece in pieces.into_iter().flatten() {
                    match piece.as_float() {
                        // Thousandths of the type size; a step this wide is a blank between Latin words.
                        Ok(step)
                            if step < -200.0 && lines.last().is_some_and(|c| c.is_ascii_alphanumeric()) =>
                        {
                            lines.push(" ");
                        }
                        Ok(_) => {}
                        Err(_) => self.write(Some(piece), lines),
                    }
                }
            }
            _ => {}
        }
    }

    fn step(&mut self, x: f32, y: f32) {
        self.x += x * self.scale;
        self.y += y * self.scale;
    }

    fn write(&mut self, words: Option<&Object>, lines: &mut Lines) {
        let (Some(Ok(bytes)), Some(font)) = (words.map(Object::as_str), self.fonts.get(&self.font)) else {
            return;
        };
        let height = (self.size * self.scale).abs().max(1.0);
        if self.written_at.is_some_and(|at| (at - self.y).abs() > height * 0.5) {
            lines.end_line();
        }
        self.written_at = Some(self.y);
        lines.push(&font.words(bytes));
    }
}
