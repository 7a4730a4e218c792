//! The engine over the seeds, through requests alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use celan_engine::Engine;
use celan_formats::Record;
use celan_wire::{Browse, DocumentHead, Filters, Page, Request, Response, SearchAnswer};

/// An engine with every text of `seeds/`.
fn seeds() -> Engine {
    let mut engine = Engine::new(celan_data::embedded::CORE).expect("the embedded tables are sound");
    for (name, text) in files() {
        let answer = engine.answer(read(&name, &text));
        assert!(matches!(answer, Response::Added { ref docs, .. } if docs.len() == 1), "{answer:?}");
    }
    engine
}

/// What adds a document.
fn read(name: &str, text: &str) -> Request {
    let reading = celan_core::reading(text, celan_data::Tables::embedded());
    Request::Add { record: Record { name, text, reading: &reading }.bytes() }
}

fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("seeds/ is there").map(|e| e.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

fn search(engine: &mut Engine, query: &str, filters: Filters) -> SearchAnswer {
    let browse = Browse { query: query.into(), filters, offset: 0, limit: 20 };
    match engine.answer(Request::Search(browse)) {
        Response::Search(answer) => answer,
        other => panic!("{other:?}"),
    }
}

fn documents(engine: &mut Engine, query: &str, filters: Filters) -> Page<DocumentHead> {
    let browse = Browse { query: query.into(), filters, offset: 0, limit: 20 };
    match engine.answer(Request::Documents(browse)) {
        Response::Documents(page) => page,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_document_added_twice_is_there_once() {
    let mut engine = seeds();
    let before = engine.corpus().iter().count();
    for (name, text) in files() {
        engine.answer(read(&format!("again-{name}"), &text));
    }
    assert_eq!(engine.corpus().iter().count(), before);
}

#[test]
fn every_mark_is_a_word_of_the_query() {
    let answer = search(&mut seeds(), "新材料 企业", Filters::default());
    assert!(answer.total > 0);
    for hit in answer.groups.iter().flat_map(|group| &group.hits) {
        let units: Vec<u16> = hit.snippet.encode_utf16().collect();
        for &(start, end) in &hit.marks {
            let marked = String::from_utf16(&units[start..end]).expect("marks keep characters whole");
            let folded = celan_core::fold(&marked, celan_data::Tables::embedded());
            assert!(["新材料", "企业"].contains(&&*folded), "{marked}");
        }
    }
}

#[test]
fn ticking_a_box_shows_what_it_says() {
    let mut engine = seeds();
    let Response::Facets(facets) = engine.answer(Request::Facets) else { panic!("facets are asked for") };
    let counted = |answer: &SearchAnswer| facets.counted(&answer.counts).expect("no document came or went");
    let all = counted(&search(&mut engine, "企业", Filters::default()));
    assert!(all.iter().flat_map(|facet| &facet.values).any(|value| value.count > 0));
    for facet in &all {
        for value in facet.values.iter().take(12) {
            let mut filters = Filters::default();
            let chosen = vec![value.id.clone()];
            match facet.name.as_str() {
                "industries" => filters.industries = chosen,
                "places" => filters.places = chosen,
                "kinds" => filters.kinds = chosen,
                "years" => filters.years = vec![value.id.parse().expect("a year is a number")],
                "indicators" => filters.indicators = chosen,
                "agencies" => filters.agencies = chosen,
                _ => filters.docs = chosen,
            }
            let ticked = search(&mut engine, "企业", filters);
            assert_eq!(ticked.total, value.count, "{} {}", facet.name, value.label);
            let counted = counted(&ticked);
            let same = counted.iter().find(|other| other.name == facet.name);
            assert_eq!(same, Some(facet), "counts of a facet do not change by its own choice");
        }
    }
}

#[test]
fn of_many_agencies_those_named_most_often_can_be_ticked_with_their_counts() {
    let mut engine = seeds();
    let name = |at: usize| {
        let syllables: Vec<char> =
            "东南西北中山川河湖海田林石金木水火土风云雨雪春夏秋冬日月星辰天地玄黄".chars().collect();
        let at = |place: usize| syllables[at / syllables.len().pow(place as u32) % syllables.len()];
        format!("{}{}水务局", at(0), at(1))
    };
    let measure = |at: usize| format!("{}.推进第{at}项工作。（责任单位：{}）", at + 1, name(at));
    let plan = |from: usize| {
        let measures: Vec<String> = (from..1100).map(measure).collect();
        format!("云溪县水利发展实施方案\n一、主要任务\n{}\n", measures.join("\n"))
    };
    // Those of the second half are named by two documents.
    for (name, from) in [("全.txt", 0), ("半.txt", 550)] {
        engine.answer(read(name, &plan(from)));
    }
    let Response::Facets(facets) = engine.answer(Request::Facets) else { panic!("facets are asked for") };
    let answer = search(&mut engine, "", Filters::default());
    let counted = facets.counted(&answer.counts).expect("no document came or went");
    let agencies = &counted.iter().find(|facet| facet.name == "agencies").expect("agencies").values;
    assert_eq!(agencies.len(), 1000);
    for at in 550..1100 {
        let agency = agencies.iter().find(|agency| agency.label == name(at)).expect("one named twice");
        assert_eq!(agency.count, 2, "{}", agency.label);
    }
    // One without a box is filtered by all the same.
    let filters = Filters { agencies: vec![name(3)], ..Filters::default() };
    assert_eq!(search(&mut engine, "", filters).total, 1);
}

#[test]
fn a_removed_document_answers_no_more() {
    let mut engine = seeds();
    let page = documents(&mut engine, "", Filters::default());
    let doc = page.items[0].id.clone();
    assert!(matches!(engine.answer(Request::Remove { doc: doc.clone() }), Response::Removed { found: true }));
    assert!(matches!(
        engine.answer(Request::Remove { doc: doc.clone() }),
        Response::Removed { found: false }
    ));
    let answer = search(&mut engine, "企业", Filters::default());
    assert!(answer.groups.iter().all(|group| group.doc.id != doc));
    assert_eq!(documents(&mut engine, "", Filters::default()).total, page.total - 1);
}

#[test]
fn unknown_ids_are_answered_with_what_was_found() {
    let answer = seeds().answer(Request::Document { doc: "nothing".into(), script: None });
    assert!(
        matches!(answer, Response::Failed(ref failure) if failure.code == "unknown_document"),
        "{answer:?}"
    );
}

#[test]
fn the_reader_gets_the_source_back() {
    let mut engine = seeds();
    for (name, text) in files() {
        let page = documents(&mut engine, "", Filters::default());
        let head = page.items.iter().find(|head| head.file == name).expect("each seed is on the shelf");
        match engine.answer(Request::Document { doc: head.id.clone(), script: None }) {
            Response::Document(view) => assert_eq!(view.source, text, "{name}"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn every_piece_of_four_characters_is_found() {
    let mut engine = seeds();
    for (name, _) in files() {
        let page = documents(&mut engine, "", Filters::default());
        let head = page.items.iter().find(|head| head.file == name).expect("each seed is on the shelf");
        let id = head.id.clone();
        let entry = engine.corpus().get(&celan_core::DocId::given(&id)).expect("it is in the corpus");
        let chars: Vec<char> = entry.text().chars().collect();
        let pieces: BTreeSet<String> = chars.windows(4).map(|piece| piece.iter().collect()).collect();
        // A line break ends a passage, so what stands on both sides of one is in none.
        for piece in pieces.iter().filter(|piece| !piece.contains('\n') && !piece.trim().is_empty()) {
            let answer = search(&mut engine, piece, Filters::default());
            let found = answer.groups.iter().any(|group| group.doc.id == id);
            assert!(found, "{piece:?} of {name}");
        }
    }
}

#[test]
fn help_is_named_and_stands_below_what_was_typed() {
    let mut engine = seeds();
    engine.load_dictionary(celan_data::embedded::DICT).expect("the embedded dictionary is sound");
    let cases = [
        ("xinnengyuan", "pinyin", "新能源"),
        ("xny", "pinyin", "新能源"),
        ("新能原汽车", "typo", "新能源汽车"),
        ("规上", "synonym", "规模以上"),
        ("一千亿元", "number", "1000亿元"),
    ];
    for (query, kind, to) in cases {
        let answer = search(&mut engine, query, Filters::default());
        assert!(answer.total > 0, "{query}");
        assert!(
            answer.helps.iter().any(|help| help.kind == kind && help.to == to),
            "{query}: {:?}",
            answer.helps
        );
        let helped: Vec<bool> = answer.groups.iter().map(|group| group.hits[0].helped).collect();
        assert!(helped.is_sorted(), "{query}: exact hits come first");
    }
    assert_eq!(search(&mut engine, "海盗协会 披萨", Filters::default()).total, 0);
}

#[test]
fn a_document_read_with_the_repair_model_counts_once() {
    let text = "推動農業規模化、集約化、綠色化發展，落實縣委、縣政府的工作部署。\n堅持規；⒓s化、綠色化方向。\n\
        到2026年，縣科技局新增高新技術企業30家。\n";
    let mut without =
        celan_data::Tables::with_core(celan_data::embedded::CORE).expect("the embedded tables are sound");
    without.repair = celan_data::Repair::default();
    let poor = celan_core::reading(text, &without);
    let told = |engine: &mut Engine| {
        let suggest = Request::Suggest { text: "高新".into(), limit: 9 };
        format!("{:?} {:?}", engine.answer(Request::Overview), engine.answer(suggest))
    };
    let (mut engine, mut fresh) = (seeds(), seeds());
    engine.answer(Request::Add { record: Record { name: "a.txt", text, reading: &poor }.bytes() });
    told(&mut engine);
    for engine in [&mut engine, &mut fresh] {
        engine.answer(read("a.txt", text));
    }
    assert_eq!(told(&mut engine), told(&mut fresh));
}

#[test]
fn what_is_narrower_than_the_total_is_no_part_of_its_sum() {
    let mut engine = Engine::new(celan_data::embedded::CORE).expect("the embedded tables are sound");
    let text =
        "一、主要目标\n到2026年底，新增产值超亿元企业30家(东市15家、西区15家)，其中产值超10亿元企业7家。";
    engine.answer(read("plan.txt", text));
    let Response::Targets(page) = engine.answer(Request::Targets(Browse { limit: 20, ..Browse::default() }))
    else {
        panic!("targets are asked for")
    };
    let total = page.items.iter().find(|target| target.value == Some(30.0)).expect("the total is a target");
    let parts = page.items.iter().filter(|target| target.parent.is_some()).count();
    assert_eq!(parts, 3, "{:?}", page.items);
    assert_eq!(total.place.as_ref().and_then(|place| place.parts_add_up), Some(true));
}

#[test]
fn a_document_is_shown_in_the_script_that_is_asked_for() {
    let mut engine = Engine::new(celan_data::embedded::CORE).expect("the embedded tables are sound");
    let text = "關於乾燥設備的實施方案\n一、發展目標\n在這裡徵收，以後干預，乾隆年間特徵。皇后在後方。\n";
    let answer = engine.answer(read("a.txt", text));
    let Response::Added { docs, .. } = answer else { panic!("{answer:?}") };
    let shown = |engine: &mut Engine, script: Option<&str>| {
        let request = Request::Document { doc: docs[0].id.clone(), script: script.map(str::to_owned) };
        let Response::Document(view) = engine.answer(request) else { panic!("it is there") };
        let text: String = view.blocks.iter().map(|block| block.text.as_str()).collect();
        (view.script.clone(), view.head.title.clone(), text)
    };
    let as_written = (None, "關於乾燥設備的實施方案".to_owned(), text.to_owned());
    assert_eq!(shown(&mut engine, None), as_written);
    assert_eq!(shown(&mut engine, Some("simplified")), as_written, "without the phrases it stays");
    engine.load_script(celan_data::embedded::SCRIPT).expect("the embedded phrases are sound");
    let (script, title, simplified) = shown(&mut engine, Some("simplified"));
    assert_eq!((script.as_deref(), title.as_str()), (Some("simplified"), "关于干燥设备的实施方案"));
    assert!(simplified.ends_with("在这里征收，以后干预，乾隆年间特征。皇后在后方。\n"), "{simplified}");
    let (_, _, traditional) = shown(&mut engine, Some("traditional"));
    assert!(traditional.contains("以後干預，乾隆年間特徵。皇后在後方"), "{traditional}");
    assert_eq!(shown(&mut engine, None), as_written);
}

#[test]
fn suggestions_follow_the_documents_that_come_and_go() {
    let suggested = |engine: &mut Engine| -> Vec<_> {
        let ask = |typed: &str| Request::Suggest { text: typed.into(), limit: 9 };
        ["企业", "产业", "县", "投资"]
            .iter()
            .map(|typed| format!("{:?}", engine.answer(ask(typed))))
            .collect()
    };
    let (first, rest) = files().split_first().map(|(first, rest)| (first.clone(), rest.to_vec())).unwrap();
    let engine_of = |files: &[(String, String)]| {
        let mut engine = Engine::new(celan_data::embedded::CORE).expect("the embedded tables are sound");
        for (name, text) in files {
            engine.answer(read(name, text));
        }
        engine
    };
    let mut engine = engine_of(std::slice::from_ref(&first));
    suggested(&mut engine);
    for (name, text) in &rest {
        engine.answer(read(name, text));
        suggested(&mut engine);
    }
    assert_eq!(suggested(&mut engine), suggested(&mut seeds()), "documents came one by one");
    let gone = engine.corpus().iter().next().map(|(_, entry)| entry.id.to_string()).unwrap();
    engine.answer(Request::Remove { doc: gone });
    assert_eq!(suggested(&mut engine), suggested(&mut engine_of(&rest)), "one was taken out");
}
