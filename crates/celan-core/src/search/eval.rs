//! From a query to the set of passages that answer.

use std::rc::Rc;

use celan_index::{Bits, Found, Normal};

use super::Lexicon;
use super::help::Helper;
use crate::corpus::{Corpus, FacetKind, Filing, ValueId};
use crate::fold::fold;
use crate::query::{Expr, Help, HelpKind, Query};

/// The outcome of a query, before filters and ranking.
pub(super) struct Evaluated {
    /// The passages that answer.
    pub(super) hits: Bits,
    /// Those that answer with help only.
    pub(super) helped: Bits,
    /// Those that only answer because their document does as a whole.
    pub(super) spread: Bits,
    /// The words that were looked for, with where they stand.
    pub(super) words: Vec<Word>,
    /// What was done.
    pub(super) helps: Vec<Help>,
}

/// A word that was looked for.
pub(super) struct Word {
    pub(super) chars: Vec<char>,
    pub(super) found: Rc<Found>,
}

/// Where a part of a query holds.
struct Holds {
    /// Passages in which it holds, headings and title counted.
    wide: Bits,
    /// Passages whose own text has part in it; `None` where it asks for no text.
    own: Option<Bits>,
}

struct Evaluation<'a> {
    corpus: &'a Corpus,
    lexicon: Lexicon<'a>,
    words: Vec<Word>,
    helps: Vec<Help>,
    bound: usize,
}

pub(super) fn evaluate(corpus: &Corpus, query: &Query, lexicon: Lexicon<'_>) -> Evaluated {
    let bound = corpus.passage_bound();
    let helps = query.helps.clone();
    let mut evaluation = Evaluation { corpus, lexicon, words: Vec::new(), helps, bound };
    let (mut hits, mut spread) = match &query.expr {
        None => (Bits::all(bound), Bits::default()),
        Some(expr) => evaluation.answer(expr),
    };
    if let Some(literal) = &query.literal {
        evaluation.literal(literal, &mut hits);
    }
    spread.minus(&hits);
    hits.or(&spread);
    hits.minus(corpus.passages().removed());
    let mut helped = Bits::default();
    let known = evaluation.words.iter().map(|word| (word.chars.clone(), word.found.count > 0)).collect();
    let mut helper = Helper { corpus, lexicon, helps: Vec::new(), known };
    if let Some(expr) = query.expr.as_ref().and_then(|expr| helper.rewrite(expr)) {
        let helps = helper.helps;
        let (mut wider, wider_spread) = evaluation.answer(&expr);
        spread.or(&wider_spread);
        spread.minus(&wider);
        wider.or(&wider_spread);
        wider.minus(corpus.passages().removed());
        helped = wider.clone();
        helped.minus(&hits);
        if !helped.is_empty() {
            hits.or(&wider);
            evaluation.helps.extend(helps);
        }
    }
    corpus.passages().drop_needless_head_lines(&mut hits);
    Evaluated { hits, helped, spread, words: evaluation.words, helps: evaluation.helps }
}

