//! Values as bytes and back.
//!
//! ```text
//! number  = LEB128                       real    = 8 bytes, IEEE 754, the lowest first
//! text    = number of bytes, bytes       list    = number of items, items
//! option  = 0 | 1 value                  choice  = number of the case
//! span    = start, length                struct  = its fields in their order
//! ```
//! What is read is checked as far as later stages rely on it: a span lies in the text, between characters.

use crate::span::Span;

/// Bytes that are read from their beginning, and the text that their spans are about.
pub(super) struct Input<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) text: &'a str,
}

impl<'a> Input<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, text: "" }
    }

    fn piece(&mut self, length: usize) -> Option<&'a [u8]> {
        let (piece, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(piece)
    }

    pub(super) fn number(&mut self) -> Option<usize> {
        let mut number = 0u64;
        for shift in (0..35).step_by(7) {
            let byte = self.piece(1)?[0];
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return usize::try_from(number).ok();
            }
        }
        None
    }

    pub(super) fn str(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.piece(length)?).ok()
    }
}

/// What can be written and read.
pub(super) trait Coded: Sized {
    /// Appends it to `out`.
    fn put(&self, out: &mut Vec<u8>);

    /// Reads it; `None` where the bytes are none.
    fn take(from: &mut Input<'_>) -> Option<Self>;
}

/// Structs by their fields, in order; choices by their cases, in order.
macro_rules! coded {
    ($($struct:ident { $($field:ident),* $(,)? })*) => {$(
        impl Coded for $struct {
            fn put(&self, out: &mut Vec<u8>) {
                $(self.$field.put(out);)*
            }

            fn take(from: &mut Input<'_>) -> Option<Self> {
                Some(Self { $($field: Coded::take(from)?),* })
            }
        }
    )*};
    ($(enum $enum:ident { $($case:ident),* $(,)? })*) => {$(
        impl Coded for $enum {
            fn put(&self, out: &mut Vec<u8>) {
                out.push(*self as u8);
            }

            fn take(from: &mut Input<'_>) -> Option<Self> {
                [$(Self::$case),*].get(from.number()?).copied()
            }
        }
    )*};
}

pub(super) use coded;

impl Coded for usize {
    fn put(&self, out: &mut Vec<u8>) {
        let mut number = *self;
        while number >= 0x80 {
            out.push(number as u8 | 0x80);
            number >>= 7;
        }
        out.push(number as u8);
    }

    fn take(from: &mut Input<'_>) -> Option<Self> {
        from.number()
    }
}

/// Numbers that are written as a `usize`.
macro_rules! as_number {
    ($($number:ty)*) => {$(
        impl Coded for $number {
            fn put(&self, out: &mut Vec<u8>) {
                usize::try_from(*self).unwrap_or_default().put(out);
            }

            fn take(from: &mut Input<'_>) -> Option<Self> {
                from.number()?.try_into().ok()
            }
        }
    )*};
}

as_number!(u8 u32);

/// Years; one before our era, which only a misreading gives, becomes 0.
impl Coded for i32 {
    fn put(&self, out: &mut Vec<u8>) {
        usize::try_from(*self).unwrap_or_default().put(out);
    }

    fn take(from: &mut Input<'_>) -> Option<Self> {
        from.number()?.try_into().ok()
    }
}

impl Coded for bool {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn take(from: &mut Input<'_>) -> Option<Self> {
        Some(from.number()? != 0)
    }
}

impl Coded for f64 {
    fn put(&self, out: &mut Vec<u8>) {
        out.extend(self.to_le_bytes());
    }

    fn take(from: &mut Input<'_>) -> Option<Self> {
        Some(Self::from_le_bytes(from.piece(8)?.try_into().ok()?))
    }
}

impl Coded for f32 {
    fn put(&self, out: &mut Vec<u8>) {
        f64::from(*self).put(out);
    }

    fn take(from: &mut Input<'_>) -> Option<Self> {
        f64::take(from).map(|real| real as Self)
    }
}

impl Coded for String {
    fn put(&self, out: &mut Vec<u8>) {
        self.len().put(out);
        out.extend(self.bytes());
    }

    fn take(from: &mut Input<'_>) -> Option<Self> {
        from.str().map(str::to_owned)
    }
}

impl<T: Coded> Coded for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.is_some().put(out);
        if let Some(value) = self {
            value.put(out);
        }
    }

    fn take(from: &mut Input<'_>) -> Option<Self> {
        Some(if bool::take(from)? { Some(T::take(from)?) } else { None })
    }
}

impl<T: Coded> Coded for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.len().put(out);
        self.iter().for_each(|item| item.put(out));
    }

    fn take(from: &mut Input<'_>) -> Option<Self> {
        let count = from.number()?;
        // An item takes a byte at least: a count that lies must not cost memory.
        let mut items = Self::with_capacity(count.min(from.bytes.len() / size_of::<T>().max(1)));
        for _ in 0..count {
            items.push(T::take(from)?);
        }
        Some(items)
    }
}

impl Coded for Span {
    fn put(&self, out: &mut Vec<u8>) {
        self.start().put(out);
        self.len().put(out);
    }

    fn take(from: &mut Input<'_>) -> Option<Self> {
        let start = from.number()?;
        let end = start.checked_add(from.number()?)?;
        from.text.get(start..end)?;
        Some(Self::new(start, end))
    }
}
