//! Goes through a document, paragraph by paragraph, and sorts what its sentences promise from what they report.
//!
//! ```text
//! paragraphs ─weigh→ each sentence by itself ─around→ its paragraph, the paragraphs beside it, the headings above
//! ```
//! A sentence by itself often does not say whether it plans (完成投资100亿元); those around it do.

mod heading;
mod keep;
mod opening;
mod rules;

use celan_data::{Context, Grammar, Tables};

use super::clause::{self, Carry};
use super::figure::{Figure, figures};
use super::genre::{self, Genre};
use super::promise;
use super::rows::Rows;
use super::table::{self, TableRow};
use super::when::{When, whens};
use super::{Target, tense};
use crate::extract::scan::Scan;
use crate::parse::{BlockKind, Document};
use heading::Headed;
use opening::marker;

/// The targets of a document and, apart, its past results.
pub(super) fn read(
    doc: &Document,
    scan: &Scan,
    year: Option<i32>,
    tables: &Tables,
) -> (Vec<Target>, Vec<Target>) {
    let known = genre::known_year(doc, year);
    let mut reading = Reading {
        doc,
        scan,
        year: known.or_else(|| genre::likely_year(doc, &scan.chars, &tables.grammar)),
        year_is_known: known.is_some(),
        tables,
        grammar: &tables.grammar,
        block: 0,
        headed: Vec::new(),
        line_weight: 0,
        line_when: None,
        lead_in: 0,
        genre: genre::genre(doc, &scan.chars, tables),
        account: Account::default(),
        list: None,
        rows: Rows::default(),
        targets: Vec::new(),
        past: Vec::new(),
    };
    reading.read_headings();
    let paragraphs = reading.paragraphs();
    for at in 0..paragraphs.len() {
        let beside = beside(&paragraphs, at);
        reading.paragraph(&paragraphs[at], beside);
    }
    (reading.targets, reading.past)
}

/// How many paragraphs on either side speak for one between them.
const BESIDE: usize = 2;

/// The most that paragraphs beside one can say.
const MOST_BESIDE: i32 = 8;

/// What the paragraphs beside one in its section say of results and plans.
fn beside(paragraphs: &[Paragraph], at: usize) -> i32 {
    let near = at.saturating_sub(BESIDE)..(at + BESIDE + 1).min(paragraphs.len());
    let same = paragraphs[near].iter().filter(|other| other.section == paragraphs[at].section);
    let sum: i32 = same.map(|paragraph| paragraph.weight).sum::<i32>() - paragraphs[at].weight;
    sum.clamp(-MOST_BESIDE, MOST_BESIDE)
}

/// From this weight down the headings above say that the section reviews.
const REVIEW_WEIGHT: i32 = -20;

/// What the title of a plan says for the sentences below it.
const PLAN_WEIGHT: i32 = 10;

/// What an item that begins with a verb says: lists of what was done number it less often.
const ITEM_WEIGHT: i32 = 3;

/// A line up to this long may stand for a heading.
const LONGEST_HEADING: usize = 30;

/// What goes on longer without a stop is no sentence; it is cut so that reading stays linear.
const LONGEST_SENTENCE: usize = 2000;

/// Whose income and expenditure a section speaks of.
#[derive(Default)]
struct Account {
    section: Option<usize>,
    name: String,
    /// A heading names it: what its text names besides is another's.
    is_in_heading: bool,
}

/// The state of reading a document.
struct Reading<'r> {
    doc: &'r Document,
    scan: &'r Scan,
    /// The document's year.
    year: Option<i32>,
    /// It is said, and not guessed from the years that the text names.
    year_is_known: bool,
    tables: &'r Tables,
    grammar: &'r Grammar,
    /// Block of the last paragraph.
    block: usize,
    /// What kind of document it is.
    genre: Genre,
    /// For each section what its headings say.
    headed: Vec<Headed>,
    /// Weight of the last line that reads as a heading outside of sections.
    line_weight: i32,
    /// The year that it names.
    line_when: Option<When>,
    /// Weight of the sentence that leads in the list being read.
    lead_in: i32,
    account: Account,
    /// Time phrase of a paragraph that heads the list below it.
    list: Option<When>,
    /// Tables that lines stand in.
    rows: Rows,
    targets: Vec<Target>,
    past: Vec<Target>,
}

/// A paragraph of the body, or a row of a table.
struct Paragraph {
    start: usize,
    section: Option<usize>,
    rows: Vec<TableRow>,
    sentences: Vec<Sentence>,
    /// Sum of its sentences' weights.
    weight: i32,
    /// Weight of the line above that reads as a heading, where no section holds the paragraph.
    line_weight: i32,
    /// The year that this line names.
    line_when: Option<When>,
    /// Weight of the sentence that leads in the list it is an item of.
    lead_in: i32,
    /// Enough of its sentences set rules to make one of what the others bound.
    lawful: bool,
}

/// A sentence of a paragraph, weighed.
struct Sentence {
    start: usize,
    end: usize,
    figures: Vec<Figure>,
    whens: Vec<When>,
    weight: i32,
    /// It sets a rule.
    lawful: bool,
}

