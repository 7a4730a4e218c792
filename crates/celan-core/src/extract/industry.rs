//! Industries: which of the classified industries a passage is about.
//!
//! Two ways lead to a mention: a word of the table, and a name by which the document calls an industry of its own. Own names
//! are found where a document counts or heads them, and then wherever they stand:
//!
//! ```text
//! counted = name { 、 name } [和 name] [等] COUNT (大 | 个) … 产业      the count must be that of the names
//! headed  = a heading without a verb, below one that holds industries (发展重点), or one of several that end with 产业
//! ```
//! An own name is of the industries whose words stand in it, else a local speciality; none is forced into a class.

use std::collections::BTreeSet;

use celan_data::{Context, Grammar, Industries, Industry, Order, Tables, Words};

use crate::chars::without_blanks;
use crate::fold::{Folded, fold};
use crate::numeral::{is_numeral, small};
use crate::parse::Document;
use crate::span::Span;

/// The longest own name, in characters.
const NAME_CHARS: usize = 14;
/// The longest clause with a list of names, in bytes.
const CLAUSE_BYTES: usize = 360;
/// How many characters may stand between the count and what is counted.
const BETWEEN_CHARS: usize = 24;

/// A place where an industry is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndustryMention {
    /// Id of the industry table.
    pub industry: String,
    /// The document's own name for it.
    pub name: String,
    /// Where.
    pub span: Span,
    /// The document calls an industry of its own so; it is no word of the table.
    pub own: bool,
}

/// The industries a document names, in the order of the text.
pub fn industries(doc: &Document, tables: &Tables) -> Vec<IndustryMention> {
    industries_in(doc, &Folded::new(&doc.text, tables), tables)
}

/// [`industries`] of a document that is folded already.
pub(super) fn industries_in(doc: &Document, folded: &Folded<'_>, tables: &Tables) -> Vec<IndustryMention> {
    let names = own_names(doc, folded.text(), tables);
    let classes: Vec<Vec<&str>> = names.iter().map(|name| classify(name, tables)).collect();
    // Where a name stands, and the industry of a word, or the number of an own name.
    let words =
        tables.industries.find(folded.text()).map(|(at, length, industry)| (at, length, Ok(industry)));
    let mut found: Vec<(usize, usize, Result<&Industry, u32>)> = words.collect();
    if !names.is_empty() {
        let own = Words::new(names.iter().enumerate().map(|(at, name)| (name.as_str(), at as u32)));
        found.extend(own.find(folded.text()).map(|(at, length, name)| (at, length, Err(name))));
    }
    // A longer name takes in the shorter ones inside it; of a word and an own name alike the word counts.
    found.order_by_key(|(at, length, of)| (*at, usize::MAX - length, of.is_err()));
    let mut mentions: Vec<IndustryMention> = Vec::with_capacity(found.len());
    let mut end = 0;
    for (at, length, of) in found {
        if at < end {
            continue;
        }
        end = at + length;
        let span = folded.source_span(at..end);
        let own = of.is_err();
        let mention = |id: &str| IndustryMention {
            industry: id.to_owned(),
            name: span.of(&doc.text).to_owned(),
            span,
            own,
        };
        match of {
            Ok(industry) => mentions.push(mention(&industry.id)),
            Err(name) => mentions.extend(classes[name as usize].iter().map(|id| mention(id))),
        }
    }
    mentions
}

/// Ids of the industries that a piece of the document is about: those it names, else those that the nearest heading names.
/// `mentions` are those of the document, in order.
pub(crate) fn industries_of(
    doc: &Document,
    mentions: &[IndustryMention],
    piece: Span,
    section: Option<usize>,
) -> Vec<String> {
    let within = |span: Span| {
        let from = mentions.partition_point(|mention| mention.span.start() < span.start());
        let inside = mentions[from..].iter().take_while(|mention| mention.span.end() <= span.end());
        inside.map(|mention| mention.industry.as_str()).collect::<Vec<_>>()
    };
    let mut ids = within(piece);
    let mut next = section;
    while let (true, Some(at)) = (ids.is_empty(), next) {
        ids = within(doc.sections[at].heading_span);
        next = doc.sections[at].parent;
    }
    ids.order_by(|a, b| a.cmp(b));
    ids.dedup();
    ids.into_iter().map(str::to_owned).collect()
}

/// The industries whose words stand in a folded name, the narrower of two that lie in each other.
fn classify<'t>(name: &str, tables: &'t Tables) -> Vec<&'t str> {
    let all: Vec<_> = tables.industries.find(name).map(|(_, _, industry)| industry).collect();
    let mut ids: Vec<&str> = Vec::new();
    for industry in &all {
        let narrower = all.iter().any(|other| other.parent == industry.id);
        if !narrower && !ids.contains(&industry.id.as_str()) {
            ids.push(&industry.id);
        }
    }
    if ids.is_empty() { vec![Industries::LOCAL] } else { ids }
}

