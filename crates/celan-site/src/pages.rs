//! The pages of a site, written one by one: what is held of each is what the list tells of it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use celan_wire::DocumentHead;
use serde::Serialize;

use crate::page::{Fallback, Page, render};

/// The styles of all pages, which look for them beside the list.
const STYLES: &str = include_str!("../pages/pages.css");
/// How many documents a list holds; more lists follow.
const LIST: usize = 1000;
/// How many addresses a map holds (sitemaps.org allows 50,000); more maps follow.
const MAP: usize = 50_000;

/// A file that cannot be written.
pub type Unwritten = (PathBuf, io::Error);

/// The pages that are being written.
#[derive(Debug)]
pub struct Pages {
    out: PathBuf,
    site: String,
    lines: Vec<Line>,
    targets: Fallback,
    names: Vec<String>,
}

/// What the list tells of a page.
#[derive(Debug, Serialize)]
struct Line {
    address: String,
    head: DocumentHead,
}

impl Pages {
    /// Pages in the folder `out` of a site with the title `site`.
    ///
    /// # Errors
    /// A folder that cannot be made.
    pub fn new(out: &Path, site: &str) -> Result<Self, Unwritten> {
        let folder = out.join("docs");
        fs::create_dir_all(&folder).map_err(|error| (folder, error))?;
        Ok(Self {
            out: out.to_owned(),
            site: site.to_owned(),
            lines: Vec::new(),
            targets: Fallback::default(),
            names: Vec::new(),
        })
    }

    /// Writes a page.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn put(&mut self, page: Page) -> Result<(), Unwritten> {
        self.write(&page.address, &page.html)?;
        page.targets.iter().for_each(|row| self.targets.add(row));
        self.lines.push(Line { address: page.address, head: page.head });
        Ok(())
    }

    /// Writes the list of all pages, their styles and, where the address of the site is known, their map, and gives the
    /// names of all files. `base` ends with a slash.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn finish(&mut self, base: Option<&str>) -> Result<Vec<String>, Unwritten> {
        self.write("pages.css", STYLES)?;
        for (name, html) in self.lists() {
            self.write(&name, &html)?;
        }
        for (name, xml) in base.map(|base| self.maps(base, MAP)).unwrap_or_default() {
            self.write(&name, &xml)?;
        }
        Ok(std::mem::take(&mut self.names))
    }

    /// What an editor pastes: the element with a table of all targets between its tags, which is read by search engines and
    /// where the element cannot run.
    pub fn embed(&self) -> String {
        let table = self.targets.html().unwrap_or_default();
        let loader = "<script src=\"celan-explorer.js\" defer></script>";
        format!("{loader}\n<celan-explorer height=\"640\">\n{table}\n</celan-explorer>\n")
    }

    fn write(&mut self, name: &str, text: &str) -> Result<(), Unwritten> {
        let path = self.out.join(name);
        fs::write(&path, text).map_err(|error| (path, error))?;
        self.names.push(name.to_owned());
        Ok(())
    }

    /// The lists of all documents: `documents.html`, `documents-2.html`, …
    fn lists(&self) -> Vec<(String, String)> {
        #[derive(Serialize)]
        struct Context<'a> {
            site: &'a str,
            count: usize,
            lists: Vec<Other>,
            pages: &'a [Line],
        }
        #[derive(Serialize)]
        struct Other {
            address: String,
            first: usize,
            last: usize,
            here: bool,
        }
        let count = self.lines.len();
        let many = count.div_ceil(LIST).max(1);
        let name = |list| match list {
            0 => "documents.html".to_owned(),
            _ => format!("documents-{}.html", list + 1),
        };
        let ends = |list| (list * LIST, count.min((list + 1) * LIST));
        let list = |here| {
            let other = |list| {
                let (first, last) = ends(list);
                Other { address: name(list), first: first + 1, last, here: list == here }
            };
            let (first, last) = ends(here);
            let lists = (0..many).map(other).collect();
            let context = Context { site: &self.site, count, lists, pages: &self.lines[first..last] };
            (name(here), render("documents.html", &context))
        };
        (0..many).map(list).collect()
    }

    /// The addresses of all pages for search engines, `most` a file; where there are several, `sitemap.xml` names them.
    fn maps(&self, base: &str, most: usize) -> Vec<(String, String)> {
        #[derive(Serialize)]
        struct Map<'a> {
            base: &'a str,
            addresses: &'a [&'a str],
        }
        #[derive(Serialize)]
        struct Maps<'a> {
            base: &'a str,
            names: Vec<String>,
        }
        let pages = self.lines.iter().map(|line| line.address.as_str());
        let all: Vec<&str> = ["", "documents.html"].into_iter().chain(pages).collect();
        let map = |addresses| render("sitemap.xml", &Map { base, addresses });
        if all.len() <= most {
            return vec![("sitemap.xml".to_owned(), map(&all))];
        }
        let parts = all.chunks(most).enumerate();
        let mut maps: Vec<(String, String)> =
            parts.map(|(at, part)| (format!("sitemap-{}.xml", at + 1), map(part))).collect();
        let names = maps.iter().map(|(name, _)| name.clone()).collect();
        maps.push(("sitemap.xml".to_owned(), render("sitemaps.xml", &Maps { base, names })));
        maps
    }
}

