//! Numbers that look drawn and are the same each time, on every machine (SplitMix64).

/// A source of such numbers.
pub(crate) struct Chance(u64);

impl Chance {
    /// Two sources with another `seed` or another `stream` have nothing in common.
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        let mut chance = Self(seed);
        chance.0 = chance.next().wrapping_add(stream.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        chance.0 = chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to below `end`, all alike.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// From 0 to below `end`, the small ones more often: words of a text are spread like this.
    pub(crate) fn skewed(&mut self, end: usize) -> usize {
        let square = u128::from(self.next() >> 32) * u128::from(self.next() >> 32);
        ((square * end as u128) >> 64) as usize
    }

    /// From `low` to `high`, both among them.
    pub(crate) fn within(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// One of them.
    pub(crate) fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}
