//! What a command reads: a file, `-` for standard input, lines of JSON.

use std::fs;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use celan_core::{Corpus, DocId};
use celan_data::Tables;
use celan_formats::Source;
use serde::de::DeserializeOwned;

/// The documents in `file` (`-`: standard input). An archive may hold several.
pub(crate) fn read(file: &str) -> anyhow::Result<Vec<Source>> {
    let mut bytes = Vec::new();
    if file == "-" {
        io::stdin().lock().read_to_end(&mut bytes).context("standard input cannot be read")?;
    } else {
        bytes = fs::read(file).with_context(|| format!("{file} cannot be read"))?;
    }
    let (sources, refused) = celan_formats::read(file, &bytes);
    match refused.first() {
        Some(refusal) if sources.is_empty() => bail!("{refusal}"),
        _ => Ok(sources),
    }
}

/// Endings of the files that are read from a folder; others that lie there (a manifest, an image) are passed over.
const ENDINGS: [&str; 9] = ["txt", "text", "md", "html", "htm", "docx", "pdf", "zip", "celan"];

/// The documents' files in `folder` and below, in the order of their names.
pub(crate) fn folder(folder: &str) -> anyhow::Result<Vec<String>> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))?;
        for entry in entries {
            let path = entry.with_context(|| format!("{} cannot be read", folder.display()))?.path();
            let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
            if path.is_dir() {
                folders.push(path);
            } else if ending.is_some_and(|ending| ENDINGS.contains(&&*ending)) {
                files.push(path.to_string_lossy().into_owned());
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The files that are meant: those in folders, and the others as they were given.
pub(crate) fn files(given: &[String]) -> anyhow::Result<Vec<String>> {
    let mut files = Vec::new();
    for name in given {
        match Path::new(name).is_dir() {
            true => files.extend(folder(name)?),
            false => files.push(name.clone()),
        }
    }
    Ok(files)
}

/// The documents in the files and folders that are meant.
pub(crate) fn sources(given: &[String]) -> anyhow::Result<Vec<Source>> {
    let mut sources = Vec::new();
    for file in files(given)? {
        sources.extend(read(&file)?);
    }
    Ok(sources)
}

/// Adds a document, by what a pack says was read from it where it is one.
pub(crate) fn add(corpus: &mut Corpus, source: &Source, tables: &Tables) -> DocId {
    let read = corpus.add_read(&source.name, &source.text, &source.reading, tables);
    read.unwrap_or_else(|| corpus.add(&source.name, &source.text, tables))
}

/// The last part of a path: where a document lay on this machine is nobody else's business.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The lines of standard input, each a JSON object; blank lines are passed over.
pub(crate) fn json_lines<T: DeserializeOwned>() -> impl Iterator<Item = anyhow::Result<T>> {
    let lines = io::stdin().lock().lines().enumerate();
    lines.filter(|(_, line)| !line.as_ref().is_ok_and(|line| line.trim().is_empty())).map(|(at, line)| {
        let line = line.context("standard input cannot be read")?;
        serde_json::from_str(&line).with_context(|| format!("line {} of standard input", at + 1))
    })
}
