//! Goes through a document, paragraph by paragraph, and sorts what its sentences promise from what they report.
//!
//! ```text
//! paragraphs ─weigh→ each sentence by itself ─around→ its paragraph, the paragraphs beside it, the headings above
//! ```
//! A sentence by itself often does not say whether it plans (完成投资100亿元); those around it do.

mod heading;
mod opening;
mod rules;

use celan_data::{Change, Context, Grammar, Relation, Tables};

use super::clause::{self, Carry, Found};
use super::figure::{Figure, Role, figures};
use super::genre::{self, Genre};
use super::promise;
use super::rows::Rows;
use super::table::{self, TableRow};
use super::when::{When, whens};
use super::{Target, TargetKind, tense};
use crate::extract::scan::Scan;
use crate::parse::{BlockKind, Document};
use heading::Headed;
use opening::marker;
use rules::{is_condition, is_set};

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

/// How many promises back the total of 其中 may stand.
const PARTS_REACH: usize = 4;

/// From this weight down a sentence and what surrounds it tell of results.
const PAST_WEIGHT: i32 = -2;

/// From this weight down a sentence makes nothing of the year that governs it.
const DENIED_WEIGHT: i32 = -8;

/// From this weight down a figure is a result of which nothing says that it shall be so; one round figure counts so much.
const TOLD_WEIGHT: i32 = 2;

