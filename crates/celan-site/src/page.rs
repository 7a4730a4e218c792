//! What is read without script: a page for each document, and a table of targets for other people's pages.
//!
//! The layout and its words are the templates in `pages/`; every value is escaped as HTML.

use std::sync::LazyLock;

use celan_core::{Entry, Unit};
use celan_wire::{Block, Citation, DocumentHead, Duty, Section, Target, number};
use minijinja::{AutoEscape, Environment};
use serde::{Deserialize, Serialize};

/// How many targets a table for other people's pages holds at most: more would weigh on the page it stands in.
const FALLBACK_ROWS: usize = 300;

/// A document as it is read without script.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Where the page stands, from the folder of the site on: `docs/ID.html`.
    pub address: String,
    /// The head of the document.
    pub head: DocumentHead,
    /// What it promises.
    pub targets: Vec<Row>,
    /// The page.
    pub html: String,
}

/// A target as a row of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    indicator_id: Option<String>,
    title: String,
    subject: Option<String>,
    indicator: String,
    figure: String,
    deadline: Option<i32>,
    quote: String,
    /// Number of the block that holds it.
    block: usize,
}

#[derive(Serialize)]
struct Context<'a> {
    /// Name of the site.
    site: &'a str,
    head: &'a DocumentHead,
    organs: String,
    cites: Vec<Citation>,
    sections: Vec<Part>,
    targets: &'a [Row],
    duties: Vec<Task>,
    blocks: Vec<Piece>,
}

#[derive(Serialize)]
struct Part {
    /// How many headings stand above it.
    depth: usize,
    number: String,
    heading: String,
    block: usize,
}

#[derive(Serialize)]
struct Task {
    measure: String,
    lead: String,
    helping: String,
    quote: String,
    block: usize,
}

#[derive(Serialize)]
struct Piece {
    number: usize,
    level: u8,
    text: String,
}

impl Page {
    /// The page of a document of the corpus, on a site with the title `site`.
    pub fn of(entry: &Entry, site: &str) -> Self {
        let (document, facts) = (&entry.document(), entry.facts());
        let offsets = entry.offsets();
        let head = DocumentHead::new(entry);
        let blocks = Block::all(document, &offsets, Unit::Utf16);
        let block_at = |start: usize| blocks.partition_point(|block| block.start <= start).saturating_sub(1);
        let targets = facts.targets.iter();
        let targets = targets.map(|target| Target::new(target, document, &offsets, Unit::Utf16));
        let targets: Vec<Row> =
            targets.map(|target| Row::new(&target, &head.title, block_at(target.start))).collect();
        let duties = facts.duties.iter().map(|duty| Duty::new(duty, document, &offsets, Unit::Utf16));
        let sections = document.sections.iter().map(|section| {
            let above = |at: &usize| document.sections[*at].parent;
            let depth = std::iter::successors(section.parent, above).count();
            (depth, Section::new(section, &offsets, Unit::Utf16))
        });
        let context = Context {
            site,
            organs: head.organs.join("、"),
            cites: document.head.cites.iter().map(Citation::from).collect(),
            sections: sections.map(|(depth, section)| Part::new(depth, section, block_at)).collect(),
            targets: &targets,
            duties: duties.map(|duty| Task::new(duty, block_at)).collect(),
            blocks: pieces(&blocks),
            head: &head,
        };
        let html = render("document.html", &context);
        Self { address: format!("docs/{}.html", head.id), head, targets, html }
    }
}

/// The targets of documents as a table to stand between the tags of the element: those of one indicator, or of all. `None`
/// where there are none.
pub fn fallback<'a>(rows: impl IntoIterator<Item = &'a Row>, indicator: Option<&str>) -> Option<String> {
    let mut table = Fallback::default();
    let fits = |row: &&Row| indicator.is_none_or(|id| row.indicator_id.as_deref() == Some(id));
    rows.into_iter().filter(fits).for_each(|row| table.add(row));
    table.html()
}

/// A table of targets that grows row by row and keeps no more of them than it shows.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Fallback {
    rows: Vec<Row>,
    left_out: usize,
}

impl Fallback {
    pub(crate) fn add(&mut self, row: &Row) {
        match self.rows.len() < FALLBACK_ROWS {
            true => self.rows.push(row.clone()),
            false => self.left_out += 1,
        }
    }

    pub(crate) fn html(&self) -> Option<String> {
        (!self.rows.is_empty()).then(|| render("table.html", self))
    }
}

