//! Stage 2: from clean text to a document: head, outline, blocks.

use celan_data::Tables;

use crate::clean::Cleaned;
use crate::note::Note;
use crate::span::Span;

/// A parsed document. The blocks in order are the clean text, without gaps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The clean text.
    pub text: String,
    /// What stands at the head of the document, or was inferred from it.
    pub head: Head,
    /// The outline, in the order of the text; a parent comes before its children.
    pub sections: Vec<Section>,
    /// The leaves: headings, paragraphs, items, tail lines.
    pub blocks: Vec<Block>,
    /// Remarks.
    pub notes: Vec<Note>,
}

/// The head of a document after GB/T 9704-2012.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    /// 标题, in one line.
    pub title: Option<String>,
    /// The title does not stand in the text but was put together from evidence in it.
    pub title_inferred: bool,
    /// 发文机关.
    pub organs: Vec<String>,
    /// 发文字号.
    pub number: Option<DocumentNumber>,
    /// Dates of the document: 成文日期, 印发日期, date of publication; the first is the document's own.
    pub dates: Vec<Date>,
    /// 文种.
    pub kind: Option<DocumentKind>,
    /// 规划期.
    pub period: Option<Period>,
    /// Where the document is in force, the issuing place first.
    pub places: Vec<Place>,
    /// 主送机关, one line as written.
    pub recipients: Option<String>,
    /// Documents it names, in order of first mention.
    pub cites: Vec<Citation>,
    /// Titles of its 附件.
    pub attachments: Vec<String>,
}

/// 发文字号: 青发〔2021〕12号.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentNumber {
    /// 机关代字: 青发.
    pub organ_code: String,
    /// 年份.
    pub year: i32,
    /// 序号.
    pub serial: u32,
}

/// A day, month or year with what it dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// What happened then.
    pub role: DateRole,
    /// Year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day, 1 to 31.
    pub day: Option<u8>,
    /// Where it stands.
    pub span: Span,
}

/// What a date of the head dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateRole {
    /// 成文日期.
    Signed,
    /// 印发日期.
    Printed,
    /// When it was put on a page.
    Published,
    /// 解读时间.
    Interpreted,
}

/// 文种. The names are rows of a table; see `kinds.tsv`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocumentKind(pub String);

/// 规划期: both years included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First year.
    pub start: i32,
    /// Last year.
    pub end: i32,
}

/// An administrative place or a development zone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// GB/T 2260 code (341723), or an id of our own for a zone.
    pub code: String,
    /// 青阳县.
    pub name: String,
    /// From the province down: 安徽省, 池州市, 青阳县.
    pub path: Vec<String>,
    /// It is not named in head or title but follows from evidence in the text.
    pub inferred: bool,
}

/// A document that the text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Title between 《》.
    pub title: Option<String>,
    /// Its number, where one is given.
    pub number: Option<DocumentNumber>,
    /// Where it stands.
    pub span: Span,
}

/// A part of the outline.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// 1 for 一、, 2 for (一), 3 for 1., 4 for (1), 5 for —— items, by place in the outline and not by form alone.
    pub level: u8,
    /// 一, (一), 1: as written, without the mark that closes it; empty for ——.
    pub number: String,
    /// The words of the heading.
    pub heading: String,
    /// From the number to the end of the heading.
    pub heading_span: Span,
    /// The whole part, its children included.
    pub span: Span,
    /// Index of the part that holds it.
    pub parent: Option<usize>,
}

/// A leaf of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its lines, the line break behind them included.
    pub span: Span,
    /// Index of the innermost section that holds it.
    pub section: Option<usize>,
}

/// What a leaf is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A line of the head: organ, number, title, date, recipients.
    Head,
    /// A heading on its own line.
    Heading,
    /// Running text (a heading that runs into it included).
    Paragraph,
    /// Text behind 问.
    Question,
    /// 附件 and the title that follows it.
    Attachment,
    /// A row of a table or of a list of names.
    Row,
    /// 署名, 抄送, 印发.
    Tail,
    /// Nothing but blank lines.
    Blank,
}

/// Finds head, outline and blocks of a clean text.
pub fn parse(cleaned: &Cleaned, _tables: &Tables) -> Document {
    let text = cleaned.text.clone();
    let blocks = vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), section: None }];
    Document { text, blocks, ..Document::default() }
}

impl Document {
    /// The headings above and at `section`, outermost first, as a reader writes them: 三、重点任务.
    pub fn path(&self, section: Option<usize>) -> Vec<String> {
        let mut path = Vec::new();
        let mut next = section;
        while let Some(at) = next {
            let section = &self.sections[at];
            path.push(section.heading_span.of(&self.text).trim().to_owned());
            next = section.parent;
        }
        path.reverse();
        path
    }
}
