use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::Context;
use celan_data::Tables;
use celan_generator::{Document, Generator};
use rayon::prelude::*;
use serde_json::json;

use crate::Outcome;
use crate::output::{json_line, stdout};
use crate::progress::Progress;

/// Make up plans in any number, to try Celan with many documents.
///
/// They have what plans have and 2,300 characters at the mean; the same seed gives the same documents. OUT is a folder for
/// text files, a file .jsonl for one JSON object {"id","title","text"} a line, or - for the same on standard output.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How many.
    #[arg(value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    count: u64,
    /// Where they go.
    #[arg(short, long)]
    out: PathBuf,
    /// Another seed gives other documents.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Documents that are made at once: all that is held in memory.
const BATCH: u64 = 512;
/// About what a document is long.
const BYTES: u64 = 6400;

impl Args {
    pub(crate) fn run(&self) -> anyhow::Result<Outcome> {
        let generator = Generator::new(Tables::embedded(), self.seed);
        let cannot = || format!("{} cannot be written", self.out.display());
        if self.out == Path::new("-") {
            self.lines(&generator, stdout()).with_context(cannot)?;
        } else if self.out.extension().is_some_and(|ending| ending == "jsonl") {
            let file = File::create(&self.out).with_context(cannot)?;
            self.lines(&generator, BufWriter::new(file)).with_context(cannot)?;
        } else {
            fs::create_dir_all(&self.out).with_context(cannot)?;
            self.batches(&generator, |documents| {
                let write = |document: &Document| fs::write(self.out.join(&document.name), &document.text);
                documents.par_iter().try_for_each(write).with_context(cannot)
            })?;
        }
        Ok(Outcome::Done)
    }

    fn lines(&self, generator: &Generator, mut out: impl Write) -> anyhow::Result<()> {
        self.batches(generator, |documents| {
            documents.iter().try_for_each(|document| {
                let id = document.name.trim_end_matches(".txt");
                json_line(&mut out, &json!({ "id": id, "title": document.title, "text": document.text }))
            })
        })?;
        Ok(out.flush()?)
    }

    /// Makes the documents on all cores and hands them on in their order.
    fn batches(
        &self,
        generator: &Generator,
        mut each: impl FnMut(&[Document]) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let progress = Progress::new(self.count, self.count * BYTES);
        for first in (0..self.count).step_by(BATCH as usize) {
            let numbers: Range<u64> = first..self.count.min(first + BATCH);
            let make = |at| {
                let document = generator.document(at);
                progress.step(document.text.len() as u64);
                document
            };
            each(&numbers.into_par_iter().map(make).collect::<Vec<_>>())?;
        }
        Ok(())
    }
}
