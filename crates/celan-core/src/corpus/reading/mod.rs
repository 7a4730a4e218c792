//! What the stages make of a source text, and the same as bytes, so that it is read once and not by every visitor.
//!
//! ```text
//! reading = fingerprint id edits marks head sections blocks notes facts
//! edit    = rule, bytes of the source since the edit before, bytes replaced, what replaced them
//! rule    = its place among all rules
//! ```
//! The fingerprint stands for the code and the tables by which a document was read. Where it is another, the source is read
//! anew: a reading saves time and never decides what is found.

mod codec;
mod dictionary;
mod places;

use std::borrow::Cow;
use std::sync::Arc;

use celan_data::Tables;

use super::{DocId, Entry};
use crate::clean::{Cleaned, Edit, Mark, clean, rule_names};
use crate::extract::{
    Comparator, Duty, Facts, IndustryMention, Person, RULES, State, Strength, Target, TargetKind, extract,
};
use crate::note::{Note, NoteKind};
use crate::parse::{
    Block, BlockKind, Citation, Date, DateRole, Document, DocumentKind, DocumentNumber, Head, Heading,
    Period, Place, Section, parse,
};
use crate::span::Span;
use codec::{Coded, Input, Output, coded};
pub(super) use dictionary::Dictionaries;
use dictionary::Dictionary;

/// How far behind the last place words are looked for that are written to be kept, bytes: a sentence or two, where most are
/// found. To look through the whole text would take longer than all else.
const NEAR: usize = 512;

/// What the stages make of a source text.
pub(super) struct Reading {
    pub(super) document: Document,
    pub(super) facts: Facts,
    pub(super) edits: Vec<Edit>,
    pub(super) marks: Vec<Mark>,
    pub(super) wants_repair_model: bool,
}

impl Reading {
    /// Reads `source`.
    pub(super) fn of(source: &str, tables: &Tables) -> Self {
        let mut cleaned = clean(source, tables);
        let document = parse(&cleaned, tables);
        cleaned.text = String::new();
        let facts = extract(&document, None, tables);
        let Cleaned { edits, marks, wants_repair_model, .. } = cleaned;
        Self { document, facts, edits, marks, wants_repair_model }
    }

    /// What [`put`] wrote of `source`, and the same as it is kept; `None` where other code or tables did, or where it does
    /// not hold together.
    pub(super) fn take(bytes: &[u8], source: &str, tables: &Tables) -> Option<(DocId, Self, Held)> {
        let mut from = Input::new(bytes.strip_prefix(&fingerprint(tables))?, source, 0);
        let id = DocId::given(&String::take(&mut from)?);
        let (text, edits) = take_edits(&mut from, source)?;
        let all = from.bytes;
        let mut from = Input::new(all, &text, 0);
        let marks = Vec::take(&mut from)?;
        let wants_repair_model = bool::take(&mut from)?;
        from.begin_part();
        let document_at = Start::of(&from, all);
        let mut document = take_document(&mut from)?;
        from.begin_part();
        let facts_at = Start::of(&from, all);
        let facts = Facts::take(&mut from)?;
        let ends = from.bytes.is_empty();
        document.text = text;
        let held = Held::new(all, &edits, document_at, facts_at);
        let reading = Self { edits, marks, wants_repair_model, document, facts };
        (ends && holds_together(&reading)).then_some((id, reading, held))
    }
}

/// A reading as it is kept: bytes of which each part is read when it is asked for. Thousands of documents take a fraction of
/// what they would take as structs. The text is kept beside it.
#[derive(Clone, Debug, Default)]
pub(super) struct Held {
    /// What stands behind the edits of a reading, up to the facts.
    bytes: Box<[u8]>,
    /// The facts, packed by the dictionary where there is one.
    facts: Box<[u8]>,
    dictionary: Option<Arc<Dictionary>>,
    /// The edits, what they replaced included, which no longer stands anywhere else.
    edits: Box<[u8]>,
    document: Start,
    /// The place in the text that was written last before the facts.
    facts_place: u32,
}

