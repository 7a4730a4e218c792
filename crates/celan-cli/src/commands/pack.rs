use std::fs;
use std::path::PathBuf;

use anyhow::Context;
use celan_core::Corpus;
use celan_data::Tables;
use celan_formats::{Packer, Record, Source};
use rayon::prelude::*;

use crate::Outcome;
use crate::input;

/// Put documents into one file that every command, the page and the element read, with what was found in them.
///
/// Names are those of the files, so that two packs of the same folder are the same to the byte.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Documents, folders and other packs.
    #[arg(required = true)]
    files: Vec<String>,
    /// The pack to write, such as plans.celan.
    #[arg(short, long)]
    out: PathBuf,
}

impl Args {
    pub(crate) fn run(&self) -> anyhow::Result<Outcome> {
        let mut sources = Vec::new();
        for file in input::files(&self.files)? {
            match input::read(&file) {
                Ok(read) => sources.extend(read),
                Err(error) => eprintln!("left out: {error:#}"),
            }
        }
        if sources.is_empty() {
            eprintln!("celan: there is no document that can be read, so no pack was written");
            return Ok(Outcome::Nothing);
        }
        let tables = Tables::embedded();
        let empty = Corpus::ready(tables);
        let read = |source: &Source| {
            let mut corpus = empty.clone();
            let id = input::add(&mut corpus, source, tables);
            corpus.get(&id).expect("what was added is there").reading(tables)
        };
        let readings: Vec<Vec<u8>> = sources.par_iter().map(read).collect();
        let mut packer = Packer::default();
        for (Source { name, text, .. }, reading) in sources.iter().zip(&readings) {
            packer.add(&Record { name: input::file_name(name), text, reading });
        }
        let pack = packer.finish();
        fs::write(&self.out, &pack).with_context(|| format!("{} cannot be written", self.out.display()))?;
        eprintln!("{} documents are in {}", sources.len(), self.out.display());
        Ok(Outcome::Done)
    }
}