/// From this weight down what they tell of the document's own year is a result, too.
const REPORT_WEIGHT: i32 = -16;

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

    fn keep(
        &mut self,
        sentence: &Sentence,
        found: Vec<Found>,
        around: i32,
        governing: Option<When>,
        whens: &[When],
        paragraph: &Paragraph,
    ) {
        let section = paragraph.section;
        let weight = sentence.weight * 2 + around;
        let reviewed = self.genre == Genre::Results
            || self.headed(section).weight <= REVIEW_WEIGHT
            || paragraph.line_weight <= REVIEW_WEIGHT;
        let text = &self.scan.chars[sentence.start..sentence.end];
        // 2023年下达任务20个,已完成15个: the year is the document's own, and over. A budget for it is counted as well.
        let budget = self.grammar.context(Context::Budget).find(text).is_some();
        let reported = weight <= REPORT_WEIGHT && !budget;
        let rewards = !found.is_empty() && self.rewards(sentence);
        let cause = self.grammar.context(Context::Cause).find(text).map(|(at, ..)| at);
        let forecast = self.forecast(text).map(|at| sentence.start + at);
        let foreseen = self.foreseen(text, forecast.map(|at| at - sentence.start));
        let cause = cause.into_iter().chain(foreseen).min().map(|at| sentence.start + at);
        // 优良比例达到95%,安全处置率100%: a rate beside one of which it is said.
        let rate = |found: &Found| found.figure.role == Role::Percent;
        let said_of_rates = found.iter().any(|found| rate(found) && !self.is_told(found));
        let before = (self.targets.len(), self.past.len());
        let mut places: Vec<Option<(bool, usize)>> = Vec::new();
        let whens = if sentence.whens.is_empty() && governing.is_some() { whens } else { &sentence.whens };
        let own_whens: Vec<Option<When>> =
            (0..found.len()).map(|at| self.when_of_list(&found, at, whens)).collect();
        let mut done: Vec<bool> = Vec::new();
        for (found, own) in found.into_iter().zip(own_whens) {
            let of_done = found.parent.is_some_and(|parent| done.get(parent) == Some(&true));
            // 改造5000个已建成村的设施: what is said of things counted is not said of their number.
            let behind = found.rules.contains(&"counted_behind");
            done.push(of_done || self.is_done(if behind { found.quote.0 } else { found.quote.1 }));
            let at = found.quote.1;
            let last = || sentence.whens.iter().rfind(|when| when.start < at).copied();
            let said = own.or_else(last);
            // 今年以来,完成…。下一步,确保…: what is planned is not of the time that is over.
            let over = governing.filter(|when| !when.past || sentence.weight <= 0);
            let when = said.or(over).or_else(|| self.when_behind(at, sentence));
            // 今年,计划造林8万亩。目前,累计完成5万亩: the year that governs makes no promise of it.
            let reports = said.is_none() && sentence.weight <= DENIED_WEIGHT;
            // “十三五”期间,…;五年累计投资1200亿元: due within the years that govern.
            let within = when.filter(|when| when.years.is_none()).or(governing);
            let due = !reports
                && within.is_some_and(|when| {
                    when.firm && self.is_ahead(&when) && !(reported && when.until == self.year)
                });
            let caused = cause.is_some_and(|cause| cause < at);
            if caused
                || rewards
                    && is_condition(&found)
                    && !self.is_allotted(&found)
                    && !(budget && found.part_of_last)
                || self.is_routine(&found)
                || self.genre == Genre::Rules && !due
                || paragraph.lawful && !due && is_set(&found)
            {
                places.push(None);
                continue;
            }
            // Under a heading that reviews, only a year still to come makes a promise.
            let later =
                when.and_then(|when| when.until).zip(self.year).is_some_and(|(until, year)| until > year);
            let part_of_past = found
                .parent
                .and_then(|parent| places.get(parent).copied().flatten())
                .is_some_and(|(past, _)| past);
            // 老年人口1100万,预计到2025年突破1300万: what there is now.
            let stands = forecast.is_some_and(|forecast| at < forecast) && self.is_told(&found);
            let told = self.is_told(&found) && !(said_of_rates && rate(&found));
            let past = when.is_some_and(|when| when.past)
                || stands
                || done.last() == Some(&true)
                || reviewed && !later
                || (part_of_past || weight <= PAST_WEIGHT || weight <= TOLD_WEIGHT && told) && !due;
            let parent = found.parent.and_then(|parent| places.get(parent).copied().flatten());
            let parent = parent.filter(|(side, _)| *side == past).map(|(_, at)| at);
            // 较上年下降2%。其中,公务接待费100万元,下降6%: a rate of change is no part of another.
            let part = found.part_of_last && !(rate(&found) && found.change != Change::None);
            let parent = parent.or_else(|| self.whole_of(&found, past, before).filter(|_| part));
            let part_of_last = found.part_of_last;
            let mut target = promise::target(found, self.scan, self.tables);
            (target.parent, target.section) = (parent, section);
            (target.period_start, target.deadline) = self.years_of(when, governing, paragraph, past);
            if let Some(whole) = parent.filter(|_| part_of_last && when.is_none()) {
                // 其中 behind a stop: due with the whole.
                target.deadline = self.side(past)[whole].deadline;
            }
            let side = if past { &mut self.past } else { &mut self.targets };
            side.push(target);
            places.push(Some((past, side.len() - 1)));
        }
    }

    /// Whether nothing says that it shall be so: 总面积848.5平方公里.
    fn is_told(&self, found: &Found) -> bool {
        let lasts = found.figure.role == Role::Duration && found.relation == Some(Relation::Approx);
        let unsaid = found.increment.is_none()
            && (found.relation.is_none() || lasts)
            && found.change == Change::None
            && match found.figure.role {
                Role::Count | Role::Measure | Role::Money | Role::Duration => true,
                // 抽检合格率99%, but 90%的煤矿达到安全标准.
                Role::Percent => !found.figure.has_tail && !found.rules.contains(&"share_behind"),
                _ => false,
            };
        unsaid && !found.part_of_last && self.genre == Genre::Mixed
    }

    /// When the finding at `at` is due, where as many years as figures of one name stand in lists: 到2023年和2025年,产量分别达到5万吨
    /// 和6万吨. `whens` are the years before it.
    fn when_of_list(&self, found: &[Found], at: usize, whens: &[When]) -> Option<When> {
        let one = &found[at];
        let listed = |found: &Found| found.rules.contains(&"parallel_lists");
        let same = |other: &&Found| {
            other.name == one.name && other.figure.unit == one.figure.unit && listed(other) == listed(one)
        };
        let before = found[..at].iter().rev().take_while(same).count();
        let count = before + found[at..].iter().take_while(same).count();
        let whens = &whens[..whens.iter().take_while(|when| when.start < one.quote.1).count()];
        let listed = whens.get(whens.len().checked_sub(count)?..).filter(|_| count > 1)?;
        let joined = |pair: &[When]| match &self.scan.chars[pair[0].end..pair[1].start] {
            ['、'] => true,
            between => self.grammar.context(Context::NameJoin).get(between).is_some(),
        };
        listed.windows(2).all(joined).then(|| listed[before])
    }

    /// When the finding that ends at `at` is due, where that stands behind it: 建设厂房12万平方米,|2025年底前|投用.
    fn when_behind(&self, at: usize, sentence: &Sentence) -> Option<When> {
        let when = sentence.whens.iter().find(|when| when.start == at + 1)?;
        let done = self.grammar.begins(Context::Finished, &self.scan.chars[when.end..sentence.end]) > 0;
        (done && self.scan.chars[at] == ',').then_some(*when)
    }

    /// Where a sentence begins to foresee what others will do: 有望达到…, and 预计到2015年进口… where `forecast` begins it. A budget
    /// foresees its own.
    fn foreseen(&self, text: &[char], forecast: Option<usize>) -> Option<usize> {
        let grammar = self.grammar;
        let hoped = grammar.context(Context::Hoped).find(text).map(|(at, ..)| at);
        let here = |at: usize| grammar.begins(Context::Subject, &text[at..]) == 2 && text[at + 1] != '国';
        forecast.filter(|_| !(0..text.len()).any(here)).into_iter().chain(hoped).min()
    }

    /// Where a sentence that speaks of no account begins to foresee and not to promise.
    fn forecast(&self, text: &[char]) -> Option<usize> {
        let grammar = self.grammar;
        let opens = |at: &usize| *at == 0 || matches!(text[at - 1], ',' | ':');
        let clauses = (0..text.len()).filter(opens);
        let foresees = |at: &usize| {
            let length = grammar.begins(Context::Forecast, &text[*at..]);
            if length > 0 && grammar.verbs.prefix(&text[*at..]).is_some_and(|(deed, _)| deed > length) {
                // 预计完成改建65所: what those who plan do.
                return false;
            }
            let rest = &text[at + length..];
            // 达到45亿元,预计比上年增长32%: how the promise before compares.
            let compares = rest.first().is_some_and(|char| grammar.is(Context::Compare, *char))
                || grammar.before.prefix(rest).is_some_and(|(_, bound)| bound.change == Change::Up);
            length > 0 && !compares
        };
        // 项目建成后,预计年产值50亿元: what those who plan expect of their own.
        let yields = |at: &usize| grammar.context(Context::Yields).find(&text[..*at]).is_some();
        let account = || grammar.context(Context::Account).find(text).is_some();
        clauses.into_iter().find(foresees).filter(|at| !yields(at) && !account())
    }

    /// Whether a clause says, up to `end`, that its figure is reached or spent: 已经超过2万亿元.
    fn is_done(&self, end: usize) -> bool {
        self.grammar.context(Context::Done).find(self.clause_before(end)).is_some()
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

    /// Which of the last promises a part in a sentence of its own belongs to: the nearest in the same unit. `before` is
    /// how many there were of either side before the sentence.
    fn whole_of(&self, part: &Found, past: bool, before: (usize, usize)) -> Option<usize> {
        let side = &self.side(past)[..if past { before.1 } else { before.0 }];
        let is_scale = |char| self.grammar.group(char).is_some();
        let unit = part.figure.unit.trim_start_matches(is_scale);
        let near = side.len().saturating_sub(PARTS_REACH)..side.len();
        near.rev().find(|&at| {
            side[at].parent.is_none()
                && side[at].kind != TargetKind::Increment
                && side[at].unit.trim_start_matches(is_scale) == unit
        })
    }

    fn side(&self, past: bool) -> &Vec<Target> {
        if past { &self.past } else { &self.targets }
    }
}
