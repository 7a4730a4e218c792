//! Targets: what a government promised, how much, by when.
//!
//! ```text
//! text ─figures→ quantities and their like ─clause→ name + figure ─when→ deadline ─tense→ promise or result
//! ```
//! `figure` finds what may be a value, `clause` holds the grammar of the sentence, `when` the time phrases, `tense`
//! tells plans from results, `checks` compares the targets of a document with each other.

mod checks;
mod clause;
mod figure;
mod indicator;
mod table;
mod tense;
mod when;

use celan_data::{Change, Context, Grammar, Promise, Relation, Tables};

use self::clause::{Carry, Found};
use self::figure::{Figure, Role, figures};
use self::table::TableRow;
use self::when::{When, whens};
use super::scan::Scan;
use crate::note::Note;
use crate::parse::{BlockKind, Document};
use crate::span::Span;

/// A quantified commitment.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// What is measured, thresholds kept: 产值超10亿元企业.
    pub indicator: String,
    /// Row of the indicator table that fits.
    pub indicator_id: Option<String>,
    /// The number, in `unit` as written; `None` where masked.
    pub value: Option<f64>,
    /// Upper end of a range.
    pub value_max: Option<f64>,
    /// 家, 亿元, %, 个百分点 …
    pub unit: String,
    /// How the number binds.
    pub comparator: Comparator,
    /// What the number says.
    pub kind: TargetKind,
    /// First year, where stated.
    pub period_start: Option<i32>,
    /// Year by which.
    pub deadline: Option<i32>,
    /// Who or where it is about.
    pub subject: Option<String>,
    /// Ids of industries it is about.
    pub industries: Vec<String>,
    /// Index of the total this is a part of.
    pub parent: Option<usize>,
    /// How far it can be read.
    pub state: State,
    /// How strongly it is promised.
    pub strength: Strength,
    /// The shortest piece of text that holds indicator and number.
    pub quote: Span,
    /// Where the same promise is said again.
    pub restated: Vec<Span>,
    /// Innermost section that holds it.
    pub section: Option<usize>,
    /// Names of the rules that made it, in order.
    pub rules: Vec<&'static str>,
    /// 0 to 1.
    pub confidence: f32,
}

/// How a number binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Comparator {
    /// 达到.
    Eq,
    /// 突破, 超过.
    Gt,
    /// 以上, 不低于.
    Ge,
    /// 低于.
    Lt,
    /// 以内, 不超过.
    Le,
    /// 左右, 约.
    Approx,
    /// 5—8家.
    Range,
    /// 第一, 前五.
    Rank,
    /// 翻一番.
    Multiple,
}

impl Comparator {
    /// Its name in machine output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Eq => "eq",
            Self::Gt => "gt",
            Self::Ge => "ge",
            Self::Lt => "lt",
            Self::Le => "le",
            Self::Approx => "approx",
            Self::Range => "range",
            Self::Rank => "rank",
            Self::Multiple => "multiple",
        }
    }
}

/// What a number says about its indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TargetKind {
    /// An amount reached.
    Level,
    /// An amount added.
    Increment,
    /// A change in per cent.
    GrowthRate,
    /// A proportion.
    Share,
    /// A place in an order.
    Rank,
    /// A multiple of a base.
    Multiple,
}

impl TargetKind {
    /// Its name in machine output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Increment => "increment",
            Self::GrowthRate => "growth_rate",
            Self::Share => "share",
            Self::Rank => "rank",
            Self::Multiple => "multiple",
        }
    }
}

/// How far a target can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// A value with its unit.
    Quantified,
    /// Relative to a base that is not given (翻一番).
    Relative,
    /// A place in an order.
    Rank,
    /// The number is masked (`xx家`).
    Masked,
}

impl State {
    /// Its name in machine output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quantified => "quantified",
            Self::Relative => "relative",
            Self::Rank => "rank",
            Self::Masked => "masked",
        }
    }
}

