//! The built explorer as a template: everything is copied as it is, but for the documents, what the keeper set, and what
//! names either.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::own::{BUILD, Files, Own};
use crate::pack::{Corpus, hash};
use crate::pages::{Pages, Unwritten};
use crate::single::{Coding, PARTS, single_file};

/// A folder that `cargo xtask build --release` made: `site`, `widget`.
#[derive(Clone, Debug)]
pub struct Template {
    folder: PathBuf,
    own: Own,
}

/// Why a site could not be made.
#[derive(Debug)]
pub enum TemplateError {
    /// A file that cannot be read or written.
    Io(PathBuf, io::Error),
    /// The template is not what the build makes: what was looked for, and where.
    Strange(PathBuf, &'static str),
}

/// Where the service worker names its version.
const VERSION: (&str, &str) = ("\"version\":\"", "\"");

impl Template {
    /// The template in `folder`, if it looks like one.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Option<Self> {
        let folder = folder.into();
        folder.join("site/index.html").is_file().then(|| Self { folder, own: Own::default() })
    }

    /// The same with what a keeper set.
    pub fn dressed(self, own: Own) -> Self {
        Self { own, ..self }
    }

    /// Writes the hosted page with `corpus` into the folder `out`, where `pages` are already, and returns the names of its
    /// files there. `base` is the address at which it will stand, if that is known; it ends with a slash.
    ///
    /// # Errors
    /// A file that cannot be read or written, or a template of another making.
    pub fn site(
        &self,
        corpus: &Corpus,
        pages: &mut Pages,
        base: Option<&str>,
        out: &Path,
    ) -> Result<Vec<String>, TemplateError> {
        let from = self.folder.join("site");
        let (old, mut names) = self.copy(&from, out, corpus)?;
        names.extend(pages.finish(base)?);
        let index = rename(&out.join("index.html"), &old, corpus)?;
        rename(&out.join("manifest.webmanifest"), &old, corpus)?;
        // The service worker must see that there is something new to keep.
        let worker = out.join("sw.js");
        let text = rename(&worker, &old, corpus)?;
        let version = between(&text, VERSION).ok_or(TemplateError::Strange(worker.clone(), "a version"))?;
        let fresh = hash(&[version.as_bytes(), index.as_bytes()]);
        write(&worker, text.replacen(version, &fresh, 1).as_bytes())?;
        names.sort();
        names.dedup();
        Ok(names)
    }

    /// Writes the element with `corpus`, and the targets of `pages` as what stands in for it, into the folder `out` and
    /// returns the names of its files there.
    ///
    /// # Errors
    /// As [`Template::site`].
    pub fn widget(&self, corpus: &Corpus, pages: &Pages, out: &Path) -> Result<Vec<String>, TemplateError> {
        let (old, names) = self.copy(&self.folder.join("widget"), out, corpus)?;
        rename(&out.join("celan-explorer.js"), &old, corpus)?;
        write(&out.join("embed.html"), pages.embed().as_bytes())?;
        Ok(names)
    }

    /// Writes the single file with `corpus` to `out`.
    ///
    /// # Errors
    /// As [`Template::site`].
    pub fn single_file(&self, corpus: &Corpus, out: &Path) -> Result<(), TemplateError> {
        let site = self.folder.join("site");
        let (_, mut files) = files_of(&site)?;
        // Its program and script take the place of the site's.
        files.retain(|name, _| !["program.", "celan."].iter().any(|stem| name.starts_with(stem)));
        files.extend(files_in(&self.folder.join("single"))?);
        self.own.dress(&mut files, &site)?;
        let strange = |what| TemplateError::Strange(site.clone(), what);
        let script = files.iter().find(|(name, _)| name.starts_with("celan.") && name.ends_with(".js"));
        let (_, script) = script.ok_or(strange("a script"))?;
        let build = Build::of(script).ok_or(strange("the parts of the program"))?;
        let part = |name: &str| files.get(build.parts.get(name)?).map(Vec::as_slice);
        let template = part("single").and_then(|bytes| str::from_utf8(bytes).ok());
        let template = template.filter(|text| text.contains(PARTS)).ok_or(strange("a template"))?;
        let mut blocks = Vec::new();
        for name in &build.blocks {
            blocks.push((name.as_str(), part(name).ok_or(strange("a part of the program"))?));
        }
        blocks.push(("styles", part("styles").ok_or(strange("styles"))?));
        blocks.push(("main", script));
        blocks.push(("corpus", corpus.bytes()));
        write(out, &single_file(template, blocks, Coding::Lzma))
    }

    /// Copies a form without its documents, puts `corpus` there, and gives the name of the file it stands for, with the
    /// names of all files that are there now.
    fn copy(&self, from: &Path, out: &Path, corpus: &Corpus) -> Result<(String, Vec<String>), TemplateError> {
        fs::create_dir_all(out).map_err(|error| TemplateError::Io(out.to_owned(), error))?;
        let (old, mut files) = files_of(from)?;
        self.own.dress(&mut files, from)?;
        for (name, bytes) in &files {
            write(&out.join(name), bytes)?;
        }
        let mut names = corpus.put(out)?;
        names.extend(files.into_keys());
        names.sort();
        Ok((old, names))
    }
}

/// What the script says of its parts.
#[derive(Deserialize)]
struct Build {
    /// Their files, by the names under which the script asks for them.
    parts: BTreeMap<String, String>,
    /// Names of those that the single file holds.
    blocks: Vec<String>,
}

