//! The three forms of the explorer.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context, Result, bail};
use celan_site::{Coding, Corpus, Page, Pages, TITLE, Unwritten, fallback, hash};
use serde_json::json;

use super::lean::lean_script;
use super::{Kit, Part, minified, read, with_build};
use crate::at;

/// The hosted page: any static server, at any path.
/// Gives the pages that it holds.
pub(crate) fn site(
    kit: &Kit,
    corpus: &Corpus,
    documents: &[Page],
    folder: &Path,
    release: bool,
) -> Result<Pages> {
    let mut files = Folder::empty(folder)?;
    let told = |(path, error): Unwritten| unwritten(&path, error);
    let mut pages = Pages::new(folder, TITLE).map_err(told)?;
    documents.iter().try_for_each(|page| pages.put(page.clone())).map_err(told)?;
    pages.finish(None).map_err(told)?;
    let script = Part::new("celan", "js", kit.script().into_bytes());
    let icon = Part::new("icon", "svg", fs::read(at("www/icon.svg"))?);
    let manifest = fill(&read(&at("www/manifest.webmanifest"))?, &[("icon", &icon.file)])?;
    let page = fill(
        &read(&at("www/index.html"))?,
        &[
            ("icon", &icon.file),
            ("manifest", "manifest.webmanifest"),
            ("styles", &kit.part("styles")?.file),
            ("script", &script.file),
            ("corpus", &corpus.file_name()),
            // A quick build is made anew all the time: nothing of it is to be kept.
            ("offline", if release { " data-offline=\"sw.js\"" } else { "" }),
        ],
    )?;
    files.parts(kit.parts.iter().map(|(_, part)| part))?;
    files.parts([&script, &icon])?;
    files.put(&corpus.file_name(), corpus.bytes())?;
    files.put("manifest.webmanifest", manifest.as_bytes())?;
    files.put("index.html", page.as_bytes())?;
    let mut kept = files.names.clone();
    kept.push("./".to_owned());
    let build = json!({ "version": hash(&[page.as_bytes(), kit.version.as_bytes()]), "files": kept });
    files.put("sw.js", with_build(&build, &lean_script(&read(&at("www/js/sw.js"))?)).as_bytes())?;
    Ok(pages)
}

/// The element for portals: one loader with a lasting name, the rest as it asks for it.
pub(crate) fn widget(kit: &Kit, corpus: &Corpus, pages: &Pages, folder: &Path) -> Result<()> {
    let mut files = Folder::empty(folder)?;
    let script = Part::new("celan", "js", kit.script().into_bytes());
    let build = json!({ "version": kit.version, "script": script.file, "corpus": corpus.file_name() });
    let loader = with_build(&build, &lean_script(&read(&at("www/js/element.js"))?));
    files.parts(kit.parts.iter().map(|(_, part)| part))?;
    files.parts([&script])?;
    files.put(&corpus.file_name(), corpus.bytes())?;
    for name in ["README.md", "README.zh-CN.md", "celan-explorer.d.ts", "frame.html"] {
        files.put(name, &fs::read(at("www/widget").join(name))?)?;
    }
    for name in ["frame.js", "celan-frame.js"] {
        files.put(name, lean_script(&read(&at("www/widget").join(name))?).as_bytes())?;
    }
    files.put("embed.html", pages.embed().as_bytes())?;
    files.put("celan-explorer.js", loader.as_bytes())
}

/// A portal's page with the element in it, as a portal's editor would have pasted it.
pub(crate) fn portal(pages: &[Page], folder: &Path) -> Result<()> {
    let mut files = Folder::empty(folder)?;
    let rows = || pages.iter().flat_map(|page| &page.targets);
    let table = |indicator| fallback(rows(), indicator).unwrap_or_default();
    let page = fill(
        &read(&at("www/portal/index.html"))?,
        &[("targets", &table(None)), ("chart", &table(Some("high_tech_enterprises")))],
    )?;
    files.put("index.html", page.as_bytes())?;
    for name in ["portal.css", "portal.js"] {
        files.put(name, &fs::read(at("www/portal").join(name))?)?;
    }
    Ok(())
}

/// The single file without its blocks, for which it keeps a place.
pub(super) fn single_template(release: bool) -> Result<String> {
    let boot = lean_script(&(read(&at("www/js/blocks.js"))? + &read(&at("www/js/boot.js"))?));
    let boot = if release { minified(&boot)? } else { boot };
    if boot.contains("</script") || boot.contains("<!--") {
        bail!("the first script of the single file holds text that would end its block");
    }
    fill(&read(&at("www/single.html"))?, &[("boot", &boot), ("parts", "{{parts}}")])
}

/// What only the single file has of the program, for `celan build`.
pub(crate) fn single(kit: &Kit, folder: &Path) -> Result<()> {
    let script = Part::new("celan", "js", kit.script().into_bytes());
    Folder::empty(folder)?.parts([kit.part("wasm")?, &script])
}

/// Everything in one file that opens from disk.
pub(crate) fn single_file(kit: &Kit, corpus: &Corpus, path: &Path, release: bool) -> Result<()> {
    let template = String::from_utf8_lossy(&kit.part("single")?.bytes);
    let script = kit.script();
    let blocks = kit.blocks().chain([("styles", kit.part("styles")?)]);
    let blocks = blocks.map(|(name, part)| (name, part.bytes.as_slice()));
    let blocks = blocks.chain([("main", script.as_bytes()), ("corpus", corpus.bytes())]);
    let coding = if release { Coding::Lzma } else { Coding::Gzip };
    fs::write(path, celan_site::single_file(&template, blocks, coding))
        .with_context(|| path.display().to_string())
}

/// Puts values in place of `{{name}}`; each has to be there, and none may be left.
fn fill(template: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut pieces = template.split("{{");
    let mut page = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, after) = piece.split_once("}}").context("a template with {{ and no }}")?;
        let value = values.iter().find(|(known, _)| *known == name);
        page.push_str(value.with_context(|| format!("a template asks for {name}, which is not known"))?.1);
        page.push_str(after);
    }
    Ok(page)
}

fn unwritten(path: &Path, error: io::Error) -> anyhow::Error {
    anyhow::Error::new(error).context(format!("{} cannot be written", path.display()))
}

/// A folder that is being filled.
struct Folder<'a> {
    path: &'a Path,
    names: Vec<String>,
}

impl<'a> Folder<'a> {
    fn empty(path: &'a Path) -> Result<Self> {
        if path.exists() {
            fs::remove_dir_all(path).with_context(|| path.display().to_string())?;
        }
        fs::create_dir_all(path).with_context(|| path.display().to_string())?;
        Ok(Self { path, names: Vec::new() })
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        self.names.push(name.to_owned());
        let path = self.path.join(name);
        fs::write(&path, bytes).map_err(|error| unwritten(&path, error))
    }

    fn parts<'p>(&mut self, parts: impl IntoIterator<Item = &'p Part>) -> Result<()> {
        parts.into_iter().try_for_each(|part| self.put(&part.file, &part.bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_gets_all_it_asks_for() {
        assert_eq!(fill("a {{x}} b {{x}}", &[("x", "{{y}}")]).unwrap(), "a {{y}} b {{y}}");
        assert!(fill("{{z}}", &[]).is_err());
    }
}
