//! What a file is, by its first bytes.

use crate::Found;
use crate::refusal::Reason;

/// What a pack begins with.
pub(crate) const PACK: &[u8] = b"celan-pack ";

/// The stream that holds a docx which needs a password, inside a file of the old format ([MS-OFFCRYPTO] 2.3.4.4).
const LOCKED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text in any encoding that [`crate::decode`] knows.
    Text,
    /// Text with Markdown marks.
    Markdown,
    /// A web page.
    Html,
    /// Office Open XML text document.
    Docx,
    /// Portable document.
    Pdf,
    /// Archive of the others.
    Zip,
    /// Texts of many documents, as Celan writes them.
    Pack,
}

/// What `bytes` are; `name` only tells kinds of text apart.
///
/// # Errors
/// A format that is known and not read, or a name that promises a format the bytes don't have.
pub fn sniff(name: &str, bytes: &[u8]) -> Result<Format, Found> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let found = by_first_bytes(bytes)?;
    match (found, ending.as_str()) {
        (Some(format), _) => Ok(format),
        (None, "docx" | "pdf" | "zip" | "celan") if !bytes.is_empty() => Err((Reason::WrongEnding, ending)),
        (None, "md" | "markdown") => Ok(Format::Markdown),
        (None, "html" | "htm" | "xhtml" | "shtml") => Ok(Format::Html),
        (None, _) => Ok(Format::Text),
    }
}

fn by_first_bytes(bytes: &[u8]) -> Result<Option<Format>, Found> {
    const REFUSED: &[(&[u8], Reason, &str)] = &[
        (b"\xD0\xCF\x11\xE0", Reason::OldWord, "an Office document in the format of before 2007"),
        (b"{\\rtf", Reason::OldWord, "an RTF document"),
        (b"Rar!", Reason::Archive, "a RAR archive"),
        (b"7z\xBC\xAF\x27\x1C", Reason::Archive, "a 7z archive"),
        (b"\x1F\x8B", Reason::Archive, "a gzip archive"),
        (b"\x89PNG", Reason::Binary, "a picture"),
        (b"\xFF\xD8\xFF", Reason::Binary, "a picture"),
        (b"GIF8", Reason::Binary, "a picture"),
        (b"II*\0", Reason::Binary, "a picture"),
        (b"MM\0*", Reason::Binary, "a picture"),
        (b"MZ", Reason::Binary, "a program"),
        (b"\x7FELF", Reason::Binary, "a program"),
        (b"\0asm", Reason::Binary, "a program"),
    ];
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") && bytes.windows(LOCKED.len()).any(|window| window == LOCKED) {
        return Err((Reason::Encrypted, String::new()));
    }
    if let Some((_, reason, found)) = REFUSED.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        // `MZ` may well begin a text; no text has a zero byte this early, unless it is UTF-16 with its mark.
        if *reason != Reason::Binary || bytes.iter().take(512).any(|&byte| byte == 0 || byte >= 0x80) {
            return Err((*reason, (*found).to_owned()));
        }
    }
    if bytes.starts_with(PACK) {
        return Ok(Some(Format::Pack));
    }
    // Readers accept a PDF whose mark comes within the first kilobyte.
    if bytes.windows(5).take(1024).any(|window| window == b"%PDF-") {
        return Ok(Some(Format::Pdf));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return package(bytes);
    }
    let head = bytes[..bytes.len().min(1024)].to_ascii_lowercase();
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head).trim_ascii_start();
    let is_html = head.starts_with(b"<!doctype html") || head.starts_with(b"<html");
    Ok(is_html.then_some(Format::Html))
}

/// Which of the formats that are zip archives inside, by the names of their parts.
fn package(bytes: &[u8]) -> Result<Option<Format>, Found> {
    let names = part_names(bytes);
    let has = |name: &str| names.contains(&name.as_bytes());
    if has("word/document.xml") {
        Ok(Some(Format::Docx))
    } else if has("OFD.xml") {
        Err((Reason::Ofd, String::new()))
    } else if has("xl/workbook.xml") {
        Err((Reason::NotADocument, "a spreadsheet".to_owned()))
    } else if has("ppt/presentation.xml") {
        Err((Reason::NotADocument, "a presentation".to_owned()))
    } else {
        Ok(Some(Format::Zip))
    }
}

/// The names in the directory at the end of a zip archive (APPNOTE 4.3.12 and 4.3.16); what is damaged or of the 64-bit
/// kind has none here. Looking for a name anywhere in the bytes would also find it inside a member.
fn part_names(bytes: &[u8]) -> Vec<&[u8]> {
    const END: usize = 22;
    const ENTRY: usize = 46;
    let tail = bytes.len().saturating_sub(END + usize::from(u16::MAX));
    let end = bytes[tail..].windows(4).rposition(|window| window == b"PK\x05\x06").map(|at| tail + at);
    let number = |at: usize| Some(usize::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    let start = end.and_then(|end| Some(number(end + 16)? | number(end + 18)? << 16));
    let mut names = Vec::new();
    let mut at = start.unwrap_or(usize::MAX);
    while bytes.get(at..).is_some_and(|rest| rest.starts_with(b"PK\x01\x02")) {
        let (Some(name), Some(extra), Some(comment)) = (number(at + 28), number(at + 30), number(at + 32))
        else {
            break;
        };
        names.extend(bytes.get(at + ENTRY..at + ENTRY + name));
        at += ENTRY + name + extra + comment;
    }
    names
}
