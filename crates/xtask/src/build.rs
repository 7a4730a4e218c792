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
use celan_site::{Corpus, Page, TITLE, hash};
use serde_json::{Value, json};

use lean::lean_script;

use crate::step::{command, step};
use crate::{at, wasm};

/// The scripts that follow the glue, in this order.
const SCRIPTS: [&str; 11] = [
    "blocks.js",
    "assets.js",
    "engine.js",
    "reader.js",
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
        let (corpus, documents) = seeds()?;
        let pages = page::site(&kit, &corpus, &documents, &out.join("site"), release)?;
        page::widget(&kit, &corpus, &pages, &out.join("widget"))?;
        page::portal(&documents, &out.join("portal"))?;
        page::single_file(&kit, &corpus, &out.join("celan.html"), release)
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
    for (name, text) in &documents {
        read.add(name, text, tables);
    }
    Ok((Corpus::new(documents), read.iter().map(|(_, entry)| Page::of(entry, TITLE)).collect()))
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
    fn new([program, reader, mender, unpacker, locator]: &[wasm::Program; 5], release: bool) -> Result<Self> {
        let mut parts = vec![("wasm", Part::new("program", "wasm", program.wasm.clone()))];
        parts.push(("reader", Part::new("reader", "wasm", reader.wasm.clone())));
        parts.push(("unpacker", Part::new("unpacker", "wasm", unpacker.wasm.clone())));
        parts.push((LOCATOR, Part::new("locator", "wasm", locator.wasm.clone())));
        parts.push(("late-mender", Part::new("mender", "wasm", mender.wasm.clone())));
        parts.push(("styles", Part::new("styles", "css", styles::bundle()?.into_bytes())));
        for (stem, name, bytes) in BUNDLES {
            parts.push((name, Part::new(stem, "bundle", bytes.to_vec())));
        }
        for language in LANGUAGES {
            parts.push((language, Part::new(language, "txt", words(language)?.into_bytes())));
        }
        parts.push(("single", Part::new("single", "html", page::single_template(release)?.into_bytes())));
        let mut script = script([&program.glue, &reader.glue])?;
        if release {
            script = minified(&script)?;
        }
        let mut hashed: Vec<&[u8]> = parts.iter().map(|(_, part)| part.bytes.as_slice()).collect();
        hashed.push(script.as_bytes());
        let version = hash(&hashed);
        Ok(Self { parts, script, version })
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

/// The tables that the browser fetches: stem of the file, name under which the script asks, bytes. What is late comes
/// after the first answers; the script comes with the first document that is shown in another one.
const BUNDLES: [(&str, &str, &[u8]); 3] = [
    ("core", "core", celan_data::embedded::CORE),
    ("dict", "late-dict", celan_data::embedded::DICT),
    ("script", "script", celan_data::embedded::SCRIPT),
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

/// The functions that hold the glue of app and reader; tests take them out of the script by these names.
const GLUES: [&str; 2] = ["celanGlue", "readerGlue"];

/// Glue and scripts behind each other, comments and indentation left out.
fn script(glues: [&str; 2]) -> Result<String> {
    let glue = |(name, glue)| format!("function {name}() {{\n{glue}\nreturn wasm_bindgen;\n}}\n");
    let mut script: String = GLUES.into_iter().zip(glues).map(glue).collect();
    for name in SCRIPTS {
        script.push_str(&read(&at("www/js").join(name))?);
    }
    Ok(lean_script(&script))
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
