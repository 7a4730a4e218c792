//! `celan`: what the page can do, for files, folders and pipes.
//!
//! `main` parses, dispatches and turns the outcome into an exit code: 0 done, 1 found nothing or a check failed,
//! 2 misused or unreadable. Machine formats go to stdout, words to stderr.

mod commands;
mod input;
mod output;
mod own;
mod progress;
mod shelf;

use std::io;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use commands::Command;

/// Clean, read and search Chinese government plans: what was promised, how much, by when, by whom.
#[derive(Parser)]
#[command(name = "celan", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// How a command ended that could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Done.
    Done,
    /// There was nothing to find, or a check failed.
    Nothing,
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            // A closed pipe is no reason to fail a second time.
            let _ = error.print();
            return if asked { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    match cli.command.run() {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("celan: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// The reader of our output has seen enough (`celan … | head`).
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
            || cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind)
                == Some(io::ErrorKind::BrokenPipe)
    })
}