#[cfg(test)]
mod tests {
    use celan_core::Corpus;
    use celan_data::Tables;

    use super::*;

    /// Pages in a folder of their own, which is gone when the test is.
    struct Room(PathBuf);

    impl Room {
        fn new(name: &str) -> Self {
            Self(std::env::temp_dir().join(format!("celan-pages-{name}-{}", std::process::id())))
        }

        fn text(&self, name: &str) -> String {
            fs::read_to_string(self.0.join(name)).expect("a file of ours").replace("&#x2f;", "/")
        }
    }

    impl Drop for Room {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn page(text: &str) -> Page {
        let mut corpus = Corpus::default();
        let id = corpus.add("a.txt", text, Tables::embedded());
        Page::of(corpus.get(&id).expect("what was added is there"), "策览")
    }

    #[test]
    fn the_list_and_the_map_name_every_page() {
        let room = Room::new("all");
        let mut pages = Pages::new(&room.0, "云溪<规划>").expect("the folder is ours");
        let page = page("某县产业发展规划\n到2025年,企业达到60家。\n");
        let address = page.address.clone();
        pages.put(page).expect("the folder is ours");
        let names = pages.finish(Some("https://example.org/plans/")).expect("the folder is ours");
        assert_eq!(names, [address.as_str(), "pages.css", "documents.html", "sitemap.xml"]);
        let list = room.text("documents.html");
        assert!(list.contains(&address) && list.contains("云溪&lt;规划&gt;"), "{list}");
        let map = room.text("sitemap.xml");
        assert!(map.contains(&format!("<loc>https://example.org/plans/{address}</loc>")), "{map}");
        assert!(pages.embed().contains("60家"));
    }

    #[test]
    fn long_lists_and_maps_are_parted() {
        let room = Room::new("many");
        let mut pages = Pages::new(&room.0, "策览").expect("the folder is ours");
        let page = page("某县产业发展规划\n到2025年,企业达到60家。\n");
        for at in 0..LIST + 5 {
            let line = Line { address: format!("docs/{at}.html"), head: page.head.clone() };
            pages.lines.push(line);
        }
        pages.finish(None).expect("the folder is ours");
        assert_eq!(room.text("documents.html").matches("<td><a ").count(), LIST);
        let second = room.text("documents-2.html");
        assert_eq!(second.matches("<td><a ").count(), 5);
        assert!(second.contains("<a href=\"documents.html\">1—1000</a>"), "{second}");
        assert!(second.contains("aria-current=\"page\">1001—1005</a>"), "{second}");
        let maps = pages.maps("https://example.org/", 400);
        let names: Vec<&str> = maps.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]);
        let locations: usize = maps[..3].iter().map(|(_, map)| map.matches("<loc>").count()).sum();
        assert_eq!(locations, LIST + 5 + 2);
        assert!(maps[3].1.contains("sitemap-2.xml</loc>"));
    }
}