/// How strongly something is promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Strength {
    /// 鼓励, 探索.
    Encouraged,
    /// 左右, 突破.
    Approximate,
    /// 力争, 争取, 奋力.
    Striven,
    /// 确保, 达到, 实现, and a figure without such a word.
    Firm,
}

impl Strength {
    /// Its name in machine output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Encouraged => "encouraged",
            Self::Approximate => "approximate",
            Self::Striven => "striven",
            Self::Firm => "firm",
        }
    }
}

/// The targets of a document and, apart, its past results.
pub(crate) fn targets(
    doc: &Document,
    year: Option<i32>,
    tables: &Tables,
    notes: &mut Vec<Note>,
) -> (Vec<Target>, Vec<Target>) {
    let scan = Scan::new(&doc.text, &tables.script);
    let year =
        year.or_else(|| doc.head.dates.first().map(|date| date.year)).or_else(|| likely_year(&scan.chars));
    let mut reading = Reading {
        doc,
        scan: &scan,
        year,
        tables,
        grammar: &tables.grammar,
        block: 0,
        heading: (None, 0),
        rulebook: is_rulebook(&scan.chars, &tables.grammar),
        list: None,
        targets: Vec::new(),
        past: Vec::new(),
    };
    let mut start = 0;
    while start < scan.chars.len() {
        let length =
            scan.chars[start..].iter().position(|char| *char == '\n').unwrap_or(scan.chars.len() - start);
        reading.paragraph(start, start + length);
        start += length + 1;
    }
    let (mut targets, past) = (reading.targets, reading.past);
    checks::check(doc, &scan, &mut targets, tables, notes);
    (targets, past)
}

/// From this weight down a sentence and what surrounds it tell of results.
const PAST_WEIGHT: i32 = -3;

/// From this weight down the headings above say that the section reviews.
const REVIEW_WEIGHT: i32 = -20;

/// What goes on longer without a stop is no sentence; it is cut so that reading stays linear.
const LONGEST_SENTENCE: usize = 2000;

/// The state of reading a document.
struct Reading<'r> {
    doc: &'r Document,
    scan: &'r Scan,
    year: Option<i32>,
    tables: &'r Tables,
    grammar: &'r Grammar,
    /// Block of the last paragraph.
    block: usize,
    /// The document sets rules; its numbers are conditions.
    rulebook: bool,
    /// The last section asked for, and the weight of its headings.
    heading: (Option<usize>, i32),
    /// Time phrase of a paragraph that heads the list below it.
    list: Option<When>,
    targets: Vec<Target>,
    past: Vec<Target>,
}

/// A sentence of a paragraph, weighed.
struct Sentence {
    start: usize,
    end: usize,
    figures: Vec<Figure>,
    whens: Vec<When>,
    weight: i32,
}

