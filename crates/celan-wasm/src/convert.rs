//! The calls and answers of `celan-wire` as plain JavaScript objects.

use celan_wire::{
    Block, Browse, Citation, Counts, DocumentHead, DocumentView, Duty, Edit, Facet, FacetValue, Facets,
    Failure, Filters, Help, Hit, HitGroup, IndicatorCount, IndustryAnswer, IndustryRow, Mark, Note, Overview,
    Page, Person, Place, Refusal, Request, Response, SearchAnswer, Section, Suggestion, Target, TargetPlace,
};
use wasm_bindgen::JsValue;

use crate::plain::{Plain, Reader, Trouble, key, plain};
use crate::tape::{Tape, object, shape};

/// A request by its `call`.
pub(crate) fn read_request(value: &JsValue) -> Result<Request, String> {
    let mut trouble = Trouble::default();
    let it = &mut trouble;
    let object = Reader::new(value, it);
    let call: String = object.field(key!("call"), it);
    let request = match call.as_str() {
        "add" => Request::Add { record: object.bytes(key!("record"), it) },
        "remove" => Request::Remove { doc: object.field(key!("doc"), it) },
        "overview" => Request::Overview,
        "facets" => Request::Facets,
        "search" => Request::Search(Browse::read(value, it)),
        "targets" => Request::Targets(Browse::read(value, it)),
        "duties" => Request::Duties(Browse::read(value, it)),
        "documents" => Request::Documents(Browse::read(value, it)),
        "industry" => {
            Request::Industry { id: object.field(key!("id"), it), browse: object.field(key!("browse"), it) }
        }
        "document" => {
            Request::Document { doc: object.field(key!("doc"), it), script: object.field(key!("script"), it) }
        }
        "suggest" => {
            Request::Suggest { text: object.field(key!("text"), it), limit: object.field(key!("limit"), it) }
        }
        other => return Err(format!("there is no call {other}")),
    };
    trouble.or(request)
}

pub(crate) fn write_request(request: &Request) -> JsValue {
    let mut tape = Tape::default();
    let it = &mut tape;
    match request {
        Request::Add { record } => {
            it.object(shape!("call", "record"));
            it.text("add");
            it.bytes(record);
        }
        Request::Remove { doc } => object!(it, call: "remove", doc),
        Request::Overview => object!(it, call: "overview"),
        Request::Facets => object!(it, call: "facets"),
        Request::Search(what) => it.named("call", "search", what),
        Request::Targets(what) => it.named("call", "targets", what),
        Request::Duties(what) => it.named("call", "duties", what),
        Request::Documents(what) => it.named("call", "documents", what),
        Request::Industry { id, browse } => object!(it, call: "industry", id, browse),
        Request::Document { doc, script } => object!(it, call: "document", doc, script),
        Request::Suggest { text, limit } => object!(it, call: "suggest", text, limit),
    }
    tape.done()
}

/// A response by its `answer`.
pub(crate) fn read_response(value: &JsValue) -> Result<Response, String> {
    let mut trouble = Trouble::default();
    let it = &mut trouble;
    let object = Reader::new(value, it);
    let answer: String = object.field(key!("answer"), it);
    let response = match answer.as_str() {
        "added" => Response::Added {
            docs: object.field(key!("docs"), it),
            refused: object.field(key!("refused"), it),
        },
        "removed" => Response::Removed { found: object.field(key!("found"), it) },
        "overview" => Response::Overview(Overview::read(value, it)),
        "facets" => Response::Facets(Facets::read(value, it)),
        "search" => Response::Search(SearchAnswer::read(value, it)),
        "targets" => Response::Targets(Page::read(value, it)),
        "duties" => Response::Duties(Page::read(value, it)),
        "documents" => Response::Documents(Page::read(value, it)),
        "industry" => Response::Industry(IndustryAnswer::read(value, it)),
        "document" => Response::Document(Box::read(value, it)),
        "suggest" => Response::Suggest { suggestions: object.field(key!("suggestions"), it) },
        "failed" => Response::Failed(Failure::read(value, it)),
        other => return Err(format!("there is no answer {other}")),
    };
    trouble.or(response)
}

