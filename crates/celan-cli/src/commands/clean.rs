use std::collections::BTreeMap;
use std::io::Write;

use anyhow::bail;
use celan_core::{Cleaned, clean};
use celan_data::Tables;
use serde::Serialize;

use crate::Outcome;
use crate::input;
use crate::output::{json_line, stdout};

/// Print the clean text of a document, or what cleaning changed.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A document, or - for standard input.
    file: String,
    /// One JSON line an edit: rule, source range in characters, before, after. How many there are of each rule, and
    /// what was seen but left, goes to stderr.
    #[arg(long)]
    edits: bool,
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
        let sources = input::read(&self.file)?;
        let [source] = sources.as_slice() else {
            bail!("{} holds {} documents; clean takes one", self.file, sources.len());
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
