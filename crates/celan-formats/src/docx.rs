//! docx: paragraphs as lines, a table row as one line with tabs, automatic numbers as words.

use std::collections::BTreeMap;
use std::io::Cursor;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::lines::Lines;
use crate::refusal::Reason;
use crate::{Found, archive};

mod numbering;

use numbering::Numbering;

/// The text of a docx.
pub(crate) fn text(bytes: &[u8]) -> Result<String, Found> {
    let mut package = archive::open(bytes)?;
    let body = part(&mut package, "word/document.xml")?
        .ok_or_else(|| (Reason::Damaged, "no word/document.xml inside".to_owned()))?;
    let numbering = part(&mut package, "word/numbering.xml")?;
    let numbering = numbering.map(|xml| Numbering::read(&xml)).transpose()?.unwrap_or_default();
    Body { numbering, ..Body::default() }.read(&body)
}

fn part(package: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, Found> {
    let Ok(file) = package.by_name(name) else { return Ok(None) };
    let bytes = archive::unpack(file)?;
    crate::encoding::decode(&bytes).map(Some)
}

/// The body as it is read. Tables may stand inside cells; only the outermost one makes rows.
#[derive(Default)]
struct Body {
    lines: Lines,
    numbering: Numbering,
    /// How many cells deep.
    cells: usize,
    /// How many elements deep inside something that is not shown.
    hidden: usize,
    /// Inside `w:t`.
    in_text: bool,
    /// `w:numId` and `w:ilvl` of the present paragraph.
    list: (Option<u32>, usize),
}

impl Body {
    fn read(mut self, xml: &str) -> Result<String, Found> {
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event().map_err(damaged)? {
                Event::Start(tag) => self.open(&tag, false),
                Event::Empty(tag) => self.open(&tag, true),
                Event::End(tag) => self.close(tag.name().as_ref()),
                Event::Text(words) if self.in_text && self.hidden == 0 => self.words(&words.xml10_content()),
                Event::GeneralRef(reference) if self.in_text && self.hidden == 0 => {
                    let c = reference.resolve_char_ref().ok().flatten();
                    let named =
                        quick_xml::escape::resolve_xml_entity(&reference.xml10_content()).map(str::to_owned);
                    self.words(&c.map(String::from).or(named).unwrap_or_default());
                }
                Event::Eof => return Ok(self.lines.finish()),
                _ => {}
            }
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>, is_empty: bool) {
        match tag.name().as_ref() {
            // Alternative content would be read twice; deleted text and field codes are no words of the document.
            name if is_hidden(name) => self.hidden += usize::from(!is_empty),
            _ if self.hidden > 0 => {}
            "w:t" => self.in_text = !is_empty,
            "w:p" => self.list = (None, 0),
            "w:numId" => self.list.0 = value(tag).and_then(|value| value.parse().ok()),
            "w:ilvl" => self.list.1 = value(tag).and_then(|value| value.parse().ok()).unwrap_or(0),
            "w:tab" if !self.in_properties_of_tabs(tag) => self.lines.push("\t"),
            "w:br" | "w:cr" if self.cells == 0 => self.lines.end_line(),
            "w:tc" => self.cells += usize::from(!is_empty),
            _ => {}
        }
    }

    /// `w:tab` is also the name of a tab stop, which has a position.
    fn in_properties_of_tabs(&self, tag: &BytesStart<'_>) -> bool {
        tag.attributes().flatten().any(|attribute| attribute.key.as_ref() == "w:pos")
    }

    fn words(&mut self, words: &str) {
        if let (Some(list), level) = self.list {
            self.list.0 = None;
            let number = self.numbering.next(list, level);
            self.lines.push(&number);
        }
        self.lines.push(words);
    }

    fn close(&mut self, name: &str) {
        match name {
            name if is_hidden(name) => self.hidden = self.hidden.saturating_sub(1),
            _ if self.hidden > 0 => {}
            "w:t" => self.in_text = false,
            "w:p" if self.cells == 0 => self.lines.end_line(),
            "w:tc" => {
                self.cells = self.cells.saturating_sub(1);
                if self.cells == 0 {
                    self.lines.push("\t");
                }
            }
            "w:tr" if self.cells == 0 => self.lines.end_line(),
            _ => {}
        }
    }
}

fn is_hidden(name: &str) -> bool {
    matches!(name, "mc:Fallback" | "w:del" | "w:moveFrom" | "w:instrText")
}

/// The attribute `w:val`.
fn value(tag: &BytesStart<'_>) -> Option<String> {
    attribute(tag, "w:val")
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(found.value.into_owned())
}

fn damaged(error: impl std::fmt::Display) -> Found {
    (Reason::Damaged, error.to_string())
}

/// Numbers by list and level.
type Counters = BTreeMap<u32, Vec<u32>>;
