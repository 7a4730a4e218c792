//! The search for what slipped bytes said, with its model, for JavaScript. A program of its own, because few documents are
//! damaged so: the engine asks for it when one is (`www/js/engine.js`), and every other visitor loads nothing of it.
//!
//! It needs a handful of functions and no glue: everything goes through the buffer of `celan-buffer`.
#![allow(
    unsafe_code,
    reason = "a function keeps its name for JavaScript only by an attribute that counts as unsafe"
)]

use std::cell::{OnceCell, RefCell};

use celan_data::{Bundle, Gbk, RepairModel, Script};

thread_local! {
    static PAIRS: RefCell<String> = const { RefCell::new(String::new()) };
    static TABLES: OnceCell<(Script, Gbk, RepairModel)> = const { OnceCell::new() };
}

/// Takes what the browser's decoder makes of all pairs of GBK ([`Gbk::new`]).
#[unsafe(no_mangle)]
pub extern "C" fn take_pairs() {
    PAIRS.set(taken());
}

/// Takes the bundle `core`; says whether everything is there.
#[unsafe(no_mangle)]
pub extern "C" fn take_tables() -> bool {
    let bundle = celan_buffer::taken();
    let script = Bundle::parse(&bundle).and_then(|bundle| Script::load(&bundle));
    let (Ok(script), Ok(model)) = (script, RepairModel::load(celan_data::embedded::REPAIR)) else {
        return false;
    };
    TABLES.with(|tables| tables.set((script, Gbk::new(|_| PAIRS.take()), model)).is_ok())
}

/// Takes a text and leaves what is known of its damage (`celan_core::tell_slips`); says how many bytes that are.
#[unsafe(no_mangle)]
pub extern "C" fn tell() -> usize {
    let text = taken();
    let told = TABLES.with(|tables| {
        let (script, gbk, model) = tables.get()?;
        Some(celan_core::tell_slips(&text, script, gbk, model))
    });
    celan_buffer::leave(told.unwrap_or_default().into_bytes())
}

fn taken() -> String {
    String::from_utf8_lossy(&celan_buffer::taken()).into_owned()
}
