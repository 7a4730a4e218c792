//! Bytes of every shipped file beside the budget.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::step::step;
use crate::{at, build};

/// All bytes until the first search answers, brotli.
const FIRST_VISIT: usize = 600_000;
/// The element's loader, brotli.
const LOADER: usize = 3_000;
/// Where the packed sizes of earlier runs are kept.
const REMEMBERED: &str = "target/xtask/sizes.json";
/// The single file as it lies on the disk.
const SINGLE_FILE: usize = 1_500_000;

/// Parts of the site that no first visit fetches before its first answer, by the stems of their names.
const LATE: [&str; 3] = ["/dict.", "/reader.", "/single."];

/// Builds a release and prints its sizes; false when a budget is exceeded.
pub(crate) fn size() -> Result<bool> {
    let dist = build::build(true)?;
    let (site, widget, single) = step("packing every file", || {
        let mut scale = Scale::remembered();
        let weighed = (
            scale.weigh(&dist.join("site"))?,
            scale.weigh(&dist.join("widget"))?,
            scale.weigh(&dist.join("celan.html"))?,
        );
        scale.remember()?;
        Ok(weighed)
    })?;
    println!("{:<44}{:>11}{:>11}{:>11}", "bytes", "raw", "gzip", "brotli");
    for file in site.iter().chain(&widget).chain(&single) {
        file.print(&dist);
    }
    // The dictionary comes after the first answers, the reader with the first file that needs it.
    let is_late = |file: &&Weighed| LATE.iter().any(|stem| file.name.contains(stem));
    let first = site.iter().filter(|file| !is_late(file));
    let loader = widget.iter().filter(|file| file.name.ends_with("celan-explorer.js"));
    let budgets: [(&str, usize, usize); 3] = [
        ("first visit (brotli)", first.map(|file| file.brotli).sum(), FIRST_VISIT),
        ("the element's loader (brotli)", loader.map(|file| file.brotli).sum(), LOADER),
        ("single file (raw)", single.iter().map(|file| file.raw).sum(), SINGLE_FILE),
    ];
    println!();
    for (what, bytes, budget) in budgets {
        let verdict = if bytes <= budget { "within" } else { "OVER" };
        println!("{what:<33}{bytes:>11} of {budget:>9}  {verdict}");
    }
    Ok(budgets.iter().all(|(_, bytes, budget)| bytes <= budget))
}

/// A shipped file with its sizes.
struct Weighed {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Weighed {
    fn print(&self, dist: &Path) {
        let name = self.name.strip_prefix(&*dist.to_string_lossy()).unwrap_or(&self.name);
        let name = name.trim_start_matches('/');
        println!("{name:<44}{:>11}{:>11}{:>11}", self.raw, self.gzip, self.brotli);
    }
}

/// Packs files, each content once, in this run and those before: it takes the better part of a minute.
struct Scale {
    /// By hash of the content: gzip and brotli bytes.
    known: BTreeMap<String, (usize, usize)>,
}

impl Scale {
    /// With what was packed in earlier runs.
    fn remembered() -> Self {
        let kept = fs::read(at(REMEMBERED)).ok().and_then(|json| serde_json::from_slice(&json).ok());
        Self { known: kept.unwrap_or_default() }
    }

    fn remember(&self) -> Result<()> {
        fs::write(at(REMEMBERED), serde_json::to_vec(&self.known)?).context(REMEMBERED)
    }

    /// The files below `path`, or `path` itself, in the order of names.
    fn weigh(&mut self, path: &Path) -> Result<Vec<Weighed>> {
        if path.is_file() {
            let bytes = fs::read(path)?;
            let (name, raw) = (path.to_string_lossy().into_owned(), bytes.len());
            let (gzip, brotli) = self.packed(&bytes)?;
            return Ok(vec![Weighed { name, raw, gzip, brotli }]);
        }
        let entries = fs::read_dir(path).with_context(|| path.display().to_string())?;
        let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
        paths.sort();
        let mut files = Vec::new();
        for path in paths {
            files.extend(self.weigh(&path)?);
        }
        Ok(files)
    }

    fn packed(&mut self, bytes: &[u8]) -> Result<(usize, usize)> {
        let hash = celan_site::hash(&[bytes]);
        if let Some(known) = self.known.get(&hash) {
            return Ok(*known);
        }
        let packed = (gzip(bytes)?, brotli(bytes)?);
        self.known.insert(hash, packed);
        Ok(packed)
    }
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes)?;
    Ok(packer.finish()?.len())
}

fn brotli(bytes: &[u8]) -> Result<usize> {
    let mut packed = Vec::new();
    let mut packer = brotli::CompressorWriter::new(&mut packed, 1 << 16, 11, 22);
    packer.write_all(bytes)?;
    drop(packer);
    Ok(packed.len())
}