impl Build {
    fn of(script: &[u8]) -> Option<Self> {
        let script = str::from_utf8(script).ok()?;
        let (_, rest) = script.split_once(BUILD.trim_end_matches('{'))?;
        serde_json::Deserializer::from_str(rest).into_iter().next()?.ok()
    }
}

/// The files of a form without its documents, and the name of the file that holds these.
fn files_of(from: &Path) -> Result<(String, Files), TemplateError> {
    let mut files = files_in(from)?;
    let corpus = files.keys().find(|name| name.starts_with("corpus.")).cloned();
    let corpus = corpus.ok_or(TemplateError::Strange(from.to_owned(), "a corpus"))?;
    files.remove(&corpus);
    // It lists pages of the template's own documents.
    files.remove("sitemap.xml");
    Ok((corpus, files))
}

/// The files in a folder; those below it are pages of the template's own documents.
fn files_in(folder: &Path) -> Result<Files, TemplateError> {
    let failed = |error| TemplateError::Io(folder.to_owned(), error);
    let mut files = Files::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_file() {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.insert(name, fs::read(&path).map_err(|error| TemplateError::Io(path, error))?);
        }
    }
    Ok(files)
}

/// Puts the name of `corpus` in place of `old` in a file and returns its new text.
fn rename(path: &Path, old: &str, corpus: &Corpus) -> Result<String, TemplateError> {
    let text = read(path)?.replace(old, &corpus.file_name());
    write(path, text.as_bytes())?;
    Ok(text)
}

fn between<'a>(text: &'a str, (open, close): (&str, &str)) -> Option<&'a str> {
    let (_, rest) = text.split_once(open)?;
    Some(rest.split_once(close)?.0)
}

fn read(path: &Path) -> Result<String, TemplateError> {
    fs::read_to_string(path).map_err(|error| TemplateError::Io(path.to_owned(), error))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), TemplateError> {
    fs::write(path, bytes).map_err(|error| TemplateError::Io(path.to_owned(), error))
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Strange(path, wanted) => write!(
                f,
                "{} holds no place for {wanted}; is it from the same version of Celan?",
                path.display()
            ),
        }
    }
}

impl std::error::Error for TemplateError {}

impl From<Unwritten> for TemplateError {
    fn from((path, error): Unwritten) -> Self {
        Self::Io(path, error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use celan_formats::{Packer, Record};

    fn template(folder: &Path) -> Template {
        for (name, text) in [
            ("site/index.html", "<script data-corpus=\"corpus.1.celan\">"),
            ("site/manifest.webmanifest", "{}"),
            ("site/sw.js", "const BUILD = {\"files\":[\"corpus.1.celan\"],\"version\":\"abc\"};"),
            ("site/corpus.1.celan", "{}"),
            (
                "widget/celan-explorer.js",
                "const BUILD = {\"corpus\":\"corpus.1.celan\",\"version\":\"abc\"};",
            ),
            ("widget/corpus.1.celan", "{}"),
            ("site/celan.2.js", "const BUILD = {};\n"),
            (
                "single/celan.1.js",
                "const BUILD = {\"parts\":{\"single\":\"single.1.html\",\"styles\":\"styles.1.css\",\
                \"core\":\"core.1.bundle\"},\"blocks\":[\"core\"]};\n",
            ),
            ("site/single.1.html", "a{{parts}}b"),
            ("site/styles.1.css", "c"),
            ("site/core.1.bundle", "d"),
        ] {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().expect("it has a folder")).expect("the folder is ours");
            fs::write(path, text).expect("the folder is ours");
        }
        Template::in_folder(folder).expect("it looks like one")
    }

    #[test]
    fn other_documents_take_the_place_of_the_first_ones() {
        let room = std::env::temp_dir().join(format!("celan-site-{}", std::process::id()));
        let template = template(&room.join("dist"));
        let mut pack = Packer::default();
        pack.add(&Record { name: "a.txt", text: "策", reading: b"read" });
        let corpus = Corpus::of(pack);
        let out = room.join("out");
        let mut pages = Pages::new(&out, "策览").expect("the folder is ours");
        let names = template.site(&corpus, &mut pages, None, &out).expect("a site");
        assert!(names.contains(&corpus.file_name()));
        for name in ["documents.html", "index.html", "manifest.webmanifest", "pages.css", "sw.js"] {
            assert!(names.iter().any(|known| known == name), "{name}");
        }
        template.widget(&corpus, &pages, &out.join("widget")).expect("a widget");
        template.single_file(&corpus, &out.join("celan.html")).expect("a file");
        let text = |name: &str| fs::read_to_string(out.join(name)).expect(name);
        let read = |name: &str| fs::read(room.join("dist").join(name)).expect(name);
        let name = corpus.file_name();
        assert!(text("index.html").contains(&name));
        assert!(text("sw.js").contains(&name) && !text("sw.js").contains("\"abc\""));
        assert!(text("widget/celan-explorer.js").contains(&name));
        assert!(text("widget/celan-explorer.js").contains("\"abc\""), "the program is the same");
        assert!(!out.join("corpus.1.celan").exists());
        assert_eq!(fs::read(out.join(&name)).expect("a corpus"), corpus.bytes());
        let single = fs::read(out.join("celan.html")).expect("a file");
        let blocks = [
            ("core", &b"d"[..]),
            ("styles", b"c"),
            ("main", &read("single/celan.1.js")),
            ("corpus", corpus.bytes()),
        ];
        assert_eq!(single, single_file("a{{parts}}b", blocks, Coding::Lzma));
        fs::remove_dir_all(room).expect("the folder is ours");
    }
}
