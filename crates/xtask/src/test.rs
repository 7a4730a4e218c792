//! Every check, one after the other; a failing one does not hide what the others say. The last lines count.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::step::{command, line, spell};
use crate::{at, build, need, size};

/// What a suite has to tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    passed: usize,
    failed: usize,
}

/// A suite that was run.
struct Ran {
    name: &'static str,
    counts: Counts,
    time: Duration,
}

/// Runs every check; false when one failed.
pub(crate) fn test() -> Result<bool> {
    let mut all = Vec::new();
    thread::scope(|scope| {
        // Much of a release build is work for one core, so the other checks need not wait for it.
        let building = scope
            .spawn(|| ran("release build", &|| build::build(true).map(|_| Counts { passed: 1, failed: 0 })));
        all.push(ran("formatting", &|| check(&mut command("cargo", &["fmt", "--all", "--check"]))));
        all.push(ran("lints", &|| {
            let words = ["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"];
            check(&mut command("cargo", &words))
        }));
        // A workspace of its own, whose dependencies have the same artifacts.
        all.push(ran("lints of the fuzz targets", &|| {
            let words = ["clippy", "--manifest-path", "fuzz/Cargo.toml", "--target-dir", "target", "--quiet"];
            check(command("cargo", &words).args(["--", "-D", "warnings"]))
        }));
        // No documentation here holds examples, and looking for them takes longer than most tests.
        let words = ["test", "--workspace", "--lib", "--bins", "--tests", "--no-fail-fast"];
        all.push(ran("Rust tests", &|| rust_tests(&mut command("cargo", &words))));
        all.push(building.join().expect("a build ends with an error, not with a panic"));
    });
    let mut suite = |name, run: &dyn Fn() -> Result<Counts>| all.push(ran(name, run));
    suite("size budgets", &|| size::size().map(one));
    suite("wasm tests", &|| node_tests("tests/wasm"));
    suite("browser tests", &|| {
        need::chromium()?;
        node_tests("tests/browser")
    });
    Ok(report(&all))
}

fn ran(name: &'static str, run: &dyn Fn() -> Result<Counts>) -> Ran {
    eprintln!("\n── {name} ──");
    let start = Instant::now();
    let counts = run().unwrap_or_else(|error| {
        eprintln!("{name}: {error:#}");
        Counts { passed: 0, failed: 1 }
    });
    Ran { name, counts, time: start.elapsed() }
}

fn report(all: &[Ran]) -> bool {
    println!();
    let mut sum = Counts::default();
    for Ran { name, counts: Counts { passed, failed }, time } in all {
        println!("{name:<16}{passed:>6} passed {failed:>4} failed   {}", spell(*time));
        sum.passed += passed;
        sum.failed += failed;
    }
    println!("{} passed, {} failed", sum.passed, sum.failed);
    sum.failed == 0
}

fn one(good: bool) -> Counts {
    Counts { passed: usize::from(good), failed: usize::from(!good) }
}

/// A command that is one test.
fn check(command: &mut Command) -> Result<Counts> {
    let line = line(command);
    let status = command.status().with_context(|| format!("{line} could not be started"))?;
    Ok(one(status.success()))
}

/// `cargo test`, its lines passed on and its results added up.
fn rust_tests(command: &mut Command) -> Result<Counts> {
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let mut counts = Counts::default();
    for line in BufReader::new(child.stdout.take().context("cargo test has no output")?).lines() {
        let line = line?;
        println!("{line}");
        if let Some(result) = line.strip_prefix("test result: ") {
            counts.passed += number_before(result, " passed");
            counts.failed += number_before(result, " failed");
        }
    }
    let status = child.wait()?;
    // Tests that do not compile have no results.
    if !status.success() && counts.failed == 0 {
        counts.failed = 1;
    }
    Ok(counts)
}

/// 12 of `ok. 12 passed; 0 failed` for ` passed`.
fn number_before(text: &str, word: &str) -> usize {
    let before = text.split(word).next().unwrap_or_default();
    let digits = before.rsplit(|char: char| !char.is_ascii_digit()).next().unwrap_or_default();
    digits.parse().unwrap_or(0)
}

/// The files `*.test.mjs` of a folder under node's own test runner.
fn node_tests(folder: &str) -> Result<Counts> {
    need::npm_packages()?;
    let mut files: Vec<PathBuf> =
        fs::read_dir(at(folder))?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    let results = at("target/xtask").join("node-results.tap");
    // Two at a time fill two cores: a story waits about as much as it works.
    let mut node = command("node", &["--test", "--test-concurrency=2", "--test-reporter=spec"]);
    node.arg("--test-reporter-destination=stdout").arg("--test-reporter=tap");
    node.arg(format!("--test-reporter-destination={}", results.display())).args(files);
    if env::var_os("CELAN_CHROMIUM").is_none()
        && let Ok(chromium) = need::chromium()
    {
        node.env("CELAN_CHROMIUM", chromium);
    }
    let status = node.status().context("node could not be started")?;
    let tap = fs::read_to_string(&results)?;
    let count = |word| {
        let counted = tap.lines().filter_map(|line| line.strip_prefix(word));
        counted.filter_map(|count| count.trim().parse::<usize>().ok()).sum::<usize>()
    };
    let mut counts = Counts { passed: count("# pass "), failed: count("# fail ") + count("# cancelled ") };
    if !status.success() && counts.failed == 0 {
        counts.failed = 1;
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_added_up() {
        let line = "ok. 12 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(number_before(line, " passed"), 12);
        assert_eq!(number_before(line, " failed"), 3);
    }
}
