//! An adaptive binary arithmetic coder: every decision is coded by how often it went that way before.

use crate::bundle::DataError;

/// How likely a decision is to be a zero, in 1/65536; it learns from each.
#[derive(Clone, Copy)]
pub(super) struct Odds(u16, u8);

impl Odds {
    pub(super) const EVEN: Self = Self(1 << 15, 0);

    /// Learns fast at first, slowly later.
    fn learn(&mut self, bit: bool) {
        self.1 = (self.1 + 1).min(6);
        let rate = (self.1 / 2 + 2).min(5);
        if bit {
            self.0 -= self.0 >> rate;
        } else {
            self.0 += (u16::MAX - self.0) >> rate;
        }
    }

    /// The part of `range` that a zero takes; never nothing and never all.
    fn zero(self, range: u32) -> u32 {
        (((u64::from(range) * u64::from(self.0)) >> 16) as u32).clamp(1, range - 1)
    }
}

/// Odds for a whole number: its length in bits, then its highest bits; the rest is taken as even.
pub(super) struct NumberOdds {
    length: [Odds; 24],
    high: [Odds; 24 * 4],
}

impl NumberOdds {
    pub(super) const EVEN: Self = Self { length: [Odds::EVEN; 24], high: [Odds::EVEN; 24 * 4] };
}

/// Odds for a number of six bits, from the highest.
pub(super) struct StepOdds([Odds; 64]);

impl StepOdds {
    pub(super) const EVEN: Self = Self([Odds::EVEN; 64]);
}

/// What both directions have in common: deciding a bit. The reader ignores the bit it is given and returns the one it
/// read.
pub(super) trait Coder {
    fn bit(&mut self, odds: &mut Odds, bit: bool) -> bool;

    /// A number below 2^24 - 1.
    fn number(&mut self, odds: &mut NumberOdds, number: u32) -> u32 {
        let value = number + 1;
        let mut length = 0;
        let wanted = value.ilog2() as usize;
        while length < 23 && self.bit(&mut odds.length[length], length < wanted) {
            length += 1;
        }
        let mut read = 1;
        for place in (0..length).rev() {
            let bit = (value >> place) & 1 == 1;
            let bit = match length - place {
                depth @ 1..=2 => {
                    let branch = if depth == 1 { 0 } else { 1 + (read & 1) as usize };
                    self.bit(&mut odds.high[length * 4 + branch], bit)
                }
                _ => self.bit(&mut Odds::EVEN.clone(), bit),
            };
            read = read << 1 | u32::from(bit);
        }
        read - 1
    }

    /// A number below 64.
    fn steps(&mut self, odds: &mut StepOdds, steps: u8) -> u8 {
        let mut read = 1;
        for place in (0..6).rev() {
            read = read << 1 | usize::from(self.bit(&mut odds.0[read], (steps >> place) & 1 == 1));
        }
        (read & 63) as u8
    }
}

/// Writes decisions.
pub(super) struct Writer {
    low: u64,
    range: u32,
    bytes: Vec<u8>,
    /// Bytes of 0xFF that wait for a carry, and the byte before them.
    waiting: usize,
    held: u8,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self { low: 0, range: u32::MAX, bytes: Vec::new(), waiting: 0, held: 0 }
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        for _ in 0..5 {
            self.shift();
        }
        self.bytes
    }

    fn shift(&mut self) {
        let carry = (self.low >> 32) as u8;
        if self.low as u32 >= 0xFF00_0000 && carry == 0 {
            self.waiting += 1;
        } else {
            self.bytes.push(self.held.wrapping_add(carry));
            self.bytes.extend(std::iter::repeat_n(0xFF_u8.wrapping_add(carry), self.waiting));
            self.waiting = 0;
            self.held = (self.low >> 24) as u8;
        }
        self.low = u64::from((self.low as u32) << 8);
    }
}

impl Coder for Writer {
    fn bit(&mut self, odds: &mut Odds, bit: bool) -> bool {
        let zero = odds.zero(self.range);
        if bit {
            self.low += u64::from(zero);
            self.range -= zero;
        } else {
            self.range = zero;
        }
        odds.learn(bit);
        while self.range < 1 << 24 {
            self.range <<= 8;
            self.shift();
        }
        bit
    }
}

/// Reads the decisions that a [`Writer`] wrote. After the end of the bytes it reads zeros; a damaged file gives other
/// numbers, never a panic.
pub(super) struct Reader<'a> {
    bytes: std::slice::Iter<'a, u8>,
    range: u32,
    code: u32,
    missing: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let mut reader = Self { bytes: bytes.iter(), range: u32::MAX, code: 0, missing: 0 };
        for _ in 0..5 {
            reader.shift();
        }
        reader
    }

    /// Whether all bytes were there and all were used.
    pub(super) fn finish(self) -> Result<(), DataError> {
        let all = self.missing == 0 && self.bytes.len() == 0;
        if all { Ok(()) } else { Err(DataError::new("a repair model that is cut short or damaged")) }
    }

    /// Whether it has read beyond the end.
    pub(super) fn ran_out(&self) -> bool {
        self.missing > 0
    }

    fn shift(&mut self) {
        let byte = self.bytes.next().copied().unwrap_or_else(|| {
            self.missing += 1;
            0
        });
        self.code = self.code << 8 | u32::from(byte);
    }
}

impl Coder for Reader<'_> {
    fn bit(&mut self, odds: &mut Odds, _bit: bool) -> bool {
        let zero = odds.zero(self.range);
        let bit = self.code >= zero;
        if bit {
            self.code -= zero;
            self.range -= zero;
        } else {
            self.range = zero;
        }
        odds.learn(bit);
        while self.range < 1 << 24 {
            self.range <<= 8;
            self.shift();
        }
        bit
    }
}
