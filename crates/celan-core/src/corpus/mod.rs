//! The documents that can be searched: each with its text, its outline and its facts, all passages indexed.

mod filing;
mod id;
mod reading;
mod targets;

use std::collections::HashMap;
use std::sync::Arc;

use celan_data::Tables;
use celan_index::{Index, Passages, Place, Texts, room};

use crate::clean::{Edit, Mark};
use crate::extract::Facts;
use crate::parse::{BlockKind, Document, DocumentNumber, Head, Heading, path};
use crate::span::{Counted, Offsets, Span};
use reading::{Dictionaries, Held, Reading};
use targets::Targets;

pub use celan_index::{Counts, FacetKind, Filing, Selection, Value, ValueId, View};
pub use id::DocId;
pub use reading::reading;
pub(crate) use targets::Asked;

/// Documents with their index. Passages count through all documents in the order they were added.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    docs: Vec<Entry>,
    by_id: HashMap<DocId, usize>,
    passages: Passages,
    pub(crate) index: Index,
    filing: Filing,
    dictionaries: Dictionaries,
    /// What is asked of targets by figures and years.
    pub(crate) targets: Targets,
}

/// A document of the corpus. What was read of it is kept as bytes, of which each part is made anew when it is asked for.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its id.
    pub id: DocId,
    /// The file it came from.
    pub file: String,
    /// Whether the repair model, which was not there, could put more of it right.
    pub wants_repair_model: bool,
    /// How many targets it has.
    pub targets: usize,
    /// How many duties it has.
    pub duties: usize,
    /// How many changes cleaning made.
    pub repairs: usize,
    text: Arc<str>,
    held: Held,
    counted: Counted,
    title: Arc<str>,
    title_inferred: bool,
    /// Title and document number in one line: what its first passage holds.
    head_line: Arc<str>,
    number: Option<DocumentNumber>,
    /// Ids of its passages.
    first: u32,
    last: u32,
    removed: bool,
}

impl Corpus {
    /// An empty one whose copies take their first document sooner: what the index knows of `tables` is sorted out.
    pub fn ready(tables: &Tables) -> Self {
        Self { index: Index::ready(tables), ..Self::default() }
    }

    /// Cleans, reads and indexes `source`, which came from `file`. The same content is never there twice: its id comes
    /// back and nothing changes.
    pub fn add(&mut self, file: &str, source: &str, tables: &Tables) -> DocId {
        let id = DocId::of_content(source);
        self.add_as(id, file, None, source, tables)
    }

    /// Adds a record that has an id and a title of its own.
    pub fn add_record(&mut self, id: &str, title: &str, source: &str, tables: &Tables) -> DocId {
        self.add_as(DocId::given(id), id, Some(title), source, tables)
    }

    fn add_as(&mut self, id: DocId, file: &str, title: Option<&str>, source: &str, tables: &Tables) -> DocId {
        if self.get(&id).is_some() {
            return id;
        }
        let reading = Reading::of(source, tables);
        let held = Held::of(&reading);
        self.push(Entry::new(id.clone(), file.to_owned(), title, &reading, held), &reading, tables);
        id
    }

    /// Adds `source` with what [`reading`] gave; `None` where other code or other tables did, or where it does not hold
    /// together. With what [`Entry::announcement`] gave and no source the document is announced; its text takes the place of
    /// that when it comes, as one that was read with the repair model takes the place of one that wants it.
    pub fn add_read(&mut self, file: &str, source: &str, reading: &[u8], tables: &Tables) -> Option<DocId> {
        let (id, reading, held) = Reading::take(reading, source, tables)?;
        let is_better = |known: &Entry| {
            let is_mended = known.wants_repair_model && !reading.wants_repair_model;
            !source.is_empty() && (known.is_announced() || is_mended)
        };
        match self.get(&id) {
            Some(known) if !is_better(known) => return Some(id),
            Some(_) => self.remove(&id),
            None => true,
        };
        self.push(Entry::new(id.clone(), file.to_owned(), None, &reading, held), &reading, tables);
        Some(id)
    }

