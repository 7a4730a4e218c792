//! Bytes of every shipped file beside the budget.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result};
use brotli::BrotliCompress;
use brotli::enc::BrotliEncoderParams;
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

/// Languages besides Simplified Chinese: a visit fetches one of them at most.
const LANGUAGES: [&str; 2] = ["/zh-Hant.", "/en."];

/// Parts of the site that no first visit fetches before its first answer, by their names or stems.
const LATE: [&str; 11] = [
    "/dict.",
    "/locator.",
    "/extractor.",
    "/model.",
    "/reader.",
    "/script.",
    "/unpacker.",
    "/single.",
    "site/docs/",
    "site/documents.html",
    "site/pages.css",
];

/// Builds a release and prints its sizes; false when a budget is exceeded.
pub(crate) fn size() -> Result<bool> {
    let dist = build::build(true)?;
    let forms = ["site", "widget", "celan.html"].map(|form| files(&dist.join(form)));
    let forms: Vec<Vec<File>> = forms.into_iter().collect::<Result<_>>()?;
    let known = step("packing every file", || packed(forms.iter().flatten()))?;
    let weighed = |files: &Vec<File>| files.iter().map(|file| file.weighed(&known)).collect::<Vec<_>>();
    let [site, widget, single] = [weighed(&forms[0]), weighed(&forms[1]), weighed(&forms[2])];
    println!("{:<44}{:>11}{:>11}{:>11}", "bytes", "raw", "gzip", "brotli");
    for file in site.iter().chain(&widget).chain(&single) {
        file.print(&dist);
    }
    // The dictionary comes after the first answers; the extractor with the first text that was not read before, the model if
    // it is damaged, the reader with the first file that needs it.
    let among = |stems: &[&str], file: &Weighed| stems.iter().any(|stem| file.name.contains(stem));
    let first = site.iter().filter(|file| !among(&LATE, file) && !among(&LANGUAGES, file));
    let language = site.iter().filter(|file| among(&LANGUAGES, file)).map(|file| file.brotli).max();
    let loader = widget.iter().filter(|file| file.name.ends_with("celan-explorer.js"));
    let first_visit = first.map(|file| file.brotli).sum();
    let budgets: [(&str, usize, usize); 4] = [
        ("first visit (brotli)", first_visit, FIRST_VISIT),
        ("the same in another language", first_visit + language.unwrap_or(0), FIRST_VISIT),
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

/// A shipped file.
struct File {
    name: String,
    bytes: Vec<u8>,
    hash: String,
}

impl File {
    fn weighed(&self, known: &Sizes) -> Weighed {
        let (gzip, brotli) = known[&self.hash];
        Weighed { name: self.name.clone(), raw: self.bytes.len(), gzip, brotli }
    }
}

/// By hash of the content: gzip and brotli bytes.
type Sizes = BTreeMap<String, (usize, usize)>;

/// The files below `path`, or `path` itself, in the order of names.
fn files(path: &Path) -> Result<Vec<File>> {
    if path.is_file() {
        let bytes = fs::read(path)?;
        let (name, hash) = (path.to_string_lossy().into_owned(), celan_site::hash(&[&bytes]));
        return Ok(vec![File { name, bytes, hash }]);
    }
    let entries = fs::read_dir(path).with_context(|| path.display().to_string())?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    let below = paths.iter().map(|path| files(path)).collect::<Result<Vec<_>>>()?;
    Ok(below.into_iter().flatten().collect())
}

/// Packs every content once, in this run and those before, on all cores: it takes more than a minute of one.
fn packed<'a>(files: impl Iterator<Item = &'a File>) -> Result<Sizes> {
    let kept = fs::read(at(REMEMBERED)).ok().and_then(|json| serde_json::from_slice(&json).ok());
    let mut known: Sizes = kept.unwrap_or_default();
    let unknown = files.filter(|file| !known.contains_key(&file.hash));
    let unknown: BTreeMap<&str, &[u8]> = unknown.map(|file| (file.hash.as_str(), &*file.bytes)).collect();
    let left = Mutex::new(unknown.into_iter());
    let next = || left.lock().map_or(None, |mut left| left.next());
    let pack = || {
        let mut sizes = Sizes::new();
        while let Some((hash, bytes)) = next() {
            sizes.insert(hash.to_owned(), (gzip(bytes)?, brotli(bytes)?));
        }
        Ok(sizes)
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let all: Vec<Result<Sizes>> = thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(pack)).collect();
        workers.into_iter().map(|worker| worker.join().expect("packing does not panic")).collect()
    });
    for sizes in all {
        known.extend(sizes?);
    }
    fs::write(at(REMEMBERED), serde_json::to_vec(&known)?).context(REMEMBERED)?;
    Ok(known)
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes)?;
    Ok(packer.finish()?.len())
}

/// As a host packs a file that it has whole.
fn brotli(bytes: &[u8]) -> Result<usize> {
    let params = BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut packed = Vec::new();
    Ok(BrotliCompress(&mut &*bytes, &mut packed, &params)?)
}
