//! A folder of documents, read by all cores and looked over: what is in it, what was repaired, what was refused, what is
//! there twice.
//!
//! ```text
//! files ─read, clean, parse, extract (parallel, cached)→ digests ─twins→ report
//! ```
//! Everything comes in the order of the files' names, so that the number of cores changes nothing.

mod cache;
mod digest;
mod report;
mod sketch;
mod twins;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use celan_core::Corpus;
use celan_data::Tables;
use celan_formats::{Reason, Refusal, Source, limits};
use celan_site::Page;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

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

/// A document with what there is to tell of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Shelved {
    /// Its file, from the folder on; inside an archive behind the archive's name and `/`.
    pub(crate) name: String,
    /// The text as it stood in the file.
    pub(crate) text: String,
    pub(crate) digest: Digest,
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
    documents: Vec<Shelved>,
    refused: Vec<Refused>,
}

impl Shelf {
    /// Reads every file in `folder` and below but those in `out`, which is what an earlier run made of them.
    pub(crate) fn read(folder: &Path, out: &Path, cache: &Cache) -> anyhow::Result<Self> {
        let mut files = Vec::new();
        collect(folder, out.canonicalize().ok().as_deref(), &mut files)?;
        let sizes = files.iter().map(|file| fs::metadata(file).map_or(0, |facts| facts.len()));
        let files: Vec<(PathBuf, u64)> = files.iter().cloned().zip(sizes).collect();
        let progress = Progress::new(files.len() as u64, files.iter().map(|(_, size)| size).sum());
        let read = |(file, size): &(PathBuf, u64)| {
            // Names are the same on every system.
            let name = file.strip_prefix(folder).unwrap_or(file).to_string_lossy().replace('\\', "/");
            let read = reading(file, *size, &name, cache);
            progress.step(*size);
            read
        };
        let readings: Vec<(Reading, bool)> = files.par_iter().map(read).collect::<anyhow::Result<_>>()?;
        let mut shelf = Self { files: files.len(), ..Self::default() };
        for (reading, unchanged) in readings {
            shelf.documents.extend(reading.documents);
            shelf.refused.extend(reading.refused);
            shelf.unchanged += usize::from(unchanged);
        }
        Ok(shelf)
    }

    /// The documents that differ, for a corpus that holds each text once.
    pub(crate) fn once(&self) -> impl Iterator<Item = &Shelved> {
        let mut seen = std::collections::HashSet::new();
        self.documents.iter().filter(move |document| seen.insert(&document.digest.id))
    }
}

/// What `file` came to, and whether that was known. A file that cannot be opened is refused like one that cannot be
/// understood: it must not stop the others.
fn reading(file: &Path, size: u64, name: &str, cache: &Cache) -> anyhow::Result<(Reading, bool)> {
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
    let documents = sources.into_iter().map(Shelved::of);
    let reading =
        Reading { documents: documents.collect(), refused: refused.into_iter().map(Refused::from).collect() };
    cache.put(&key, &reading)?;
    Ok((reading, false))
}

impl Shelved {
    /// Cleans and reads a document.
    fn of(source: Source) -> Self {
        let tables = Tables::embedded();
        let mut corpus = Corpus::default();
        let id = corpus.add(&source.name, &source.text, tables);
        let entry = corpus.get(&id).expect("what was added is there");
        Self {
            digest: Digest::of(entry, tables),
            page: Page::of(entry),
            name: source.name,
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
