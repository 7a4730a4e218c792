//! The single file: a page whose parts lie in blocks, opened from disk.
//!
//! ```text
//! block  = coding rest {pair}     coding: g (gzip) or l (LZMA)
//! ```
//! A pair of characters from U+2100 on carries 31 bits, the highest first: a number below 2^31, written to the base 46341.
//! The rest, from U+2100 on as well, is the number of bytes modulo 4. The file is UTF-16 with a byte order mark, so that a
//! character takes two bytes: a thirtieth more than the bytes themselves, where base64 takes a third. The mark also outweighs
//! whatever encoding a server says the file has. `www/js/blocks.js` is the other side.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use lzma_rust2::{LzmaOptions, LzmaWriter};

/// The first of the characters that carry bits.
const FIRST: u32 = 0x2100;
/// How many there are: two of them carry [`BITS`].
const BASE: u32 = 46341;
/// Bits of a pair.
const BITS: u32 = 31;

/// Where the blocks go in the template.
pub(crate) const PARTS: &str = "{{parts}}";

/// What the browser itself has to unpack, before `celan-unpacker` is there.
const FIRST_BLOCKS: [&str; 3] = ["unpacker", "styles", "main"];

/// How blocks are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// What the browser itself unpacks; made in no time.
    Gzip,
    /// What `celan-unpacker` unpacks; a quarter smaller.
    Lzma,
}

/// The single file made of its template and its blocks, each with its name and content.
pub fn single_file<'a>(
    template: &str,
    blocks: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    coding: Coding,
) -> Vec<u8> {
    let blocks = blocks.into_iter().map(|(name, bytes)| {
        let coding = if FIRST_BLOCKS.contains(&name) { Coding::Gzip } else { coding };
        format!("<script type=\"text/plain\" id=\"celan-{name}\">{}</script>\n", block(bytes, coding))
    });
    let page = template.replacen(PARTS, &blocks.collect::<String>(), 1);
    std::iter::once(0xFEFF).chain(page.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// The text of a block.
fn block(bytes: &[u8], coding: Coding) -> String {
    let (letter, packed) = match coding {
        Coding::Gzip => ('g', gzip(bytes)),
        Coding::Lzma => ('l', lzma(bytes)),
    };
    let carrier = |number: u32| char::from_u32(FIRST + number).unwrap_or_default();
    let mut text = String::with_capacity(packed.len() * 2);
    text.extend([letter, carrier(packed.len() as u32 % 4)]);
    let mut pair = |number: u32| text.extend([carrier(number / BASE), carrier(number % BASE)]);
    let (mut held, mut bits) = (0u64, 0);
    for byte in packed {
        held = held << 8 | u64::from(byte);
        bits += 8;
        if bits >= BITS {
            bits -= BITS;
            pair((held >> bits) as u32);
            held &= (1 << bits) - 1;
        }
    }
    if bits > 0 {
        pair((held << (BITS - bits)) as u32);
    }
    text
}

/// `bytes` as the browser itself unpacks them.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).expect("memory takes every byte");
    packer.finish().expect("memory takes every byte")
}

fn lzma(bytes: &[u8]) -> Vec<u8> {
    let mut options = LzmaOptions::with_preset(9);
    // No more than there is to look back at. Programs and tables have no alignment that would help.
    options.dict_size = (bytes.len() as u32).next_power_of_two().max(1 << 12);
    options.pb = 0;
    options.nice_len = 273;
    let mut packer = LzmaWriter::new_use_header(Vec::new(), &options, Some(bytes.len() as u64))
        .expect("the options are sound");
    packer.write_all(bytes).expect("memory takes every byte");
    packer.finish().expect("memory takes every byte")
}

#[cfg(test)]
mod tests {
    use super::*;
    use lzma_rust2::LzmaReader;
    use proptest::prelude::*;
    use std::io::Read;

    /// As `www/js/blocks.js` does.
    fn bytes(block: &str) -> Vec<u8> {
        let units: Vec<u32> = block.encode_utf16().skip(1).map(|unit| u32::from(unit) - FIRST).collect();
        let numbers = units[1..].chunks(2).map(|pair| pair[0] * BASE + pair[1]);
        let bits: Vec<u32> =
            numbers.flat_map(|number| (0..BITS).rev().map(move |bit| number >> bit & 1)).collect();
        let bytes = bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |byte, bit| byte << 1 | bit) as u8);
        let count = bits.len() / 8;
        bytes.take(count - ((count + 4 - units[0] as usize) % 4)).collect()
    }

    proptest! {
        #[test]
        fn what_is_in_a_block_comes_back(content in proptest::collection::vec(any::<u8>(), 0..400)) {
            let mut unpacked = Vec::new();
            let gzip = bytes(&block(&content, Coding::Gzip));
            flate2::read::GzDecoder::new(&gzip[..]).read_to_end(&mut unpacked).expect("gzip");
            prop_assert_eq!(&unpacked, &content);
            unpacked.clear();
            let lzma = bytes(&block(&content, Coding::Lzma));
            let mut reader = LzmaReader::new_mem_limit(&lzma[..], u32::MAX, None).expect("LZMA");
            reader.read_to_end(&mut unpacked).expect("LZMA");
            prop_assert_eq!(&unpacked, &content);
        }
    }

    #[test]
    fn the_file_says_its_encoding() {
        let file = single_file("<p>策</p>{{parts}}", [("x", &b"y"[..])], Coding::Gzip);
        let units: Vec<u16> = file.chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        let text = String::from_utf16(&units).expect("UTF-16");
        assert!(text.starts_with("\u{FEFF}<p>策</p><script type=\"text/plain\" id=\"celan-x\">g"), "{text}");
    }
}
