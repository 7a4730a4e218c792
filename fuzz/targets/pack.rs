//! Packs of any bytes: documents or a refusal, never a panic; and so what is kept of a document, with any of it changed.
#![no_main]

use celan_core::Corpus;
use celan_data::Tables;
use celan_formats::{Packer, Record};

/// Every kind of fact, and damage.
const PLAN: &str = "青阳县关于印发新材料产业行动计划的通知\n青政〔2021〕12号\n\n一、目标\n到2025年,高新技术企业突破60家,\
    新增规上企业10家(蓉城镇6家,朱备镇4家)。\n（一）任务\n县发改委牵头，县财政局配合，落實關(guān)于新材料的意見。\n";

thread_local!(static READING: Vec<u8> = reading(PLAN, &[]));

fn reading(text: &str, known: &[u8]) -> Vec<u8> {
    let (mut corpus, tables) = (Corpus::default(), Tables::embedded());
    let id = corpus.add_read("plan.txt", text, known, tables).unwrap_or_else(|| corpus.add("plan.txt", text, tables));
    corpus.commit();
    let entry = corpus.get(&id).expect("what was added is there");
    assert_eq!(entry.source(), text, "edits taken back give the source");
    entry.passages().for_each(|passage| drop(corpus.path(passage)));
    entry.reading(Tables::embedded())
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    celan_formats::read("a.celan", &[b"celan-pack ", bytes].concat());
    let [high, low, rest @ ..] = bytes else { return };
    // What stands in the place of the bytes from there on.
    let mut known = READING.with(Vec::clone);
    let at = usize::from(u16::from_be_bytes([*high, *low])) % known.len();
    let end = known.len().min(at + rest.len());
    known.splice(at..end, rest.iter().copied());
    let again = reading(PLAN, &known);
    let mut packer = Packer::default();
    packer.add(&Record { name: "plan.txt", text: PLAN, reading: &again });
    let (sources, refused) = celan_formats::read("a.celan", &packer.finish());
    assert!(sources.len() == 1 && refused.is_empty(), "what is packed comes back");
});
