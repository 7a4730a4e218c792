//! Rising numbers in few bits (Rice coding).
//!
//! Of each number its distance from the one before is told: so many zeros as a power of two goes into it, a one, and the rest
//! in as many bits as the power has. The power is reckoned from how many numbers there are below which bound, and is not
//! written. Bits of a byte are filled from the lowest on.

/// The power of two for `count` numbers below `bound`: near the half of their mean distance, which takes the fewest bits.
fn power(count: u32, bound: u32) -> u32 {
    (u64::from(bound) * 45 / (64 * u64::from(count.max(1)))).max(1).ilog2()
}

/// Appends `numbers`, which rise and lie below `bound`, to `out`.
pub(crate) fn put(out: &mut Vec<u8>, numbers: &[u32], bound: u32) {
    let power = power(numbers.len() as u32, bound);
    let mut writer = Writer { out, held: 0, width: 0 };
    let mut next = 0;
    for &number in numbers {
        let apart = number - next;
        next = number + 1;
        let mut zeros = apart >> power;
        while zeros >= 24 {
            writer.put(0, 24);
            zeros -= 24;
        }
        let rest = u64::from(apart) & ((1 << power) - 1);
        writer.put((1 | rest << 1) << zeros, zeros + 1 + power);
    }
    writer.put(0, 7);
}

struct Writer<'a> {
    out: &'a mut Vec<u8>,
    /// Fewer than eight bits that fill no byte yet.
    held: u64,
    width: u32,
}

impl Writer<'_> {
    /// Appends `width` bits, at most 56.
    fn put(&mut self, bits: u64, width: u32) {
        self.held |= bits << self.width;
        self.width += width;
        while self.width >= 8 {
            self.out.push(self.held as u8);
            self.held >>= 8;
            self.width -= 8;
        }
    }
}

/// Appends the `count` numbers below `bound` that [`put`] wrote, each with `base` added, to `out`.
pub(crate) fn take(out: &mut Vec<u32>, bytes: &[u8], count: u32, bound: u32, base: u32) {
    let power = power(count, bound);
    let mut bits = Bits { rest: bytes, held: 0, width: 0 };
    let mut next = base;
    out.extend((0..count).map(|_| {
        let number = next + bits.apart(power);
        next = number + 1;
        number
    }));
}

/// Bits that are read from the first on; zeros behind the last one.
struct Bits<'a> {
    rest: &'a [u8],
    /// The next bits, the lowest first, of which `width` were taken out of `rest`.
    held: u64,
    width: u32,
}

impl Bits<'_> {
    /// Takes out as many whole bytes as fit.
    #[inline]
    fn fill(&mut self) {
        if let Some(next) = self.rest.first_chunk() {
            // What does not fit any more is put in again the next time, at the same place.
            self.held |= u64::from_le_bytes(*next) << self.width;
            let whole = (63 - self.width) / 8;
            self.rest = &self.rest[whole as usize..];
            self.width += 8 * whole;
            return;
        }
        while self.width < 56
            && let Some((&byte, rest)) = self.rest.split_first()
        {
            self.held |= u64::from(byte) << self.width;
            self.rest = rest;
            self.width += 8;
        }
    }

    /// The next distance.
    #[inline]
    fn apart(&mut self, power: u32) -> u32 {
        if self.width < 32 {
            self.fill();
        }
        let high = self.held.trailing_zeros();
        let width = high + 1 + power;
        // Nearly all lie wholly in what was taken out.
        if width <= self.width {
            let low = (self.held >> (high + 1)) as u32 & ((1 << power) - 1);
            self.skip(width);
            return high << power | low;
        }
        self.zeros() << power | self.number(power)
    }

    /// How many zeros stand before the next one.
    fn zeros(&mut self) -> u32 {
        let mut zeros = 0;
        loop {
            let here = self.held.trailing_zeros();
            if here < self.width {
                self.skip(here + 1);
                return zeros + here;
            }
            zeros += self.width;
            self.skip(self.width);
            self.fill();
            if self.width == 0 {
                return zeros;
            }
        }
    }

    /// The number in the next `width` bits, fewer than 32.
    fn number(&mut self, width: u32) -> u32 {
        if self.width < width {
            self.fill();
        }
        let number = self.held as u32 & ((1 << width) - 1);
        self.skip(width.min(self.width));
        number
    }

    #[inline]
    fn skip(&mut self, width: u32) {
        self.held >>= width;
        self.width -= width;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_back(
            numbers in proptest::collection::btree_set(prop_oneof![0u32..200, 0u32..9_000, 0u32..4_000_000], 1..600),
            more in 1u32..1000,
        ) {
            let numbers: Vec<u32> = numbers.into_iter().collect();
            let bound = numbers.last().unwrap() + more;
            let (mut bytes, mut back) = (Vec::new(), Vec::new());
            put(&mut bytes, &numbers, bound);
            take(&mut back, &bytes, numbers.len() as u32, bound, 5);
            prop_assert_eq!(back, numbers.iter().map(|number| number + 5).collect::<Vec<_>>());
        }
    }
}