    /// Takes `entry`, of which `reading` is kept, as the last document.
    fn push(&mut self, mut entry: Entry, reading: &Reading, tables: &Tables) {
        let doc = self.docs.len();
        self.by_id.insert(entry.id.clone(), doc);
        entry.held.squeeze(&mut self.dictionaries);
        room(&mut self.docs, 1);
        self.docs.push(entry);
        self.place_passages(&reading.document, tables);
        let entry = &self.docs[doc];
        let spans: Vec<Span> = entry.passages().map(|passage| self.span(passage)).collect();
        filing::file(&mut self.filing, doc, &spans, entry, reading, tables);
        for target in &reading.facts.targets {
            let passage = self.passage_at(&self.docs[doc], target.quote.start());
            self.targets.push(target, passage, tables);
        }
    }

    /// Takes a document out; says whether it was there.
    pub fn remove(&mut self, id: &DocId) -> bool {
        let Some(doc) = self.by_id.remove(id) else { return false };
        self.docs[doc].removed = true;
        self.passages.remove(doc);
        true
    }

    /// Makes everything that was added findable. Cheap when nothing was.
    pub fn commit(&mut self) {
        self.index.commit();
        self.filing.commit();
    }

    /// The document `id`.
    pub fn get(&self, id: &DocId) -> Option<&Entry> {
        self.number(id).map(|doc| &self.docs[doc])
    }

    /// The number of the document `id`.
    pub fn number(&self, id: &DocId) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// How many documents there are, those included that are only announced.
    pub fn count(&self) -> usize {
        self.by_id.len()
    }