impl Row {
    fn new(target: &Target, title: &str, block: usize) -> Self {
        let figure = match target.value {
            _ if target.is_masked() => format!("xx{}", target.unit),
            Some(value) if target.is_rank() => number(value),
            _ => target.figure("≈").unwrap_or_default(),
        };
        Self {
            indicator_id: target.indicator_id.clone(),
            title: title.to_owned(),
            subject: target.subject.clone(),
            indicator: target.indicator.clone(),
            figure,
            deadline: target.deadline,
            quote: target.quote.clone(),
            block,
        }
    }
}

impl Part {
    fn new(depth: usize, section: Section, block_at: impl Fn(usize) -> usize) -> Self {
        let block = block_at(section.start);
        Self { depth, number: section.number, heading: section.heading, block }
    }
}

impl Task {
    fn new(duty: Duty, block_at: impl Fn(usize) -> usize) -> Self {
        let block = block_at(duty.start);
        let helping = [duty.partners, duty.participants].concat().join("、");
        Self { measure: duty.measure, lead: duty.lead.join("、"), helping, quote: duty.quote, block }
    }
}

/// The blocks that hold something.
fn pieces(blocks: &[Block]) -> Vec<Piece> {
    let full = blocks.iter().enumerate().filter(|(_, block)| !block.text.trim().is_empty());
    full.map(|(number, block)| Piece { number, level: block.level, text: block.text.trim().to_owned() })
        .collect()
}

pub(crate) fn render(name: &str, context: &impl Serialize) -> String {
    let template = ENVIRONMENT.get_template(name).expect("our own templates have these names");
    template.render(context).expect("our own templates ask for what they are given")
}

/// The templates, read once for all pages.
static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    for (name, text) in TEMPLATES {
        environment.add_template(name, text).expect("our own templates are well-formed");
    }
    environment
});

const TEMPLATES: [(&str, &str); 5] = [
    ("document.html", include_str!("../pages/document.html")),
    ("documents.html", include_str!("../pages/documents.html")),
    ("sitemaps.xml", include_str!("../pages/sitemaps.xml")),
    ("sitemap.xml", include_str!("../pages/sitemap.xml")),
    ("table.html", include_str!("../pages/table.html")),
];

#[cfg(test)]
mod tests {
    use celan_core::Corpus;
    use celan_data::Tables;

    use super::*;

    fn page(text: &str) -> Page {
        let tables = Tables::embedded();
        let mut corpus = Corpus::default();
        let id = corpus.add("a.txt", text, tables);
        Page::of(corpus.get(&id).expect("what was added is there"), "策览")
    }

    const PLAN: &str =
        "某县产业发展规划\n一、发展目标\n到2025年,全县高新技术企业达到60家,数字经济企业突破<b>11</b>家。\n";

    #[test]
    fn a_page_holds_head_outline_targets_and_text_and_each_target_leads_to_its_paragraph() {
        let page = page(PLAN);
        assert!(page.html.contains("<h1 itemprop=\"name\">某县产业发展规划</h1>"), "{}", page.html);
        assert!(page.html.contains("一 发展目标</a>"));
        let row = page.targets.iter().find(|row| row.figure == "60家").expect("the first target");
        let paragraph = format!("<p id=\"p{}\">到2025年,全县高新技术企业达到60家", row.block);
        assert!(page.html.contains(&paragraph), "{}", page.html);
        assert!(page.html.contains(&format!("<a href=\"#p{}\">", row.block)));
    }

    #[test]
    fn nothing_of_a_document_is_set_as_html() {
        let page = page(PLAN);
        assert!(page.html.contains("&lt;b&gt;11&lt;&#x2f;b&gt;"), "{}", page.html);
        assert!(!page.html.contains("<b>"));
    }

    #[test]
    fn the_table_is_of_one_indicator_or_of_all_and_says_what_it_left_out() {
        let page = page(PLAN);
        let one = fallback(&page.targets, Some("high_tech_enterprises")).expect("there is one");
        assert_eq!(one.matches("<tr>").count(), 2, "{one}");
        let many: Vec<&Row> = page.targets.iter().cycle().take(FALLBACK_ROWS + 7).collect();
        assert!(fallback(many, None).expect("there are some").contains("另有 7 项目标"));
        assert_eq!(fallback(&page.targets, Some("gdp")), None);
    }
}
