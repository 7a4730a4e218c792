//! Numbers in as few bytes as they need (LEB128): seven bits a byte, the lowest first, the highest bit set in all but the
//! last.

/// Reads numbers from the beginning of its bytes on.
pub struct Reader<'a> {
    /// What is left to read.
    pub bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    /// The bytes behind their number; none where there are not so many.
    #[inline]
    pub fn piece(&mut self) -> &'a [u8] {
        let length = self.number().unwrap_or_default() as usize;
        let (piece, rest) = self.bytes.split_at_checked(length).unwrap_or_default();
        self.bytes = rest;
        piece
    }

    /// The next number; `None` at the end.
    #[inline]
    pub fn number(&mut self) -> Option<u32> {
        let (&first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        // Nearly all are small; what the longest take stands in the program once.
        if first < 0x80 {
            return Some(u32::from(first));
        }
        match *rest {
            [second, ref rest @ ..] if second < 0x80 => {
                self.bytes = rest;
                Some(u32::from(first & 0x7F) | u32::from(second) << 7)
            }
            _ => self.longer(first),
        }
    }

    #[inline(never)]
    fn longer(&mut self, first: u8) -> Option<u32> {
        let mut number = u32::from(first & 0x7F);
        for shift in [7, 14, 21, 28] {
            let (&byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            number |= u32::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                break;
            }
        }
        Some(number)
    }
}

/// Appends `number` to `out`.
pub fn number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}
