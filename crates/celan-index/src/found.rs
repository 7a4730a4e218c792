//! What the index finds: passages, and about how often a word stands in each.

use crate::bits::Bits;

/// The passages that hold a word, and how often.
#[derive(Clone, Debug)]
pub struct Found {
    /// Their ids.
    pub passages: Bits,
    /// How many there are.
    pub count: usize,
    /// Those with more than one chunk in which the word begins, or for longer ones a pair of it, rising, and how many: about how
    /// often it stands there.
    again: Vec<(u32, u32)>,
    last: Option<u32>,
    most: usize,
}

impl Found {
    pub(crate) fn new(bound: usize, most: usize) -> Self {
        Self { passages: Bits::none(bound), count: 0, again: Vec::new(), last: None, most }
    }

    /// Whether there is room for all passages.
    pub(crate) fn takes_all(&self) -> bool {
        self.most == usize::MAX
    }

    /// Adds a chunk of `passage`, which lies behind those before; says whether there is room for more.
    #[inline]
    pub(crate) fn add(&mut self, passage: u32) -> bool {
        if self.last != Some(passage) {
            if self.count == self.most {
                return false;
            }
            self.last = Some(passage);
            self.passages.set(passage as usize);
            self.count += 1;
            return true;
        }
        self.repeat(passage);
        true
    }

    fn repeat(&mut self, passage: u32) {
        match self.again.last_mut().filter(|again| again.0 == passage) {
            Some(again) => again.1 += 1,
            None => self.again.push((passage, 2)),
        }
    }

    /// Adds `count` chunks, of which the passages come, where there is room for all.
    pub(crate) fn add_all(&mut self, passages: impl Iterator<Item = u32>, count: usize) {
        // Whether a passage comes again cannot be foreseen: where it decided what is done next, that would wait for it.
        let mut repeated = vec![0; count + 1];
        let mut times = 0;
        let mut last = self.last.unwrap_or(u32::MAX);
        for passage in passages {
            self.passages.set(passage as usize);
            repeated[times] = passage;
            times += usize::from(passage == last);
            last = passage;
        }
        self.last = Some(last);
        self.count += count - times;
        repeated[..times].iter().for_each(|passage| self.repeat(*passage));
    }

    /// The passages in which it stands more than once, rising, and about how often.
    pub(crate) fn again(&self) -> &[(u32, u32)] {
        &self.again
    }
}
