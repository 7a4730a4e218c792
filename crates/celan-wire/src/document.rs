//! Documents: their heads for the shelf, and whole for the reader.

use celan_core::{Offsets, Unit};
use serde::{Deserialize, Serialize};

use crate::{Duty, Target};

/// A document on the shelf.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DocumentHead {
    /// Id, made from the content.
    pub id: String,
    /// File it came from.
    pub file: String,
    /// Its title, or what stands for it.
    pub title: String,
    /// The title does not stand in the text.
    pub title_inferred: bool,
    /// Issuing organs.
    pub organs: Vec<String>,
    /// 青发〔2021〕12号.
    pub number: Option<String>,
    /// Date of the document, as far as it is known: 2021-09-28, 2021-09 or 2021.
    pub date: Option<String>,
    /// 文种.
    pub kind: Option<String>,
    /// Plan period, both years included.
    pub period: Option<(i32, i32)>,
    /// Where it is in force.
    pub places: Vec<Place>,
    /// Characters of the clean text.
    pub chars: usize,
    /// How many targets.
    pub targets: usize,
    /// How many duties.
    pub duties: usize,
    /// How many changes cleaning made.
    pub edits: usize,
    /// In the answer to a call that adds documents: it was not there before. `false` elsewhere.
    pub added: bool,
    /// Its bytes slipped, and it was read without the model that could put them right.
    pub damaged: bool,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// GB/T 2260 code, or our own for a zone.
    pub code: String,
    /// 青阳县.
    pub name: String,
    /// 安徽省, 池州市, 青阳县.
    pub path: Vec<String>,
    /// Follows from evidence and is not named in head or title.
    #[serde(default)]
    pub inferred: bool,
}

/// A document that the text names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Citation {
    /// 皖发〔2021〕12号.
    pub number: Option<String>,
    /// Title between 《》.
    pub title: Option<String>,
    /// Id of the document in this corpus, if it is here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
}

/// A document for the reader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DocumentView {
    /// Its head.
    pub head: DocumentHead,
    /// 主送机关.
    pub recipients: Option<String>,
    /// Documents it names.
    pub cites: Vec<Citation>,
    /// Titles of its 附件.
    pub attachments: Vec<String>,
    /// The outline.
    pub outline: Vec<Section>,
    /// The clean text in pieces.
    pub blocks: Vec<Block>,
    /// Targets, in the order of the text.
    pub targets: Vec<Target>,
    /// Duties, in the order of the text.
    pub duties: Vec<Duty>,
    /// Remarks of the self-checks.
    pub notes: Vec<Note>,
    /// The source text.
    pub source: String,
    /// What cleaning changed.
    pub edits: Vec<Edit>,
    /// Damage that was left.
    pub marks: Vec<Mark>,
    /// The script that title, outline and blocks were put into, `simplified` or `traditional`; they keep their lengths in
    /// characters and UTF-16 units. Everything else is in the script of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub script: Option<String>,
}

/// A part of the outline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// 1 to 5.
    pub level: u8,
    /// 一, (一), 1.
    pub number: String,
    /// The words of the heading.
    pub heading: String,
    /// Start of the part in the clean text.
    pub start: usize,
    /// End of the part in the clean text.
    pub end: usize,
}

/// A leaf of the document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// `head heading paragraph question attachment row tail blank`.
    pub kind: String,
    /// Level of the heading that begins here; 0 where none does.
    pub level: u8,
    /// Start in the clean text.
    pub start: usize,
    /// The text.
    pub text: String,
}

/// A change that cleaning made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    /// Name of the rule.
    pub rule: String,
    /// Start in the source text.
    pub source_start: usize,
    /// End in the source text.
    pub source_end: usize,
    /// Start in the clean text.
    pub start: usize,
    /// End in the clean text.
    pub end: usize,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// Damage that was seen and left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// Name of the rule.
    pub rule: String,
    /// Start in the clean text.
    pub start: usize,
    /// End in the clean text.
    pub end: usize,
    /// What probably stood there.
    pub suggestion: Option<String>,
}

/// A remark of a self-check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// `parts_do_not_add_up`, `count_differs`, `deadline_outside_period`, `restated_differs`, `damaged`.
    pub kind: String,
    /// Start in the clean text.
    pub start: usize,
    /// End in the clean text.
    pub end: usize,
    /// What was found.
    pub found: String,
    /// What would have been consistent.
    pub expected: String,
}

impl DocumentHead {
    /// The head of a document of a corpus that was served.
    pub fn new(entry: &celan_core::Entry) -> Self {
        Self::of(entry, entry.head())
    }

    /// The same, where the head is at hand.
    pub fn of(entry: &celan_core::Entry, head: celan_core::Head) -> Self {
        Self {
            id: entry.id.to_string(),
            file: entry.file.clone(),
            title: entry.title().to_owned(),
            title_inferred: entry.title_inferred(),
            organs: head.organs,
            number: head.number.as_ref().map(ToString::to_string),
            date: head.dates.first().map(date_text),
            kind: head.kind.map(|kind| kind.0),
            period: head.period.map(|period| (period.start, period.end)),
            places: head.places.into_iter().map(Place::from).collect(),
            chars: entry.offsets().len(Unit::Chars),
            targets: entry.targets,
            duties: entry.duties,
            edits: entry.repairs,
            added: false,
            damaged: entry.wants_repair_model,
        }
    }
}

/// 2021-09-28, 2021-09 or 2021.
pub fn date_text(date: &celan_core::Date) -> String {
    let mut text = date.year.to_string();
    for part in [date.month, date.day].into_iter().map_while(|part| part) {
        text.push_str(&format!("-{part:02}"));
    }
    text
}

impl From<celan_core::Place> for Place {
    fn from(place: celan_core::Place) -> Self {
        let celan_core::Place { code, name, path, inferred } = place;
        Self { code, name, path, inferred }
    }
}

impl From<&celan_core::Citation> for Citation {
    fn from(citation: &celan_core::Citation) -> Self {
        let number = citation.number.as_ref().map(ToString::to_string);
        Self { number, title: citation.title.clone(), doc: None }
    }
}

impl Section {
    /// A section with its offsets in `unit`s.
    pub fn new(section: &celan_core::Section, offsets: &Offsets<'_>, unit: Unit) -> Self {
        let range = offsets.range(unit, section.span);
        Self {
            level: section.level,
            number: section.number.clone(),
            heading: section.heading.clone(),
            start: range.start,
            end: range.end,
        }
    }
}

impl Block {
    /// All blocks of a document with their offsets in `unit`s.
    pub fn all(doc: &celan_core::Document, offsets: &Offsets<'_>, unit: Unit) -> Vec<Self> {
        let block = |block: &celan_core::Block| {
            let begun = block.section.and_then(|at| doc.sections.get(at));
            let begins = begun.filter(|section| block.span.contains(section.heading_span));
            Self {
                kind: block.kind.name().to_owned(),
                level: begins.map_or(0, |section| section.level),
                start: offsets.count(unit, block.span.start()),
                text: block.span.of(&doc.text).to_owned(),
            }
        };
        doc.blocks.iter().map(block).collect()
    }
}
