//! How fast documents are taken in and questions answered: `throughput FOLDER` prints one JSON line.
//!
//! `tests/bench/in-browser.mjs` does the same in the browser; `cargo xtask bench` runs both and compares.

use std::time::{Duration, Instant};
use std::{env, fs};

use celan_engine::Engine;
use celan_formats::Record;
use celan_wire::{Browse, Request, Response};

/// What is asked, as the browser asks it.
const QUERIES: &str = include_str!("../../../tests/bench/queries.txt");

/// How often the texts are read.
const READINGS: usize = 7;

/// How often each question is asked.
const ROUNDS: usize = 20;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = env::args().nth(1).ok_or("expected a folder of texts")?;
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    let files = paths.iter().map(fs::read).collect::<Result<Vec<_>, _>>()?;
    let mut engine = Engine::new(celan_data::embedded::CORE)?;
    let start = Instant::now();
    for (path, bytes) in paths.iter().zip(&files) {
        let (name, text) = (path.to_string_lossy(), String::from_utf8_lossy(bytes));
        let reading = celan_core::reading(&text, celan_data::Tables::embedded());
        engine
            .answer(Request::Add { record: Record { name: &name, text: &text, reading: &reading }.bytes() });
    }
    engine.answer(Request::Overview);
    let took = start.elapsed();
    let (reading, extracting) = (reading(&files, false), reading(&files, true));
    let mut times = Vec::new();
    for query in (0..ROUNDS).flat_map(|_| QUERIES.lines()) {
        let browse = Browse { query: query.to_owned(), limit: 20, ..Browse::default() };
        let start = Instant::now();
        let answer = engine.answer(Request::Search(browse));
        times.push(start.elapsed());
        assert!(matches!(answer, Response::Search(_)), "a search is answered by a search");
    }
    times.sort();
    let bytes: usize = files.iter().map(Vec::len).sum();
    println!(
        "{{\"documents\":{},\"bytes\":{bytes},\"read_ms\":{:.1},\"extract_ms\":{:.1},\"load_ms\":{:.1},\"query_median_ms\":{:.3},\"query_p99_ms\":{:.3}}}",
        files.len(),
        millis(reading),
        millis(extracting),
        millis(took),
        millis(times[times.len() / 2]),
        millis(times[times.len() * 99 / 100]),
    );
    Ok(())
}

/// How long the texts take to be cleaned and parsed, and for their facts to be extracted where `facts` says so: the quickest
/// of some rounds, since others use the machine as well. The search for slipped bytes is part of it, which the browser leaves
/// to another program.
fn reading(files: &[Vec<u8>], facts: bool) -> Duration {
    let tables = celan_data::Tables::embedded();
    let texts: Vec<_> = files.iter().map(|bytes| String::from_utf8_lossy(bytes)).collect();
    let round = |_| {
        let start = Instant::now();
        for text in &texts {
            let document = celan_core::parse(&celan_core::clean(text, tables), tables);
            let found = facts.then(|| celan_core::extract(&document, None, tables));
            std::hint::black_box((document, found));
        }
        start.elapsed()
    };
    (0..READINGS).map(round).min().unwrap_or_default()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
