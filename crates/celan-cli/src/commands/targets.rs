use crate::Outcome;

/// List what a document promises: indicator, value, unit, deadline, and the words that say so.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Documents, or - for standard input.
    files: Vec<String>,
}

impl Args {
    pub(crate) fn run(&self) -> anyhow::Result<Outcome> {
        for file in &self.files {
            crate::input::read(file)?;
        }
        Ok(Outcome::Nothing)
    }
}
