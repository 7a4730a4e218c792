//! From bytes to characters: UTF-8, UTF-16, GB 18030 (with GBK and GB 2312 in it) and Big5, found out by looking.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_16BE, UTF_16LE};

use crate::Found;
use crate::refusal::Reason;

/// How much of a text is looked at to tell GB 18030 from Big5.
const SAMPLE: usize = 64 << 10;

/// The text of plain bytes.
///
/// A byte order mark decides; else UTF-8 if every byte fits; else UTF-16 where every other byte of ASCII is zero; else
/// the one of GB 18030 and Big5 that reads as more common characters.
///
/// # Errors
/// Bytes that are no text in any of them.
pub fn decode(bytes: &[u8]) -> Result<String, Found> {
    let binary = || (Reason::Binary, "no text".to_owned());
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, damaged) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return if damaged && !mostly_text(&text) { Err(binary()) } else { Ok(text.into_owned()) };
    }
    if let Ok(text) = str::from_utf8(bytes) {
        return if text.contains('\0') { Err(binary()) } else { Ok(text.to_owned()) };
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return Ok(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    if bytes.contains(&0) {
        return Err(binary());
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let best = [GB18030, BIG5].into_iter().map(|encoding| (commonness(encoding, sample), encoding));
    let utf8_cut = (commonness(encoding_rs::UTF_8, sample), encoding_rs::UTF_8);
    // The first of equals wins: GB 18030 reads ASCII and the like just as well.
    let best = best.chain([utf8_cut]).reduce(|best, next| if next.0 > best.0 { next } else { best });
    match best {
        Some((score, encoding)) if score > 0 => {
            Ok(encoding.decode_without_bom_handling(bytes).0.into_owned())
        }
        _ => Err(binary()),
    }
}

/// The text of bytes of GBK, for a table of its characters; pairs that it leaves undefined become private characters.
pub fn decode_gbk(bytes: &[u8]) -> String {
    // GB 18030 is decoded as GBK is.
    GB18030.decode_without_bom_handling(bytes).0.into_owned()
}

/// UTF-16 without its mark: text with line breaks, digits or ASCII marks in it has zero bytes, which no other encoding has.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    if !sample.contains(&0) {
        return None;
    }
    let scores = [UTF_16LE, UTF_16BE].map(|encoding| (commonness(encoding, sample), encoding));
    let (score, encoding) = if scores[1].0 > scores[0].0 { scores[1] } else { scores[0] };
    let (text, damaged) = encoding.decode_without_bom_handling(sample);
    (score > 0 && !damaged && mostly_text(&text)).then_some(encoding)
}

fn mostly_text(text: &str) -> bool {
    let odd = text.chars().filter(|c| c.is_control() && !c.is_whitespace() || *c == '\u{FFFD}').count();
    odd * 20 <= text.chars().count()
}

/// How well `sample` reads in `encoding`: common characters count for it, unreadable and rare ones against it.
fn commonness(encoding: &'static Encoding, sample: &[u8]) -> i64 {
    let (text, _) = encoding.decode_without_bom_handling(sample);
    text.chars().map(|c| weight(encoding, c)).sum()
}

/// GB 2312 has its common characters in rows 16 to 55 (lead bytes B0 to D7), Big5 in lead bytes A4 to C6: text in one
/// of them, read as the other, falls mostly outside of those.
fn weight(encoding: &'static Encoding, c: char) -> i64 {
    match c {
        '\u{FFFD}' => -20,
        '\u{E000}'..='\u{F8FF}' => -10,
        '。' | '，' | '、' | '的' | '和' | '年' | '一' | '\n' => 8,
        '\u{4E00}'..='\u{9FFF}' => {
            let mut buffer = [0; 4];
            let (bytes, ..) = encoding.encode(c.encode_utf8(&mut buffer));
            match bytes.first() {
                Some(0xB0..=0xD7)
                    if encoding == GB18030 && bytes.get(1).is_some_and(|&trail| trail >= 0xA1) =>
                {
                    2
                }
                Some(0xA4..=0xC6) if encoding == BIG5 => 2,
                _ if encoding != GB18030 && encoding != BIG5 => 2,
                _ => -1,
            }
        }
        c if c.is_control() && !c.is_whitespace() => -10,
        // Scripts that plans are not written in: what UTF-16 looks like with its bytes the wrong way round.
        '\u{100}'..='\u{1FFF}' | '\u{A000}'..='\u{D7FF}' | '\u{3400}'..='\u{4DBF}' => -4,
        _ => 0,
    }
}