/// The names, folded, by which the document calls its industries. `text` is its text, folded.
fn own_names(doc: &Document, text: &str, tables: &Tables) -> Vec<String> {
    let mut names = BTreeSet::new();
    headed(doc, tables, &mut names);
    counted(text, tables, &mut names);
    names.into_iter().collect()
}

/// Headings that name an industry.
fn headed(doc: &Document, tables: &Tables, names: &mut BTreeSet<String>) {
    let industries = &tables.industries;
    let headings: Vec<String> = doc.sections.iter().map(|section| fold(&section.heading, tables)).collect();
    // How many children of each section end with 产业.
    let mut ending = vec![0; doc.sections.len()];
    for (section, heading) in doc.sections.iter().zip(&headings) {
        if let (Some(parent), Some(_)) = (section.parent, industries.suffix("tail", heading)) {
            ending[parent] += 1;
        }
    }
    for (section, heading) in doc.sections.iter().zip(&headings) {
        let Some(parent) = section.parent else { continue };
        let tail = industries.suffix("tail", heading);
        let named = industries.holds("holds", &headings[parent]) || tail.is_some() && ending[parent] > 1;
        if !named || industries.holds("verb", heading) {
            continue;
        }
        let name = &heading[..heading.len() - tail.map_or(0, str::len)];
        insert(name, names);
    }
}

fn insert(name: &str, names: &mut BTreeSet<String>) {
    let name = without_blanks(name);
    let plain = name.chars().all(|c| c.is_alphanumeric() || "+-&".contains(c));
    if plain && (2..=NAME_CHARS).contains(&name.chars().count()) {
        names.insert(name);
    }
}

/// Lists whose count is that of their names: 生物医药、绿色新能源、发艺文化、工业滤布四大主导产业.
fn counted(text: &str, tables: &Tables, names: &mut BTreeSet<String>) {
    let grammar = &tables.grammar;
    let ends_clause = |c: &char| matches!(c, '。' | ';' | ',' | ':' | '!' | '?' | '\n' | '(');
    for at in tables.industries.places("counted", text) {
        // Most words have no count before them.
        let mut near = text[..at].chars().rev().take_while(|c| !ends_clause(c)).take(BETWEEN_CHARS + 1);
        if !near.any(|c| grammar.is(Context::ListCounter, c)) {
            continue;
        }
        let from = ceil_char(text, at.saturating_sub(CLAUSE_BYTES));
        let clause = text[from..at].rfind(|c| ends_clause(&c)).map_or(&text[from..at], |stop| {
            let stop = from + stop;
            &text[stop + text[stop..].chars().next().map_or(1, char::len_utf8)..at]
        });
        if let Some((list, count)) = count_before(clause, grammar) {
            let parts = parts(list, tables);
            if parts.len() == count {
                parts.iter().for_each(|name| insert(name, names));
            }
        }
    }
}

/// The smallest character boundary of `text` from `at` on.
fn ceil_char(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// The list before a count, and the count: A、B和C三个百亿级 → A、B和C, 3.
fn count_before<'t>(words: &'t str, grammar: &Grammar) -> Option<(&'t str, usize)> {
    let from = words.char_indices().rev().nth(BETWEEN_CHARS).map_or(0, |(at, _)| at);
    for (at, c) in words[from..].char_indices() {
        let at = from + at;
        if !grammar.is(Context::ListCounter, c) {
            continue;
        }
        let before = &words[..at];
        let start = before.char_indices().rev().take_while(|(_, c)| is_numeral(*c, grammar)).last();
        let Some((start, _)) = start else { continue };
        let digits = &before[start..];
        let count = digits.parse().ok().or_else(|| small(digits, grammar).map(|(count, _)| count as usize));
        if let Some(count) = count.filter(|count| (2..=20).contains(count)) {
            return Some((&before[..start], count));
        }
    }
    None
}

/// The names of a list, without what leads to the first one and 等 behind the last.
fn parts<'t>(list: &'t str, tables: &Tables) -> Vec<&'t str> {
    let list = list.trim_end_matches(|c| tables.grammar.is(Context::ListEnd, c));
    let mut parts: Vec<&str> = list.split('、').collect();
    if let Some(last) = parts.pop() {
        let both = last.char_indices().rfind(|(_, c)| tables.grammar.is(Context::NameJoin, *c));
        match both {
            Some((at, c)) if at > 0 => parts.extend([&last[..at], &last[at + c.len_utf8()..]]),
            _ => parts.push(last),
        }
    }
    if let Some(first) = parts.first_mut() {
        for word in tables.industries.around("lead") {
            if let Some(at) = first.rfind(word.as_str()) {
                let rest = &first[at + word.len()..];
                if rest.chars().count() >= 2 {
                    *first = rest;
                }
            }
        }
    }
    parts
}