/// Where in the bytes a part begins, and the place in the text that was written last before it.
#[derive(Clone, Copy, Debug, Default)]
struct Start {
    byte: u32,
    place: u32,
}

impl Start {
    fn of(from: &Input<'_>, all: &[u8]) -> Self {
        Self { byte: (all.len() - from.bytes.len()) as u32, place: from.place as u32 }
    }
}

impl Held {
    /// What is kept of `reading`.
    pub(super) fn of(reading: &Reading) -> Self {
        let mut out = Output::new(&reading.document.text, NEAR);
        reading.marks.put(&mut out);
        reading.wants_repair_model.put(&mut out);
        let start = |out: &Output<'_>| Start { byte: out.bytes.len() as u32, place: out.place as u32 };
        let document = start(&out);
        put_document(&reading.document, &mut out);
        let facts = start(&out);
        put_facts(&reading.facts, &mut out);
        Self::new(&out.bytes, &reading.edits, document, facts)
    }

    fn new(all: &[u8], edits: &[Edit], document: Start, facts: Start) -> Self {
        let (before, behind) = all.split_at(facts.byte as usize);
        let (bytes, edits, facts_place) = (before.into(), held_edits(edits), facts.place);
        Self { bytes, facts: behind.into(), dictionary: None, edits, document, facts_place }
    }

    /// Takes fewer bytes for the facts, which are asked for more rarely than the rest.
    pub(super) fn squeeze(&mut self, dictionaries: &mut Dictionaries) {
        self.dictionary = dictionaries.of(&self.facts);
        if let Some(dictionary) = &self.dictionary {
            self.facts = dictionary.pack(&self.facts).into();
        }
    }

    /// The damage that was left in `text`, which is the clean text here and below.
    pub(super) fn marks(&self, text: &str) -> Vec<Mark> {
        Vec::take(&mut self.from(Start::default(), text)).unwrap_or_default()
    }

    /// The head alone.
    pub(super) fn head(&self, text: &str) -> Head {
        Head::take(&mut self.from(self.document, text)).unwrap_or_default()
    }

    /// The head, and where the headings of the first `most` sections stand, without a copy of their words.
    pub(super) fn outline(&self, text: &str, most: usize) -> (Head, Vec<Heading>) {
        let mut from = self.from(self.document, text);
        let head = Coded::take(&mut from).unwrap_or_default();
        let count = from.number().unwrap_or_default().min(most);
        // Each takes a byte at least, whatever the count says.
        let mut headings = Vec::with_capacity(count.min(from.bytes.len()));
        headings.extend((0..count).map_while(|_| take_heading(&mut from)));
        (head, headings)
    }

    /// Text, head, outline, blocks.
    pub(super) fn document(&self, text: &str) -> Document {
        let document = take_document(&mut self.from(self.document, text));
        Document { text: text.to_owned(), ..document.unwrap_or_default() }
    }

    /// What was extracted.
    pub(super) fn facts(&self, text: &str) -> Facts {
        let unpacked = |dictionary: &Arc<Dictionary>| Cow::Owned(dictionary.unpack(&self.facts));
        let bytes = self.dictionary.as_ref().map_or(Cow::Borrowed(&*self.facts), unpacked);
        Facts::take(&mut Input::new(&bytes, text, self.facts_place as usize)).unwrap_or_default()
    }

    /// What cleaning changed.
    pub(super) fn edits(&self) -> Vec<Edit> {
        let mut from = Input::new(&self.edits, "", 0);
        std::iter::from_fn(|| {
            let rule = named(&mut from, rule_names())?;
            let (source, place) = (from.number()?, from.number()?);
            let (before, after) = (String::take(&mut from)?, String::take(&mut from)?);
            let (source, span) = (source..source + before.len(), Span::new(place, place + after.len()));
            Some(Edit { rule, source, span, before, after })
        })
        .collect()
    }

