//! Any query is answered, and the answer points into the documents.
#![no_main]

use std::cell::RefCell;

use celan_engine::Engine;
use celan_formats::Record;
use celan_wire::{Browse, Request, Response};

/// Two plans, so that there is something to find.
const PLAN: &str = "青阳县推动产业发展行动计划\n一、目标\n到2025年，高新技术企业突破60家，研发经费占比达到2.5%。\n\
    （一）任务\n县发改委牵头，县财政局配合。\n";

fn engine() -> Engine {
    let mut engine = Engine::new(celan_data::embedded::CORE).expect("tests prove the tables");
    let tables = celan_data::Tables::embedded();
    for name in ["a.txt", "b.txt"] {
        let text = format!("{name}{PLAN}");
        let reading = celan_core::reading(&text, tables);
        engine.answer(Request::Add { record: Record { name, text: &text, reading: &reading }.bytes() });
    }
    assert!(matches!(engine.answer(Request::Overview), Response::Overview(corpus) if corpus.docs == 2));
    engine
}

thread_local!(static ENGINE: RefCell<Engine> = RefCell::new(engine()));

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = celan_fuzz::text(bytes);
    ENGINE.with_borrow_mut(|engine| {
        let browse = || Browse { query: text.clone(), limit: 20, ..Browse::default() };
        let found = engine.answer(Request::Search(browse()));
        assert!(matches!(found, Response::Search(_)), "a search is answered by a search");
        engine.answer(Request::Targets(browse()));
        engine.answer(Request::Suggest { text: text.clone(), limit: 8 });
    });
});