impl Reading<'_> {
    fn paragraph(&mut self, start: usize, end: usize) {
        if start == end {
            return;
        }
        let byte = self.scan.byte(start);
        while self.doc.blocks.get(self.block + 1).is_some_and(|next| next.span.start() <= byte) {
            self.block += 1;
        }
        let block = self.doc.blocks.get(self.block);
        if block.is_some_and(|block| {
            matches!(block.kind, BlockKind::Head | BlockKind::Tail | BlockKind::Question)
        }) {
            return;
        }
        let section = block.and_then(|block| block.section);
        if let Some(row) = table::row(&self.scan.chars, start, self.grammar) {
            self.table_row(&row, section);
            return;
        }
        let is_item = matches!(self.scan.chars[start], '—' | '-' | '•' | '·' | '●');
        // What ends in a comma or semicolon goes on in the next line.
        let goes_on =
            start.checked_sub(2).is_some_and(|last| matches!(self.scan.chars[last], ';' | ',' | '、' | ':'));
        if !is_item && !goes_on {
            self.list = None;
        }
        let mut governing = self.list;
        let mut carry = Carry::default();
        let sentences = self.sentences(start, end);
        let around =
            self.heading_weight(section) + sentences.iter().map(|sentence| sentence.weight).sum::<i32>();
        let mut clause = governing;
        for sentence in &sentences {
            self.sentence(sentence, around, clause, &mut carry, section);
            if let Some(when) = sentence.whens.iter().rfind(|when| when.heads) {
                governing = Some(*when);
            }
            // A semicolon parts clauses of one sentence: its time phrase still governs.
            let goes_on = self.scan.chars[sentence.end - 1] == ';';
            clause = sentence.whens.last().copied().or(clause).filter(|_| goes_on).or(governing);
        }
        if governing.is_some_and(|when| when.until.is_some()) && (!is_item || goes_on) {
            self.list = governing;
        }
    }

    /// A row of a flattened table.
    fn table_row(&mut self, row: &TableRow, section: Option<usize>) {
        let name: String = self.scan.chars[row.name.0..row.name.1].iter().collect();
        let percent = row.unit == "%";
        let grows = ["增长", "增速", "增长率"].iter().any(|word| name.ends_with(word));
        self.targets.push(Target {
            indicator: name,
            indicator_id: None,
            value: Some(row.value),
            value_max: None,
            unit: row.unit.clone(),
            comparator: Comparator::Eq,
            kind: match (percent, grows) {
                (true, true) => TargetKind::GrowthRate,
                (true, false) => TargetKind::Share,
                _ => TargetKind::Level,
            },
            period_start: None,
            deadline: None,
            subject: None,
            industries: Vec::new(),
            parent: None,
            state: State::Quantified,
            strength: Strength::Firm,
            quote: self.scan.span(row.name.0, row.end),
            restated: Vec::new(),
            section,
            rules: vec!["table_row"],
            confidence: 0.6,
        });
    }

    fn heading_weight(&mut self, section: Option<usize>) -> i32 {
        if section.is_none() || self.heading.0 == section {
            return self.heading.1 * i32::from(section.is_some());
        }
        let mut weight = 0;
        for heading in self.doc.path(section) {
            let chars = Scan::new(&heading, &self.tables.script).chars;
            let whens = whens(&chars, 0, chars.len(), self.year, self.grammar);
            weight += tense::heading_weight(&chars, self.grammar)
                + whens.iter().map(|when| 6 * self.when_weight(when)).sum::<i32>();
        }
        self.heading = (section, weight);
        weight
    }

    fn sentences(&self, start: usize, end: usize) -> Vec<Sentence> {
        let chars = &self.scan.chars;
        let mut sentences = Vec::new();
        let (mut from, mut depth) = (start, 0usize);
        for at in start..end {
            match chars[at] {
                '(' | '〔' | '【' => depth += 1,
                ')' | '〕' | '】' => depth = depth.saturating_sub(1),
                _ => {}
            }
            let stop = matches!(chars[at], '。' | '!' | '?')
                || chars[at] == ';' && depth == 0
                || at - from >= LONGEST_SENTENCE;
            if stop || at + 1 == end {
                let figures = figures(&chars[from..=at], self.grammar);
                let figures: Vec<Figure> = figures
                    .into_iter()
                    .map(|figure| Figure {
                        start: figure.start + from,
                        end: figure.end + from,
                        tail: figure.tail + from,
                        ..figure
                    })
                    .collect();
                let whens = whens(chars, from, at + 1, self.year, self.grammar);
                let weight = tense::sentence_weight(&chars[from..=at], &figures, self.grammar)
                    + whens.iter().map(|when| self.when_weight(when)).sum::<i32>();
                sentences.push(Sentence { start: from, end: at + 1, figures, whens, weight });
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
        section: Option<usize>,
    ) {
        let chars = &self.scan.chars;
        let text = &chars[sentence.start..sentence.end];
        let grammar = self.grammar;
        let lawful = grammar.context(Context::Law).find(text).is_some();
        let outside = grammar.context(Context::Outside).find(text).is_some();
        if !sentence.figures.is_empty() && !lawful && !outside {
            let found = clause::read(
                chars,
                sentence.start,
                sentence.end,
                &sentence.figures,
                &sentence.whens,
                grammar,
                carry,
            );
            self.keep(sentence, found, around, governing, section);
        }
    }

    fn keep(
        &mut self,
        sentence: &Sentence,
        found: Vec<Found>,
        around: i32,
        governing: Option<When>,
        section: Option<usize>,
    ) {
        let is_past = sentence.weight * 2 + around <= PAST_WEIGHT;
        let rewards = !found.is_empty() && self.rewards(sentence);
        let mut places: Vec<Option<(bool, usize)>> = Vec::new();
        for found in found {
            let at = found.quote.1;
            let when = sentence.whens.iter().rfind(|when| when.start < at).copied().or(governing);
            let due = when.is_some_and(|when| when.until.is_some() && when.firm);
            let is_sum = matches!(found.figure.role, Role::Money | Role::Percent | Role::Point);
            if rewards && is_sum || self.rulebook && !due {
                places.push(None);
                continue;
            }
            // Under a heading that reviews, only a year still to come makes a promise.
            let later =
                when.and_then(|when| when.until).zip(self.year).is_some_and(|(until, year)| until > year);
            let reviewed = self.heading.0 == section && self.heading.1 <= REVIEW_WEIGHT;
            let past = when.is_some_and(|when| when.past) || reviewed && !later || is_past && !due;
            let parent = found.parent.and_then(|parent| places.get(parent).copied().flatten());
            let parent = parent.filter(|(side, _)| *side == past).map(|(_, at)| at);
            let parent =
                parent.or_else(|| found.part_of_last.then(|| self.side(past).len().checked_sub(1)).flatten());
            let target = self.target(found, when, parent, section);
            let side = if past { &mut self.past } else { &mut self.targets };
            side.push(target);
            places.push(Some((past, side.len() - 1)));
        }
    }

    /// A year to come speaks for a plan, a year gone by for a result.
    fn when_weight(&self, when: &When) -> i32 {
        match (self.year, when.until) {
            _ if when.past => -4,
            (Some(year), Some(until)) if until >= year && when.firm => 4,
            _ => 0,
        }
    }

    /// Three years in a plan for three years are those of the plan.
    fn end_of_span(&self, when: When) -> Option<i32> {
        let period = self.doc.head.period?;
        (when.years == Some(period.end - period.start + 1)).then_some(period.end)
    }

    fn side(&self, past: bool) -> &Vec<Target> {
        if past { &self.past } else { &self.targets }
    }

    /// Whether a sentence sets a subsidy, a price or a penalty.
    fn rewards(&self, sentence: &Sentence) -> bool {
        let text = &self.scan.chars[sentence.start..sentence.end];
        self.grammar.context(Context::Reward).find(text).is_some()
    }

    fn target(
        &self,
        found: Found,
        when: Option<When>,
        parent: Option<usize>,
        section: Option<usize>,
    ) -> Target {
        let comparator = comparator(&found);
        let strength = match (found.strength, comparator) {
            (Some(Promise::Striven), _) => Strength::Striven,
            (Some(Promise::Encouraged), _) => Strength::Encouraged,
            (Some(Promise::Firm), _) => Strength::Firm,
            (None, Comparator::Approx | Comparator::Gt) => Strength::Approximate,
            (None, _) => Strength::Firm,
        };
        let kind = kind(&found);
        let confidence = confidence(&found);
        Target {
            kind,
            comparator,
            indicator_id: indicator::indicator_id(&found.name, &found.figure.unit, kind, self.tables),
            value: found.figure.value,
            value_max: found.figure.value_max,
            unit: found.figure.unit.clone(),
            period_start: when.and_then(|when| when.from),
            deadline: when.and_then(|when| when.until.or_else(|| self.end_of_span(when))),
            subject: found.subject,
            industries: Vec::new(),
            parent,
            state: match found.figure.role {
                _ if found.figure.value.is_none() => State::Masked,
                Role::Doubling => State::Relative,
                Role::Rank => State::Rank,
                _ => State::Quantified,
            },
            strength,
            quote: self.scan.span(found.quote.0, found.quote.1),
            restated: Vec::new(),
            section,
            confidence,
            rules: found.rules,
            indicator: found.name,
        }
    }
}

/// So many characters hold one legal word in a document that sets rules.
const RULE_EVERY: usize = 400;

/// Whether a whole document sets rules: 办法, 条例, 指南.
fn is_rulebook(chars: &[char], grammar: &Grammar) -> bool {
    let (law, mut found, mut at) = (grammar.context(Context::Law), 0, 0);
    while at < chars.len() {
        match law.prefix(&chars[at..]) {
            Some((length, ())) => {
                found += 1;
                at += length;
            }
            None => at += 1,
        }
    }
    found > 4 && found * RULE_EVERY > chars.len()
}

/// The year a text without a date most probably is of: the one it names most often without 到, 底 or 比.
fn likely_year(chars: &[char]) -> Option<i32> {
    let mut counts = [0u32; 200];
    for at in 0..chars.len().saturating_sub(4) {
        let Some(year) = when::year_at(chars, at).filter(|_| chars[at + 4] == '年') else { continue };
        let before = at.checked_sub(1).map(|at| chars[at]);
        let due = before.is_some_and(|char| "到至比较从由—-".contains(char))
            || chars.get(at + 5).is_some_and(|char| "底末前".contains(*char));
        if !due {
            counts[(year - 1900) as usize] += 1;
        }
    }
    let most = counts.iter().copied().max().filter(|most| *most > 1)?;
    counts.iter().rposition(|count| *count == most).map(|at| at as i32 + 1900)
}

fn comparator(found: &Found) -> Comparator {
    match found.figure.role {
        Role::Rank => return Comparator::Rank,
        Role::Doubling => return Comparator::Multiple,
        Role::DoubleDigit => return Comparator::Ge,
        _ if found.figure.value_max.is_some() => return Comparator::Range,
        _ => {}
    }
    match found.relation {
        None | Some(Relation::Eq) => Comparator::Eq,
        Some(Relation::Gt) => Comparator::Gt,
        Some(Relation::Ge) => Comparator::Ge,
        Some(Relation::Lt) => Comparator::Lt,
        Some(Relation::Le) => Comparator::Le,
        Some(Relation::Approx) => Comparator::Approx,
    }
}

/// How sure a finding is: each thing the grammar had to guess takes something off.
fn confidence(found: &Found) -> f32 {
    let unsaid = found.increment.is_none() && found.relation.is_none() && found.change == Change::None;
    let guesses = [
        (found.rules.contains(&"name_carried_over"), 0.1),
        (found.rules.contains(&"shared_verb"), 0.05),
        (found.rules.contains(&"share_of_last"), 0.05),
        (unsaid, 0.1),
        (found.figure.chinese && found.figure.role == Role::Count, 0.05),
        (found.name.chars().count() > 24, 0.15),
        (found.name.chars().count() < 3, 0.15),
    ];
    let doubt: f32 = guesses.iter().filter(|(guessed, _)| *guessed).map(|(_, doubt)| doubt).sum();
    (0.98 - doubt).max(0.3)
}

fn kind(found: &Found) -> TargetKind {
    let changes = matches!(found.change, Change::Up | Change::Down);
    match found.figure.role {
        Role::Rank => TargetKind::Rank,
        Role::Doubling | Role::Multiple => TargetKind::Multiple,
        Role::DoubleDigit => TargetKind::GrowthRate,
        Role::Point => TargetKind::Increment,
        Role::Cover => TargetKind::Share,
        Role::Percent if changes || found.name.ends_with("增速") || found.name.ends_with("涨幅") => {
            TargetKind::GrowthRate
        }
        Role::Percent => TargetKind::Share,
        _ if changes
            || found.increment == Some(true)
            || found.name.contains('新') && found.name.contains("新增") =>
        {
            TargetKind::Increment
        }
        _ => TargetKind::Level,
    }
}
