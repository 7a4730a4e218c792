//! Puts the program, its tables and the documents together: `site`, `widget`, the single file, and `portal`, a page that
//! shows the element at work.
//!
//! File names carry a hash of the content, so that they can be kept forever by browsers and by the service worker; only
//! `index.html`, `sw.js`, `manifest.webmanifest` and the element's loader keep their names.

mod lean;
mod page;
mod styles;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use celan_formats::{Packer, Record};
use celan_site::{Corpus, Page, TITLE, hash};
use serde_json::{Value, json};

use lean::lean_script;

use crate::step::{command, step};
use crate::{at, wasm};

/// The scripts that follow the glue, in this order.
const SCRIPTS: [&str; 12] = [
    "blocks.js",
    "assets.js",
    "engine.js",
    "reader.js",
    "extractor.js",
    "pack.js",
    "library.js",
    "catalog.js",
    "offline.js",
    "link.js",
    "host.js",
    "celan.js",
];

/// Builds all forms and returns the folder that holds them: `dist`, or for a quick build one below `target`.
pub(crate) fn build(release: bool) -> Result<PathBuf> {
    let programs = wasm::programs(release)?;
    let out = if release { at("dist") } else { at("target/xtask/dist") };
    step("putting site, widget and single file together", || {
        let kit = Kit::new(&programs, release)?;
        let whole = kit.whole(&programs)?;
        let (corpus, documents) = seeds()?;
        let pages = page::site(&kit, &corpus, &documents, &out.join("site"), release)?;
        page::widget(&kit, &corpus, &pages, &out.join("widget"))?;
        page::portal(&documents, &out.join("portal"))?;
        page::single(&whole, &out.join("single"))?;
        page::single_file(&whole, &corpus, &out.join("celan.html"), release)
    })?;
    eprintln!("  {} is ready", out.strip_prefix(crate::root()).unwrap_or(&out).display());
    Ok(out)
}

/// The seed documents, in the order of their names, and their pages.
fn seeds() -> Result<(Corpus, Vec<Page>)> {
    let entries = fs::read_dir(at("seeds")).context("seeds cannot be read")?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    let texts = paths.iter().map(|path| read(path)).collect::<Result<Vec<_>>>()?;
    let names = paths.iter().map(|path| path.file_name().and_then(|name| name.to_str()).unwrap_or_default());
    let documents: Vec<(&str, &str)> = names.zip(texts.iter().map(String::as_str)).collect();
    let tables = celan_data::Tables::embedded();
    let mut read = celan_core::Corpus::default();
    let mut packer = Packer::default();
    for (name, text) in &documents {
        let reading = celan_core::reading(text, tables);
        read.add_read(name, text, &reading, tables).context("what was read just now cannot be taken in")?;
        packer.add(&Record { name, text, reading: &reading });
    }
    Ok((Corpus::of(packer), read.iter().map(|(_, entry)| Page::of(entry, TITLE)).collect()))
}

/// The program in parts, the same for every form and every corpus.
struct Kit {
    /// What the script fetches, by the name under which it asks.
    parts: Vec<(&'static str, Part)>,
    /// The script, without the line that says where its parts are.
    script: String,
    /// Changes when anything of the program changes.
    version: String,
}

/// A file that carries its content's hash in its name.
#[derive(Clone)]
struct Part {
    file: String,
    bytes: Vec<u8>,
}

impl Part {
    fn new(stem: &str, ending: &str, bytes: Vec<u8>) -> Self {
        Self { file: format!("{stem}.{}.{ending}", hash(&[&bytes])), bytes }
    }
}

impl Kit {
    fn new(programs: &wasm::Programs, release: bool) -> Result<Self> {
        let wasm::Programs { app, extractor, reader, unpacker, locator, .. } = programs;
        let mut parts = vec![("wasm", Part::new("program", "wasm", app.wasm.clone()))];
        parts.push(("reader", Part::new("reader", "wasm", reader.wasm.clone())));
        parts.push(("unpacker", Part::new("unpacker", "wasm", unpacker.wasm.clone())));
        parts.push((LOCATOR, Part::new("locator", "wasm", locator.wasm.clone())));
        parts.push((EXTRACTOR, Part::new("extractor", "wasm", extractor.wasm.clone())));
        parts.push(("styles", Part::new("styles", "css", styles::bundle()?.into_bytes())));
        for (stem, name, bytes) in BUNDLES {
            parts.push((name, Part::new(stem, "bundle", bytes.to_vec())));
        }
        for language in LANGUAGES {
            parts.push((language, Part::new(language, "txt", words(language)?.into_bytes())));
        }
        parts.push(("single", Part::new("single", "html", page::single_template(release)?.into_bytes())));
        Self::of(parts, script(&app.glue, &reader.glue, Some(&extractor.glue), release)?)
    }

