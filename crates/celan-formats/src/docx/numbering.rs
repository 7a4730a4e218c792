//! Automatic numbers of docx paragraphs: `word/numbering.xml` says how a level is counted and written (`%1、`).

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Counters, attribute, damaged, value};
use crate::Found;

/// Levels that Word has.
const LEVELS: usize = 9;
/// A number text longer than this is nothing a reader would see.
const LONGEST: usize = 64;

/// How each list of the document is numbered, and how far each has come.
#[derive(Default)]
pub(super) struct Numbering {
    /// By abstract list: its levels.
    levels: BTreeMap<u32, Vec<Level>>,
    /// By list: its abstract list.
    lists: BTreeMap<u32, u32>,
    counters: Counters,
}

/// How one level is counted.
#[derive(Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// With `%1` for the number of level 1 and so on.
    text: String,
}

impl Numbering {
    /// Reads `word/numbering.xml`.
    pub(super) fn read(xml: &str) -> Result<Self, Found> {
        let mut numbering = Self::default();
        let (mut abstract_list, mut level, mut list) = (0, 0, 0);
        let mut reader = Reader::from_str(xml);
        loop {
            let tag = match reader.read_event().map_err(damaged)? {
                Event::Start(tag) | Event::Empty(tag) => tag,
                Event::Eof => return Ok(numbering),
                _ => continue,
            };
            match tag.name().as_ref() {
                "w:abstractNum" => abstract_list = number(&tag, "w:abstractNumId"),
                "w:lvl" => level = (number(&tag, "w:ilvl") as usize).min(LEVELS - 1),
                "w:num" => list = number(&tag, "w:numId"),
                "w:abstractNumId" => {
                    numbering.lists.insert(list, value(&tag).and_then(|id| id.parse().ok()).unwrap_or(0));
                }
                "w:start" => numbering.level(abstract_list, level).start = number(&tag, "w:val"),
                "w:numFmt" => numbering.level(abstract_list, level).format = value(&tag).unwrap_or_default(),
                "w:lvlText" => numbering.level(abstract_list, level).text = value(&tag).unwrap_or_default(),
                _ => {}
            }
        }
    }

    fn level(&mut self, abstract_list: u32, level: usize) -> &mut Level {
        let levels = self.levels.entry(abstract_list).or_default();
        levels.resize_with(levels.len().max(level + 1), || Level { start: 1, ..Level::default() });
        &mut levels[level]
    }

    /// The number of the next paragraph of `list` at `level`, as written; empty for bullets.
    pub(super) fn next(&mut self, list: u32, level: usize) -> String {
        let Some(levels) = self.lists.get(&list).and_then(|id| self.levels.get(id)) else {
            return String::new();
        };
        let Some(own) = levels.get(level) else { return String::new() };
        if own.format == "bullet" || own.format == "none" {
            return String::new();
        }
        let counters = self.counters.entry(list).or_default();
        counters.truncate(level + 1);
        let have = counters.len();
        counters.extend(levels.iter().take(level + 1).skip(have).map(|level| level.start));
        if have <= level {
            counters[level] = counters[level].saturating_sub(1);
        }
        counters[level] = counters[level].saturating_add(1);
        written(own, levels, counters)
    }
}

fn number(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|value| value.parse().ok()).unwrap_or(0)
}

fn written(own: &Level, levels: &[Level], counters: &[u32]) -> String {
    let mut out = String::new();
    let mut chars = own.text.chars();
    while let Some(c) = chars.next() {
        let place = if c == '%' { chars.clone().next().and_then(|digit| digit.to_digit(10)) } else { None };
        let Some(place) = place.and_then(|place| (place as usize).checked_sub(1)) else {
            out.push(c);
            continue;
        };
        chars.next();
        if let (Some(&count), Some(level)) = (counters.get(place), levels.get(place)) {
            out.push_str(&counted(count, &level.format));
        }
    }
    if out.len() > LONGEST { String::new() } else { out }
}

/// `count` in the writing of `format` (ECMA-376, ST_NumberFormat).
fn counted(count: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "ideographDigital"
        | "taiwaneseCounting" => chinese(count),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&count) => {
            char::from_u32(0x2460 + count - 1).map(String::from).unwrap_or_default()
        }
        _ => count.to_string(),
    }
}

/// 1 to 99 in Chinese numerals, as headings have them; digits beyond.
fn chinese(count: u32) -> String {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let (tens, ones) = (count / 10, count % 10);
    let mut out = String::new();
    match tens {
        0 => return DIGITS[ones as usize].to_string(),
        1 => {}
        2..=9 => out.push(DIGITS[tens as usize]),
        _ => return count.to_string(),
    }
    out.push('十');
    if ones > 0 {
        out.push(DIGITS[ones as usize]);
    }
    out
}
