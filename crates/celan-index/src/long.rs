//! A list as long as the corpus, in pieces.

use std::ops::Index;

/// Items of a piece.
const PIECE: usize = 1 << 12;

/// A list that grows without being moved: neither is half of it empty, as where a vector doubles, nor is a hole left where it
/// stood before.
#[derive(Clone, Debug)]
pub struct Long<T> {
    pieces: Vec<Vec<T>>,
    length: usize,
}

impl<T> Default for Long<T> {
    fn default() -> Self {
        Self { pieces: Vec::new(), length: 0 }
    }
}

impl<T> Long<T> {
    /// Adds an item at the end.
    pub fn push(&mut self, item: T) {
        if self.length.is_multiple_of(PIECE) {
            self.pieces.push(Vec::new());
        }
        self.pieces[self.length / PIECE].push(item);
        self.length += 1;
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }
}

impl<T> Index<usize> for Long<T> {
    type Output = T;

    #[inline]
    fn index(&self, at: usize) -> &T {
        &self.pieces[at / PIECE][at % PIECE]
    }
}
