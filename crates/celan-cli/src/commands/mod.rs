//! One file per subcommand; this list orders them in the help.

mod build;
mod clean;
mod duties;
mod eval;
mod export;
mod generate;
mod outline;
mod pack;
mod quantities;
mod sample;
mod search;
mod survey;
mod targets;

use clap::Subcommand;

use crate::Outcome;

#[derive(Subcommand)]
pub(crate) enum Command {
    Clean(clean::Args),
    Outline(outline::Args),
    Survey(survey::Args),
    Duties(duties::Args),
    Targets(targets::Args),
    Search(search::Args),
    Quantities(quantities::Args),
    Build(build::Args),
    Pack(pack::Args),
    Export(export::Args),
    Generate(generate::Args),
    Eval(eval::Args),
}

impl Command {
    pub(crate) fn run(&self) -> anyhow::Result<Outcome> {
        match self {
            Self::Clean(args) => args.run(),
            Self::Outline(args) => args.run(),
            Self::Survey(args) => args.run(),
            Self::Duties(args) => args.run(),
            Self::Targets(args) => args.run(),
            Self::Search(args) => args.run(),
            Self::Quantities(args) => args.run(),
            Self::Build(args) => args.run(),
            Self::Pack(args) => args.run(),
            Self::Export(args) => args.run(),
            Self::Generate(args) => args.run(),
            Self::Eval(args) => args.run(),
        }
    }
}
