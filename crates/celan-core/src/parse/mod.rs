//! Stage 2: from clean text to a document: head, outline, blocks.

mod cite;
mod date;
mod head;
mod infer;
mod line;
mod marker;
mod number;
mod outline;
mod part;
mod place;

use celan_data::Order;
use std::cell::OnceCell;
use std::fmt;

use celan_data::Tables;

use self::head::Title;
use self::line::Line;
use crate::clean::Cleaned;
use crate::fold::fold_char;
use crate::note::{Note, NoteKind};
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

impl DateRole {
    /// Its name in machine output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Printed => "printed",
            Self::Published => "published",
            Self::Interpreted => "interpreted",
        }
    }
}

impl BlockKind {
    /// Its name in machine output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Heading => "heading",
            Self::Paragraph => "paragraph",
            Self::Question => "question",
            Self::Attachment => "attachment",
            Self::Row => "row",
            Self::Tail => "tail",
            Self::Blank => "blank",
        }
    }
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
pub fn parse(cleaned: &Cleaned, tables: &Tables) -> Document {
    let text = cleaned.text.clone();
    let lines = line::lines(&text, |c| fold_char(c, tables));
    let contents = outline::contents(&lines, &tables.structure);
    let body = head::body_start(&lines, &contents, tables);
    let outline = outline::outline(&lines, body, &contents, &text, tables);
    let title = head::title(&lines, body, &contents, tables);
    let head = read_head(&text, &lines, body, title.as_ref(), &outline, tables);
    let outline::Outline { sections, blocks, .. } = outline;
    let notes = cleaned.marks.iter().map(|mark| Note {
        kind: NoteKind::Damaged,
        span: mark.span,
        found: mark.span.of(&text).to_owned(),
        expected: mark.suggestion.clone().unwrap_or_default(),
    });
    let notes = notes.collect();
    Document { text, head, sections, blocks, notes }
}

fn read_head<'l>(
    text: &str,
    lines: &'l [Line<'l>],
    body: usize,
    title: Option<&Title>,
    outline: &outline::Outline,
    tables: &Tables,
) -> Head {
    let words = &tables.structure;
    let fold = |c| fold_char(c, tables);
    let folded = OnceCell::new();
    let whole = || folded.get_or_init(|| crate::fold::fold(text, tables)).as_str();
    let after = title.map_or(0, |title| title.lines.1 + 1);
    let signed = signatures(lines, outline, tables);
    let organs = organs(lines, body, title, &signed, tables);
    let number = head_number(lines, body, title, words);
    let places = {
        let folded: Vec<String> = organs.iter().map(|organ| organ.chars().map(fold).collect()).collect();
        let named =
            title.iter().map(|title| title.key.as_str()).chain(folded.iter().map(String::as_str)).collect();
        let keys = |lines: &'l [Line<'l>]| lines.iter().map(|line| line.key.as_str()).collect();
        let head = keys(&lines[after.min(body)..body]);
        let page = title.map_or(Vec::new(), |title| keys(&lines[..title.lines.0]));
        place::places(&place::Evidence { named, head, page, text: &whole }, tables)
    };
    let mut head = Head { organs, number, places, ..Head::default() };
    match title {
        Some(title) => {
            head.kind = head::kind(&title.key, tables);
            head.period = head::period(&title.key, head.kind.as_ref(), tables);
            head.title = Some(title.text.clone());
        }
        None => {
            let start = lines.get(head::opening(lines, body, words)).map_or(0, |line| line.start);
            let opening = &text[start..start + floor_char(&text[start..], 4000)];
            let folded: String = opening.chars().map(fold).collect();
            let work = || {
                let headings: Vec<String> = outline
                    .sections
                    .iter()
                    .filter(|section| section.level == 1)
                    .map(|section| section.heading.chars().map(fold).collect())
                    .collect();
                infer::work_report(whole(), &headings, tables)
            };
            if let Some(inferred) = infer::infer(&folded, &head.places, &head.organs, tables).or_else(work) {
                head.period = head::period(&inferred.title, inferred.kind.as_ref(), tables);
                head.kind = inferred.kind;
                head.title = Some(inferred.title);
                head.title_inferred = true;
            }
        }
    }
    head.recipients = head::recipients(lines, after, body, words);
    head.dates = dates(lines, body, title, outline, tables);
    // A yearly report is given early in the year that it plans.
    let yearly = head.kind.as_ref().is_some_and(|kind| tables.kinds.is_yearly(&kind.0));
    let given = head.dates.iter().find(|date| date.role == DateRole::Signed);
    if let (None, true, Some(date)) = (head.period, yearly, given) {
        head.period = Some(Period { start: date.year, end: date.year });
    }
    head.attachments.clone_from(&outline.attachments);
    let own = title.map_or("", |title| title.key.as_str());
    let fold_all = |title: &str| title.chars().filter(|c| !line::is_blank(*c)).map(fold).collect();
    head.cites = cite::citations(text, (own, head.number.as_ref()), tables, fold_all);
    head
}

