//! The id of a document: made from its content, so that it is the same in every session.

use std::fmt;
use std::sync::Arc;

/// Id of a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocId(Arc<str>);

impl DocId {
    /// The id of a document with this source text: sixteen hexadecimal digits.
    pub fn of_content(source: &str) -> Self {
        Self(format!("{:016x}", hash(source.as_bytes())).into())
    }

    /// An id that came from outside.
    pub fn given(id: &str) -> Self {
        Self(id.into())
    }

    /// The same letters, not copied.
    pub(super) fn shared(&self) -> Arc<str> {
        self.0.clone()
    }

    /// As a string.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DocId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// FNV-1a with 128 bits, its halves laid over each other.
fn hash(bytes: &[u8]) -> u64 {
    // The prime is 2^88 + 0x13b. By its parts, for a browser multiplies no more than 64 bits at a time.
    const PRIME: u64 = 0x13b;
    let (mut high, mut low) = (0x6c62_272e_07bb_0142_u64, 0x62b8_2175_6295_c58d_u64);
    for byte in bytes {
        low ^= u64::from(*byte);
        let lower = (low & 0xffff_ffff) * PRIME;
        let carry = ((low >> 32) * PRIME + (lower >> 32)) >> 32;
        high = high.wrapping_mul(PRIME).wrapping_add(carry).wrapping_add(low << 24);
        low = low.wrapping_mul(PRIME);
    }
    high ^ low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fnv_1a() {
        const START: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
        const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
        let bytes = "高新技术企业60家".as_bytes();
        for end in 0..=bytes.len() {
            let all =
                bytes[..end].iter().fold(START, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME));
            assert_eq!(hash(&bytes[..end]), (all >> 64) as u64 ^ all as u64);
        }
    }
}
