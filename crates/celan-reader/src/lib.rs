//! `celan-formats` with every format, for JavaScript. A program of its own, because most visitors never bring a file and
//! those who do wait a moment; the script (`www/js/reader.js`) gives each file a fresh instance in a Worker and ends it
//! afterwards, so that what a hostile file did to memory or time is gone with it.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

/// Reads a file: `{sources: [{name, text}], refused: [{code, name, found}]}`, as `celan_formats::read` gives them.
#[wasm_bindgen]
pub fn read(name: &str, bytes: &[u8]) -> Object {
    let (sources, refused) = celan_formats::read(name, bytes);
    let sources = sources.iter().map(|source| object(&[("name", &source.name), ("text", &source.text)]));
    let refused = refused.iter().map(|refusal| {
        object(&[("code", refusal.reason.code()), ("name", &refusal.name), ("found", &refusal.found)])
    });
    let answer = Object::new();
    put(&answer, "sources", &sources.collect::<Array>());
    put(&answer, "refused", &refused.collect::<Array>());
    answer
}

fn object(fields: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (key, value) in fields {
        put(&object, key, &JsValue::from_str(value));
    }
    object
}

fn put(object: &Object, key: &str, value: &JsValue) {
    // Setting a field of a plain object that was just made cannot fail.
    let _ = Reflect::set(object, &JsValue::from_str(key), value);
}
