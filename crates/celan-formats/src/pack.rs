//! Packs: many documents as one file, to keep, to carry and to serve.
//!
//! ```text
//! pack    = "celan-pack " version " " length "\n" body
//! length  = bytes of the body, in digits: a pack that was cut short is known before it is unpacked
//! body    = gzip, whose CRC-32 is the checksum, of
//!             {"documents":[{"name","text"}]}     in version 1, which a page saves
//!             { length, record }                  in version 2: see `record.rs`; length as there
//!             { length, record } length directory in version 3, the head of a corpus in parts: its documents, announced, and
//!                                                 the directory of its catalogue (`celan-catalog`)
//! ```
//! A pack of a later version is refused, so that nothing in it is lost by reading half of it.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::Deserialize;

use crate::record::Record;
use crate::refusal::{Reason, Refusal};
use crate::sniff::PACK;
use crate::{Found, Source, limits};

/// The longest first line: magic, version and length.
const HEAD: usize = 64;

#[derive(Deserialize)]
struct Texts {
    documents: Vec<Text>,
}

#[derive(Deserialize)]
struct Text {
    name: String,
    text: String,
}

/// A pack that is being filled, one document at a time.
#[derive(Debug)]
pub struct Packer {
    body: GzEncoder<Vec<u8>>,
}

impl Default for Packer {
    fn default() -> Self {
        Self { body: GzEncoder::new(Vec::new(), Compression::best()) }
    }
}

impl Packer {
    /// Adds a document.
    pub fn add(&mut self, record: &Record<'_>) {
        self.put(&record.bytes());
    }

    /// The pack. The same documents give the same bytes.
    pub fn finish(self) -> Vec<u8> {
        self.close(2)
    }

    /// The head of a corpus in parts, what was added being its documents as they are announced.
    pub fn finish_head(mut self, directory: &[u8]) -> Vec<u8> {
        self.put(directory);
        self.close(3)
    }

    fn put(&mut self, piece: &[u8]) {
        for piece in [&(piece.len() as u32).to_le_bytes(), piece] {
            self.body.write_all(piece).expect("memory takes every byte");
        }
    }

    fn close(self, version: u8) -> Vec<u8> {
        let body = self.body.finish().expect("memory takes every byte");
        let mut pack = PACK.to_vec();
        pack.extend(format!("{version} {}\n", body.len()).bytes());
        pack.extend(body);
        pack
    }
}

/// Reads a pack, whole or not at all.
pub(crate) fn read(name: &str, bytes: &[u8]) -> (Vec<Source>, Vec<Refusal>) {
    match body(bytes).and_then(|(version, body)| documents(version, &unpack(body)?)) {
        Ok(sources) => (sources, Vec::new()),
        Err((reason, found)) => (Vec::new(), vec![Refusal { name: name.to_owned(), reason, found }]),
    }
}

/// Version and body, once the first line has said that it is whole.
fn body(bytes: &[u8]) -> Result<(&str, &[u8]), Found> {
    let damaged = |found: &str| (Reason::Damaged, found.to_owned());
    let end = bytes.iter().take(HEAD).position(|byte| *byte == b'\n');
    let end = end.ok_or_else(|| damaged("its first line has no end"))?;
    let head =
        std::str::from_utf8(&bytes[PACK.len()..end]).map_err(|_| damaged("its first line is no text"))?;
    let (version, length) = head.split_once(' ').ok_or_else(|| damaged("its first line lacks a length"))?;
    match version {
        "1" | "2" => {}
        "3" => return Err((Reason::InParts, version.to_owned())),
        _ => return Err((Reason::NewerPack, version.to_owned())),
    }
    let length: usize = length.parse().map_err(|_| damaged("its first line lacks a length"))?;
    let body = &bytes[end + 1..];
    if body.len() != length {
        return Err((Reason::Damaged, format!("{} of {length} bytes are there", body.len())));
    }
    Ok((version, body))
}

