//! `cargo xtask`: builds, serves, tests and measures Celan on a machine that has nothing but rustup.
//!
//! ```text
//! serve ─▶ build (quick or release) ─▶ server at 127.0.0.1
//! build ─▶ wasm ─▶ dist/site  dist/widget  dist/celan.html
//! size  ─▶ build --release ─▶ bytes beside the budget
//! test  ─▶ fmt, clippy, cargo test, build --release, size, node tests, browser tests ─▶ counts
//! fuzz  ─▶ fuzz/ built with counters ─▶ inputs that break a law in target/fuzz/found
//! ```
//!
//! What is missing is installed by [`need`]; what it does and how long it took is said by [`step`].

mod args;
mod bench;
mod build;
mod fuzz;
mod growth;
mod memory;
mod need;
mod serve;
mod size;
mod step;
mod test;
mod wasm;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use args::Task;

const USAGE: &str = "\
cargo xtask serve [--release] [--port 8080]   install what is missing, build, serve at 127.0.0.1
cargo xtask test                              every check; the last lines count the tests
cargo xtask build --release                   dist/site, dist/widget, dist/celan.html
cargo xtask size                              raw, gzip and brotli bytes of what is shipped, beside the budget
cargo xtask bench [--most 10000]              throughput, a first visit, and how time, memory and bytes grow with 10, 100, 1,000, … documents
cargo xtask fuzz [TARGET] [--minutes 2]       random inputs against the laws of reading: decode, clean, parse, extract, query";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let task = match args::read(&words) {
        Ok(task) => task,
        Err(sentence) => {
            eprintln!("xtask: {sentence}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let outcome = match task {
        Task::Help => {
            println!("{USAGE}");
            Ok(true)
        }
        Task::Serve { release, port } => serve::serve(release, port).map(|()| true),
        Task::Test => test::test(),
        Task::Build { release } => build::build(release).map(|_| true),
        Task::Size => size::size(),
        Task::Bench { most } => bench::bench().and_then(|()| growth::growth(most)).map(|()| true),
        Task::Fuzz { target, minutes } => fuzz::fuzz(target, minutes),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// The folder of the workspace.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("xtask lies in crates/xtask")
}

/// A path inside the workspace.
fn at(path: impl AsRef<Path>) -> PathBuf {
    root().join(path)
}