    /// The documents in the order they were added, each with its number.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Entry)> {
        self.docs.iter().enumerate().filter(|(_, entry)| !entry.removed)
    }

    /// The documents with the number `from` and above, in the order they were added: what came since [`Corpus::doc_bound`] was so.
    pub fn since(&self, from: usize) -> impl Iterator<Item = &Entry> {
        self.docs.iter().skip(from).filter(|entry| !entry.removed)
    }

    /// The documents in the order they were added: number, first and last passage of each.
    pub fn stretches(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        self.iter().map(|(doc, entry)| (doc, entry.first as usize, entry.last as usize))
    }

    /// The document with number `doc`, which came from [`Corpus::iter`] or a hit.
    pub fn doc(&self, doc: usize) -> &Entry {
        &self.docs[doc]
    }

    /// How the items of each view are filed under facets.
    pub fn filing(&self) -> &Filing {
        &self.filing
    }

    /// Bytes of the index.
    pub fn index_size(&self) -> usize {
        self.index.size() + self.passages.size()
    }

    /// How many documents were ever added, the removed ones included: bound of document numbers.
    pub fn doc_bound(&self) -> usize {
        self.docs.len()
    }

    /// How many passages were ever added: bound of passage ids.
    pub fn passage_bound(&self) -> usize {
        self.passages.len()
    }

    /// Number of the document that holds `passage`.
    pub fn doc_of(&self, passage: u32) -> usize {
        self.passages.doc_of(passage)
    }

    /// The row of passages.
    pub fn passages(&self) -> &Passages {
        &self.passages
    }

    /// The headings above `passage`, outermost first; of a passage that opens with its heading, that one too.
    pub fn path(&self, passage: u32) -> Vec<String> {
        let entry = &self.docs[self.doc_of(passage)];
        self.path_in(&entry.outline(self.headings_above([passage])).1, passage)
    }

    /// How many of the first headings of a document the paths of some of its `passages` may name.
    pub fn headings_above(&self, passages: impl IntoIterator<Item = u32>) -> usize {
        passages
            .into_iter()
            .filter_map(|passage| self.passages.section(passage))
            .max()
            .map_or(0, |last| last + 1)
    }

    /// [`Corpus::path`] where the headings of the document are at hand.
    pub fn path_in(&self, headings: &[Heading], passage: u32) -> Vec<String> {
        let section = self.passages.section(passage);
        path(self.docs[self.doc_of(passage)].text(), |at| headings[at], section)
    }

    /// The passage of `entry` that holds byte `at` of the clean text.
    pub fn passage_at(&self, entry: &Entry, at: usize) -> Option<u32> {
        let (mut low, mut high) = (*entry.passages().start() + 1, *entry.passages().end() + 1);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.span(middle).start() <= at { low = middle + 1 } else { high = middle }
        }
        let before = low - 1;
        (before > *entry.passages().start() && self.span(before).range().contains(&at)).then_some(before)
    }

    /// Where `passage` stands in the clean text, blanks at its ends left out; empty at 0 for a head line.
    pub fn span(&self, passage: u32) -> Span {
        let span = self.passages.span(passage);
        if self.passages.is_head_line(passage) { Span::default() } else { Span::new(span.start, span.end) }
    }

    fn place_passages(&mut self, document: &Document, tables: &Tables) {
        let doc = self.docs.len() - 1;
        let head = self.passages.len() as u32;
        let entry = &mut self.docs[doc];
        entry.first = head;
        let place = |last, span: Span| Place { last, start: span.start() as u32, end: span.end() as u32 };
        let head_line = Span::new(0, entry.head_line.len());
        let mut places = vec![place(head, head_line)];
        let mut sections = vec![None];
        // For each of them the passage of the heading above it; its own for the head line.
        let mut parents = vec![head];
        self.index.push(&entry.head_line, tables);
        // For each section, in the order of the text, the passage of its heading.
        let mut headings = Vec::with_capacity(document.sections.len());
        for block in &document.blocks {
            let span = trimmed(&document.text, block.span);
            if block.kind == BlockKind::Blank || span.is_empty() {
                continue;
            }
            let id = head + places.len() as u32;
            while let Some(section) = document.sections.get(headings.len())
                && section.heading_span.start() < block.span.end()
            {
                headings.push(id);
            }
            let mut next = block.section;
            while let Some(section) = next.filter(|section| headings.get(*section) == Some(&id)) {
                next = document.sections[section].parent;
            }
            let above = next.and_then(|section| headings.get(section).copied());
            let parent = above.filter(|above| *above < id).unwrap_or(head);
            self.index.push(span.of(&document.text), tables);
            places.push(place(id, span));
            sections.push(block.section);
            parents.push(parent);
        }
        // A child stands behind its heading, so going backwards each part is complete when it is handed up.
        for at in (1..places.len()).rev() {
            let (above, last) = ((parents[at] - head) as usize, places[at].last);
            places[above].last = last.max(places[above].last);
        }
        entry.last = head + places.len() as u32 - 1;
        places[0].last = entry.last;
        self.passages.add(entry.text.clone(), entry.head_line.clone(), places, &sections);
    }
}

impl Texts for Corpus {
    fn text(&self, passage: u32) -> &str {
        self.passages.text(passage)
    }
}

impl Entry {
    /// A document without passages.
    fn new(id: DocId, file: String, title: Option<&str>, reading: &Reading, held: Held) -> Self {
        let Reading { document, facts, edits, wants_repair_model, .. } = reading;
        let given = title.filter(|title| !title.trim().is_empty());
        let told = document.head.title.as_deref();
        Self {
            id,
            file,
            wants_repair_model: *wants_repair_model,
            targets: facts.targets.len(),
            duties: facts.duties.len(),
            repairs: edits.len(),
            text: document.text.as_str().into(),
            held,
            counted: Counted::new(&document.text),
            title: given.or(told).unwrap_or_else(|| first_line(&document.text)).into(),
            title_inferred: given.is_none() && (told.is_none() || document.head.title_inferred),
            head_line: head_line(given, document).into(),
            number: document.head.number.clone(),
            first: 0,
            last: 0,
            removed: false,
        }
    }

    /// Its clean text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands at its head.
    pub fn head(&self) -> Head {
        self.held.head(&self.text)
    }

