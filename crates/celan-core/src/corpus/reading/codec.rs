//! Values as bytes and back.
//!
//! ```text
//! number  = LEB128                       option  = 0 | 1 value
//! real    = 8 × digits + places behind the point | 7, 8 bytes of IEEE 754, the lowest first
//! list    = number of items, items
//! span    = place, length                choice  = number of the case
//! struct  = its fields in their order
//! words   = 3 × length, bytes | 3 × length + 1, place where they stand in the text of the document
//!         | 3 × number + 2, bytes of this part that were told before
//! place   = bytes from the place before: 2 × forth, 2 × back − 1
//! ```
//! What is read is checked as far as later stages rely on it: a span lies in the text, between characters.

use super::places::WordPlaces;
use crate::span::Span;

/// How many words of a part that do not stand in the text are remembered, so that they are told by a number when they come again.
const REMEMBERED: usize = 256;

/// Powers of ten by which a number has digits behind the point.
const POINTS: [f64; 7] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];

/// Bytes that are being written, about a text.
pub(super) struct Output<'a> {
    pub(super) bytes: Vec<u8>,
    pub(super) text: &'a str,
    /// The place that was written last.
    pub(super) place: usize,
    /// How many bytes behind that words are looked for; `usize::MAX`: in the whole text.
    pub(super) reach: usize,
    /// The places of the text, where many words are looked for in the whole of it.
    places: Option<WordPlaces<'a>>,
    /// Words of this part that were told by their bytes.
    known: Vec<String>,
}

impl<'a> Output<'a> {
    pub(super) fn new(text: &'a str, reach: usize) -> Self {
        Self { bytes: Vec::new(), text, place: 0, reach, places: None, known: Vec::new() }
    }

    /// What comes is about the whole of `text`.
    pub(super) fn begin_text(&mut self, text: &'a str) {
        self.text = text;
        self.places = Some(WordPlaces::of(text));
    }

    /// From here on it can be read without what stands before.
    pub(super) fn begin_part(&mut self) {
        self.known.clear();
    }

    fn place(&mut self, at: usize) {
        let apart = at.abs_diff(self.place);
        (if at < self.place { 2 * apart - 1 } else { 2 * apart }).put(self);
        self.place = at;
    }

    /// Where `words` stand: behind the last place within reach, or else, where that is the whole text, anywhere.
    fn find(&self, words: &str) -> Option<usize> {
        if self.reach < self.text.len() {
            let end = self.text.floor_char_boundary(self.place.saturating_add(self.reach));
            return self.text.get(self.place..end)?.find(words).map(|at| self.place + at);
        }
        if let Some(places) = &self.places {
            return places.find(words, self.place).or_else(|| places.find(words, 0));
        }
        let behind = self.text.get(self.place..).and_then(|text| text.find(words)).map(|at| self.place + at);
        behind.or_else(|| self.text.find(words))
    }
}

/// Words, as they are told.
pub(super) enum Told<'a> {
    Bytes(&'a [u8]),
    /// Where they stand in the text, and how many bytes they take.
    Place(usize, usize),
    /// The number of words of this part that were told by their bytes.
    Before(usize),
}

/// Bytes that are read from their beginning, and the text that they are about.
pub(super) struct Input<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) text: &'a str,
    /// The place that was read last.
    pub(super) place: usize,
    /// Words of this part that were told by their bytes.
    known: Vec<&'a str>,
}

impl<'a> Input<'a> {
    pub(super) fn new(bytes: &'a [u8], text: &'a str, place: usize) -> Self {
        Self { bytes, text, place, known: Vec::new() }
    }

    /// See [`Output::begin_part`].
    pub(super) fn begin_part(&mut self) {
        self.known.clear();
    }

    #[inline(always)]
    fn piece(&mut self, length: usize) -> Option<&'a [u8]> {
        let (piece, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(piece)
    }

    #[inline(never)]
    pub(super) fn number(&mut self) -> Option<usize> {
        self.quick_number()
    }

    /// [`Input::number`] without a call, for what goes through hundreds of them.
    #[inline(always)]
    fn quick_number(&mut self) -> Option<usize> {
        let (&byte, rest) = self.bytes.split_first()?;
        // Nearly all take one byte.
        if byte < 0x80 {
            self.bytes = rest;
            return Some(usize::from(byte));
        }
        self.longer()
    }

    #[inline(never)]
    fn longer(&mut self) -> Option<usize> {
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

    /// A span, of which it is not seen whether it lies in the text.
    #[inline(always)]
    pub(super) fn span(&mut self) -> Option<Span> {
        let start = self.place()?;
        Some(Span::new(start, start.checked_add(self.quick_number()?)?))
    }

    /// How words are told.
    #[inline(always)]
    pub(super) fn told(&mut self) -> Option<Told<'a>> {
        let told = self.quick_number()?;
        let length = told / 3;
        Some(match told % 3 {
            0 => Told::Bytes(self.piece(length)?),
            1 => Told::Place(self.place()?, length),
            _ => Told::Before(length),
        })
    }

