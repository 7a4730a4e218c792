//! The engine as a JavaScript class.

use celan_wire::{Failure, Request, Response};
use wasm_bindgen::prelude::*;

use crate::convert;

/// One engine with its corpus. Made by the script, in the Worker or beside the app.
#[wasm_bindgen]
pub struct Engine {
    engine: celan_engine::Engine,
}

#[wasm_bindgen]
impl Engine {
    /// An engine without documents, from the bytes of `core.bundle`.
    ///
    /// # Errors
    /// Throws what is wrong with the tables.
    #[wasm_bindgen(constructor)]
    pub fn new(tables: &[u8]) -> Result<Self, JsError> {
        Ok(Self { engine: celan_engine::Engine::new(tables)? })
    }

    /// Takes the segmenter's dictionary, the bytes of `dict.bundle`. May come at any time.
    ///
    /// # Errors
    /// Throws what is wrong with it.
    pub fn load_dictionary(&mut self, dictionary: &[u8]) -> Result<(), JsError> {
        Ok(self.engine.load_dictionary(dictionary)?)
    }

    /// Answers a request. Both are the plain objects of `celan-wire`; an unreadable request is answered with a failure.
    pub fn call(&mut self, request: JsValue) -> JsValue {
        let response = match convert::from_js::<Request>(request) {
            Ok(request) => self.engine.answer(request),
            Err(error) => {
                Response::Failed(Failure { code: "unreadable_request".into(), found: error.to_string() })
            }
        };
        convert::to_js(&response).unwrap_or_else(|error| JsValue::from_str(&error.to_string()))
    }
}