/// The most organs and dates that a head may have: more are damage.
const MOST: usize = 40;

/// The longest line with a date of the document, in characters.
const LABELLED_CHARS: usize = 40;

/// Organs that sign, in order.
fn signatures(lines: &[Line<'_>], outline: &outline::Outline, tables: &Tables) -> Vec<String> {
    let words = &tables.structure;
    let signs = |at: &&usize| part::part(&lines[**at], tables) == Some(part::Part::Organ);
    // Who prints stands above a line that says so, and is not who issued.
    let prints = |at: usize| {
        let below = lines[at + 1..].iter().find(|line| !line.is_blank());
        below.is_some_and(|line| words.suffix("date_printed", &line.key).is_some())
    };
    let signing = outline.tail.iter().filter(signs).filter(|at| !prints(**at)).take(MOST);
    signing.flat_map(|&at| head::split_organs(lines[at].text, words)).collect()
}

fn organs(
    lines: &[Line<'_>],
    body: usize,
    title: Option<&Title>,
    signed: &[String],
    tables: &Tables,
) -> Vec<String> {
    let words = &tables.structure;
    let mut organs = title.map(|title| head::organs_of_title(title, words)).unwrap_or_default();
    if organs.is_empty() {
        organs.extend(head::organ_mark(lines, body, words));
    }
    if organs.is_empty() {
        organs.extend(signed.iter().cloned());
    }
    if let (true, Some(title)) = (organs.is_empty(), title) {
        organs = head::organs_below(lines, title.lines.1 + 1, body, words);
    }
    let mut known = Vec::new();
    organs.retain(|organ| {
        !known.contains(organ) && {
            known.push(organ.clone());
            true
        }
    });
    organs
}

/// The document's own number: on a line of its own or behind the title.
fn head_number(
    lines: &[Line<'_>],
    body: usize,
    title: Option<&Title>,
    words: &celan_data::Structure,
) -> Option<DocumentNumber> {
    let of = |line: &Line<'_>| number::numbers(line.text, words).into_iter().next();
    let near = title.map_or(0, |title| title.lines.0.saturating_sub(6));
    let own_line = |line: &&Line<'_>| of(line).is_some_and(|(_, span)| span.len() + 12 >= line.text.len());
    let candidates = || lines[..body].iter();
    let found = candidates().skip(near).find(own_line).or_else(|| candidates().find(own_line));
    let found = found
        .or_else(|| candidates().skip(near).find(|line| of(line).is_some() && !line.text.contains('《')));
    found.and_then(of).map(|(number, _)| number)
}

/// The dates of head and tail with what they date, the document's own first.
fn dates(
    lines: &[Line<'_>],
    body: usize,
    title: Option<&Title>,
    outline: &outline::Outline,
    tables: &Tables,
) -> Vec<Date> {
    let words = &tables.structure;
    let mut dates: Vec<Date> = Vec::new();
    let labelled = lines.iter().enumerate().filter(|(_, line)| line.is_within(LABELLED_CHARS));
    let near = title.map_or(0, |title| title.lines.0.saturating_sub(8));
    for (at, line) in labelled {
        let in_head = at < body && at >= near;
        let in_tail = outline.tail.binary_search(&at).is_ok();
        let interprets = words.prefix("date_interpreted", &line.key).is_some();
        if !(in_head || in_tail || interprets)
            || title.is_some_and(|title| {
                (title.lines.0..=title.lines.1).contains(&at) && !line.key.starts_with('(')
            })
        {
            continue;
        }
        let above =
            lines[..at].iter().rev().find(|line| !line.is_blank()).filter(|line| line.key.ends_with(':'));
        for day in date::dates(line.text, &tables.grammar) {
            let Some(role) = role(line, above, words) else { continue };
            let span = Span::new(line.start + day.at.0, line.start + day.at.1);
            let date = Date { role, year: day.year, month: day.month, day: day.day, span };
            let known = dates.iter().any(|known| {
                (known.role, known.year, known.month, known.day) == (role, day.year, day.month, day.day)
            });
            if !known && dates.len() < MOST {
                dates.push(date);
            }
        }
    }
    dates.order_by_key(|date| date.role as u8);
    dates
}

/// What the dates of a line date: told by its words or by the label above; a date with another label is none of the document.
fn role(line: &Line<'_>, label: Option<&Line<'_>>, words: &celan_data::Structure) -> Option<DateRole> {
    let roles = [
        ("date_interpreted", DateRole::Interpreted),
        ("date_printed", DateRole::Printed),
        ("date_signed", DateRole::Signed),
        ("date_published", DateRole::Published),
    ];
    let told = |line: &Line<'_>| roles.iter().find(|(group, _)| words.find(group, &line.key).is_some());
    let labelled = label.is_some()
        || line.key.split_once(':').is_some_and(|(label, _)| !label.contains(|c: char| c.is_ascii_digit()));
    match told(line).or_else(|| label.and_then(told)) {
        Some((_, role)) => Some(*role),
        None => (!labelled).then_some(DateRole::Signed),
    }
}

/// The largest character boundary of `text` up to `at`.
fn floor_char(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}〔{}〕{}号", self.organ_code, self.year, self.serial)
    }
}

impl Document {
    /// The heading of a section as a reader writes it: 三、重点任务.
    pub(crate) fn heading(&self, section: &Section) -> String {
        written(&self.text, section.heading_span)
    }

    /// The headings above and at `section`, outermost first, as a reader writes them: 三、重点任务.
    pub fn path(&self, section: Option<usize>) -> Vec<String> {
        let heading = |at: usize| Heading::from(&self.sections[at]);
        path(&self.text, heading, section)
    }
}

/// A section as far as paths need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading {
    /// From the number to the end of the heading.
    pub span: Span,
    /// Index of the section that holds it.
    pub parent: Option<usize>,
}

impl From<&Section> for Heading {
    fn from(section: &Section) -> Self {
        Self { span: section.heading_span, parent: section.parent }
    }
}

/// [`Document::path`] by the text and the headings of sections alone.
pub(crate) fn path(text: &str, heading: impl Fn(usize) -> Heading, section: Option<usize>) -> Vec<String> {
    let mut path = Vec::new();
    let mut next = section.map(&heading);
    while let Some(Heading { span, parent }) = next {
        path.push(written(text, span));
        next = parent.map(&heading);
    }
    path.reverse();
    path
}

/// A heading in one line: the title of an annex stands in a line of its own.
fn written(text: &str, span: Span) -> String {
    text.get(span.range()).unwrap_or_default().lines().map(str::trim).collect()
}