    /// The head, and the headings of the first `most` sections: what hits in these need.
    pub fn outline(&self, most: usize) -> (Head, Vec<Heading>) {
        self.held.outline(&self.text, most)
    }

    /// Text, head, outline, blocks.
    pub fn document(&self) -> Document {
        self.held.document(&self.text)
    }

    /// What was extracted.
    pub fn facts(&self) -> Facts {
        self.held.facts(&self.text)
    }

    /// What cleaning changed.
    pub fn edits(&self) -> Vec<Edit> {
        self.held.edits()
    }

    /// Damage that was left.
    pub fn marks(&self) -> Vec<Mark> {
        self.held.marks(&self.text)
    }

    /// 发文字号.
    pub fn number(&self) -> Option<&DocumentNumber> {
        self.number.as_ref()
    }

    /// What was read from its source, by `tables`, as bytes for [`Corpus::add_read`].
    pub fn reading(&self, tables: &Tables) -> Vec<u8> {
        let (document, facts) = (self.document(), self.facts());
        let (edits, marks) = (self.edits(), self.marks());
        let wants_repair_model = self.wants_repair_model;
        reading::put(&self.id, &Reading { document, facts, edits, marks, wants_repair_model }, tables)
    }

    /// Its head without its text, by `tables`, as bytes for [`Corpus::add_read`].
    pub fn announcement(&self, tables: &Tables) -> Vec<u8> {
        reading::put_announcement(self, tables)
    }

    /// Only its head is here.
    pub fn is_announced(&self) -> bool {
        self.text.is_empty()
    }

    /// Offsets in its clean text.
    pub fn offsets(&self) -> Offsets<'_> {
        self.counted.of(&self.text)
    }

    /// Ids of its passages, the head line first.
    pub fn passages(&self) -> std::ops::RangeInclusive<u32> {
        self.first..=self.last
    }

    /// Its title: the one given from outside, that of its head, or the first words of the text.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The title does not stand in the text.
    pub fn title_inferred(&self) -> bool {
        self.title_inferred
    }

    /// Title and document number in one line.
    pub fn head_line(&self) -> &str {
        &self.head_line
    }

    /// The source text: the clean text with every edit taken back.
    pub fn source(&self) -> String {
        let clean = &self.text;
        let mut source = String::with_capacity(clean.len());
        let mut at = 0;
        for edit in self.edits() {
            source.push_str(clean.get(at..edit.span.start()).unwrap_or_default());
            source.push_str(&edit.before);
            at = edit.span.end();
        }
        source.push_str(clean.get(at..).unwrap_or_default());
        source
    }

    /// The sentence around `span`: from the mark that ends the one before to its own, within the line.
    pub fn sentence(&self, span: Span) -> Span {
        let text = &self.text;
        let ends = |c: char| matches!(c, '。' | '！' | '？' | '；' | ';' | '\n');
        let start = text[..span.start()].rfind(ends);
        let start = start.map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
        let end = text[span.end()..].find(ends).map_or(text.len(), |at| {
            let at = span.end() + at;
            let mark = text[at..].chars().next().filter(|c| *c != '\n');
            at + mark.map_or(0, char::len_utf8)
        });
        trimmed(text, Span::new(start, end)).cover(span)
    }
}

fn head_line(given: Option<&str>, document: &Document) -> String {
    let title = given.or(document.head.title.as_deref()).unwrap_or_default();
    match &document.head.number {
        Some(number) if given.is_none() => {
            format!("{title} {number}")
        }
        _ => title.to_owned(),
    }
}

/// The first line that holds something, at most forty characters of it.
fn first_line(text: &str) -> &str {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let end = line.char_indices().nth(40).map_or(line.len(), |(at, _)| at);
    &line[..end]
}

/// `span` without the blanks at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let piece = span.of(text);
    let start = span.start() + (piece.len() - piece.trim_start().len());
    Span::new(start, start + piece.trim().len())
}
