//! Documents and other bytes in the shapes in which a browser takes them.

use std::fs;
use std::path::{Path, PathBuf};

use celan_catalog::{Builder, Built};
use celan_data::Tables;
use celan_formats::{Packer, Record};

use crate::pages::Unwritten;
use crate::single::gzip;

/// Texts of more bytes go to the page in parts, unless the keeper says otherwise: as a whole they take several megabytes to
/// fetch and seconds to load.
pub const SPLIT_BEYOND: usize = 8_000_000;

/// The documents of a site as the one file that the page fetches: a pack, or the head of a corpus in parts, which lie in a
/// folder of the same name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corpus {
    bytes: Vec<u8>,
    /// Where the parts lie until they are put beside the head, and a digest of them.
    parts: Option<(PathBuf, u64)>,
}

impl Corpus {
    /// The documents in the order in which the page is to have them.
    pub fn of(pack: Packer) -> Self {
        Self { bytes: pack.finish(), parts: None }
    }

    /// The file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its name, which changes with the documents.
    pub fn file_name(&self) -> String {
        format!("{}.celan", self.stem())
    }

    /// Whether it comes in parts.
    pub fn is_split(&self) -> bool {
        self.parts.is_some()
    }

    fn stem(&self) -> String {
        let parts = self.parts.as_ref().map_or_else(Vec::new, |(_, digest)| digest.to_le_bytes().to_vec());
        format!("corpus.{}", hash(&[&self.bytes, &parts]))
    }

    /// Writes it into the folder `out` and gives the names of its files there.
    pub(crate) fn put(&self, out: &Path) -> Result<Vec<String>, Unwritten> {
        // The name is a digest of the whole file, so it is told once.
        let stem = self.stem();
        let head = format!("{stem}.celan");
        write(&out.join(&head), &self.bytes)?;
        let mut names = vec![head];
        let Some((room, _)) = &self.parts else { return Ok(names) };
        let folder = out.join(&stem);
        fs::create_dir_all(&folder).map_err(|error| (folder.clone(), error))?;
        for part in fs::read_dir(room).map_err(|error| (room.clone(), error))? {
            let part = part.map_err(|error| (room.clone(), error))?;
            let name = part.file_name().to_string_lossy().into_owned();
            fs::copy(part.path(), folder.join(&name)).map_err(|error| (folder.join(&name), error))?;
            names.push(format!("{stem}/{name}"));
        }
        Ok(names)
    }
}

/// A document with what announces it before it is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item<'a> {
    /// The document.
    pub record: Record<'a>,
    /// Its title and number in one line.
    pub title: &'a str,
    /// What `celan_core::Entry::announcement` gave.
    pub announcement: &'a [u8],
}

/// A corpus that is being filled, one document at a time: all texts as one tree would take as much memory again.
pub struct Filling<'a> {
    /// As long as they are few.
    early: Vec<Early>,
    parts: Option<Parts<'a>>,
    size: usize,
    tables: &'a Tables,
    room: PathBuf,
    split_beyond: usize,
    whole: bool,
}

impl<'a> Filling<'a> {
    /// An empty corpus whose characters are folded by `tables`. Texts of more than `split_beyond` bytes go in parts, which lie
    /// in the folder `room` until the site is written; `whole` asks for them in one file as well.
    pub fn new(tables: &'a Tables, room: &Path, split_beyond: usize, whole: bool) -> Self {
        let room = room.to_owned();
        Self { early: Vec::new(), parts: None, size: 0, tables, room, split_beyond, whole }
    }

    /// Adds a document.
    ///
    /// # Errors
    /// A part that cannot be written.
    pub fn add(&mut self, item: &Item<'_>) -> Result<(), Unwritten> {
        self.size += item.record.text.len();
        if self.size <= self.split_beyond {
            let (title, announcement) = (item.title.to_owned(), item.announcement.to_vec());
            self.early.push(Early { record: item.record.bytes(), title, announcement });
            return Ok(());
        }
        if self.parts.is_none() {
            self.parts = Some(Parts::new(self.tables, &self.room, self.whole)?);
        }
        let Some(parts) = &mut self.parts else { return Ok(()) };
        self.early.drain(..).try_for_each(|early| parts.add(&early.item()))?;
        parts.add(item)
    }

    /// The corpus of what was added, for the page; and where that goes in parts, all in one file if it was asked for.
    ///
    /// # Errors
    /// A part that cannot be written.
    pub fn finish(self) -> Result<(Corpus, Option<Corpus>), Unwritten> {
        if let Some(parts) = self.parts {
            return parts.finish();
        }
        let mut pack = Packer::default();
        self.early.iter().for_each(|early| pack.add(&early.item().record));
        Ok((Corpus::of(pack), None))
    }
}

/// An item that waits until it is known whether the corpus goes in parts.
struct Early {
    record: Vec<u8>,
    title: String,
    announcement: Vec<u8>,
}

impl Early {
    fn item(&self) -> Item<'_> {
        let record = Record::read(&self.record).expect("its bytes are a record");
        Item { record, title: &self.title, announcement: &self.announcement }
    }
}