impl Reading<'_> {
    /// All paragraphs that may promise something, in order.
    fn paragraphs(&mut self) -> Vec<Paragraph> {
        let mut paragraphs = Vec::new();
        let (length, mut start) = (self.scan.chars.len(), 0);
        while start < length {
            let end = self.scan.chars[start..].iter().position(|char| *char == '\n');
            let end = end.map_or(length, |line| start + line);
            if start < end {
                paragraphs.extend(self.gather(start, end));
            }
            start = end + 1;
        }
        paragraphs
    }

    fn gather(&mut self, start: usize, end: usize) -> Option<Paragraph> {
        let byte = self.scan.byte(start);
        while self.doc.blocks.get(self.block + 1).is_some_and(|next| next.span.start() <= byte) {
            self.block += 1;
        }
        let block = self.doc.blocks.get(self.block);
        if block.is_some_and(|block| {
            matches!(block.kind, BlockKind::Head | BlockKind::Tail | BlockKind::Question)
        }) {
            return None;
        }
        let section = block.and_then(|block| block.section);
        let has_bars = self.scan.chars[start..end].contains(&'|');
        let rows = self.rows.of_line(&self.scan.chars, (start, end), self.year, self.grammar);
        if rows.is_empty() && table::is_cells(&self.scan.chars[start..end]) {
            return None;
        }
        let mut sentences = if rows.is_empty() { self.sentences(start, end) } else { Vec::new() };
        for at in 1..sentences.len() {
            // 符合下列条件的可申报:年销售额500万元以上的企业;…: a rule goes on behind a semicolon.
            let goes_on = self.scan.chars[sentences[at].start - 1] == ';' && sentences[at - 1].lawful;
            sentences[at].lawful |= goes_on;
        }
        if let Some(opening) = sentences.first_mut() {
            opening.weight += self.opening_weight(opening);
        }
        for item in sentences.iter_mut().skip(1) {
            item.weight += self.item_weight(item);
        }
        if has_bars {
            // Tables with sentences in them share out what is to be done.
            sentences.iter_mut().for_each(|cell| cell.weight += ITEM_WEIGHT);
        }
        let weight = sentences.iter().map(|sentence| sentence.weight).sum();
        let lawful = self.genre == Genre::Mixed && self.sets_rules(&sentences);
        if section.is_none() && self.is_heading_line(&sentences, start, end) {
            self.line_weight = self.weight_as_heading(&self.scan.chars[start..end]);
            self.line_when = self.when_of_heading(&self.scan.chars[start..end]).flatten();
        }
        let line_weight = if section.is_none() { self.line_weight } else { 0 };
        let line_when = self.line_when.filter(|_| section.is_none());
        let lead_in = self.lead_in(&sentences, start, end);
        Some(Paragraph { start, section, rows, sentences, weight, line_weight, line_when, lead_in, lawful })
    }

    fn paragraph(&mut self, paragraph: &Paragraph, beside: i32) {
        let (start, section) = (paragraph.start, paragraph.section);
        if !paragraph.rows.is_empty() {
            if self.headed(section).weight > REVIEW_WEIGHT {
                for row in &paragraph.rows {
                    self.targets.push(promise::of_row(row, section, self.scan, self.grammar));
                }
            }
            return;
        }
        let is_item = self.is_item(start);
        // What ends in a comma or semicolon goes on in the next line.
        let goes_on =
            start.checked_sub(2).is_some_and(|last| matches!(self.scan.chars[last], ';' | ',' | '、' | ':'));
        // 其中,…: parts of what the paragraph before promised.
        let goes_on = goes_on || self.grammar.begins(Context::Part, &self.scan.chars[start..]) > 0;
        if !is_item && !goes_on {
            self.list = None;
        }
        let mut governing = self.list;
        let mut carry = Carry { account: self.account(section), ..Carry::default() };
        let genre = if self.genre == Genre::Plan { PLAN_WEIGHT } else { 0 };
        let above = paragraph.line_weight + paragraph.lead_in;
        let around = self.headed(section).weight + above + beside + genre;
        let turn = self.turn(&paragraph.sentences);
        let before: i32 = paragraph.sentences[..turn].iter().map(|sentence| sentence.weight).sum();
        let mut clause = governing;
        for (at, sentence) in paragraph.sentences.iter().enumerate() {
            let text = &self.scan.chars[sentence.start..sentence.end];
            if at > 0 && self.grammar.begins(Context::Part, text) > 0 {
                // 2024年安排项目476个。其中,…: due with the whole.
                let whole = paragraph.sentences[at - 1].whens.last().copied();
                clause = clause.or(whole.filter(|when| when.until == self.year));
            }
            let side = if at < turn { before } else { paragraph.weight - before };
            self.sentence(sentence, around + side, clause, &mut carry, paragraph);
            // 今年办好十件实事。(1)…, 今年重点做好:…
            let opens = self.scan.chars[sentence.end - 1] == ':'
                || self.heads_list(sentence)
                || paragraph.sentences.get(at + 1).is_some_and(|next| self.begins_list(next));
            if let Some(when) = sentence.whens.iter().rfind(|when| when.heads || opens && when.firm) {
                governing = Some(*when);
            } else if sentence
                .whens
                .iter()
                .any(|when| when.firm && when.until != governing.and_then(|old| old.until))
            {
                // It governs until the next time phrase.
                governing = None;
            }
            // A semicolon parts clauses of one sentence: its time phrase still governs.
            let goes_on = self.scan.chars[sentence.end - 1] == ';';
            clause = sentence.whens.last().copied().or(clause).filter(|_| goes_on).or(governing);
            if !sentence.whens.is_empty() {
                carry.whens.clone_from(&sentence.whens);
            }
        }
        if !self.account.is_in_heading {
            self.account.name = carry.account;
        }
        if governing.is_some_and(|when| when.until.is_some()) && (!is_item || goes_on) {
            self.list = governing;
        }
    }

    /// The sentence from which on a paragraph speaks of what comes: 下一步,…. What is said before it says nothing of it, nor the
    /// other way round.
    fn turn(&self, sentences: &[Sentence]) -> usize {
        let onward = |sentence: &Sentence| {
            self.grammar.begins(Context::Onward, &self.scan.chars[sentence.start..sentence.end]) > 0
        };
        sentences.iter().position(onward).unwrap_or(sentences.len())
    }

    /// The account that the section speaks of: that of the headings above, else the last one named in it.
    fn account(&mut self, section: Option<usize>) -> String {
        if self.account.section != section {
            let named = self.headed(section).account.clone();
            self.account =
                Account { section, is_in_heading: named.is_some(), name: named.unwrap_or_default() };
        }
        self.account.name.clone()
    }

    fn sentences(&self, start: usize, end: usize) -> Vec<Sentence> {
        let chars = &self.scan.chars;
        let mut sentences = Vec::new();
        let first = start + marker(&chars[start..end]);
        let (mut from, mut depth, mut next) = (first, 0usize, first);
        while next < end {
            let stop = self.grammar.starts.stop.next(&chars[..end], next);
            let at = stop.unwrap_or(end - 1).min(from + LONGEST_SENTENCE);
            next = at + 1;
            match chars[at] {
                '(' | '〔' | '【' => depth += 1,
                ')' | '〕' | '】' => depth = depth.saturating_sub(1),
                _ => {}
            }
            let stop = matches!(chars[at], '。' | '!' | '?' | '|')
                || chars[at] == ';' && depth == 0
                || at - from >= LONGEST_SENTENCE;
            if stop || at + 1 == end {
                let mut figures = figures(&chars[from..=at], self.grammar);
                for figure in &mut figures {
                    figure.start += from;
                    figure.end += from;
                    figure.tail += from;
                }
                let whens = whens(chars, from, at + 1, self.year, self.grammar);
                let weight = tense::sentence_weight(&chars[from..=at], &figures, self.grammar)
                    + whens.iter().map(|when| self.when_weight(when)).sum::<i32>();
                let lawful = self.sets_rule(&chars[..=at], from, &figures);
                sentences.push(Sentence { start: from, end: at + 1, figures, whens, weight, lawful });
                (from, depth) = (at + 1, 0);
            }
        }
        sentences
    }

    fn sentence(
        &mut self,
        sentence: &Sentence,
        around: i32,
        governing: Option<When>,
        carry: &mut Carry,
        paragraph: &Paragraph,
    ) {
        if sentence.figures.is_empty() || sentence.lawful {
            return;
        }
        let chars = &self.scan.chars;
        let text = &chars[sentence.start..sentence.end];
        let grammar = self.grammar;
        // What a firm plans is its own, but in its own plan.
        let outside = grammar.context(Context::Outside).find(text).is_some()
            || self.genre != Genre::Plan && grammar.context(Context::Firm).find(text).is_some();
        if !outside {
            let found = clause::read(
                chars,
                sentence.start,
                sentence.end,
                &sentence.figures,
                &sentence.whens,
                grammar,
                carry,
            );
            if !found.is_empty() {
                self.keep(sentence, found, around, governing, &carry.whens, paragraph);
            }
        }
    }

    /// What stands before `end` in its clause.
    fn clause_before(&self, end: usize) -> &[char] {
        let text = &self.scan.chars[..end];
        let from = text.iter().rposition(|char| matches!(char, ',' | '。' | ';' | ':' | '\n'));
        &text[from.map_or(0, |at| at + 1)..]
    }

    /// A year to come speaks for a plan, a year gone by for a result.
    fn when_weight(&self, when: &When) -> i32 {
        if when.past {
            -6
        } else if when.firm && self.is_ahead(when) {
            5
        } else {
            0
        }
    }

    /// Whether a year lies ahead of the document. Its own does where it is known, unless several years end in it; a guessed one
    /// may be that of a review.
    fn is_ahead(&self, when: &When) -> bool {
        match (self.year, when.until) {
            (Some(year), Some(until)) => until + i32::from(self.year_is_known && when.from.is_none()) > year,
            (None, Some(_)) => true,
            _ => false,
        }
    }
}
