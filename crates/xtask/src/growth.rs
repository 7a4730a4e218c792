//! How `celan build`, and reading, searching and adding documents in the browser, grow with the number of documents: time,
//! memory and bytes at each step, and the slope between two.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::step::{command, line, run, step, told};
use crate::{at, need};

/// The smallest step; each next one has ten times as many documents.
const FIRST: u32 = 10;
/// Where the documents and what is made of them lie for a while.
const ROOM: &str = "target/xtask/growth";
/// Documents that a browser is given as a whole at most; a site of more comes in parts.
const WHOLE: u32 = 10_000;
/// Time between two looks at the memory of the program.
const LOOK: Duration = Duration::from_millis(20);

/// What a build took.
struct Took {
    documents: u32,
    seconds: f64,
    /// Peak of the memory, where the system tells it.
    memory: Option<f64>,
    /// Bytes of the texts.
    texts: u64,
    /// Bytes of the site, without what is kept for the next build.
    site: u64,
}

/// Prints a line a step up to `most` documents. Expects a release in `dist`, and the npm packages.
pub(crate) fn growth(most: u32) -> Result<()> {
    step("building the command line", || {
        run(&mut command("cargo", &["build", "--release", "--quiet", "--package", "celan-cli"]))
    })?;
    println!(
        "{:>9}{:>11}{:>9}{:>12}{:>11}{:>11}{:>13}",
        "documents", "texts, MB", "time, s", "MB/s", "memory, MB", "site, MB", "slope of time"
    );
    let mut last: Option<Took> = None;
    for documents in steps(most) {
        let took = measure(documents)?;
        // 1 where ten times the documents take ten times as long.
        let slope = last.map(|last| {
            (took.seconds / last.seconds).ln() / (f64::from(documents) / f64::from(last.documents)).ln()
        });
        let megabytes = took.texts as f64 / 1e6;
        let tell = |figure: Option<f64>| figure.map_or("-".to_owned(), |figure| format!("{figure:.2}"));
        println!(
            "{documents:>9}{megabytes:>11.2}{:>9.2}{:>12.2}{:>11}{:>11.2}{:>13}",
            took.seconds,
            megabytes / took.seconds,
            tell(took.memory),
            took.site as f64 / 1e6,
            tell(slope),
        );
        last = Some(took);
    }
    if let Some(last) = last {
        crowded(last.documents)?;
    }
    in_browser(most.min(WHOLE))?;
    dropped(most.min(WHOLE))
}

/// Prints how reading and searching grow in Chromium, beside two search engines of the same kind.
fn in_browser(most: u32) -> Result<()> {
    let chromium = need::chromium()?;
    let room = empty(at(ROOM))?;
    let celan = || Command::new(at("target/release/celan"));
    let steps: Vec<String> = steps(most).map(|step| step.to_string()).collect();
    for step in &steps {
        let texts = room.join(step);
        let (records, pack) = (room.join(format!("{step}.jsonl")), room.join(format!("{step}.celan")));
        for out in [&records, &texts] {
            run(celan().args(["generate", step, "-o"]).arg(out))?;
        }
        run(celan().arg("pack").arg(&texts).arg("-o").arg(&pack))?;
        fs::remove_dir_all(&texts).with_context(|| texts.display().to_string())?;
    }
    let mut measure = command("node", &["tests/bench/growth.mjs"]);
    measure.arg(&room).args(steps).env("CELAN_CHROMIUM", chromium);
    let told = told(&mut measure, "reading and searching in the browser")?;
    println!(
        "\n{:<11}{:>9}{:>11}{:>9}{:>9}{:>11}{:>12}{:>9}",
        "in Chromium", "documents", "texts, MB", "load, s", "MB/s", "memory, MB", "median, ms", "p99, ms"
    );
    for told in told.lines() {
        let told: Value = serde_json::from_str(told)?;
        let figure = |key: &str| told[key].as_f64().unwrap_or(f64::NAN);
        println!(
            "{:<11}{:>9}{:>11.2}{:>9.2}{:>9.2}{:>11.1}{:>12.3}{:>9.3}",
            told["engine"].as_str().unwrap_or_default(),
            figure("documents"),
            figure("mb"),
            figure("load_s"),
            figure("mb") / figure("load_s"),
            figure("memory_mb"),
            figure("median_ms"),
            figure("p99_ms"),
        );
    }
    Ok(())
}

