//! What the codes of a font mean: its ToUnicode map, a predefined Chinese encoding, or one of the Latin ones.
//!
//! `lopdf` knows this too, by way of the four thousand glyph names of Latin typography, which weigh more than everything
//! else that reads files together.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};

use super::cmap::CMap;
use crate::charset::Charset;
use crate::limits;

/// The meaning of a font's codes.
pub(super) enum Font {
    Map(CMap),
    Charset(Charset),
    Latin(BTreeMap<u8, char>),
    /// Glyph numbers, which mean nothing outside the font.
    Unknown,
}

impl Font {
    pub(super) fn of(font: &Dictionary, pdf: &Document) -> Self {
        if let Ok(map) = font.get_deref(b"ToUnicode", pdf).and_then(Object::as_stream)
            && let Ok(map) = map.decompressed_content_with_limit(limits::PART)
            && let Some(map) = CMap::read(&map)
        {
            return Self::Map(map);
        }
        let encoding = font.get_deref(b"Encoding", pdf).ok();
        let name = encoding.and_then(|encoding| encoding.as_name().ok()).unwrap_or_default();
        let is_composite = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Type0");
        match predefined(name) {
            Some(charset) => Self::Charset(charset),
            None if is_composite => Self::Unknown,
            None => {
                let named = encoding.and_then(|encoding| encoding.as_dict().ok());
                Self::Latin(named.map(differences).unwrap_or_default())
            }
        }
    }

    pub(super) fn words(&self, bytes: &[u8]) -> String {
        match self {
            Self::Map(map) => map.words(bytes),
            Self::Charset(charset) => charset.decode(bytes),
            Self::Latin(other) => {
                let latin = |byte: &u8| Charset::Windows1252.decode(&[*byte]);
                bytes
                    .iter()
                    .map(|byte| other.get(byte).map_or_else(|| latin(byte), char::to_string))
                    .collect()
            }
            Self::Unknown => String::new(),
        }
    }
}

/// The predefined encodings whose codes are characters (ISO 32000-1, table 118).
fn predefined(name: &[u8]) -> Option<Charset> {
    const NAMES: &[(&[u8], Charset)] = &[
        (b"UniGB-", Charset::Utf16Be),
        (b"UniCNS-", Charset::Utf16Be),
        (b"GBK", Charset::Gb18030),
        (b"GB-EUC", Charset::Gb18030),
        (b"GBpc", Charset::Gb18030),
        (b"ETen-B5", Charset::Big5),
        (b"B5pc", Charset::Big5),
        (b"HKscs-B5", Charset::Big5),
    ];
    NAMES.iter().find(|(start, _)| name.starts_with(start)).map(|(_, charset)| *charset)
}

/// The codes for which an encoding names another glyph, as far as the names are letters or those that figures are
/// written with; other glyphs become U+FFFD, so that none is read as what it is not.
fn differences(encoding: &Dictionary) -> BTreeMap<u8, char> {
    let mut code = 0_u8;
    let mut codes = BTreeMap::new();
    for item in encoding.get(b"Differences").and_then(Object::as_array).into_iter().flatten() {
        match (item.as_i64(), item.as_name()) {
            (Ok(number), _) => code = u8::try_from(number).unwrap_or_default(),
            (_, Ok(name)) => {
                codes.insert(code, glyph(name));
                code = code.wrapping_add(1);
            }
            _ => {}
        }
    }
    codes
}

fn glyph(name: &[u8]) -> char {
    const NAMES: &[(&str, char)] = &[
        ("zero", '0'),
        ("one", '1'),
        ("two", '2'),
        ("three", '3'),
        ("four", '4'),
        ("five", '5'),
        ("six", '6'),
        ("seven", '7'),
        ("eight", '8'),
        ("nine", '9'),
        ("space", ' '),
        ("period", '.'),
        ("comma", ','),
        ("colon", ':'),
        ("semicolon", ';'),
        ("hyphen", '-'),
        ("endash", '–'),
        ("emdash", '—'),
        ("percent", '%'),
        ("slash", '/'),
        ("plus", '+'),
        ("parenleft", '('),
        ("parenright", ')'),
        ("quotedblleft", '“'),
        ("quotedblright", '”'),
    ];
    let name = str::from_utf8(name).unwrap_or_default();
    let coded = || char::from_u32(u32::from_str_radix(name.strip_prefix("uni")?.get(..4)?, 16).ok()?);
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => letter,
        _ => {
            let named = NAMES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
            named.or_else(coded).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
    }
}