    fn from<'a>(&'a self, start: Start, text: &'a str) -> Input<'a> {
        let bytes = self.bytes.get(start.byte as usize..).unwrap_or_default();
        Input::new(bytes, text, start.place as usize)
    }
}

fn held_edits(edits: &[Edit]) -> Box<[u8]> {
    let mut out = Output::new("", 0);
    for Edit { rule, source, span, before, after } in edits {
        number_of(rule, rule_names()).put(&mut out);
        source.start.put(&mut out);
        span.start().put(&mut out);
        before.put(&mut out);
        after.put(&mut out);
    }
    out.bytes.into()
}

/// A section, of which only this is wanted.
fn take_heading(from: &mut Input<'_>) -> Option<Heading> {
    let _level = from.number()?;
    let (_number, _heading) = (from.told()?, from.told()?);
    // Whether it lies in the text is seen where it is read, which few are.
    let (span, _whole) = (from.span()?, from.span()?);
    Some(Heading { span, parent: Coded::take(from)? })
}

/// A document without its text.
fn take_document(from: &mut Input<'_>) -> Option<Document> {
    Some(Document {
        text: String::new(),
        head: Coded::take(from)?,
        sections: Coded::take(from)?,
        blocks: Coded::take(from)?,
        notes: Coded::take(from)?,
    })
}

/// The reading of an empty source that tells what the head of `entry` tells, but for places in the text.
pub(super) fn put_announcement(entry: &Entry, tables: &Tables) -> Vec<u8> {
    let head = entry.head();
    let undated = |date: &Date| Date { span: Span::default(), ..date.clone() };
    let head = Head {
        title: Some(entry.title().to_owned()),
        title_inferred: entry.title_inferred(),
        dates: head.dates.first().map(undated).into_iter().collect(),
        recipients: None,
        cites: Vec::new(),
        attachments: Vec::new(),
        ..head
    };
    let mut out = begin(&entry.id, tables);
    put_edits(&[], &mut out);
    Vec::<Mark>::new().put(&mut out);
    false.put(&mut out);
    put_document(&Document { head, ..Document::default() }, &mut out);
    put_facts(&Facts::default(), &mut out);
    out.bytes
}

/// What the stages make of `source`, as bytes for [`super::Corpus::add_read`].
pub fn reading(source: &str, tables: &Tables) -> Vec<u8> {
    put(&DocId::of_content(source), &Reading::of(source, tables), tables)
}

/// `reading` of the document `id`, by `tables`.
pub(super) fn put(id: &DocId, reading: &Reading, tables: &Tables) -> Vec<u8> {
    let mut out = begin(id, tables);
    put_edits(&reading.edits, &mut out);
    out.begin_text(&reading.document.text);
    reading.marks.put(&mut out);
    reading.wants_repair_model.put(&mut out);
    put_document(&reading.document, &mut out);
    put_facts(&reading.facts, &mut out);
    out.bytes
}

fn begin(id: &DocId, tables: &Tables) -> Output<'static> {
    // What stands in the source is taken from there, so it comes without a text.
    let mut out = Output::new("", usize::MAX);
    out.bytes.extend(fingerprint(tables));
    id.as_str().to_owned().put(&mut out);
    out
}

fn put_document(document: &Document, out: &mut Output<'_>) {
    out.begin_part();
    let Document { text: _, head, sections, blocks, notes } = document;
    head.put(out);
    sections.put(out);
    blocks.put(out);
    notes.put(out);
}

fn put_facts(facts: &Facts, out: &mut Output<'_>) {
    out.begin_part();
    facts.put(out);
}

/// Tells this code with `tables` from every other.
fn fingerprint(tables: &Tables) -> [u8; 8] {
    celan_data::digest([env!("CELAN_CODE").as_bytes(), &tables.digest.to_le_bytes()]).to_le_bytes()
}

