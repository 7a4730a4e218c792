//! The engine as a JavaScript class.

use std::cell::RefCell;

use celan_engine::Plan;
use celan_wire::{Failure, Response};
use wasm_bindgen::prelude::*;

use crate::convert;
use crate::plain::Plain;
use crate::tape::{Tape, object};

/// One engine with its corpus. Made by the script, in the Worker or beside the app.
#[wasm_bindgen]
pub struct Engine {
    engine: celan_engine::Engine,
}

/// What the program said when it last broke down, so that the script can tell; empty when it never did.
#[wasm_bindgen]
pub fn last_panic() -> String {
    LAST_PANIC.with_borrow(Clone::clone)
}

thread_local! {
    static LAST_PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

fn remember_panics() {
    std::panic::set_hook(Box::new(|panic| {
        LAST_PANIC.with(|last| {
            if let Ok(mut last) = last.try_borrow_mut() {
                *last = panic.to_string();
            }
        });
    }));
}

#[wasm_bindgen]
impl Engine {
    /// An engine without documents, from the bytes of `core.bundle`.
    ///
    /// # Errors
    /// Throws what is wrong with the tables.
    #[wasm_bindgen(constructor)]
    pub fn new(tables: &[u8]) -> Result<Self, JsError> {
        remember_panics();
        Ok(Self { engine: celan_engine::Engine::new(tables)? })
    }

    /// Takes another bundle by the name of its folder in `celan-data/data`: `dict`, the segmenter's dictionary, or `script`,
    /// the phrases for showing a document in the other script. May come at any time.
    ///
    /// # Errors
    /// Throws what is wrong with it, or that it is not known.
    pub fn load(&mut self, name: &str, bundle: &[u8]) -> Result<(), JsError> {
        match name {
            "dict" => Ok(self.engine.load_dictionary(bundle)?),
            "script" => Ok(self.engine.load_script(bundle)?),
            _ => Err(JsError::new(&format!("there is no use for a bundle {name}"))),
        }
    }

    /// What a corpus in parts has to fetch before it can answer a request: `{words, docs}`, the plan for its catalogue and the
    /// ids of the documents that the filters leave, `null` where they leave all. `undefined` where nothing has to be fetched.
    pub fn plan(&self, request: &JsValue) -> JsValue {
        let plan = convert::read_request(request).ok().and_then(|request| self.engine.plan(&request));
        plan.map_or(JsValue::UNDEFINED, |Plan { words, docs }| {
            let mut tape = Tape::default();
            object!(&mut tape, words, docs);
            tape.done()
        })
    }

    /// Answers a request. Both are the plain objects of `celan-wire`; an unreadable request is answered with a failure.
    pub fn call(&mut self, request: &JsValue) -> JsValue {
        let response = match convert::read_request(request) {
            Ok(request) => self.engine.answer(request),
            Err(found) => Response::Failed(Failure { code: "unreadable_request".into(), found }),
        };
        convert::write_response(&response)
    }
}
