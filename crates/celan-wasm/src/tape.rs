//! Values on their way to JavaScript: a row of numbers and one text, of which `www/js/tape.js` makes plain objects.
//!
//! An answer has a thousand fields and hundreds of texts. Were each made by a call from here, that would take as long as to find
//! what is in them.
//!
//! ```text
//! value = 8 × count + case, as a number of four bytes
//! case 0  null, false, true: count is 0, 1, 2
//!         count is 3: two texts and an object, which has the second one under the first one
//!      1  the whole number count
//!      2  a number: its IEEE 754 bits in two cells, the lower ones first
//!      3  the next count UTF-16 units of the text
//!      4  a list of count values
//!      5  an object of shape number count: the values of its keys
//!      6  the same of a shape that was never told: count texts, its keys, and then their values. Shapes are numbered as they come
//!      7  count bytes, four to a cell
//! ```

use std::sync::atomic::{AtomicU32, Ordering};

use celan_core::Unit;
use wasm_bindgen::prelude::*;

use crate::plain::Plain;

#[wasm_bindgen]
extern "C" {
    /// See `www/js/tape.js`, which xtask puts beside the glue.
    #[wasm_bindgen(js_name = readTape)]
    fn read_tape(cells: &[u32], texts: &str) -> JsValue;
}

/// The keys of an object that is written, in their order.
pub(crate) struct Shape {
    keys: &'static [&'static str],
    /// Its number, counted from 1; 0 until it was told.
    number: AtomicU32,
}

/// How many shapes were told.
static TOLD: AtomicU32 = AtomicU32::new(0);

impl Shape {
    pub(crate) const fn new(keys: &'static [&'static str]) -> Self {
        Self { keys, number: AtomicU32::new(0) }
    }
}

/// The [`Shape`] of an object with these keys.
macro_rules! shape {
    ($($key:expr),*) => {{
        static SHAPE: $crate::tape::Shape = $crate::tape::Shape::new(&[$($key),*]);
        &SHAPE
    }};
}
pub(crate) use shape;

/// Puts an object on a tape: under the first key a word, if it is given one, under the others values.
macro_rules! object {
    ($tape:expr, $key:ident: $word:literal $(, $field:ident)*) => {{
        $tape.object($crate::tape::shape!(stringify!($key) $(, stringify!($field))*));
        $tape.text($word);
        $($field.put($tape);)*
    }};
    ($tape:expr $(, $field:ident)*) => {{
        $tape.object($crate::tape::shape!($(stringify!($field)),*));
        $($field.put($tape);)*
    }};
}
pub(crate) use object;

/// What is being written.
#[derive(Default)]
pub(crate) struct Tape {
    cells: Vec<u32>,
    texts: String,
}

impl Tape {
    /// What was written, which is one value.
    pub(crate) fn done(self) -> JsValue {
        read_tape(&self.cells, &self.texts)
    }

    #[inline]
    fn cell(&mut self, case: u32, count: usize) {
        self.cells.push((count as u32) << 3 | case);
    }

    pub(crate) fn null(&mut self) {
        self.cell(0, 0);
    }

    pub(crate) fn truth(&mut self, value: bool) {
        self.cell(0, 1 + usize::from(value));
    }

    pub(crate) fn number(&mut self, value: f64) {
        let whole = value as u32;
        if f64::from(whole) == value && whole < 1 << 29 {
            return self.cell(1, whole as usize);
        }
        let bits = value.to_bits();
        self.cell(2, 0);
        self.cells.extend([bits as u32, (bits >> 32) as u32]);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.cell(3, Unit::Utf16.len(text));
        self.texts.push_str(text);
    }

    /// Begins a list; `count` values follow.
    pub(crate) fn list(&mut self, count: usize) {
        self.cell(4, count);
    }

    /// Begins an object; the values of its keys follow.
    pub(crate) fn object(&mut self, shape: &Shape) {
        match shape.number.load(Ordering::Relaxed) {
            0 => {
                shape.number.store(TOLD.fetch_add(1, Ordering::Relaxed) + 1, Ordering::Relaxed);
                self.cell(6, shape.keys.len());
                shape.keys.iter().for_each(|key| self.text(key));
            }
            number => self.cell(5, number as usize - 1),
        }
    }

    /// An object that says besides under `key` what it is.
    pub(crate) fn named(&mut self, key: &str, name: &str, what: &impl Plain) {
        self.cell(0, 3);
        self.text(key);
        self.text(name);
        what.put(self);
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.cell(7, bytes.len());
        self.cells.extend(
            bytes.chunks(4).map(|four| four.iter().rev().fold(0, |cell, byte| cell << 8 | u32::from(*byte))),
        );
    }
}