fn put_edits(edits: &[Edit], out: &mut Output<'_>) {
    edits.len().put(out);
    let mut done = 0;
    for Edit { rule, source, after, .. } in edits {
        number_of(rule, rule_names()).put(out);
        (source.start - done).put(out);
        source.len().put(out);
        after.put(out);
        done = source.end;
    }
}

/// The edits, and the clean text that they make of `source`.
fn take_edits(from: &mut Input<'_>, source: &str) -> Option<(String, Vec<Edit>)> {
    let mut text = String::with_capacity(source.len());
    let mut edits = Vec::new();
    let mut done = 0;
    for _ in 0..from.number()? {
        let rule = named(from, rule_names())?;
        let start = from.number()?.checked_add(done)?;
        let end = from.number()?.checked_add(start)?;
        let after = String::take(from)?;
        text.push_str(source.get(done..start)?);
        let before = source.get(start..end)?.to_owned();
        let at = text.len();
        text.push_str(&after);
        edits.push(Edit { rule, source: start..end, span: Span::new(at, text.len()), before, after });
        done = end;
    }
    text.push_str(&source[done..]);
    Some((text, edits))
}

/// Every index leads somewhere, and the blocks are the text.
fn holds_together(Reading { document, facts, .. }: &Reading) -> bool {
    let Document { text, sections, blocks, .. } = document;
    let is_section = |index: Option<usize>| index.is_none_or(|index| index < sections.len());
    let is_before = |(at, section): (usize, &Section)| section.parent.is_none_or(|parent| parent < at);
    let mut end = 0;
    let tile = blocks.iter().all(|block| std::mem::replace(&mut end, block.span.end()) == block.span.start());
    let stands = |targets: &[Target]| {
        let is_one = |target: &Target| target.parent.is_none_or(|parent| parent < targets.len());
        targets.iter().all(|target| is_one(target) && is_section(target.section))
    };
    tile && end == text.len()
        && sections.iter().enumerate().all(is_before)
        && blocks.iter().all(|block| is_section(block.section))
        && stands(&facts.targets)
        && stands(&facts.past)
        && facts.duties.iter().all(|duty| is_section(duty.section))
}

/// The place of `name` among those that are `known`.
fn number_of(name: &str, mut known: impl Iterator<Item = &'static str>) -> usize {
    known.position(|known| known == name).unwrap_or(usize::MAX)
}

/// The name that has this place among those that are `known`.
fn named(from: &mut Input<'_>, mut known: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    known.nth(from.number()?)
}

impl Coded for Mark {
    fn put(&self, out: &mut Output<'_>) {
        number_of(self.rule, rule_names()).put(out);
        self.span.put(out);
        self.suggestion.put(out);
    }

    fn take(from: &mut Input<'_>) -> Option<Self> {
        let rule = named(from, rule_names())?;
        Some(Self { rule, span: Coded::take(from)?, suggestion: Coded::take(from)? })
    }
}

/// Rules of a target: names of [`RULES`].
impl Coded for &'static str {
    fn put(&self, out: &mut Output<'_>) {
        number_of(self, RULES.into_iter()).put(out);
    }

    fn take(from: &mut Input<'_>) -> Option<Self> {
        named(from, RULES.into_iter())
    }
}

/// A block begins where the one before ends.
impl Coded for Block {
    fn put(&self, out: &mut Output<'_>) {
        self.kind.put(out);
        self.span.put(out);
        out.place = self.span.end();
        self.section.put(out);
    }

    fn take(from: &mut Input<'_>) -> Option<Self> {
        let (kind, span) = (Coded::take(from)?, Span::take(from)?);
        from.place = span.end();
        Some(Self { kind, span, section: Coded::take(from)? })
    }
}

impl Coded for DocumentKind {
    fn put(&self, out: &mut Output<'_>) {
        self.0.put(out);
    }

    fn take(from: &mut Input<'_>) -> Option<Self> {
        String::take(from).map(Self)
    }
}

