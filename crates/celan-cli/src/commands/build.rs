use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, bail};
use celan_site::{Corpus, Filling, Pages, SPLIT_BEYOND, Template, TemplateError};

use crate::Outcome;
use crate::output::{json_line, stdout};
use crate::own::Settings;
use crate::shelf::{Cache, Report, Shelf};

/// Make the explorer for a folder of documents: a site for any static host, and on request the element and one file.
///
/// txt, md, html, docx, pdf with a text layer, zip archives and packs are read, by all cores. A file that did not change
/// since the last build is not read again: what was found in it is kept in OUT/.celan, which need not be published. The
/// same documents give the same bytes, whatever was built before. At the end a report tells what was found, repaired,
/// refused and is there twice.
///
/// celan.toml in DIR sets title, logo, colours, languages, own indicators, synonyms and places; the README shows one.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder with the documents; folders in it are read as well.
    dir: PathBuf,
    /// Where the site goes.
    #[arg(short, long)]
    out: PathBuf,
    /// Also the element for other people's pages, in OUT/widget.
    #[arg(long)]
    widget: bool,
    /// Also one file that opens from disk, OUT/celan.html.
    #[arg(long)]
    single_file: bool,
    /// The address at which the site will stand, for sitemap.xml; without it there is none.
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// The settings of the site; else celan.toml in DIR, if it is there.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Texts of more than so many megabytes go to the page in parts: it fetches those documents that somebody asks for.
    #[arg(long, value_name = "MB", default_value_t = SPLIT_BEYOND / 1_000_000)]
    split_beyond: usize,
    /// Print the report as one JSON object to standard output.
    #[arg(long)]
    json: bool,
    /// The built explorer, as `cargo xtask build --release` leaves it in dist.
    #[arg(long)]
    template: Option<PathBuf>,
}

/// The folder in OUT for what the next build wants to know.
const SIDE: &str = ".celan";

impl Args {
    pub(crate) fn run(&self) -> anyhow::Result<Outcome> {
        let template = self.template()?;
        if !self.dir.is_dir() {
            bail!("{} is no folder: expected a folder of documents", self.dir.display());
        }
        let settings = Settings::of(&self.dir, self.config.as_deref())?;
        let template = template.dressed(settings.own.clone());
        fs::create_dir_all(&self.out).with_context(|| format!("{} cannot be made", self.out.display()))?;
        if self.dir.canonicalize()? == self.out.canonicalize()? {
            bail!("{} holds the documents: name another folder with -o", self.out.display());
        }
        let side = self.out.join(SIDE);
        let cache = Cache::in_folder(side.join("read"), &settings.own)?;
        let room = side.join("parts");
        let split_beyond = self.split_beyond.saturating_mul(1_000_000);
        let mut corpus = Filling::new(settings.tables, &room, split_beyond, self.single_file);
        let mut pages = None;
        let site = settings.own.title();
        let shelf = Shelf::read(&self.dir, &self.out, &settings, &cache, |item, page| {
            corpus.add(&item).map_err(TemplateError::from)?;
            let pages = match &mut pages {
                Some(pages) => pages,
                none => none.insert(Pages::new(&self.out, site).map_err(TemplateError::from)?),
            };
            Ok(pages.put(page).map_err(TemplateError::from)?)
        })?;
        cache.prune()?;
        let report = Report::of(&shelf);
        if let Some(pages) = pages {
            let made = self.write(&template, &corpus.finish().map_err(TemplateError::from)?, pages)?;
            sweep(&self.out, &side.join("made.json"), &made)?;
            if room.exists() {
                fs::remove_dir_all(&room).with_context(|| format!("{} cannot be removed", room.display()))?;
            }
        }
        if self.json {
            json_line(&mut stdout(), &report)?;
        } else {
            eprint!("{report}");
        }
        if shelf.documents.is_empty() {
            eprintln!("celan: {} holds no document that can be read", self.dir.display());
            return Ok(Outcome::Nothing);
        }
        eprintln!("{} documents are in {}", shelf.documents.len(), self.out.display());
        Ok(Outcome::Done)
    }

    /// Writes every form that is wanted and returns the names of the files in OUT.
    fn write(
        &self,
        template: &Template,
        (corpus, whole): &(Corpus, Option<Corpus>),
        mut pages: Pages,
    ) -> anyhow::Result<Vec<String>> {
        let mut made = template.site(corpus, &mut pages, self.base_url.as_deref(), &self.out)?;
        if self.widget {
            let names = template.widget(corpus, &pages, &self.out.join("widget"))?;
            made.extend(names.iter().map(|name| format!("widget/{name}")));
        }
        if self.single_file {
            template.single_file(whole.as_ref().unwrap_or(corpus), &self.out.join("celan.html"))?;
            made.push("celan.html".to_owned());
        }
        made.sort();
        Ok(made)
    }

    /// The template that was named, else the one beside the program or in the checkout it was built in.
    fn template(&self) -> anyhow::Result<Template> {
        let named = self.template.clone().or_else(|| std::env::var_os("CELAN_TEMPLATE").map(PathBuf::from));
        if let Some(folder) = named {
            return Template::in_folder(&folder)
                .with_context(|| format!("{} holds no built explorer (site/index.html)", folder.display()));
        }
        let program = std::env::current_exe().context("the program cannot be found")?;
        let beside = program
            .ancestors()
            .skip(1)
            .flat_map(|folder| [folder.join("celan-template"), folder.join("dist")]);
        match beside.take(8).find_map(Template::in_folder) {
            Some(template) => Ok(template),
            None => bail!(
                "the built explorer was not found; make it with `cargo xtask build --release` and name its folder \
                 (dist) with --template or in the environment variable CELAN_TEMPLATE"
            ),
        }
    }
}

/// An address of the web that ends with a slash.
fn base_url(typed: &str) -> Result<String, String> {
    let rest = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://"));
    match rest {
        Some(rest) if !rest.is_empty() && !rest.contains(['?', '#', ' ']) => {
            Ok(format!("{}/", typed.trim_end_matches('/')))
        }
        _ => Err("expected the address of a folder of the web, such as https://www.example.gov.cn/plans/"
            .to_owned()),
    }
}

/// Takes away what the last build made and this one did not, and remembers what there is now. Other files in `out` are
/// somebody else's and stay.
fn sweep(out: &Path, list: &Path, made: &[String]) -> anyhow::Result<()> {
    let last: Vec<String> =
        fs::read(list).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    for name in last.iter().filter(|name| made.binary_search(name).is_err()) {
        let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
        let path = out.join(name);
        if inside && path.is_file() {
            fs::remove_file(&path).with_context(|| format!("{} cannot be removed", path.display()))?;
            // The folder of parts goes with the last of them; a folder that holds something refuses.
            let _ = path.parent().map(fs::remove_dir);
        }
    }
    let bytes = serde_json::to_vec(made).context("the list of files cannot be written as JSON")?;
    fs::write(list, bytes).with_context(|| format!("{} cannot be written", list.display()))
}
