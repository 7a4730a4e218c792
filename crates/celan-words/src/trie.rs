//! Words found in a text from left to right: a trie over characters, longest match first.

use crate::{CharFilter, PairFilter};

/// A set of words, each with the number of what it stands for.
#[derive(Clone, Debug)]
pub struct Trie {
    /// Characters that begin words.
    firsts: Box<CharFilter<1024>>,
    /// Characters that are words.
    single: CharFilter<64>,
    /// Pairs of characters that begin words: most of what only begins like one is turned away here.
    pairs: PairFilter,
    nodes: Vec<Node>,
    /// Children of all nodes, each node's in the order of characters; the root's come first.
    edges: Vec<(char, u32)>,
    /// How many edges of the root lie before each [`block`] of characters: it has hundreds of them.
    blocks: Vec<u32>,
}

/// Blocks of [`BLOCK`] characters; the last one holds all behind the Basic Multilingual Plane as well.
const BLOCKS: usize = 256;
const BLOCK: usize = 256;

/// Bits of [`Trie::pairs`], as a power of two: tables have some thousand words.
const PAIR_BITS: u32 = 15;

fn block(c: char) -> usize {
    (c as usize / BLOCK).min(BLOCKS - 1)
}

#[derive(Clone, Copy, Debug, Default)]
struct Node {
    /// Part of `edges`.
    edges: (u32, u32),
    value: Option<u32>,
}

impl Default for Trie {
    fn default() -> Self {
        Self::new(&[])
    }
}

impl Trie {
    /// Takes words with their numbers, sorted, each once, none of them empty.
    pub fn new(sorted: &[(Vec<char>, u32)]) -> Self {
        let firsts = Box::new(sorted.iter().filter_map(|(word, _)| word.first().copied()).collect());
        let mut pairs = PairFilter::new(PAIR_BITS);
        let mut single = CharFilter::default();
        for (word, _) in sorted {
            match word[..] {
                [first, second, ..] => pairs.add(first as u32, second as u32),
                _ => single.extend(word.iter().copied()),
            }
        }
        let nodes = vec![Node::default()];
        let mut trie = Self { firsts, single, pairs, nodes, edges: Vec::new(), blocks: Vec::new() };
        let mut open = vec![(0, sorted, 0)];
        while let Some((node, words, depth)) = open.pop() {
            let (own, below) = match words.first() {
                Some((word, value)) if word.len() == depth => (Some(*value), &words[1..]),
                _ => (None, words),
            };
            let start = trie.edges.len() as u32;
            for group in below.chunk_by(|a, b| a.0[depth] == b.0[depth]) {
                let child = trie.nodes.len() as u32;
                trie.nodes.push(Node::default());
                trie.edges.push((group[0].0[depth], child));
                open.push((child as usize, group, depth + 1));
            }
            trie.nodes[node] = Node { edges: (start, trie.edges.len() as u32), value: own };
        }
        let root = &trie.edges[..trie.nodes[0].edges.1 as usize];
        trie.blocks = (0..=BLOCKS).map(|at| root.partition_point(|edge| block(edge.0) < at) as u32).collect();
        trie
    }

    /// The first place of `text` from byte `from` on where a word stands, and the longest one there: byte offset, length in
    /// bytes, number.
    pub fn next(&self, text: &str, from: usize) -> Option<(usize, usize, u32)> {
        let rest = text.get(from..)?;
        let mut places = rest.char_indices().filter(|(_, c)| self.firsts.may_hold(*c));
        places.find_map(|(at, c)| {
            let behind = &rest[at + c.len_utf8()..];
            let second = behind.chars().next().unwrap_or_default();
            if !self.pairs.may_hold(c as u32, second as u32) && !self.single.may_hold(c) {
                return None;
            }
            let (length, value) = self.longest(&rest[at..])?;
            Some((from + at, length, value))
        })
    }

    fn longest(&self, text: &str) -> Option<(usize, u32)> {
        let first = block(text.chars().next()?);
        let (mut edges, mut best) = (self.blocks[first]..self.blocks[first + 1], None);
        for (at, c) in text.char_indices() {
            let children = &self.edges[edges.start as usize..edges.end as usize];
            let Ok(edge) = children.binary_search_by_key(&c, |edge| edge.0) else { break };
            let node = &self.nodes[children[edge].1 as usize];
            best = node.value.map(|value| (at + c.len_utf8(), value)).or(best);
            edges = node.edges.0..node.edges.1;
        }
        best
    }
}