/// Prints what a visitor has of the site of so many documents that was built last.
fn crowded(documents: u32) -> Result<()> {
    let mut measure = command("node", &["tests/bench/crowded.mjs"]);
    measure.arg(at(ROOM).join("out")).env("CELAN_CHROMIUM", need::chromium()?);
    let told: Value = serde_json::from_str(&told(&mut measure, "visiting the site")?)?;
    println!("\nthe page with {documents} documents");
    let rows = [
        ("all read after, s", "load_s"),
        ("longest task while they load, ms", "longest_loading"),
        ("longest task while it is used, ms", "longest_used"),
        ("from key to answer, median, ms", "median_ms"),
        ("from key to answer, slowest, ms", "slowest_ms"),
        ("fetched for the first question, KB", "first_kb"),
        ("for a later one, at most, KB", "later_kb"),
    ];
    print(&rows, &told);
    Ok(())
}

/// Prints what it takes to add so many documents to the page by hand.
fn dropped(documents: u32) -> Result<()> {
    let room = empty(at(ROOM))?;
    let (texts, pack) = (room.join("texts"), room.join("all.celan"));
    let celan = || Command::new(at("target/release/celan"));
    run(celan().args(["generate", &documents.to_string(), "-o"]).arg(&texts))?;
    run(celan().arg("pack").arg(&texts).arg("-o").arg(&pack))?;
    let mut measure = command("node", &["tests/bench/dropped.mjs", "dist/site"]);
    measure.args([&texts, &pack]).env("CELAN_CHROMIUM", need::chromium()?);
    let told: Value = serde_json::from_str(&told(&mut measure, "adding the documents by hand")?)?;
    println!("\n{documents} documents added to the page by hand");
    let rows = [
        ("read and kept after, s", "add_s"),
        ("longest task meanwhile, ms", "longest_adding"),
        ("memory of the page before, MB", "memory_before_mb"),
        ("and with them, MB", "memory_mb"),
        ("longest task when each view is opened, ms", "longest_looking"),
        ("stopped in the middle after, ms", "stop_ms"),
        ("there again in the next visit after, s", "reload_s"),
        ("longest task meanwhile, ms", "longest_reloading"),
        ("as one pack kept after, s", "pack_s"),
        ("longest task meanwhile, ms", "longest_unpacking"),
        ("stopped in the middle after, ms", "pack_stop_ms"),
    ];
    print(&rows, &told);
    Ok(fs::remove_dir_all(&room)?)
}

/// Prints figures of a measurement, each with what it is.
fn print(rows: &[(&str, &str)], told: &Value) {
    for (what, key) in rows {
        match told[key].as_f64() {
            Some(figure) => println!("{what:<45}{figure:>9.1}"),
            None => println!("{what:<45}{:>9}", "-"),
        }
    }
}

/// The folder, with nothing in it.
fn empty(folder: PathBuf) -> Result<PathBuf> {
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    Ok(folder)
}

/// The numbers of documents that are tried.
fn steps(most: u32) -> impl Iterator<Item = u32> {
    std::iter::successors(Some(FIRST), |count| count.checked_mul(10)).take_while(move |count| *count <= most)
}

/// Builds a site of so many made-up documents, which stays until the next measurement.
fn measure(documents: u32) -> Result<Took> {
    let room = empty(at(ROOM))?;
    let (texts, out) = (room.join("texts"), room.join("out"));
    let celan = at("target/release/celan");
    run(Command::new(&celan).args(["generate", &documents.to_string(), "-o"]).arg(&texts))?;
    let mut build = Command::new(&celan);
    build.arg("build").arg(&texts).arg("-o").arg(&out).arg("--template").arg(at("dist"));
    build.stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let mut child = build.spawn().with_context(|| line(&build))?;
    let memory = peak(&mut child)?;
    let seconds = start.elapsed().as_secs_f64();
    let status = child.wait()?;
    if !status.success() {
        bail!("{} ended with {status}", line(&build));
    }
    Ok(Took { documents, seconds, memory, texts: bytes(&texts)?, site: bytes(&out)? })
}

/// Waits for a program and gives the most memory it had, in MB; Linux tells it.
fn peak(child: &mut Child) -> Result<Option<f64>> {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    while child.try_wait()?.is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let told = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = told.and_then(|told| told.split_whitespace().next()?.parse::<f64>().ok());
        peak = kilobytes.map(|kilobytes| kilobytes * 1024.0 / 1e6).or(peak);
        thread::sleep(LOOK);
    }
    Ok(peak)
}

/// Bytes of the files in a folder and below, hidden ones left out.
fn bytes(folder: &Path) -> Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let facts = entry.metadata()?;
        sum += if facts.is_dir() { bytes(&entry.path())? } else { facts.len() };
    }
    Ok(sum)
}
