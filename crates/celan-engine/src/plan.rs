//! What of a question tells documents apart before their texts are here: for a corpus in parts.

use std::fmt::Write as _;

use celan_core::{Counts, Expr, FacetKind, Query, View, matching_items, parse_query};
use celan_index::Normal;
use celan_wire::{Browse, Filters, Request};

use crate::Engine;
use crate::browse::selection;

/// What has to be fetched for a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The words that a document must hold, as `celan-catalog` reads them; empty where any document will do.
    pub words: String,
    /// Ids of the documents that the filters leave; `None` where they leave all.
    pub docs: Option<Vec<String>>,
}

impl Engine {
    /// The plan for a request; `None` where it asks for nothing that could be fetched.
    pub fn plan(&self, request: &Request) -> Option<Plan> {
        let (Request::Search(browse)
        | Request::Targets(browse)
        | Request::Duties(browse)
        | Request::Industry { browse, .. }) = request
        else {
            return None;
        };
        let query = parse_query(&browse.query, &self.tables);
        let mut words = String::new();
        if let Some(expr) = &query.expr {
            self.plan_of(expr, &mut words);
        }
        if let Some(literal) = &query.literal {
            self.plan_word(literal, &mut words);
            words.push_str("|2\n");
        }
        let docs = self.left_by(browse, query.expr.as_ref());
        (!words.is_empty() || docs.is_some()).then_some(Plan { words, docs })
    }

    /// Adds the steps that `expr` takes. What only a text can tell leaves every document.
    fn plan_of(&self, expr: &Expr, plan: &mut String) {
        let (parts, sign) = match expr {
            Expr::Word { typed, quoted } => return self.plan_words(typed, *quoted, plan),
            Expr::Figure(figure) if !figure.indicator.is_empty() => {
                return self.plan_word(&figure.indicator, plan);
            }
            Expr::And(parts) => (parts, '&'),
            Expr::Or(parts) => (parts, '|'),
            _ => return plan.push_str("*\n"),
        };
        parts.iter().for_each(|part| self.plan_of(part, plan));
        let _ = writeln!(plan, "{sign}{}", parts.len());
    }

    /// A word or, where it stands in no quotes, another that means the same.
    fn plan_words(&self, typed: &str, quoted: bool, plan: &mut String) {
        self.plan_word(typed, plan);
        let word: String = Normal::of(typed, &self.tables).chars.into_iter().collect();
        let others = self.tables.query.synonyms(&word).filter(|_| !quoted);
        let count = others.map(|other| self.plan_word(other, plan)).count();
        let _ = writeln!(plan, "|{}", count + 1);
    }

    fn plan_word(&self, word: &str, plan: &mut String) {
        let chars = Normal::of(word, &self.tables).chars;
        plan.push(if chars.is_empty() { '*' } else { '=' });
        plan.extend(chars);
        plan.push('\n');
    }

    /// The documents that are left by what is known of each before it is read: place, kind, itself.
    fn left_by(&self, browse: &Browse, expr: Option<&Expr>) -> Option<Vec<String>> {
        let Filters { places, kinds, docs, .. } = browse.filters.clone();
        let filters = Filters { places, kinds, docs, ..Filters::default() };
        let expr = expr.and_then(filed);
        if expr.is_none() && filters == Filters::default() {
            return None;
        }
        let query = Query { expr, literal: None, helps: Vec::new() };
        let items = matching_items(&self.corpus, &query, View::Docs, self.lexicon());
        let filing = self.corpus.filing();
        let (_, left) = Counts::of(filing, &selection(filing, &filters), View::Docs, items);
        Some(left.iter().map(|(doc, _)| self.corpus.doc(*doc).id.to_string()).collect())
    }
}

/// The part of a query that asks for place or kind.
fn filed(expr: &Expr) -> Option<Expr> {
    match expr {
        Expr::Field { facet: FacetKind::Places | FacetKind::Kinds, .. } => Some(expr.clone()),
        Expr::And(parts) => {
            let parts: Vec<Expr> = parts.iter().filter_map(filed).collect();
            (!parts.is_empty()).then_some(Expr::And(parts))
        }
        _ => None,
    }
}
