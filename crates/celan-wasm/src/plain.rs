//! Plain JavaScript objects from Rust values and back.
//!
//! Written for these few types instead of derived by serde: its readers and writers for some thirty structs were a tenth
//! of the program that each visitor fetches.

use std::cell::RefCell;

use js_sys::{Array, JsString, Object, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// An object that is read and written by keys.
    type Keyed;

    #[wasm_bindgen(method, structural, indexing_getter)]
    fn get(this: &Keyed, key: &JsString) -> JsValue;

    #[wasm_bindgen(method, structural, indexing_setter)]
    fn set(this: &Keyed, key: &JsString, value: JsValue);
}

thread_local! {
    /// The keys as JavaScript has them, each made once, in the order of where their names lie.
    static KEYS: RefCell<Vec<(&'static str, JsString)>> = const { RefCell::new(Vec::new()) };
}

/// Does something with a key.
#[inline(never)]
fn with_key(name: &'static str, act: &mut dyn FnMut(&JsString)) {
    let lies = |name: &str| (name.as_ptr() as usize, name.len());
    KEYS.with_borrow_mut(|keys| {
        let at = keys.partition_point(|(known, _)| lies(known) < lies(name));
        if keys.get(at).is_none_or(|(known, _)| lies(known) != lies(name)) {
            keys.insert(at, (name, JsString::from(name)));
        }
        act(&keys[at].1);
    });
}

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
    /// The value for JavaScript.
    fn write(&self) -> JsValue;

    /// The value from JavaScript. What is missing is empty; what is of another type is noted as trouble and empty.
    fn read(value: &JsValue, trouble: &mut Trouble) -> Self;
}

/// An object that is being written.
pub(crate) struct Writer(Keyed);

impl Writer {
    pub(crate) fn new() -> Self {
        Self(Object::new().unchecked_into())
    }

    /// The object of a struct, to have more fields.
    pub(crate) fn over(what: &impl Plain) -> Self {
        Self(what.write().unchecked_into())
    }

    /// Says under `key` what it is.
    pub(crate) fn tagged(self, key: &'static str, name: &str) -> Self {
        self.put(key, JsValue::from_str(name));
        self
    }

    #[inline(never)]
    fn put(&self, name: &'static str, value: JsValue) {
        let mut value = Some(value);
        with_key(name, &mut |key| self.0.set(key, value.take().unwrap_or_default()));
    }

    /// Adds a field.
    pub(crate) fn with(self, name: &'static str, value: &impl Plain) -> Self {
        self.put(name, value.write());
        self
    }

    /// Adds the bytes of a file.
    pub(crate) fn with_bytes(self, name: &'static str, bytes: &[u8]) -> Self {
        self.put(name, Uint8Array::from(bytes).into());
        self
    }

    pub(crate) fn done(self) -> JsValue {
        self.0.into()
    }
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
    fn raw(&self, name: &'static str, trouble: &mut Trouble) -> JsValue {
        trouble.at = name;
        let mut value = JsValue::UNDEFINED;
        with_key(name, &mut |key| value = self.0.get(key));
        value
    }

    /// Reads a field.
    pub(crate) fn field<T: Plain>(&self, name: &'static str, trouble: &mut Trouble) -> T {
        T::read(&self.raw(name, trouble), trouble)
    }

    /// Reads the bytes of a file.
    pub(crate) fn bytes(&self, name: &'static str, trouble: &mut Trouble) -> Vec<u8> {
        match self.raw(name, trouble).dyn_into::<Uint8Array>() {
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
            fn write(&self) -> JsValue {
                JsValue::from_f64(*self as f64)
            }

            fn read(value: &JsValue, trouble: &mut Trouble) -> Self {
                read_number(value, $whole, trouble) as Self
            }
        }
    )*};
}

numbers!(u8: true, u32: true, i32: true, usize: true, f32: false, f64: false);

impl Plain for bool {
    fn write(&self) -> JsValue {
        JsValue::from_bool(*self)
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
    fn write(&self) -> JsValue {
        JsValue::from_str(self)
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
    fn write(&self) -> JsValue {
        self.as_ref().map_or(JsValue::NULL, Plain::write)
    }

    fn read(value: &JsValue, trouble: &mut Trouble) -> Self {
        if is_missing(value) { None } else { Some(T::read(value, trouble)) }
    }
}

impl<T: Plain> Plain for Box<T> {
    fn write(&self) -> JsValue {
        (**self).write()
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
    fn write(&self) -> JsValue {
        let list = Array::new_with_length(self.len() as u32);
        for (at, item) in self.iter().enumerate() {
            list.set(at as u32, item.write());
        }
        list.into()
    }

    fn read(value: &JsValue, trouble: &mut Trouble) -> Self {
        let list = items(value, trouble);
        (0..list.length()).map(|at| T::read(&list.get(at), trouble)).collect()
    }
}

impl<A: Plain, B: Plain> Plain for (A, B) {
    fn write(&self) -> JsValue {
        Array::of2(&self.0.write(), &self.1.write()).into()
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
            fn write(&self) -> wasm_bindgen::JsValue {
                $crate::plain::Writer::new()$(.with(stringify!($field), &self.$field))*.done()
            }

            fn read(value: &wasm_bindgen::JsValue, trouble: &mut $crate::plain::Trouble) -> Self {
                let object = $crate::plain::Reader::new(value, trouble);
                Self { $($field: object.field(stringify!($field), trouble)),* }
            }
        }
    )*};
}
pub(crate) use plain;
