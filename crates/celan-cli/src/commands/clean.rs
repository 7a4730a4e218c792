use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use anyhow::bail;
use celan_core::{Cleaned, clean};
use celan_data::Tables;
use serde::Serialize;

use crate::Outcome;
use crate::input;
use crate::output::{json_line, stdout};

/// Print the clean text of a document, what cleaning changed, or a count of all damage in many documents.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A document, or - for standard input; with --summary as many documents and folders as you like.
    #[arg(required = true)]
    files: Vec<String>,
    /// One JSON line an edit: rule, source range in characters, before, after. How many there are of each rule, and
    /// what was seen but left, goes to stderr.
    #[arg(long)]
    edits: bool,
    /// A line for each rule: how many places it found, how many of them it repaired, how many it only marked, and in how
    /// many documents.
    #[arg(long, conflicts_with = "edits")]
    summary: bool,
}

/// An edit on the command line; offsets count characters.
#[derive(Serialize)]
struct EditLine<'a> {
    rule: &'a str,
    source: [usize; 2],
    before: &'a str,
    after: &'a str,
}

impl Args {
    pub(crate) fn run(&self) -> anyhow::Result<Outcome> {
        if self.summary {
            return summary(&self.files);
        }
        let [file] = self.files.as_slice() else {
            bail!("{} files were given; without --summary clean takes one", self.files.len());
        };
        let sources = input::read(file)?;
        let [source] = sources.as_slice() else {
            bail!("{file} holds {} documents; without --summary clean takes one", sources.len());
        };
        let cleaned = clean(&source.text, Tables::embedded());
        let mut out = stdout();
        if !self.edits {
            out.write_all(cleaned.text.as_bytes())?;
            return Ok(Outcome::Done);
        }
        let offsets = celan_core::Offsets::new(&source.text);
        for edit in &cleaned.edits {
            let at = |byte| offsets.count(celan_core::Unit::Chars, byte);
            let source = [at(edit.source.start), at(edit.source.end)];
            json_line(
                &mut out,
                &EditLine { rule: edit.rule, source, before: &edit.before, after: &edit.after },
            )?;
        }
        out.flush()?;
        count(&cleaned);
        Ok(if cleaned.edits.is_empty() { Outcome::Nothing } else { Outcome::Done })
    }
}

/// Says how often each rule changed something, and what was marked.
fn count(cleaned: &Cleaned) {
    let mut counts = BTreeMap::<_, usize>::new();
    for edit in &cleaned.edits {
        *counts.entry(edit.rule).or_default() += 1;
    }
    for (rule, count) in counts {
        eprintln!("{count:6} {rule}");
    }
    for mark in &cleaned.marks {
        let suggestion = mark.suggestion.as_deref().unwrap_or("unknown");
        eprintln!("marked {}: {} (was: {suggestion})", mark.rule, mark.span.of(&cleaned.text));
    }
}

/// What one rule did in many documents.
#[derive(Default)]
struct Tally {
    repaired: usize,
    marked: usize,
    /// Numbers of the documents.
    documents: BTreeSet<usize>,
}

/// Accounts for every run of damage in `files`.
fn summary(files: &[String]) -> anyhow::Result<Outcome> {
    let mut tallies = BTreeMap::<&str, Tally>::new();
    let mut documents = 0;
    for file in input::files(files)? {
        for source in input::read(&file)? {
            let cleaned = clean(&source.text, Tables::embedded());
            for edit in &cleaned.edits {
                tallies.entry(edit.rule).or_default().repaired += 1;
                tallies.entry(edit.rule).or_default().documents.insert(documents);
            }
            for mark in &cleaned.marks {
                tallies.entry(mark.rule).or_default().marked += 1;
                tallies.entry(mark.rule).or_default().documents.insert(documents);
            }
            documents += 1;
        }
    }
    let mut out = stdout();
    writeln!(out, "{:<14}{:>9}{:>10}{:>8}{:>11}", "rule", "found", "repaired", "marked", "documents")?;
    for (rule, tally) in &tallies {
        let found = tally.repaired + tally.marked;
        let (repaired, marked, documents) = (tally.repaired, tally.marked, tally.documents.len());
        writeln!(out, "{rule:<14}{found:>9}{repaired:>10}{marked:>8}{documents:>11}")?;
    }
    out.flush()?;
    eprintln!("{documents} documents");
    Ok(if tallies.is_empty() { Outcome::Nothing } else { Outcome::Done })
}