impl Evaluation<'_> {
    /// The passages that answer, and those of documents that answer only as a whole.
    fn answer(&mut self, expr: &Expr) -> (Bits, Bits) {
        match expr {
            Expr::And(parts) => self.all_of(parts),
            Expr::Word { typed, .. } => {
                let found = self.look_up(typed, true);
                (found.map_or_else(|| Bits::all(self.bound), |found| found.passages.clone()), Bits::default())
            }
            expr => (self.holds(expr, true).hits(), Bits::default()),
        }
    }

    /// Adds the passages that hold the query as it was typed, signs of the language included.
    fn literal(&mut self, literal: &str, hits: &mut Bits) {
        let chars = Normal::of(literal, self.lexicon.tables).chars;
        let found = self.find(&chars);
        if found.count == 0 {
            return;
        }
        hits.or(&found.passages);
        self.helps.clear();
        self.words.push(Word { chars, found });
    }

    fn find(&self, chars: &[char]) -> Rc<Found> {
        match self.words.iter().find(|word| word.chars == chars) {
            Some(word) => word.found.clone(),
            None => Rc::new(self.corpus.index.find(chars, self.corpus.passages(), self.lexicon.tables)),
        }
    }

    /// All parts, in one passage or else in one document.
    fn all_of(&mut self, parts: &[Expr]) -> (Bits, Bits) {
        let parts: Vec<Holds> = parts.iter().map(|part| self.holds(part, true)).collect();
        let spread = self.spread(&parts);
        (and(parts, self.bound).hits(), spread)
    }

    /// In documents that hold every part somewhere: the passages with most of them.
    fn spread(&self, parts: &[Holds]) -> Bits {
        let asked: Vec<&Bits> = parts.iter().filter_map(|part| part.own.as_ref()).collect();
        if asked.len() < 2 {
            return Bits::default();
        }
        let filed = parts.iter().filter(|part| part.own.is_none());
        self.corpus.passages().with_most(&asked, &filed.map(|part| &part.wide).collect::<Vec<_>>())
    }

    fn holds(&mut self, expr: &Expr, positive: bool) -> Holds {
        match expr {
            Expr::Word { typed, .. } => self.word(typed, positive),
            Expr::And(parts) => {
                let parts = parts.iter().map(|part| self.holds(part, positive)).collect();
                and(parts, self.bound)
            }
            Expr::Or(parts) => {
                let parts = parts.iter().map(|part| self.holds(part, positive)).collect();
                or(parts, self.bound)
            }
            Expr::Not(part) => {
                let mut wide = self.holds(part, !positive).wide;
                wide.flip();
                Holds { wide, own: None }
            }
            Expr::Field { facet, words } => {
                let values = self.values(*facet, words);
                self.filed(&values)
            }
            Expr::Years(start, end) => {
                let filing = self.corpus.filing();
                let last = (*end).min(start.saturating_add(200));
                let years =
                    (*start..=last).filter_map(|year| filing.find(FacetKind::Years, &year.to_string()));
                self.filed(&years.collect::<Vec<_>>())
            }
            Expr::Figure(figure) => {
                let asked = self.corpus.targets.asked(figure);
                self.targets(|at| self.corpus.targets.holds(at, &asked))
            }
            Expr::Deadline { year, before } => {
                self.targets(|at| self.corpus.targets.is_due(at, *year, *before))
            }
        }
    }

    fn word(&mut self, typed: &str, positive: bool) -> Holds {
        let Some(found) = self.look_up(typed, positive) else {
            return Holds { wide: Bits::all(self.bound), own: None };
        };
        let wide = self.corpus.passages().with_below(&found.passages);
        Holds { wide, own: Some(found.passages.clone()) }
    }

    /// Where a word stands; `None` for nothing but blanks, which asks for nothing. Words that are asked for will be marked.
    fn look_up(&mut self, typed: &str, positive: bool) -> Option<Rc<Found>> {
        let chars = Normal::of(typed, self.lexicon.tables).chars;
        if chars.is_empty() {
            return None;
        }
        let found = self.find(&chars);
        if positive && self.words.iter().all(|word| word.chars != chars) {
            self.words.push(Word { chars, found: found.clone() });
        }
        Some(found)
    }
}

impl Evaluation<'_> {
    /// The values of a facet whose label holds `words`; a help where there is none.
    fn values(&mut self, facet: FacetKind, words: &str) -> Vec<ValueId> {
        let values = matching_values(self.corpus.filing(), facet, words, self.lexicon);
        if values.is_empty() {
            let help = Help { kind: HelpKind::UnknownValue, from: words.to_owned(), to: String::new() };
            if !self.helps.contains(&help) {
                self.helps.push(help);
            }
        }
        values
    }

    /// The passages filed under one of `values`.
    fn filed(&self, values: &[ValueId]) -> Holds {
        let filing = self.corpus.filing();
        Holds { wide: filing.passages_under(&filing.mask(values), self.corpus.stretches()), own: None }
    }

    /// The passages that hold a target, told by its number, for which `holds`.
    fn targets(&self, holds: impl Fn(usize) -> bool) -> Holds {
        let mut wide = Bits::none(self.bound);
        let targets = &self.corpus.targets;
        for at in (0..targets.len()).filter(|at| holds(*at)) {
            if let Some(passage) = targets.passage(at) {
                wide.set(passage as usize);
            }
        }
        Holds { wide, own: None }
    }
}

/// The values of a facet whose label or id holds `words`, which are folded.
pub(super) fn matching_values(
    filing: &Filing,
    facet: FacetKind,
    words: &str,
    lexicon: Lexicon<'_>,
) -> Vec<ValueId> {
    let holds = |id: &ValueId| {
        let value = filing.get(*id);
        fold(&value.label, lexicon.tables).contains(words) || *value.id == *words
    };
    filing.values(facet).iter().copied().filter(holds).collect()
}

impl Holds {
    fn hits(self) -> Bits {
        let mut hits = self.wide;
        if let Some(own) = &self.own {
            hits.and(own);
        }
        hits
    }
}

fn and(parts: Vec<Holds>, bound: usize) -> Holds {
    let mut parts = parts.into_iter();
    let mut all = parts.next().unwrap_or_else(|| Holds { wide: Bits::all(bound), own: None });
    for part in parts {
        all.wide.and(&part.wide);
        join(&mut all.own, part.own);
    }
    all
}

fn or(parts: Vec<Holds>, bound: usize) -> Holds {
    let mut all = Holds { wide: Bits::none(bound), own: None };
    for mut part in parts {
        // A part that asks for no text is answered by each passage it holds in.
        let own = part.own.take().unwrap_or_else(|| part.wide.clone());
        all.wide.or(&part.wide);
        join(&mut all.own, Some(own));
    }
    all
}

fn join(all: &mut Option<Bits>, part: Option<Bits>) {
    match (all.as_mut(), part) {
        (Some(all), Some(part)) => all.or(&part),
        (None, part) => *all = part,
        (Some(_), None) => {}
    }
}
