//! The part of a passage worth showing, and what to mark in it.

use celan_data::{Order, Tables};
use celan_index::{Normal, Texts};

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

/// The best window of `passage` for normalised `words`.
pub fn snippet(corpus: &Corpus, passage: u32, words: &[Vec<char>], tables: &Tables) -> Snippet {
    let text = corpus.text(passage);
    let all = marks(text, words, tables);
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

/// Where `words` stand in `text`, longest first at each place, without overlap.
fn marks(text: &str, words: &[Vec<char>], tables: &Tables) -> Vec<Span> {
    let normal = Normal::of(text, tables);
    let mut places: Vec<(usize, usize)> =
        words.iter().flat_map(|word| normal.find(word).map(|at| (at, at + word.len()))).collect();
    places.order_by_key(|&(start, end)| (start, usize::MAX - end));
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (start, end) in places {
        match joined.last_mut() {
            Some(last) if start < last.1 => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    joined
        .into_iter()
        .map(|(start, end)| {
            let (start, end) = normal.bytes(text, 0, start, end);
            Span::new(start, end)
        })
        .collect()
}

/// The window with the most marks, begun and ended at a pause of the sentence where one is near.
fn window(text: &str, marks: &[Span]) -> (usize, usize) {
    let chars: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    if chars.len() - 1 <= LENGTH + LENGTH / 4 {
        return (0, text.len());
    }
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