fn unpack(body: &[u8]) -> Result<Vec<u8>, Found> {
    let mut content = Vec::new();
    let limit = limits::ARCHIVE as u64 + 1;
    GzDecoder::new(body)
        .take(limit)
        .read_to_end(&mut content)
        .map_err(|error| (Reason::Damaged, format!("it cannot be unpacked: {error}")))?;
    if content.len() > limits::ARCHIVE {
        return Err((Reason::Bomb, format!("more than {} MB", limits::ARCHIVE >> 20)));
    }
    Ok(content)
}

fn documents(version: &str, content: &[u8]) -> Result<Vec<Source>, Found> {
    if version == "1" {
        let texts: Texts =
            serde_json::from_slice(content).map_err(|error| (Reason::Damaged, error.to_string()))?;
        let source = |Text { name, text }| Source { name, text, reading: Vec::new() };
        return Ok(texts.documents.into_iter().map(source).collect());
    }
    let mut rest = content;
    let mut sources = Vec::new();
    while !rest.is_empty() {
        let record = rest.split_first_chunk().and_then(|(length, after)| {
            let (record, after) = after.split_at_checked(u32::from_le_bytes(*length) as usize)?;
            rest = after;
            Record::read(record)
        });
        let record = record.ok_or_else(|| (Reason::Damaged, format!("document {}", sources.len() + 1)))?;
        sources.push(Source::from(record));
    }
    Ok(sources)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PLAN: Record<'_> =
        Record { name: "plan.txt", text: "到2025年，高新技术企业突破60家。", reading: b"read" };
    const REPORT: Record<'_> = Record { name: "b/报告.md", text: "# 一", reading: b"" };

    fn pack(records: &[Record<'_>]) -> Vec<u8> {
        let mut packer = Packer::default();
        records.iter().for_each(|record| packer.add(record));
        packer.finish()
    }

    /// A pack of version 1, as `www/js/pack.js` writes it.
    fn texts(json: &str) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(json.as_bytes()).expect("memory takes every byte");
        let body = packer.finish().expect("memory takes every byte");
        [format!("celan-pack 1 {}\n", body.len()).as_bytes(), &body].concat()
    }

    fn refused(bytes: &[u8]) -> Reason {
        let (sources, refused) = crate::read("all.celan", bytes);
        assert_eq!(sources, []);
        refused[0].reason
    }

    #[test]
    fn what_is_packed_comes_back() {
        let (sources, refused) = crate::read("all.celan", &pack(&[PLAN, REPORT]));
        assert_eq!((sources, refused), (vec![PLAN.into(), REPORT.into()], Vec::new()));
        let old = texts(r##"{"documents":[{"name":"b/报告.md","text":"# 一"}]}"##);
        assert_eq!(crate::read("all.celan", &old), (vec![REPORT.into()], Vec::new()));
    }

    #[test]
    fn a_pack_that_is_not_whole_is_refused() {
        let whole = pack(&[PLAN]);
        for end in 0..whole.len() {
            assert!(crate::read("all.celan", &whole[..end]).0.is_empty(), "cut at {end}");
        }
        assert_eq!(refused(&whole[..whole.len() - 1]), Reason::Damaged);
        assert_eq!(refused(b"celan-pack 3 3\nabc"), Reason::InParts);
        assert_eq!(refused(b"celan-pack 4 3\nabc"), Reason::NewerPack);
        assert_eq!(refused("计划".as_bytes()), Reason::WrongEnding);
        assert_eq!(refused(&texts("{\"documents\":[{")), Reason::Damaged);
    }

    proptest! {
        #[test]
        fn a_flipped_bit_is_seen(at in 0usize..4000, bit in 0u8..8) {
            let mut bytes = pack(&[PLAN]);
            let at = at % bytes.len();
            bytes[at] ^= 1 << bit;
            let (sources, refused) = crate::read("all.celan", &bytes);
            // The head of a gzip has bytes that mean nothing: its time, its system.
            let same = sources.first().is_some_and(|source| *source == PLAN.into());
            prop_assert!(same || sources.is_empty() && refused.len() == 1);
        }
    }
}
