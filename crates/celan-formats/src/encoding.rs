//! From bytes to characters: UTF-8, UTF-16, GB 18030 (with GBK and GB 2312 in it) and Big5, found out by looking.

use crate::Found;
use crate::charset::Charset;
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
    if let Some((charset, mark)) = Charset::of_mark(bytes) {
        let text = charset.decode(&bytes[mark..]);
        return if mostly_text(&text) { Ok(text) } else { Err(binary()) };
    }
    if let Ok(text) = str::from_utf8(bytes) {
        return if text.contains('\0') { Err(binary()) } else { Ok(text.to_owned()) };
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    // UTF-16 of text with line breaks, digits or ASCII marks in it has zero bytes, which no other set has.
    let charsets: &[Charset] = if sample.contains(&0) {
        &[Charset::Utf16Le, Charset::Utf16Be]
    } else {
        &[Charset::Gb18030, Charset::Big5, Charset::Utf8]
    };
    let scores = charsets.iter().map(|&charset| (commonness(charset, sample), charset));
    // The first of equals wins: GB 18030 reads ASCII and the like just as well.
    match scores.reduce(|best, next| if next.0 > best.0 { next } else { best }) {
        Some((score, charset)) if score > 0 => Ok(charset.decode(bytes)),
        _ => Err(binary()),
    }
}

/// The text of bytes of GBK, for a table of its characters; pairs that it leaves undefined become private characters.
pub fn decode_gbk(bytes: &[u8]) -> String {
    // GB 18030 is decoded as GBK is.
    Charset::Gb18030.decode(bytes)
}

fn mostly_text(text: &str) -> bool {
    let odd = text.chars().filter(|c| c.is_control() && !c.is_whitespace() || *c == '\u{FFFD}').count();
    odd * 20 <= text.chars().count()
}

/// How well `sample` reads as `charset`: common characters count for it, unreadable and rare ones against it.
fn commonness(charset: Charset, sample: &[u8]) -> i64 {
    charset.decode(sample).chars().map(weight).sum::<i64>() + common_pairs(charset, sample)
}

fn weight(c: char) -> i64 {
    match c {
        '\u{FFFD}' => -20,
        '\u{E000}'..='\u{F8FF}' => -10,
        '。' | '，' | '、' | '的' | '和' | '年' | '一' | '\n' => 8,
        '\u{4E00}'..='\u{9FFF}' => 1,
        c if c.is_control() && !c.is_whitespace() => -10,
        // Scripts that plans are not written in: what UTF-16 looks like with its bytes the wrong way round.
        '\u{100}'..='\u{1FFF}' | '\u{A000}'..='\u{D7FF}' | '\u{3400}'..='\u{4DBF}' => -4,
        _ => 0,
    }
}

/// GB 2312 has its common characters in rows 16 to 55 (lead bytes B0 to D7), Big5 in lead bytes A4 to C6: text in one
/// of them, read as the other, falls mostly outside of those.
fn common_pairs(charset: Charset, sample: &[u8]) -> i64 {
    let is_common = |lead: u8, trail: u8| match charset {
        Charset::Gb18030 => matches!(lead, 0xB0..=0xD7) && trail >= 0xA1,
        Charset::Big5 => matches!(lead, 0xA4..=0xC6),
        _ => false,
    };
    let (mut score, mut rest) = (0, sample);
    while let [lead, after @ ..] = rest {
        rest = after;
        if let (0x80.., Some((&trail, after))) = (*lead, after.split_first())
            && matches!(charset, Charset::Gb18030 | Charset::Big5)
        {
            score += if is_common(*lead, trail) { 1 } else { -2 };
            rest = after;
        }
    }
    score
}
