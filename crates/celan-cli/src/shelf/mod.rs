//! A folder of documents, read by all cores and looked over: what is in it, what was repaired, what was refused, what is
//! there twice.
//!
//! ```text
//! files ─read, clean, parse, extract (parallel, cached)→ texts, pages ─→ site
//!                                                      └→ digests ─twins→ report
//! ```
//! Everything comes in the order of the files' names, so that the number of cores changes nothing.

mod cache;
mod digest;
mod report;
mod sketch;
mod twins;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;

use anyhow::Context;
use celan_core::Corpus;
use celan_formats::{Reason, Record, Refusal, Source, limits};
use celan_site::{Item, Page};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::input;
use crate::own::Settings;
use crate::progress::Progress;

pub(crate) use cache::Cache;
pub(crate) use digest::Digest;
pub(crate) use report::Report;

/// The documents of a folder.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    /// In the order of their files' names.
    pub(crate) documents: Vec<Shelved>,
    pub(crate) refused: Vec<Refused>,
    /// How many files were looked at.
    pub(crate) files: usize,
    /// How many of them were the same as in an earlier run.
    pub(crate) unchanged: usize,
}

/// What there is to tell of a document: small, since all are held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Shelved {
    /// Its file, from the folder on; inside an archive behind the archive's name and `/`.
    pub(crate) name: String,
    pub(crate) digest: Digest,
}

/// A document as it is put on the shelf: its text and page go on to the site and are not held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Delivered {
    pub(crate) shelved: Shelved,
    /// The text as it stood in the file.
    pub(crate) text: String,
    /// What was read from it, for packs.
    pub(crate) reading: Vec<u8>,
    /// Title and number in one line, and the head alone, for a corpus in parts.
    pub(crate) title: String,
    pub(crate) announcement: Vec<u8>,
    /// The document as it is read without script.
    pub(crate) page: Page,
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Refused {
    pub(crate) name: String,
    /// Its code for machines.
    pub(crate) reason: String,
    /// What was found, expected, and what to do; names the file.
    pub(crate) sentence: String,
}

/// What a file came to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Reading {
    documents: Vec<Delivered>,
    refused: Vec<Refused>,
}

/// Files that are read at once; what they came to is all that is held of texts and pages.
const BATCH: usize = 64;

impl Shelf {
    /// Reads every file in `folder` and below but those in `out`, which is what an earlier run made of them, and those of
    /// the settings. Each document goes once to `deliver`, in the order of the files' names.
    pub(crate) fn read(
        folder: &Path,
        out: &Path,
        settings: &Settings,
        cache: &Cache,
        mut deliver: impl FnMut(Item<'_>, Page) -> anyhow::Result<()>,
    ) -> anyhow::Result<Self> {
        let mut files = Vec::new();
        collect(folder, out.canonicalize().ok().as_deref(), &mut files)?;
        files.retain(|file| !settings.files.contains(file));
        let sizes = files.iter().map(|file| fs::metadata(file).map_or(0, |facts| facts.len()));
        let files: Vec<(PathBuf, u64)> = files.iter().cloned().zip(sizes).collect();
        let progress = Progress::new(files.len() as u64, files.iter().map(|(_, size)| size).sum());
        let empty = Corpus::ready(settings.tables);
        let read = |(file, size): &(PathBuf, u64)| {
            // Names are the same on every system.
            let name = file.strip_prefix(folder).unwrap_or(file).to_string_lossy().replace('\\', "/");
            let read = reading(file, *size, &name, settings, &empty, cache);
            progress.step(*size);
            read
        };
        let read_batch = |batch: &[_]| batch.par_iter().map(read).collect::<anyhow::Result<Vec<_>>>();
        let mut shelf = Self { files: files.len(), ..Self::default() };
        let mut seen = HashSet::new();
        // While one batch is delivered, the next one is read.
        thread::scope(|scope| {
            let (sender, batches) = mpsc::sync_channel(0);
            let files = &files;
            scope.spawn(move || {
                let mut read = files.chunks(BATCH).map(read_batch);
                // Nobody waits for more where one failed to be delivered.
                read.try_for_each(|readings| sender.send(readings))
            });
            for readings in batches {
                for (reading, unchanged) in readings? {
                    shelf.unchanged += usize::from(unchanged);
                    shelf.put(reading, &mut seen, &mut deliver)?;
                }
            }
            Ok(shelf)
        })
    }

    /// Takes what a file came to; a document that is here already is not delivered once more.
    fn put(
        &mut self,
        reading: Reading,
        seen: &mut HashSet<String>,
        deliver: &mut impl FnMut(Item<'_>, Page) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        for Delivered { shelved, text, reading, title, announcement, page } in reading.documents {
            if seen.insert(shelved.digest.id.clone()) {
                let record = Record { name: &shelved.name, text: &text, reading: &reading };
                deliver(Item { record, title: &title, announcement: &announcement }, page)?;
            }
            self.documents.push(shelved);
        }
        self.refused.extend(reading.refused);
        Ok(())
    }
}

/// What `file` came to, and whether that was known. A file that cannot be opened is refused like one that cannot be
/// understood: it must not stop the others.
fn reading(
    file: &Path,
    size: u64,
    name: &str,
    settings: &Settings,
    empty: &Corpus,
    cache: &Cache,
) -> anyhow::Result<(Reading, bool)> {
    if size > limits::FILE as u64 {
        let found = format!("{} MB", size / 1_000_000);
        let refusal = Refusal { name: name.to_owned(), reason: Reason::TooLarge, found };
        return Ok((Reading { refused: vec![Refused::from(refusal)], ..Reading::default() }, false));
    }
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            let sentence = format!("{name} cannot be opened ({error}): check that you may read it");
            let refused = Refused { name: name.to_owned(), reason: "unopened".to_owned(), sentence };
            return Ok((Reading { refused: vec![refused], ..Reading::default() }, false));
        }
    };
    let key = cache.key(name, &bytes);
    if let Some(known) = cache.get(&key) {
        return Ok((known, true));
    }
    let (sources, refused) = celan_formats::read(name, &bytes);
    let documents = sources.into_iter().map(|source| Delivered::of(source, empty.clone(), settings));
    let reading =
        Reading { documents: documents.collect(), refused: refused.into_iter().map(Refused::from).collect() };
    cache.put(&key, &reading)?;
    Ok((reading, false))
}

impl Delivered {
    /// Cleans and reads a document of a site, alone in `corpus`.
    fn of(source: Source, mut corpus: Corpus, Settings { tables, own, .. }: &Settings) -> Self {
        let id = input::add(&mut corpus, &source, tables);
        let entry = corpus.get(&id).expect("what was added is there");
        Self {
            shelved: Shelved { name: source.name, digest: Digest::of(entry, tables) },
            page: Page::of(entry, own.title()),
            reading: entry.reading(tables),
            title: entry.head_line().to_owned(),
            announcement: entry.announcement(tables),
            text: source.text,
        }
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self { reason: refusal.reason.code().to_owned(), sentence: refusal.to_string(), name: refusal.name }
    }
}

/// The files in `folder` and below, hidden ones and those in `out` left out, in the order of their names.
fn collect(folder: &Path, out: Option<&Path>, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()
        .with_context(|| format!("{} cannot be read", folder.display()))?;
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let is_out = || out.is_some_and(|out| path.canonicalize().is_ok_and(|path| path == *out));
        if path.is_dir() && !hidden && !path.is_symlink() && !is_out() {
            collect(&path, out, files)?;
        } else if path.is_file() && !hidden {
            files.push(path);
        }
    }
    Ok(())
}
