//! Sets of pairs of characters that turn most others away without a look at any list.

/// A set of pairs. It also seems to hold some that it does not: a pair is a bit, and others fall on the same.
#[derive(Clone, Debug)]
pub struct PairFilter {
    words: Vec<u64>,
    /// Of a number that stands for a pair, how many bits are left out.
    shift: u32,
}

impl PairFilter {
    /// An empty set of two to the power of `bits` bits, from 6 to 32.
    pub fn new(bits: u32) -> Self {
        Self { words: vec![0; 1 << (bits - 6)], shift: 32 - bits }
    }

    /// Takes in a pair.
    #[inline]
    pub fn add(&mut self, first: u32, second: u32) {
        let bit = self.bit(first, second);
        self.words[bit / 64] |= 1 << (bit % 64);
    }

    /// Whether a pair may be in the set; `false` only where it is not.
    #[inline]
    pub fn may_hold(&self, first: u32, second: u32) -> bool {
        let bit = self.bit(first, second);
        self.words[bit / 64] >> (bit % 64) & 1 == 1
    }

    #[inline]
    fn bit(&self, first: u32, second: u32) -> usize {
        let pair = first.wrapping_mul(0x9E37_79B1) ^ second.wrapping_mul(0x85EB_CA6B);
        (pair >> self.shift) as usize
    }
}
