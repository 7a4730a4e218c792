//! Fuzzing: random inputs, led by which code they reach, against the laws in `fuzz/`.
//!
//! libFuzzer needs to see which code an input reaches; the compiler puts that in by a pass that stable Rust has too. Inputs
//! that reached something new stay in `target/fuzz/inputs`, so that the next run goes on from there; an input that breaks
//! a law is kept in `target/fuzz/found` and makes the task fail.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::step::{ask, command, run, step};
use crate::{at, root};

/// What is fuzzed: everything that reads what strangers wrote.
pub(crate) const TARGETS: [&str; 6] = ["decode", "clean", "parse", "extract", "query", "pack"];

/// Counters of reached code and of compared values, as libFuzzer reads them.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 --cfg fuzzing";

/// Longest input, bytes.
const LONGEST: usize = 3000;
/// The longest time that one input may take, seconds. The search for slipped bytes has a budget: half a second for the most
/// hostile text, growing no faster than the text. With each of its comparisons told to libFuzzer, done twice, beside other
/// work, that has come to two minutes. What takes longer than this has no budget.
const SLOWEST: u32 = 300;

/// Fuzzes one target, or all of them one after the other, each for so many minutes. Says whether nothing was found.
pub(crate) fn fuzz(only: Option<&str>, minutes: u32) -> Result<bool> {
    let version = ask(&mut command("rustc", &["-vV"])).context("rustc does not answer")?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    // Named, so that build scripts are built without the counters.
    let words = ["build", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target", host];
    let folder = at("target/fuzz");
    step("building the fuzz targets", || {
        run(command("cargo", &words).arg("--target-dir").arg(&folder).env("RUSTFLAGS", FLAGS))
    })?;
    let (seeds, words) = step("collecting inputs", || inputs(&folder))?;
    let mut sound = true;
    for target in TARGETS.into_iter().filter(|target| only.is_none_or(|only| only == *target)) {
        let kept = folder.join("inputs").join(target);
        let found = folder.join("found").join(target);
        fs::create_dir_all(&kept)?;
        fs::create_dir_all(&found)?;
        sound &= step(&format!("fuzzing {target} for {minutes} min"), || {
            let mut fuzzer = command(folder.join(host).join("release").join(target), &[]);
            fuzzer
                .arg(format!("-max_total_time={}", minutes * 60))
                .arg(format!("-max_len={LONGEST}"))
                .arg(format!("-timeout={SLOWEST}"))
                .arg(format!("-dict={}", words.display()))
                .arg(format!("-artifact_prefix={}/", found.display()))
                .args(["-print_final_stats=1", "-verbosity=0"])
                .args([&kept, &seeds]);
            Ok(fuzzer.status()?.success())
        })?;
    }
    Ok(sound)
}

/// Writes the first inputs, pieces of the seeds and the inputs of all cases, and the dictionary; says where they are.
fn inputs(folder: &Path) -> Result<(PathBuf, PathBuf)> {
    let seeds = folder.join("seeds");
    fs::create_dir_all(&seeds)?;
    let mut files = Vec::new();
    for from in ["seeds", "crates/celan-core/cases", "fuzz/cases"] {
        collect(&at(from), &mut files)?;
    }
    for file in files {
        let bytes = fs::read(&file)?;
        let name = file.strip_prefix(root()).unwrap_or(&file).to_string_lossy().replace(['/', '\\'], "-");
        for (number, piece) in bytes.chunks(LONGEST / 2).enumerate() {
            fs::write(seeds.join(format!("{name}-{number}")), piece)?;
        }
    }
    let mut dictionary = String::new();
    for word in fs::read_to_string(at("fuzz/words.txt"))?.lines() {
        let escaped = word.bytes().fold(String::new(), |mut escaped, byte| {
            let _ = write!(escaped, "\\x{byte:02X}");
            escaped
        });
        writeln!(dictionary, "\"{escaped}\"")?;
    }
    let words = folder.join("words.dict");
    fs::write(&words, dictionary)?;
    Ok((seeds, words))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let Ok(entries) = folder.read_dir() else { return Ok(()) };
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "txt") && !path.ends_with("expected.txt") {
            files.push(path);
        }
    }
    Ok(())
}