pub(crate) fn write_response(response: &Response) -> JsValue {
    let mut tape = Tape::default();
    let it = &mut tape;
    match response {
        Response::Added { docs, refused } => object!(it, answer: "added", docs, refused),
        Response::Removed { found } => object!(it, answer: "removed", found),
        Response::Overview(what) => it.named("answer", "overview", what),
        Response::Facets(what) => it.named("answer", "facets", what),
        Response::Search(what) => it.named("answer", "search", what),
        Response::Targets(what) => it.named("answer", "targets", what),
        Response::Duties(what) => it.named("answer", "duties", what),
        Response::Documents(what) => it.named("answer", "documents", what),
        Response::Industry(what) => it.named("answer", "industry", what),
        Response::Document(what) => it.named("answer", "document", what),
        Response::Suggest { suggestions } => object!(it, answer: "suggest", suggestions),
        Response::Failed(what) => it.named("answer", "failed", what),
    }
    tape.done()
}

/// Thousands of values: they cross as one text, three lines each.
impl Plain for Facet {
    fn put(&self, tape: &mut Tape) {
        let mut lines = String::new();
        for part in self.values.iter().flat_map(|value| [&value.id, &value.label, &value.parent]) {
            lines.push_str(part.lines().next().unwrap_or_default());
            lines.push('\n');
        }
        tape.object(shape!("name", "values"));
        tape.text(&self.name);
        tape.text(&lines);
    }

    fn read(value: &JsValue, trouble: &mut Trouble) -> Self {
        let object = Reader::new(value, trouble);
        let lines: String = object.field(key!("values"), trouble);
        let mut lines = lines.lines();
        let mut next = || lines.next().map(str::to_owned);
        let mut values = Vec::new();
        while let (Some(id), Some(label), Some(parent)) = (next(), next(), next()) {
            values.push(FacetValue { id, label, parent, count: 0 });
        }
        Self { name: object.field(key!("name"), trouble), values }
    }
}

plain! {
    Browse { query, filters, offset, limit }
    Filters { industries, places, kinds, years, indicators, agencies, docs }
    Facets { revision, facets }
    Counts { revision, text }
    Page <T> { total, items, docs, counts }
    Overview { docs, announced, passages, targets, duties, indicators, industries }
    IndicatorCount { id, name_zh, name_hant, name_en, group, targets, docs }
    IndustryRow { id, name_zh, name_hant, name_en, parent, own_names, passages }
    IndustryAnswer { industry, docs, targets, duties, passages }
    DocumentHead {
        id, file, title, title_inferred, organs, number, date, kind, period, places, chars, targets,
        duties, edits, added, damaged,
    }
    Place { code, name, path, inferred }
    Citation { number, title, doc }
    DocumentView {
        head, recipients, cites, attachments, outline, blocks, targets, duties, notes, source, edits,
        marks, script,
    }
    Section { level, number, heading, start, end }
    Block { kind, level, start, text }
    Edit { rule, source_start, source_end, start, end, before, after }
    Mark { rule, start, end, suggestion }
    Note { kind, start, end, found, expected }
    Target {
        indicator, indicator_id, value, value_max, unit, comparator, kind, period_start, deadline, subject,
        industries, parent, redacted, quote, start, end, section, state, strength, restated, place,
    }
    TargetPlace {
        doc, index, title, number, region, region_code, group, base_value, base_value_max, base_unit,
        sentence, sentence_mark, parts_add_up, in_sum,
    }
    Duty { section, measure, lead, partners, participants, persons, place, quote, start, end, doc, title }
    Person { name, role, post }
    Failure { code, found }
    Refusal { name, code, found }
    SearchAnswer { total, total_docs, groups, counts, helps }
    HitGroup { doc, total, hits }
    Hit { passage, start, end, score, path, snippet, cut_before, cut_after, marks, helped }
    Help { kind, from, to }
    Suggestion { kind, label, query, count }
}
