//! Finds words of a table in text: a trie over characters, longest match first.
//!
//! Words are kept in the form that text is folded to (Simplified, half width); the reader of the text folds each character
//! on the way, so that offsets stay those of the text.

use crate::Order;
use crate::char_filter::CharFilter;

/// A set of words, each with the number of what it stands for.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Characters that begin words.
    firsts: Box<CharFilter<1024>>,
    nodes: Vec<Node>,
    /// Children of all nodes, each node's in the order of characters.
    edges: Vec<(char, u32)>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Node {
    /// Part of `edges`.
    edges: (u32, u32),
    value: Option<u32>,
}

impl Words {
    /// Builds the set. Of equal words the first one counts.
    pub fn new<'w>(words: impl IntoIterator<Item = (&'w str, u32)>) -> Self {
        Self::of(words.into_iter().map(|(word, value)| (word.chars().collect(), value)).collect())
    }

    fn of(mut sorted: Vec<(Vec<char>, u32)>) -> Self {
        sorted.order_by(|a, b| a.0.cmp(&b.0));
        sorted.dedup_by(|later, kept| later.0 == kept.0);
        sorted.retain(|(word, _)| !word.is_empty());
        let firsts = Box::new(sorted.iter().map(|(word, _)| word[0]).collect());
        let mut set = Self { firsts, ..Self::default() };
        set.nodes.push(Node::default());
        let mut open = vec![(0, &sorted[..], 0)];
        while let Some((node, words, depth)) = open.pop() {
            let (own, below) = match words.first() {
                Some((word, value)) if word.len() == depth => (Some(*value), &words[1..]),
                _ => (None, words),
            };
            let start = set.edges.len() as u32;
            for group in below.chunk_by(|a, b| a.0[depth] == b.0[depth]) {
                let child = set.nodes.len() as u32;
                set.nodes.push(Node::default());
                set.edges.push((group[0].0[depth], child));
                open.push((child as usize, group, depth + 1));
            }
            set.nodes[node] = Node { edges: (start, set.edges.len() as u32), value: own };
        }
        set
    }

    /// The longest word that `text` begins with: its length in bytes of `text`, and its number.
    pub fn longest(&self, text: &str, fold: impl Fn(char) -> char) -> Option<(usize, u32)> {
        let mut best = None;
        self.each_prefix(text, fold, |length, value| best = Some((length, value)));
        best
    }

    /// Calls `found` with the length in bytes and the number of each word that `text` begins with, shortest first.
    pub fn each_prefix(&self, text: &str, fold: impl Fn(char) -> char, mut found: impl FnMut(usize, u32)) {
        let mut node = Node::default();
        for (at, (byte, c)) in text.char_indices().enumerate() {
            let c = fold(c);
            if at == 0 {
                if !self.firsts.may_hold(c) {
                    return;
                }
                node = self.nodes[0];
            }
            let edges = &self.edges[node.edges.0 as usize..node.edges.1 as usize];
            let Ok(edge) = edges.binary_search_by_key(&c, |(c, _)| *c) else { return };
            node = self.nodes[edges[edge].1 as usize];
            if let Some(value) = node.value {
                let width = text[byte..].chars().next().map_or(0, char::len_utf8);
                found(byte + width, value);
            }
        }
    }

    /// Every longest match from left to right, without overlap: byte offset, length in bytes, number.
    pub fn find(
        &self,
        text: &str,
        fold: impl Fn(char) -> char + Copy,
    ) -> impl Iterator<Item = (usize, usize, u32)> {
        let mut at = 0;
        std::iter::from_fn(move || {
            while let Some(c) = text[at..].chars().next() {
                let begin = at;
                if let Some((length, value)) = self.longest(&text[at..], fold) {
                    at += length;
                    return Some((begin, length, value));
                }
                at += c.len_utf8();
            }
            None
        })
    }

    /// Whether `text` is a word as a whole.
    pub fn contains(&self, text: &str, fold: impl Fn(char) -> char) -> bool {
        self.longest(text, fold).is_some_and(|(length, _)| length == text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_match_from_left_to_right() {
        let words = Words::new([("青阳", 1), ("青阳县", 2), ("阳县", 3), ("县", 4)]);
        let found: Vec<_> = words.find("在青阳县和青陽", |c| if c == '陽' { '阳' } else { c }).collect();
        assert_eq!(found, [(3, 9, 2), (15, 6, 1)]);
        assert!(words.contains("阳县", |c| c));
        assert!(!words.contains("阳县城", |c| c));
        assert_eq!(Words::default().find("青阳", |c| c).count(), 0);
    }
}