/// A corpus in parts that is being written.
struct Parts<'a> {
    tables: &'a Tables,
    room: PathBuf,
    catalogue: Builder,
    announced: Packer,
    /// All of it in one file, where that is wanted.
    whole: Option<Packer>,
    count: usize,
    digest: u64,
}

impl<'a> Parts<'a> {
    fn new(tables: &'a Tables, room: &Path, whole: bool) -> Result<Self, Unwritten> {
        let failed = |error| (room.to_owned(), error);
        if room.exists() {
            fs::remove_dir_all(room).map_err(failed)?;
        }
        fs::create_dir_all(room).map_err(failed)?;
        let (catalogue, announced) = (Builder::default(), Packer::default());
        let whole = whole.then(Packer::default);
        Ok(Self { tables, room: room.to_owned(), catalogue, announced, whole, count: 0, digest: 0 })
    }

    fn add(&mut self, item: &Item<'_>) -> Result<(), Unwritten> {
        let Record { name, text, .. } = item.record;
        self.catalogue.add(item.title, text, self.tables);
        if let Some(whole) = &mut self.whole {
            whole.add(&item.record);
        }
        self.announced.add(&Record { name, text: "", reading: item.announcement });
        self.write(&format!("d{}.part", self.count), &item.record.bytes())?;
        self.count += 1;
        Ok(())
    }

    fn finish(mut self) -> Result<(Corpus, Option<Corpus>), Unwritten> {
        let Built { directory, parts } = std::mem::take(&mut self.catalogue).finish();
        for (number, part) in parts.iter().enumerate() {
            self.write(&format!("l{number}.part"), part)?;
        }
        let bytes = self.announced.finish_head(&directory);
        let served = Corpus { bytes, parts: Some((self.room, self.digest)) };
        Ok((served, self.whole.map(Corpus::of)))
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), Unwritten> {
        let bytes = gzip(bytes);
        self.digest = celan_data::digest([&self.digest.to_le_bytes()[..], &bytes]);
        write(&self.room.join(name), &bytes)
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Unwritten> {
    fs::write(path, bytes).map_err(|error| (path.to_owned(), error))
}

/// A short name for content: the same bytes have the same name on every machine.
pub fn hash(pieces: &[&[u8]]) -> String {
    format!("{:016x}", celan_data::digest(pieces.iter().copied()))
}

/// Base64 with padding (RFC 4648).
pub(crate) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for piece in bytes.chunks(3) {
        let [a, b, c] = [0, 1, 2].map(|at| u32::from(piece.get(at).copied().unwrap_or(0)));
        let bits = a << 16 | b << 8 | c;
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at) & 63) as usize];
            text.push(if at <= piece.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_what_browsers_read() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn a_corpus_is_named_by_its_content() {
        let named = |text: &str| filled(SPLIT_BEYOND, text).0.file_name();
        assert_eq!(named("策"), named("策"));
        assert_ne!(named("策"), named("览"));
    }

    fn filled(split_beyond: usize, text: &str) -> (Corpus, Option<Corpus>) {
        let room = std::env::temp_dir().join(format!("celan-parts-{}-{split_beyond}", std::process::id()));
        let mut corpus = Filling::new(Tables::embedded(), &room, split_beyond, true);
        for name in ["a.txt", "b.txt"] {
            let record = Record { name, text, reading: b"read" };
            corpus.add(&Item { record, title: "计划", announcement: b"head" }).expect("the folder is ours");
        }
        corpus.finish().expect("the folder is ours")
    }

    #[test]
    fn documents_go_with_what_was_read_from_them() {
        let (served, whole) = filled(SPLIT_BEYOND, "策");
        assert!(served.file_name().ends_with(".celan") && !served.is_split());
        assert_eq!(whole, None, "it is one file already");
        let (sources, _) = celan_formats::read("a.celan", served.bytes());
        assert_eq!(sources.iter().map(|source| &source.reading[..]).collect::<Vec<_>>(), [b"read", b"read"]);
    }

    #[test]
    fn more_text_goes_in_parts() {
        let (served, whole) = filled(5, "产业计划");
        let whole = whole.expect("it was asked for");
        assert!(served.is_split() && !whole.is_split());
        assert_eq!(celan_formats::read("a.celan", whole.bytes()).0.len(), 2, "it holds them all");
        let out = std::env::temp_dir().join(format!("celan-put-{}", std::process::id()));
        fs::create_dir_all(&out).expect("the folder is ours");
        let names = served.put(&out).expect("the folder is ours");
        assert!(names.iter().any(|name| name.ends_with("/d1.part")), "{names:?}");
        assert!(names.iter().all(|name| out.join(name).is_file()));
        let (refused, other) = (celan_formats::read("a.celan", served.bytes()).1, filled(4, "产业规划").0);
        assert_eq!(refused[0].reason, celan_formats::Reason::InParts);
        assert_ne!(served.file_name(), other.file_name());
        fs::remove_dir_all(out).expect("the folder is ours");
        for corpus in [served, other] {
            fs::remove_dir_all(corpus.parts.expect("it has parts").0).expect("the folder is ours");
        }
    }
}
