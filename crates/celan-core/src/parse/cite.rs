//! Documents that a text names: 《…》, the number behind it, and numbers that stand alone.
//!
//! ```text
//! citation = 《 title 》 [OPEN number CLOSE]  |  number
//! title    = text, itself with 《》 〈〉 or <> inside: 《贯彻<…的意见>的实施方案》 names two documents
//! ```

use celan_data::Order;
use std::collections::BTreeSet;

use celan_data::Tables;

use super::number::numbers;
use super::{Citation, DocumentNumber};
use crate::chars::chars_led_by;
use crate::span::Span;

/// The longest title, in bytes: a bracket that is never closed must not swallow the text.
const TITLE_BYTES: usize = 600;

/// All documents named, in order of first mention. `own` is the title and number of the document itself.
pub(super) fn citations(
    text: &str,
    own: (&str, Option<&DocumentNumber>),
    tables: &Tables,
    fold: impl Fn(&str) -> String,
) -> Vec<Citation> {
    let numbers = numbers(text, &tables.structure);
    let mut next_number = numbers.iter().peekable();
    let mut found: Vec<Citation> = Vec::new();
    for title in titles(text) {
        while let Some(number) = next_number.next_if(|(_, span)| span.start() < title.start()) {
            found.push(alone(number));
        }
        found.push(Citation { title: Some(title.of(text).to_owned()), number: None, span: title });
    }
    found.extend(next_number.map(alone));
    let mut merged: Vec<Citation> = Vec::new();
    for citation in found {
        match merged.last_mut() {
            Some(last) if citation.title.is_none() && belongs(last, &citation, text) => {
                last.number = citation.number;
                last.span = last.span.cover(citation.span);
            }
            _ => merged.push(citation),
        }
    }
    let own_title = fold(own.0);
    let mut seen = BTreeSet::new();
    merged.retain(|citation| {
        let title = citation.title.as_deref().map(&fold).unwrap_or_default();
        let bare = super::head::without_brackets(&title);
        let is_own = (!bare.is_empty() && own_title.contains(bare))
            || (citation.number.is_some() && citation.number.as_ref() == own.1);
        let names_document = citation.number.is_some() || is_document(&title, tables);
        let key = citation.number.as_ref().map_or(title, ToString::to_string);
        names_document && !is_own && seen.insert(key)
    });
    merged
}

fn alone((number, span): &(DocumentNumber, Span)) -> Citation {
    Citation { title: None, number: Some(number.clone()), span: *span }
}

/// A number belongs to the title right before it when there is nothing between them but a bracket.
fn belongs(title: &Citation, number: &Citation, text: &str) -> bool {
    if title.title.is_none() || title.number.is_some() || number.span.start() < title.span.end() {
        return false;
    }
    let between = &text[title.span.end()..number.span.start()];
    let mut between = between.chars().filter(|c| !c.is_whitespace() && !matches!(c, '》' | '>' | '〉'));
    matches!((between.next(), between.next()), (None, _) | (Some('(' | '（' | '〔' | '[' | ','), None))
}

/// A title with a kind of document at its end, and more than the kind alone: 《行动计划》 is a way to say “this plan”.
fn is_document(title: &str, tables: &Tables) -> bool {
    let bare = super::head::without_brackets(title);
    let by_kind = tables
        .kinds
        .of_title(bare)
        .is_some_and(|(_, ending)| bare.chars().count() > ending.chars().count() + 2);
    by_kind || (tables.structure.suffix("law", bare).is_some() && bare.chars().count() > 2)
}

/// The titles in 《》 with those inside them, outer ones first.
fn titles(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Vec<(char, usize)> = Vec::new();
    // ASCII, and the first bytes of the others.
    let may_begin = |lead| matches!(lead, b'<' | b'>' | 0xE3 | 0xEF);
    for (at, c) in chars_led_by(text, may_begin) {
        match c {
            '《' => {
                open.retain(|(_, start)| at - start <= TITLE_BYTES);
                open.push(('》', at + c.len_utf8()));
            }
            '〈' if !open.is_empty() => open.push(('〉', at + c.len_utf8())),
            '<' if !open.is_empty() => open.push(('>', at + 1)),
            '＜' if !open.is_empty() => open.push(('＞', at + c.len_utf8())),
            '》' | '〉' | '>' | '＞' => {
                let Some(opened) = open.iter().rposition(|(close, _)| *close == c) else { continue };
                let start = open[opened].1;
                open.truncate(opened);
                if at > start && at - start <= TITLE_BYTES {
                    found.push(Span::new(start, at));
                }
            }
            _ => {}
        }
    }
    found.order_by_key(|span| (span.start(), usize::MAX - span.end()));
    found
}
