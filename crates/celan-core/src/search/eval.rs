//! From a query to the set of passages that answer.

use celan_data::Tables;

use super::bits::Bits;
use super::is_head_line;
use crate::corpus::Corpus;
use crate::index::{Found, Normal};
use crate::query::{Expr, Help, Query};

/// The outcome of a query, before filters and ranking.
pub(super) struct Evaluated {
    /// The passages that answer.
    pub(super) hits: Bits,
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
    pub(super) found: Vec<Found>,
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
    tables: &'a Tables,
    words: Vec<Word>,
    bound: usize,
}

pub(super) fn evaluate(corpus: &Corpus, query: &Query, tables: &Tables) -> Evaluated {
    let bound = corpus.passage_bound();
    let mut evaluation = Evaluation { corpus, tables, words: Vec::new(), bound };
    let helps = query.helps.clone();
    let (mut hits, mut spread) = match &query.expr {
        None => (Bits::all(bound), Bits::none(bound)),
        Some(Expr::And(parts)) => evaluation.all_of(parts),
        Some(expr) => (evaluation.holds(expr, true).hits(), Bits::none(bound)),
    };
    let alive = alive(corpus);
    hits.and(&alive);
    spread.and(&alive);
    spread.minus(&hits);
    hits.or(&spread);
    drop_needless_head_lines(corpus, &mut hits);
    Evaluated { hits, spread, words: evaluation.words, helps }
}

impl Evaluation<'_> {
    /// All parts, in one passage or else in one document.
    fn all_of(&mut self, parts: &[Expr]) -> (Bits, Bits) {
        let parts: Vec<Holds> = parts.iter().map(|part| self.holds(part, true)).collect();
        let spread = self.spread(&parts);
        (and(parts, self.bound).hits(), spread)
    }

    /// In documents that hold every part somewhere: the passages with most of them.
    fn spread(&self, parts: &[Holds]) -> Bits {
        let mut spread = Bits::none(self.bound);
        let asked: Vec<&Bits> = parts.iter().filter_map(|part| part.own.as_ref()).collect();
        if asked.len() < 2 {
            return spread;
        }
        let Some(rarest) = asked.iter().min_by_key(|own| own.count()) else { return spread };
        let mut last_doc = None;
        for passage in rarest.iter() {
            let doc = self.corpus.doc_of(passage as u32);
            if last_doc.replace(doc) == Some(doc) {
                continue;
            }
            let passages = self.corpus.doc(doc).passages();
            let (first, last) = (*passages.start() as usize, *passages.end() as usize);
            let inside = |own: &Bits| own.from(first).next().is_some_and(|found| found <= last);
            if !asked.iter().all(|own| inside(own)) {
                continue;
            }
            let allowed = |p: &usize| parts.iter().all(|part| part.own.is_some() || part.wide.has(*p));
            let weight = |p: usize| asked.iter().filter(|own| own.has(p)).count();
            let most = (first..=last).filter(allowed).map(weight).max().unwrap_or(0);
            if most > 0 {
                (first..=last).filter(allowed).filter(|p| weight(*p) == most).for_each(|p| spread.set(p));
            }
        }
        spread
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
            Expr::Field { .. } => Holds { wide: Bits::all(self.bound), own: None },
        }
    }

    fn word(&mut self, typed: &str, positive: bool) -> Holds {
        let chars = Normal::of(typed, self.tables).chars;
        let found = self.corpus.index.find(&chars, self.corpus, self.tables);
        let mut own = Bits::none(self.bound);
        let mut wide = Bits::none(self.bound);
        for hit in &found {
            own.set(hit.passage as usize);
            wide.set_range(hit.passage as usize, self.corpus.last_below(hit.passage) as usize);
        }
        if positive {
            self.words.push(Word { chars, found });
        }
        Holds { wide, own: Some(own) }
    }
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
    let mut all = Holds { wide: Bits::all(bound), own: None };
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

/// The passages of documents that were not removed.
fn alive(corpus: &Corpus) -> Bits {
    let mut alive = Bits::none(corpus.passage_bound());
    for (_, entry) in corpus.iter() {
        alive.set_range(*entry.passages().start() as usize, *entry.passages().end() as usize);
    }
    alive
}

/// Title and number stand in the text as a rule; the line made of them answers only where nothing else does.
fn drop_needless_head_lines(corpus: &Corpus, hits: &mut Bits) {
    let head_lines: Vec<usize> = hits.iter().filter(|passage| is_head_line(corpus, *passage)).collect();
    for head in head_lines {
        let last = corpus.last_below(head as u32) as usize;
        if hits.from(head + 1).next().is_some_and(|next| next <= last) {
            hits.clear(head);
        }
    }
}
