use std::fs;
use std::path::PathBuf;

use anyhow::Context;

use crate::Outcome;
use crate::input;

/// Put the texts of documents into one file that every command, the page and the element read.
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
        let pack = celan_formats::pack(
            sources.iter().map(|source| (input::file_name(&source.name), source.text.as_str())),
        );
        fs::write(&self.out, &pack).with_context(|| format!("{} cannot be written", self.out.display()))?;
        eprintln!("{} documents are in {}", sources.len(), self.out.display());
        Ok(Outcome::Done)
    }
}
