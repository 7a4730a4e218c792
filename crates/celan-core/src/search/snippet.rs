//! The part of a passage worth showing, and what to mark in it.

use celan_data::Tables;
use celan_index::{Finder, Occurrence, Texts};

use crate::corpus::Corpus;
use crate::span::Span;

/// Characters of a snippet, about.
const LENGTH: usize = 120;

/// A part of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The text, as it stands in the passage.
    pub text: String,
    /// Bytes of the passage that stand before it.
    pub start: usize,
    /// There is text behind it.
    pub cut_after: bool,
    /// What to mark, as bytes of `text`, in order, without overlap.
    pub marks: Vec<Span>,
}

/// The best window of `passage` for the words of `finder`.
pub fn snippet(corpus: &Corpus, passage: u32, finder: &mut Finder<'_>, tables: &Tables) -> Snippet {
    let text = corpus.text(passage);
    let all = joined(finder.find(text, corpus.index.form(passage), tables));
    let (start, end) = window(text, &all);
    let inside = Span::new(start, end);
    let marks = all.into_iter().filter(|mark| inside.contains(*mark));
    Snippet {
        text: text[start..end].to_owned(),
        start,
        cut_after: end < text.len(),
        marks: marks.map(|mark| Span::new(mark.start() - start, mark.end() - start)).collect(),
    }
}

/// What to mark: `places` that overlap become one.
fn joined(places: &[Occurrence]) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for place in places {
        let here = Span::new(place.start, place.end);
        match joined.last_mut() {
            Some(last) if here.overlaps(*last) => *last = last.cover(here),
            _ => joined.push(here),
        }
    }
    joined
}

/// The window with the most marks, begun and ended at a pause of the sentence where one is near.
fn window(text: &str, marks: &[Span]) -> (usize, usize) {
    if text.chars().count() <= LENGTH + LENGTH / 4 {
        return (0, text.len());
    }
    let chars: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let index = |byte: usize| chars.partition_point(|at| *at < byte);
    let mut best = (0, 0);
    for (i, first) in marks.iter().enumerate() {
        let reach = index(first.start()) + LENGTH * 3 / 4;
        let many = marks[i..].iter().take_while(|mark| index(mark.end()) <= reach).count();
        if many > best.0 {
            best = (many, i);
        }
    }
    let anchor = marks.get(best.1).map_or(0, |mark| index(mark.start()));
    let earliest = anchor.saturating_sub(LENGTH / 4);
    let pause = (earliest..anchor).rev().find(|i| is_pause(&text[chars[*i]..chars[*i + 1]]));
    let start = if earliest == 0 { 0 } else { pause.map_or(earliest, |i| i + 1) };
    let longest = marks.get(best.1).map_or(0, |mark| index(mark.end()));
    let end = (start + LENGTH).max(longest).min(chars.len() - 1);
    (chars[start], chars[end])
}

fn is_pause(c: &str) -> bool {
    matches!(c, "。" | "；" | "，" | ";" | "," | "!" | "?" | "！" | "？" | "：" | ":" | "\n")
}
