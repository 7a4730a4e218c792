//! From a text to what the engine takes in, for JavaScript: cleaned, parsed and extracted, beside the text as a record of
//! `celan-formats`. A program of its own, because documents that are served were read before and most visitors bring none; and
//! because what reads a thousand documents in a Worker of its own keeps nobody from searching (`www/js/extractor.js`).

use celan_data::{Gbk, Tables};
use celan_formats::Record;
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

/// What reads documents, with its tables.
#[wasm_bindgen]
pub struct Extractor {
    tables: Tables,
}

#[wasm_bindgen]
impl Extractor {
    /// From the bytes of `core.bundle`.
    ///
    /// # Errors
    /// Throws what is wrong with the tables.
    #[wasm_bindgen(constructor)]
    pub fn new(core: &[u8]) -> Result<Self, JsError> {
        let mut tables = Tables::load(core)?;
        tables.gbk = Some(Gbk::new(celan_formats::decode_gbk));
        Ok(Self { tables })
    }

    /// Takes the bundle `repair`, the model by which slipped bytes are put right. Without it documents are read that need it,
    /// and say so.
    ///
    /// # Errors
    /// Throws what is wrong with it; documents are read as before.
    pub fn load_model(&self, repair: &[u8]) -> Result<(), JsError> {
        Ok(self.tables.repair.give(repair)?)
    }

    /// Reads a file that is a text: `{records, refused: [{code, name, found}]}`.
    pub fn read(&self, name: &str, bytes: &[u8]) -> Object {
        let (sources, refused) = celan_formats::read(name, bytes);
        let records =
            sources.iter().map(|source| Uint8Array::from(&*self.record(&source.name, &source.text)));
        let refused = refused.iter().map(|refusal| {
            let fields =
                [("code", refusal.reason.code()), ("name", &refusal.name), ("found", &refusal.found)];
            object(fields.map(|(key, text)| (key, JsValue::from_str(text))))
        });
        object([
            ("records", records.collect::<Array>().into()),
            ("refused", refused.collect::<Array>().into()),
        ])
    }

    /// The record of a document, read anew; `undefined` where the bytes are no record.
    pub fn read_record(&self, record: &[u8]) -> Option<Vec<u8>> {
        let Record { name, text, .. } = Record::read(record)?;
        Some(self.record(name, text))
    }

    /// Cleans and parses a text and keeps nothing of it, with its facts where `facts` says so; says how many blocks and targets
    /// there are: what is measured of reading.
    pub fn measure(&self, text: &str, facts: bool) -> usize {
        let document = celan_core::parse(&celan_core::clean(text, &self.tables), &self.tables);
        let targets = || celan_core::extract(&document, None, &self.tables).targets.len();
        document.blocks.len() + if facts { targets() } else { 0 }
    }
}

impl Extractor {
    fn record(&self, name: &str, text: &str) -> Vec<u8> {
        Record { name, text, reading: &celan_core::reading(text, &self.tables) }.bytes()
    }
}

fn object<const N: usize>(fields: [(&str, JsValue); N]) -> Object {
    let object = Object::new();
    for (key, value) in fields {
        // Setting a field of a plain object that was just made cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(key), &value);
    }
    object
}
