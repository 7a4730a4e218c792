//! Zip archives: each member is read as a file of its own. Names are labels, never paths.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::charset::Charset;
use crate::refusal::{Reason, Refusal};
use crate::{Found, Source, limits, read_one, sniff};

/// Reads every member; a member that cannot be read does not stop the others.
pub(crate) fn read(name: &str, bytes: &[u8]) -> (Vec<Source>, Vec<Refusal>) {
    let refuse = |name: &str, (reason, found)| Refusal { name: name.to_owned(), reason, found };
    let mut archive = match open(bytes) {
        Ok(archive) => archive,
        Err(found) => return (Vec::new(), vec![refuse(name, found)]),
    };
    let (mut sources, mut refused, mut unpacked) = (Vec::new(), Vec::new(), 0);
    for index in 0..archive.len() {
        let (member, part) = match member(&mut archive, index, &mut unpacked) {
            Ok(Some(found)) => found,
            Ok(None) => continue,
            Err((member, found)) => {
                let is_bomb = found.0 == Reason::Bomb;
                refused.push(refuse(&format!("{name}/{member}"), found));
                if is_bomb {
                    break;
                }
                continue;
            }
        };
        let label = format!("{name}/{member}");
        if sniff(&label, &part) == Ok(crate::Format::Zip) {
            refused.push(refuse(&label, (Reason::Nested, String::new())));
            continue;
        }
        match read_one(&label, &part) {
            Ok(source) => sources.push(source),
            Err(refusal) => refused.push(refusal),
        }
    }
    if sources.is_empty() && refused.is_empty() {
        refused.push(refuse(name, (Reason::Empty, String::new())));
    }
    (sources, refused)
}

/// Opens a package, within the limits.
pub(crate) fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Found> {
    let archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| (Reason::Damaged, error.to_string()))?;
    if archive.len() > limits::MEMBERS {
        return Err((Reason::Bomb, format!("{} files", archive.len())));
    }
    Ok(archive)
}

/// A member that is a file: its name and bytes.
type Member = (String, Vec<u8>);

/// The name and bytes of a member; `None` for folders and for what systems put beside the files. An error comes with the
/// name of the member it is about.
fn member(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    unpacked: &mut usize,
) -> Result<Option<Member>, (String, Found)> {
    let label = |index: usize| format!("#{}", index + 1);
    let (name, is_folder, encrypted) = {
        let file = archive
            .by_index_raw(index)
            .map_err(|error| (label(index), (Reason::Damaged, error.to_string())))?;
        (member_name(file.name_raw()), file.is_dir(), file.encrypted())
    };
    let is_litter = |part: &str| part == "__MACOSX" || part == "Thumbs.db" || part.starts_with("._");
    if is_folder || name.split('/').any(is_litter) {
        return Ok(None);
    }
    if encrypted {
        return Err((name, (Reason::Encrypted, String::new())));
    }
    let file =
        archive.by_index(index).map_err(|error| (name.clone(), (Reason::Damaged, error.to_string())))?;
    match unpack(file) {
        Ok(part) if *unpacked + part.len() > limits::ARCHIVE => {
            Err((name, (Reason::Bomb, format!("more than {} MB", limits::ARCHIVE >> 20))))
        }
        Ok(part) => {
            *unpacked += part.len();
            Ok(Some((name, part)))
        }
        Err(found) => Err((name, found)),
    }
}

/// Member names are UTF-8 or, from Chinese Windows, GBK.
fn member_name(raw: &[u8]) -> String {
    match str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => Charset::Gb18030.decode(raw),
    }
}

/// Unpacks a part, never beyond [`limits::PART`], whatever the directory claims.
pub(crate) fn unpack(file: impl Read) -> Result<Vec<u8>, Found> {
    let mut part = Vec::new();
    let limit = limits::PART as u64 + 1;
    file.take(limit).read_to_end(&mut part).map_err(|error| (Reason::Damaged, error.to_string()))?;
    if part.len() > limits::PART {
        return Err((Reason::Bomb, format!("more than {} MB", limits::PART >> 20)));
    }
    Ok(part)
}