    fn words(&mut self) -> Option<&'a str> {
        match self.told()? {
            Told::Bytes(bytes) => {
                let words = std::str::from_utf8(bytes).ok()?;
                if is_remembered(words, self.known.len()) {
                    self.known.push(words);
                }
                Some(words)
            }
            Told::Place(start, length) => self.text.get(start..start.checked_add(length)?),
            Told::Before(number) => self.known.get(number).copied(),
        }
    }

    #[inline(always)]
    fn place(&mut self) -> Option<usize> {
        let told = self.quick_number()?;
        let apart = told.div_ceil(2);
        self.place = if told.is_multiple_of(2) {
            self.place.checked_add(apart)?
        } else {
            self.place.checked_sub(apart)?
        };
        Some(self.place)
    }
}

/// To tell a single letter again takes no fewer bytes.
fn is_remembered(words: &str, known: usize) -> bool {
    words.len() > 1 && known < REMEMBERED
}

/// What can be written and read.
pub(super) trait Coded: Sized {
    /// Appends it to `out`.
    fn put(&self, out: &mut Output<'_>);

    /// Reads it; `None` where the bytes are none.
    fn take(from: &mut Input<'_>) -> Option<Self>;
}

/// Structs by their fields, in order; choices by their cases, in order.
macro_rules! coded {
    ($($struct:ident { $($field:ident),* $(,)? })*) => {$(
        impl Coded for $struct {
            fn put(&self, out: &mut Output<'_>) {
                $(self.$field.put(out);)*
            }

            fn take(from: &mut Input<'_>) -> Option<Self> {
                Some(Self { $($field: Coded::take(from)?),* })
            }
        }
    )*};
    ($(enum $enum:ident { $($case:ident),* $(,)? })*) => {$(
        impl Coded for $enum {
            fn put(&self, out: &mut Output<'_>) {
                out.bytes.push(*self as u8);
            }

            fn take(from: &mut Input<'_>) -> Option<Self> {
                [$(Self::$case),*].get(from.number()?).copied()
            }
        }
    )*};
}

pub(super) use coded;

impl Coded for usize {
    fn put(&self, out: &mut Output<'_>) {
        let mut number = *self;
        while number >= 0x80 {
            out.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        out.bytes.push(number as u8);
    }

    fn take(from: &mut Input<'_>) -> Option<Self> {
        from.number()
    }
}

/// Numbers that are written as a `usize`.
macro_rules! as_number {
    ($($number:ty)*) => {$(
        impl Coded for $number {
            fn put(&self, out: &mut Output<'_>) {
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
    fn put(&self, out: &mut Output<'_>) {
        usize::try_from(*self).unwrap_or_default().put(out);
    }

    fn take(from: &mut Input<'_>) -> Option<Self> {
        from.number()?.try_into().ok()
    }
}

impl Coded for bool {
    fn put(&self, out: &mut Output<'_>) {
        out.bytes.push(u8::from(*self));
    }

    fn take(from: &mut Input<'_>) -> Option<Self> {
        Some(from.number()? != 0)
    }
}

impl Coded for f64 {
    fn put(&self, out: &mut Output<'_>) {
        let digits = |point: &Self| (self * point + 0.5) as u32;
        let told = POINTS.iter().position(|point| Self::from(digits(point)) / point == *self);
        // What is too large for a number, or is none, is told as it is kept in memory.
        match told.filter(|at| self.is_sign_positive() && digits(&POINTS[*at]) < 1 << 29) {
            Some(at) => (8 * digits(&POINTS[at]) as usize + at).put(out),
            None => {
                POINTS.len().put(out);
                out.bytes.extend(self.to_le_bytes());
            }
        }
    }

    fn take(from: &mut Input<'_>) -> Option<Self> {
        let told = from.number()?;
        match POINTS.get(told % 8) {
            Some(point) => Some((told / 8) as Self / point),
            None => Some(Self::from_le_bytes(from.piece(8)?.try_into().ok()?)),
        }
    }
}

impl Coded for f32 {
    fn put(&self, out: &mut Output<'_>) {
        // The nearest one with few digits, where that is the same.
        let near = f64::from((f64::from(*self) * 1e6 + 0.5) as u32) / 1e6;
        (if near as Self == *self { near } else { f64::from(*self) }).put(out);
    }

    fn take(from: &mut Input<'_>) -> Option<Self> {
        f64::take(from).map(|real| real as Self)
    }
}

impl Coded for String {
    fn put(&self, out: &mut Output<'_>) {
        if let Some(number) = out.known.iter().position(|known| known == self) {
            return (3 * number + 2).put(out);
        }
        // Most words are taken from the text; to say so takes up to three bytes.
        let stands = (self.len() > 3).then(|| out.find(self)).flatten();
        (3 * self.len() + usize::from(stands.is_some())).put(out);
        match stands {
            Some(at) => out.place(at),
            None => {
                out.bytes.extend(self.bytes());
                if is_remembered(self, out.known.len()) {
                    out.known.push(self.clone());
                }
            }
        }
    }

    fn take(from: &mut Input<'_>) -> Option<Self> {
        from.words().map(str::to_owned)
    }
}

impl<T: Coded> Coded for Option<T> {
    fn put(&self, out: &mut Output<'_>) {
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
    fn put(&self, out: &mut Output<'_>) {
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
    fn put(&self, out: &mut Output<'_>) {
        out.place(self.start());
        self.len().put(out);
    }

    fn take(from: &mut Input<'_>) -> Option<Self> {
        let span = from.span()?;
        from.text.get(span.range()).map(|_| span)
    }
}
