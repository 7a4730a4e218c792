//! Throughput, native and in the browser, over the documents that are there.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::step::{command, told};
use crate::{at, build, need};

/// What is printed in megabytes a second: words and key.
const SPEEDS: [(&str, &str); 3] =
    [("clean + parse, MB/s", "read_ms"), ("clean → extract, MB/s", "extract_ms"), ("load, MB/s", "load_ms")];

/// What is printed beside the speed: words and key; smaller is better.
const FIGURES: [(&str, &str); 3] =
    [("load, ms", "load_ms"), ("query median, ms", "query_median_ms"), ("query p99, ms", "query_p99_ms")];

/// What is printed of a first visit; the phone's processor is slowed down to a quarter.
const VISIT: [(&str, &str); 5] = [
    ("first paint, ms", "first_paint"),
    ("usable, ms", "usable"),
    ("slowest interaction, ms", "slowest_interaction"),
    ("blocked, ms", "blocked"),
    ("layout shift", "layout_shift"),
];

/// Prints figures and ratios.
pub(crate) fn bench() -> Result<()> {
    let corpus = at("../shared/corpus");
    let folder = if has_texts(&corpus) { corpus } else { at("seeds") };
    let folder = folder.to_str().context("the folder of the checkout is not UTF-8")?;
    let words = ["run", "--release", "--quiet", "--package", "celan-engine", "--example", "throughput", "--"];
    let native = measured(command("cargo", &words).arg(folder), "measuring natively")?;
    build::build(true)?;
    need::npm_packages()?;
    let chromium = need::chromium()?;
    let node = |words: &[&str]| {
        let mut node = command("node", words);
        node.env("CELAN_CHROMIUM", &chromium);
        node
    };
    let browser = measured(&mut node(&["tests/bench/in-browser.mjs", folder]), "measuring in the browser")?;
    let figure = |told: &Value, key: &str| told[key].as_f64().unwrap_or(f64::NAN);
    let megabytes = figure(&native, "bytes") / 1e6;
    println!("{folder}: {} documents, {megabytes:.2} MB", native["documents"]);
    println!("{:<22}{:>12}{:>12}{:>18}", "", "native", "browser", "browser ÷ native");
    let speed = |told: &Value, key: &str| megabytes / (figure(told, key) / 1000.0);
    let line = |what: &str, ours: f64, theirs: f64| {
        println!("{what:<22}{ours:>12.3}{theirs:>12.3}{:>18.2}", theirs / ours);
    };
    for (what, key) in SPEEDS {
        line(what, speed(&native, key), speed(&browser, key));
    }
    for (what, key) in FIGURES {
        line(what, figure(&native, key), figure(&browser, key));
    }
    let visit = measured(&mut node(&["tests/bench/visit.mjs"]), "measuring a first visit")?;
    println!("\n{:<28}{:>8}{:>8}", "a first visit", "desk", "phone");
    for (what, key) in VISIT {
        println!("{what:<28}{:>8}{:>8}", figure(&visit["desk"], key), figure(&visit["phone"], key));
    }
    Ok(())
}

fn has_texts(folder: &Path) -> bool {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).any(|path| path.extension().is_some_and(|ending| ending == "txt"))
}

/// The JSON line that a measuring program prints.
fn measured(measure: &mut Command, what: &str) -> Result<Value> {
    Ok(serde_json::from_str(told(measure, what)?.trim())?)
}