coded! {
    Head { title, title_inferred, organs, number, dates, kind, period, places, recipients, cites, attachments }
    DocumentNumber { organ_code, year, serial }
    Date { role, year, month, day, span }
    Period { start, end }
    Place { code, name, path, inferred }
    Citation { title, number, span }
    Section { level, number, heading, heading_span, span, parent }
    Note { kind, span, found, expected }
    Facts { targets, past, duties, industries, notes }
    Target {
        indicator, indicator_id, value, value_max, unit, comparator, kind, period_start, deadline, subject,
        industries, parent, state, strength, quote, restated, section, rules, confidence,
    }
    Duty { measure, lead, partners, participants, persons, place, quote, measure_span, section }
    Person { name, role, post }
    IndustryMention { industry, name, span, own }
}

coded! {
    enum DateRole { Signed, Printed, Published, Interpreted }
    enum BlockKind { Head, Heading, Paragraph, Question, Attachment, Row, Tail, Blank }
    enum NoteKind { PartsDoNotAddUp, CountDiffers, DeadlineOutsidePeriod, RestatedDiffers, Damaged }
    enum Comparator { Eq, Gt, Ge, Lt, Le, Approx, Range, Rank, Multiple }
    enum TargetKind { Level, Increment, GrowthRate, Share, Rank, Multiple }
    enum State { Quantified, Relative, Rank, Masked }
    enum Strength { Encouraged, Approximate, Striven, Firm }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Corpus;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    /// Every kind of fact, damage that is repaired and damage that is only marked.
    const PLAN: &str = "青陽縣關(guān)于印發(fā)新材料產(chǎn)業(yè)行動(dòng)計(jì)劃的通知\n青政〔2021〕12号\n\n各乡镇人民政府:\n\
        一、发展目标\n到2025年,高新技术企业数量突破60家,新增规上企业10家(蓉城镇6家,朱备镇4家),产值力争翻一番。\n\
        二、保障措施\n(一)加强领导。由县科技局牵头,县财政局配合,负责落实《安徽省行动计划》(皖政〔2020〕3号)。\n\
        增大?h级财政投入xx亿元。\n2021年3月5日\n";

    fn corpus(text: &str) -> (Corpus, DocId) {
        let mut corpus = Corpus::default();
        let id = corpus.add("plan.txt", text, Tables::embedded());
        (corpus, id)
    }

    #[test]
    fn a_document_comes_back_as_it_was_read() {
        let tables = Tables::embedded();
        let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds");
        let mut texts = vec![PLAN.to_owned(), String::new()];
        for file in std::fs::read_dir(seeds).expect("the seeds are there") {
            let bytes = std::fs::read(file.expect("a file").path()).expect("a readable file");
            texts.extend(String::from_utf8(bytes));
        }
        assert!(texts.len() > 5);
        for text in texts {
            let (read, id) = corpus(&text);
            let entry = read.get(&id).expect("it was added");
            let bytes = entry.reading(tables);
            assert_eq!(bytes, reading(&text, tables), "with the index or without it");
            let (same, reading, held) = Reading::take(&bytes, &text, tables).expect("what was just written");
            let first = Reading::of(&text, tables);
            let headings = first.document.sections.iter().map(Heading::from).collect();
            assert_eq!(held.outline(entry.text(), usize::MAX), (first.document.head.clone(), headings));
            for (document, facts, edits, marks) in [
                (entry.document(), entry.facts(), entry.edits(), entry.marks()),
                (reading.document, reading.facts, reading.edits, reading.marks),
                (
                    held.document(entry.text()),
                    held.facts(entry.text()),
                    held.edits(),
                    held.marks(entry.text()),
                ),
            ] {
                assert_eq!((&same, &document, &facts), (&id, &first.document, &first.facts));
                assert_eq!((&edits, &marks), (&first.edits, &first.marks));
            }
            assert_eq!(reading.wants_repair_model, entry.wants_repair_model);
            let mut again = Corpus::default();
            for _ in 0..2 {
                assert_eq!(again.add_read("plan.txt", &text, &bytes, tables).as_ref(), Some(&id));
            }
            let other = again.get(&id).expect("it was added");
            assert_eq!((other.title(), other.head_line()), (entry.title(), entry.head_line()));
            assert_eq!(again.passage_bound(), read.passage_bound(), "twice is once");
        }
    }

    #[test]
    fn the_text_takes_the_place_of_what_announced_it() {
        let tables = Tables::embedded();
        let (read, id) = corpus(PLAN);
        let entry = read.get(&id).expect("it was added");
        let mut corpus = Corpus::default();
        let announced = |corpus: &Corpus| corpus.get(&id).map(Entry::is_announced);
        for (source, reading, wanted) in [
            ("", entry.announcement(tables), true),
            (PLAN, entry.reading(tables), false),
            ("", entry.announcement(tables), false),
        ] {
            assert_eq!(corpus.add_read("plan.txt", source, &reading, tables).as_ref(), Some(&id));
            assert_eq!(announced(&corpus), Some(wanted));
            let told = corpus.get(&id).expect("it was added");
            assert_eq!((told.title(), told.head_line()), (entry.title(), entry.head_line()));
            assert_eq!(corpus.iter().count(), 1);
        }
    }

    #[test]
    fn what_another_program_read_is_refused() {
        let tables = Tables::embedded();
        let (read, id) = corpus(PLAN);
        let mut bytes = read.get(&id).expect("it was added").reading(tables);
        bytes[0] ^= 1;
        assert!(Reading::take(&bytes, PLAN, tables).is_none());
        let mut again = Corpus::default();
        assert_eq!(again.add_read("plan.txt", PLAN, &bytes, tables), None);
        assert_eq!(again.count(), 0);
    }

    #[test]
    fn what_was_read_with_the_repair_model_takes_the_place_of_what_wants_it() {
        let text =
            "推動農業規模化、集約化、綠色化發展，落實縣委、縣政府的工作部署。\n堅持規；⒓s化、綠色化方向。\n";
        let tables = Tables::embedded();
        let mut without =
            Tables::with_core(celan_data::embedded::CORE).expect("the embedded tables are sound");
        without.repair = celan_data::Repair::default();
        let mut corpus = Corpus::default();
        let mut add = |reading: &[u8]| {
            let id = corpus.add_read("plan.txt", text, reading, tables).expect("this program read it");
            let entry = corpus.get(&id).expect("it was added");
            assert_eq!(corpus.count(), 1);
            (entry.wants_repair_model, entry.text().contains("堅持規模化、集約化、綠色化方向"))
        };
        let (poor, good) = (reading(text, &without), reading(text, tables));
        assert_eq!([add(&poor), add(&good), add(&poor)], [(true, false), (false, true), (false, true)]);
    }

    proptest! {
        /// No bytes make it fail, nor the corpus that takes them.
        #[test]
        fn a_reading_that_was_changed_is_refused_or_harmless(
            at in any::<proptest::sample::Index>(), byte in any::<u8>(), cut in any::<proptest::sample::Index>(),
        ) {
            static READING: LazyLock<Vec<u8>> = LazyLock::new(|| {
                let (read, id) = corpus(PLAN);
                read.get(&id).expect("it was added").reading(Tables::embedded())
            });
            let tables = Tables::embedded();
            let mut bytes = READING.clone();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            bytes.truncate(bytes.len().min(cut.index(3 * bytes.len())));
            let Some((id, reading, held)) = Reading::take(&bytes, PLAN, tables) else { return Ok(()) };
            let mut again = Corpus::default();
            again.push(Entry::new(id.clone(), "plan.txt".to_owned(), None, &reading, held), &reading, tables);
            again.commit();
            let entry = again.get(&id).expect("it was added");
            prop_assert_eq!(entry.source(), PLAN);
            entry.passages().for_each(|passage| drop(again.path(passage)));
        }
    }
}
