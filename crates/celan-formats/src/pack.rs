//! Packs: the texts of many documents as one file, to keep, to carry and to serve.
//!
//! ```text
//! pack    = "celan-pack " version " " length "\n" body
//! version = "1"
//! length  = bytes of the body, in digits: a pack that was cut short is known before it is unpacked
//! body    = gzip of {"documents":[{"name","text"}]}; its CRC-32 is the checksum
//! ```
//! A pack of a later version is refused, so that nothing in it is lost by reading half of it.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};

use crate::refusal::{Reason, Refusal};
use crate::sniff::PACK;
use crate::{Found, Source, limits};

/// The one version there is.
const VERSION: &str = "1";

/// The longest first line: magic, version and length.
const HEAD: usize = 64;

#[derive(Serialize, Deserialize)]
struct Content<'a> {
    #[serde(borrow)]
    documents: Vec<Entry<'a>>,
}

#[derive(Serialize, Deserialize)]
struct Entry<'a> {
    name: std::borrow::Cow<'a, str>,
    text: std::borrow::Cow<'a, str>,
}

/// The documents, each by name and text, as a pack. The same documents give the same bytes.
pub fn pack<'a>(documents: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<u8> {
    let entry = |(name, text): (&'a str, &'a str)| Entry { name: name.into(), text: text.into() };
    let content = Content { documents: documents.into_iter().map(entry).collect() };
    let json = serde_json::to_vec(&content).expect("texts are strings");
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(&json).expect("memory takes every byte");
    let body = packer.finish().expect("memory takes every byte");
    let mut pack = PACK.to_vec();
    pack.extend(format!("{VERSION} {}\n", body.len()).bytes());
    pack.extend(body);
    pack
}

/// Reads a pack, whole or not at all.
pub(crate) fn read(name: &str, bytes: &[u8]) -> (Vec<Source>, Vec<Refusal>) {
    match body(bytes).and_then(unpack) {
        Ok(sources) => (sources, Vec::new()),
        Err((reason, found)) => (Vec::new(), vec![Refusal { name: name.to_owned(), reason, found }]),
    }
}

/// The body, once the first line has said that it is whole.
fn body(bytes: &[u8]) -> Result<&[u8], Found> {
    let damaged = |found: &str| (Reason::Damaged, found.to_owned());
    let end = bytes.iter().take(HEAD).position(|byte| *byte == b'\n');
    let end = end.ok_or_else(|| damaged("its first line has no end"))?;
    let head =
        std::str::from_utf8(&bytes[PACK.len()..end]).map_err(|_| damaged("its first line is no text"))?;
    let (version, length) = head.split_once(' ').ok_or_else(|| damaged("its first line lacks a length"))?;
    if version != VERSION {
        return Err((Reason::NewerPack, version.to_owned()));
    }
    let length: usize = length.parse().map_err(|_| damaged("its first line lacks a length"))?;
    let body = &bytes[end + 1..];
    if body.len() != length {
        return Err((Reason::Damaged, format!("{} of {length} bytes are there", body.len())));
    }
    Ok(body)
}

fn unpack(body: &[u8]) -> Result<Vec<Source>, Found> {
    let mut json = Vec::new();
    let limit = limits::ARCHIVE as u64 + 1;
    GzDecoder::new(body)
        .take(limit)
        .read_to_end(&mut json)
        .map_err(|error| (Reason::Damaged, format!("it cannot be unpacked: {error}")))?;
    if json.len() > limits::ARCHIVE {
        return Err((Reason::Bomb, format!("more than {} MB", limits::ARCHIVE >> 20)));
    }
    let content: Content<'_> =
        serde_json::from_slice(&json).map_err(|error| (Reason::Damaged, error.to_string()))?;
    let source = |entry: Entry<'_>| Source { name: entry.name.into_owned(), text: entry.text.into_owned() };
    Ok(content.documents.into_iter().map(source).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PLAN: (&str, &str) = ("plan.txt", "到2025年，高新技术企业突破60家。");

    fn refused(bytes: &[u8]) -> Reason {
        let (sources, refused) = crate::read("all.celan", bytes);
        assert_eq!(sources, []);
        refused[0].reason
    }

    #[test]
    fn what_is_packed_comes_back() {
        let (sources, refused) = crate::read("all.celan", &pack([PLAN, ("b/报告.md", "# 一")]));
        assert_eq!(refused, []);
        let back: Vec<_> =
            sources.iter().map(|source| (source.name.as_str(), source.text.as_str())).collect();
        assert_eq!(back, [PLAN, ("b/报告.md", "# 一")]);
    }

    #[test]
    fn a_pack_that_is_not_whole_is_refused() {
        let whole = pack([PLAN]);
        for end in 0..whole.len() {
            assert!(crate::read("all.celan", &whole[..end]).0.is_empty(), "cut at {end}");
        }
        assert_eq!(refused(&whole[..whole.len() - 1]), Reason::Damaged);
        assert_eq!(refused(b"celan-pack 2 3\nabc"), Reason::NewerPack);
        assert_eq!(refused("计划".as_bytes()), Reason::WrongEnding);
    }

    proptest! {
        #[test]
        fn a_flipped_bit_is_seen(at in 0usize..4000, bit in 0u8..8) {
            let mut bytes = pack([PLAN]);
            let at = at % bytes.len();
            bytes[at] ^= 1 << bit;
            let (sources, refused) = crate::read("all.celan", &bytes);
            // The head of a gzip has bytes that mean nothing: its time, its system.
            let same = sources.first().is_some_and(|source| source.text == PLAN.1);
            prop_assert!(same || sources.is_empty() && refused.len() == 1);
        }
    }
}