    fn of(parts: Vec<(&'static str, Part)>, script: String) -> Result<Self> {
        let mut hashed: Vec<&[u8]> = parts.iter().map(|(_, part)| part.bytes.as_slice()).collect();
        hashed.push(script.as_bytes());
        let version = hash(&hashed);
        Ok(Self { parts, script, version })
    }

    /// The same with app, engine and extractor in one program, where that was built.
    fn whole(&self, programs: &wasm::Programs) -> Result<Self> {
        let mut parts = self.parts.clone();
        let Some(whole) = &programs.whole else { return Self::of(parts, self.script.clone()) };
        parts.retain(|(name, _)| ![EXTRACTOR, "wasm"].contains(name));
        parts.insert(0, ("wasm", Part::new("program", "wasm", whole.wasm.clone())));
        Self::of(parts, script(&whole.glue, &programs.reader.glue, None, true)?)
    }

    /// The script of the program, knowing its parts.
    fn script(&self) -> String {
        let parts: Value = self.parts.iter().map(|(name, part)| (*name, json!(part.file))).collect();
        let blocks: Vec<&str> = self.blocks().map(|(name, _)| name).collect();
        with_build(&json!({ "version": self.version, "parts": parts, "blocks": blocks }), &self.script)
    }

    /// The parts that are blocks of the single file as they are; styles and script go there as they are seen, and its corpus is
    /// whole.
    fn blocks(&self) -> impl Iterator<Item = (&'static str, &Part)> {
        let parts = self.parts.iter().filter(|(name, _)| !["styles", LOCATOR].contains(name));
        parts.map(|(name, part)| (*name, part))
    }

    /// The part called `name`.
    fn part(&self, name: &str) -> Result<&Part> {
        let found = self.parts.iter().find(|(part, _)| *part == name);
        Ok(&found.with_context(|| format!("the kit holds no part {name}"))?.1)
    }
}

/// The part for a corpus in parts.
const LOCATOR: &str = "locator";
/// The part that reads texts.
const EXTRACTOR: &str = "extractor";

/// The tables that the browser fetches: stem of the file, name under which the script asks, bytes. What is late comes
/// after the first answers; the script comes with the first document that is shown in another one, the repair model with the
/// first one whose bytes slipped.
const BUNDLES: [(&str, &str, &[u8]); 4] = [
    ("core", "core", celan_data::embedded::CORE),
    ("dict", "late-dict", celan_data::embedded::DICT),
    ("script", "script", celan_data::embedded::SCRIPT),
    ("model", "model", celan_data::embedded::REPAIR),
];

/// The languages besides Simplified Chinese: files that are fetched by whoever reads them.
const LANGUAGES: [&str; 2] = ["zh-Hant", "en"];

/// The words of a language, one a line, in the order of the table that `celan-app` carries.
fn words(language: &str) -> Result<String> {
    let strings = |language: &str| -> Result<BTreeMap<String, String>> {
        let path = at("crates/celan-app/strings").join(language).with_extension("json");
        serde_json::from_str(&read(&path)?).with_context(|| path.display().to_string())
    };
    let words = strings(language)?;
    if !strings("zh-Hans")?.keys().eq(words.keys()) || words.values().any(|line| line.contains('\n')) {
        bail!("the strings of {language} have other keys than zh-Hans, or more than one line for a key");
    }
    Ok(words.into_values().collect::<Vec<_>>().join("\n"))
}

/// The functions that hold the glue of app, reader and extractor; tests take them out of the script by these names.
const GLUES: [&str; 3] = ["celanGlue", "readerGlue", "extractorGlue"];

/// Glue and scripts behind each other, comments and indentation left out. The extractor has no glue of its own where it is one
/// program with the app.
fn script(app: &str, reader: &str, extractor: Option<&str>, release: bool) -> Result<String> {
    let tape = read(&at("www/js/tape.js"))?;
    let glue = |(name, glue): (&str, &str)| {
        let tape = if glue.contains("readTape(") { &tape } else { "" };
        format!("function {name}() {{\n{tape}{glue}\nreturn wasm_bindgen;\n}}\n")
    };
    let glues = [Some(app), Some(reader), extractor].into_iter().flatten();
    let mut script: String = GLUES.into_iter().zip(glues).map(glue).collect();
    if extractor.is_none() {
        script.push_str("const extractorGlue = celanGlue;\n");
    }
    for name in SCRIPTS {
        script.push_str(&read(&at("www/js").join(name))?);
    }
    let script = lean_script(&script);
    if release { minified(&script) } else { Ok(script) }
}

/// The script with short names (terser), within ES2020.
fn minified(script: &str) -> Result<String> {
    let file = at("target/xtask/script.js");
    fs::write(&file, script)?;
    let kept = format!("reserved=[{}]", GLUES.join(","));
    let words =
        ["node_modules/.bin/terser", "--compress", "--mangle", &kept, "--toplevel", "--ecma", "2020", "--"];
    let output = command("node", &words).arg(&file).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        bail!("terser ended with {}", output.status);
    }
    String::from_utf8(output.stdout).context("terser wrote no UTF-8")
}

/// A script of its own scope that knows the constant `BUILD`.
fn with_build(build: &Value, script: &str) -> String {
    format!("(function () {{\n\"use strict\";\nconst BUILD = {build};\n{script}\n}})();\n")
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}
