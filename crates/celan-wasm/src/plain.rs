//! Plain JavaScript objects from Rust values and back.
//!
//! Written for these few types instead of derived by serde: its readers and writers for some thirty structs were a tenth
//! of the program that each visitor fetches.

use std::cell::RefCell;
use std::sync::atomic::{AtomicUsize, Ordering};

use js_sys::{Array, JsString, Object, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::tape::Tape;

#[wasm_bindgen]
extern "C" {
    /// An object that is read by keys.
    type Keyed;

    #[wasm_bindgen(method, structural, indexing_getter)]
    fn get(this: &Keyed, key: &JsString) -> JsValue;

}

thread_local! {
    /// The keys as JavaScript has them, each made once.
    static KEYS: RefCell<Vec<JsString>> = const { RefCell::new(Vec::new()) };
}

/// The name of a field, where it stands in the program.
pub(crate) struct Key {
    name: &'static str,
    /// Its place among [`KEYS`], counted from 1; 0 until it has one.
    place: AtomicUsize,
}

impl Key {
    pub(crate) const fn new(name: &'static str) -> Self {
        Self { name, place: AtomicUsize::new(0) }
    }

    /// Does something with the key.
    #[inline(never)]
    fn with(&self, act: &mut dyn FnMut(&JsString)) {
        KEYS.with_borrow_mut(|keys| {
            let mut place = self.place.load(Ordering::Relaxed);
            // The same name at other places is the same string.
            if place == 0 {
                place = keys.iter().position(|key| *key == self.name).unwrap_or(keys.len()) + 1;
                self.place.store(place, Ordering::Relaxed);
            }
            if place > keys.len() {
                keys.push(JsString::from(self.name));
            }
            act(&keys[place - 1]);
        });
    }
}

/// The [`Key`] of a field.
macro_rules! key {
    ($name:expr) => {{
        static KEY: $crate::plain::Key = $crate::plain::Key::new($name);
        &KEY
    }};
}
pub(crate) use key;

/// What did not fit while something was read: the first such value is told.
#[derive(Default)]
pub(crate) struct Trouble {
    at: &'static str,
    found: Option<String>,
}

impl Trouble {
    /// Something else than `expected` was found.
    #[inline(never)]
    fn note(&mut self, expected: &str) {
        let at = self.at;
        self.found.get_or_insert_with(|| format!("expected {expected} under `{at}`"));
    }

    /// The value, unless something did not fit.
    pub(crate) fn or<T>(self, value: T) -> Result<T, String> {
        self.found.map_or(Ok(value), Err)
    }
}

/// A value that crosses to JavaScript and back.
pub(crate) trait Plain: Sized {
    /// Puts the value for JavaScript on `tape`.
    fn put(&self, tape: &mut Tape);

    /// The value from JavaScript. What is missing is empty; what is of another type is noted as trouble and empty.
    fn read(value: &JsValue, trouble: &mut Trouble) -> Self;
}

/// An object that is being read.
pub(crate) struct Reader(Keyed);

impl Reader {
    /// Reads `value`; what is no object has no fields.
    #[inline(never)]
    pub(crate) fn new(value: &JsValue, trouble: &mut Trouble) -> Self {
        if value.is_object() {
            return Self(value.clone().unchecked_into());
        }
        if !is_missing(value) {
            trouble.note("an object");
        }
        Self(Object::new().unchecked_into())
    }

    #[inline(never)]
    fn raw(&self, key: &'static Key, trouble: &mut Trouble) -> JsValue {
        trouble.at = key.name;
        let mut value = JsValue::UNDEFINED;
        key.with(&mut |key| value = self.0.get(key));
        value
    }

    /// Reads a field.
    pub(crate) fn field<T: Plain>(&self, key: &'static Key, trouble: &mut Trouble) -> T {
        T::read(&self.raw(key, trouble), trouble)
    }

    /// Reads the bytes of a file.
    pub(crate) fn bytes(&self, key: &'static Key, trouble: &mut Trouble) -> Vec<u8> {
        match self.raw(key, trouble).dyn_into::<Uint8Array>() {
            Ok(bytes) => bytes.to_vec(),
            Err(_) => {
                trouble.note("bytes");
                Vec::new()
            }
        }
    }
}

fn is_missing(value: &JsValue) -> bool {
    value.is_undefined() || value.is_null()
}

#[inline(never)]
fn read_number(value: &JsValue, whole: bool, trouble: &mut Trouble) -> f64 {
    match value.as_f64() {
        Some(number) if !whole || number.fract() == 0.0 => return number,
        None if is_missing(value) => {}
        _ => trouble.note("a number"),
    }
    0.0
}

macro_rules! numbers {
    ($($type:ident: $whole:literal),*) => {$(
        impl Plain for $type {
            fn put(&self, tape: &mut Tape) {
                tape.number(*self as f64);
            }

            fn read(value: &JsValue, trouble: &mut Trouble) -> Self {
                read_number(value, $whole, trouble) as Self
            }
        }
    )*};
}

numbers!(u8: true, u32: true, i32: true, usize: true, f32: false, f64: false);

impl Plain for bool {
    fn put(&self, tape: &mut Tape) {
        tape.truth(*self);
    }

    fn read(value: &JsValue, trouble: &mut Trouble) -> Self {
        value.as_bool().unwrap_or_else(|| {
            if !is_missing(value) {
                trouble.note("true or false");
            }
            false
        })
    }
}

impl Plain for String {
    fn put(&self, tape: &mut Tape) {
        tape.text(self);
    }

    #[inline(never)]
    fn read(value: &JsValue, trouble: &mut Trouble) -> Self {
        value.as_string().unwrap_or_else(|| {
            if !is_missing(value) {
                trouble.note("a text");
            }
            Self::new()
        })
    }
}

impl<T: Plain> Plain for Option<T> {
    fn put(&self, tape: &mut Tape) {
        match self {
            Some(value) => value.put(tape),
            None => tape.null(),
        }
    }

    fn read(value: &JsValue, trouble: &mut Trouble) -> Self {
        if is_missing(value) { None } else { Some(T::read(value, trouble)) }
    }
}

impl<T: Plain> Plain for Box<T> {
    fn put(&self, tape: &mut Tape) {
        (**self).put(tape);
    }

    fn read(value: &JsValue, trouble: &mut Trouble) -> Self {
        Self::new(T::read(value, trouble))
    }
}

/// The items of a list.
#[inline(never)]
fn items(value: &JsValue, trouble: &mut Trouble) -> Array {
    if Array::is_array(value) {
        return value.clone().unchecked_into();
    }
    if !is_missing(value) {
        trouble.note("a list");
    }
    Array::new()
}

impl<T: Plain> Plain for Vec<T> {
    fn put(&self, tape: &mut Tape) {
        tape.list(self.len());
        self.iter().for_each(|item| item.put(tape));
    }

    fn read(value: &JsValue, trouble: &mut Trouble) -> Self {
        let list = items(value, trouble);
        (0..list.length()).map(|at| T::read(&list.get(at), trouble)).collect()
    }
}

impl<A: Plain, B: Plain> Plain for (A, B) {
    fn put(&self, tape: &mut Tape) {
        tape.list(2);
        self.0.put(tape);
        self.1.put(tape);
    }

    fn read(value: &JsValue, trouble: &mut Trouble) -> Self {
        let list = items(value, trouble);
        (A::read(&list.get(0), trouble), B::read(&list.get(1), trouble))
    }
}

/// Structs with all their fields: a field that is left out here does not compile.
macro_rules! plain {
    ($($name:ident $(<$item:ident>)? { $($field:ident),* $(,)? })*) => {$(
        impl $(<$item: $crate::plain::Plain>)? $crate::plain::Plain for $name $(<$item>)? {
            fn put(&self, tape: &mut $crate::tape::Tape) {
                tape.object($crate::tape::shape!($(stringify!($field)),*));
                $(self.$field.put(tape);)*
            }

            fn read(value: &wasm_bindgen::JsValue, trouble: &mut $crate::plain::Trouble) -> Self {
                let object = $crate::plain::Reader::new(value, trouble);
                Self { $($field: object.field($crate::plain::key!(stringify!($field)), trouble)),* }
            }
        }
    )*};
}
pub(crate) use plain;
