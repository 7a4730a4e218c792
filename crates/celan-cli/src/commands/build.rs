use std::fs;
use std::io::{IsTerminal, stderr};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use celan_site::{Corpus, Template};

use crate::Outcome;

/// Make the explorer for a folder of documents: a site for any static host, and on request the element and one file.
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
    /// The built explorer, as `cargo xtask build --release` leaves it in dist.
    #[arg(long)]
    template: Option<PathBuf>,
}

impl Args {
    pub(crate) fn run(&self) -> anyhow::Result<Outcome> {
        let template = self.template()?;
        let documents = documents(&self.dir)?;
        if documents.is_empty() {
            eprintln!("celan: {} holds no document that can be read", self.dir.display());
            return Ok(Outcome::Nothing);
        }
        let corpus = Corpus::new(documents.iter().map(|source| (source.name.as_str(), source.text.as_str())));
        template.site(&corpus, &self.out)?;
        if self.widget {
            template.widget(&corpus, &self.out.join("widget"))?;
        }
        if self.single_file {
            template.single_file(&corpus, &self.out.join("celan.html"))?;
        }
        eprintln!("{} documents are in {}", documents.len(), self.out.display());
        Ok(Outcome::Done)
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

/// Every document below `folder`, in the order of names. What cannot be read is told and left out.
fn documents(folder: &Path) -> anyhow::Result<Vec<celan_formats::Source>> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    let mut documents = Vec::new();
    let progress = stderr().is_terminal();
    for (at, file) in files.iter().enumerate() {
        let name = file.strip_prefix(folder).unwrap_or(file).to_string_lossy().into_owned();
        if progress {
            eprint!("\r\x1b[K{}/{} {name}", at + 1, files.len());
        }
        let bytes = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
        let (sources, refused) = celan_formats::read(&name, &bytes);
        documents.extend(sources);
        for refusal in refused {
            eprintln!("{}left out: {refusal}", if progress { "\r\x1b[K" } else { "" });
        }
    }
    if progress {
        eprint!("\r\x1b[K");
    }
    Ok(documents)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() && !hidden && !path.is_symlink() {
            collect(&path, files)?;
        } else if path.is_file() && !hidden {
            files.push(path);
        }
    }
    Ok(())
}
