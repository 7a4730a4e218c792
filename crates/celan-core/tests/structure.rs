//! Heads, outlines, duties and industries: cases as data, and the laws of parsing.
//!
//! `cases/structure/<slug>/input.txt` is the text, `expected.txt` what is read from it, one fact a line with its quote. With
//! `CELAN_BLESS=1` the runner rewrites `expected.txt`; a person reads the diff. `CELAN_CASE=<slug>` runs one case. The cases
//! named `seed-…` have no input of their own: their text is the seed of that name.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use celan_core::{BlockKind, Document, clean, duties, industries, parse};
use celan_data::Tables;
use proptest::prelude::*;

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/structure");
    let only = std::env::var("CELAN_CASE").ok();
    let bless = std::env::var_os("CELAN_BLESS").is_some();
    let mut failures = Vec::new();
    let mut folders: Vec<_> =
        fs::read_dir(&folder).expect("the cases are there").map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    for case in folders {
        let slug = case.file_name().unwrap().to_string_lossy().into_owned();
        if only.as_ref().is_some_and(|only| *only != slug) {
            continue;
        }
        let text = fs::read_to_string(input(&case, &slug)).unwrap_or_else(|error| panic!("{slug}: {error}"));
        let found = facts(&text);
        let expected = case.join("expected.txt");
        if bless {
            fs::write(&expected, found).unwrap();
        } else if let Some(line) = difference(&found, &fs::read_to_string(&expected).unwrap_or_default()) {
            failures.push(format!("{slug}: {line}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The input of a case: its own, or the seed it is named after.
fn input(case: &Path, slug: &str) -> PathBuf {
    match slug.strip_prefix("seed-") {
        Some(seed) => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds").join(format!("{seed}.txt")),
        None => case.join("input.txt"),
    }
}

/// The first line that differs.
fn difference(found: &str, expected: &str) -> Option<String> {
    let (mut found, mut expected) = (found.lines(), expected.lines());
    for at in 1.. {
        match (found.next(), expected.next()) {
            (None, None) => return None,
            (found, expected) if found != expected => {
                return Some(format!(
                    "line {at}\n  found    {}\n  expected {}",
                    found.unwrap_or("-"),
                    expected.unwrap_or("-")
                ));
            }
            _ => {}
        }
    }
    None
}

/// What is read from a text, one fact a line.
fn facts(text: &str) -> String {
    let tables = Tables::embedded();
    let doc = parse(&clean(text, tables), tables);
    let mut out = String::new();
    head(&doc, &mut out);
    for section in &doc.sections {
        let indent = "  ".repeat(usize::from(section.level));
        let own = section.heading_span.of(&doc.text).replace('\n', "⏎");
        writeln!(out, "{indent}{} | {} | {} | {own}", section.level, section.number, section.heading)
            .unwrap();
    }
    for duty in duties(&doc, tables) {
        let mut line = format!("duty | {}", duty.measure);
        let persons = duty
            .persons
            .iter()
            .map(|person| format!("{} {} {}", person.role, person.name, person.post).trim().to_owned());
        let parts = [
            ("place", duty.place.clone().into_iter().collect()),
            ("lead", duty.lead.clone()),
            ("partners", duty.partners.clone()),
            ("participants", duty.participants.clone()),
            ("persons", persons.collect::<Vec<_>>()),
        ];
        for (name, values) in parts.iter().filter(|(_, values)| !values.is_empty()) {
            write!(line, " | {name}: {}", values.join("、")).unwrap();
        }
        writeln!(out, "{line} | {}", duty.quote.of(&doc.text).replace('\n', "⏎")).unwrap();
    }
    let own: std::collections::BTreeSet<_> = industries(&doc, tables)
        .into_iter()
        .filter(|mention| mention.own)
        .map(|mention| (mention.industry, mention.name))
        .collect();
    for (industry, name) in own {
        writeln!(out, "industry | {industry} | {name}").unwrap();
    }
    out
}

fn head(doc: &Document, out: &mut String) {
    let head = &doc.head;
    let inferred = |flag: bool| if flag { " (inferred)" } else { "" };
    writeln!(out, "title | {}{}", head.title.as_deref().unwrap_or("-"), inferred(head.title_inferred))
        .unwrap();
    for organ in &head.organs {
        writeln!(out, "organ | {organ}").unwrap();
    }
    if let Some(number) = &head.number {
        writeln!(out, "number | {number}").unwrap();
    }
    for date in &head.dates {
        let role = date.role.name();
        writeln!(
            out,
            "date | {role} | {} {:?} {:?} | {}",
            date.year,
            date.month,
            date.day,
            date.span.of(&doc.text)
        )
        .unwrap();
    }
    if let Some(kind) = &head.kind {
        writeln!(out, "kind | {}", kind.0).unwrap();
    }
    if let Some(period) = head.period {
        writeln!(out, "period | {}–{}", period.start, period.end).unwrap();
    }
    for place in &head.places {
        writeln!(out, "place | {} | {}{}", place.code, place.path.join(" › "), inferred(place.inferred))
            .unwrap();
    }
    if let Some(recipients) = &head.recipients {
        writeln!(out, "to | {recipients}").unwrap();
    }
    for cite in &head.cites {
        let number = cite.number.as_ref().map(ToString::to_string).unwrap_or_default();
        writeln!(out, "cites | {} | {number}", cite.title.as_deref().unwrap_or("-")).unwrap();
    }
    for attachment in &head.attachments {
        writeln!(out, "attached | {attachment}").unwrap();
    }
}

/// The laws that hold for every text.
#[track_caller]
fn check_laws(text: &str) {
    let tables = Tables::embedded();
    let doc = parse(&clean(text, tables), tables);
    let mut at = 0;
    for block in &doc.blocks {
        assert_eq!(block.span.start(), at, "the blocks tile the text");
        assert!(block.section.is_none_or(|section| doc.sections[section].span.contains(block.span)));
        let blank = block.span.of(&doc.text).trim().is_empty();
        assert!(
            !blank
                || block.kind == BlockKind::Blank
                || doc.text[block.span.range()].contains(|c: char| !c.is_whitespace())
                || block.span.is_empty()
        );
        at = block.span.end();
    }
    assert_eq!(at, doc.text.len(), "the blocks are the whole text");
    for (index, section) in doc.sections.iter().enumerate() {
        assert!((1..=5).contains(&section.level));
        assert!(section.span.contains(section.heading_span));
        assert!(section.heading_span.of(&doc.text).contains(&section.number));
        if let Some(parent) = section.parent {
            assert!(parent < index, "a parent comes before its children");
            assert!(doc.sections[parent].span.contains(section.span));
        }
    }
    for cite in &doc.head.cites {
        cite.span.of(&doc.text);
    }
    for date in &doc.head.dates {
        date.span.of(&doc.text);
    }
    for duty in duties(&doc, tables) {
        assert!(!duty.quote.of(&doc.text).trim().is_empty());
        duty.measure_span.of(&doc.text);
    }
    for mention in industries(&doc, tables) {
        assert_eq!(mention.span.of(&doc.text), mention.name);
    }
}

/// Pieces that plans are made of, to be put together at random.
const PIECES: &[&str] = &[
    "一、",
    "二、",
    "十一、",
    "（一）",
    "(二)",
    "1.",
    "2．",
    "(3)",
    "①",
    "——",
    "第一章 ",
    "第三条 ",
    "附件：",
    "附件1",
    "附件",
    "抄送：",
    "目录",
    "……12",
    "关于",
    "印发",
    "《",
    "》",
    "〈",
    "<",
    ">",
    "的通知",
    "实施意见",
    "行动计划(2024—2026年)",
    "“十四五”",
    "青阳县",
    "缙云县人民政府",
    "巢湖市",
    "某县",
    "青发〔2021〕12号",
    "〔",
    "〕",
    "（",
    "）",
    "[",
    "2021年9月28日",
    "2021-13-40",
    "二〇二一年",
    "印发",
    "县发改委",
    "县财政局（县地方金融监管局）",
    "牵头",
    "，",
    "参与",
    "责任单位：",
    "；",
    "配合单位：",
    "由",
    "负责",
    "群 长：",
    "胡 俊 县委副书记",
    "、",
    "。",
    "\n",
    "\n\n",
    "\u{3000}",
    " ",
    "\t",
    "|",
    "问：",
    "【负责人解读】",
    "生物医药",
    "两大主导产业",
    "发展重点",
    "来源：",
    "特制定本方案",
    "(以下简称“双招双引”)工作",
    "𠮷",
    "\u{200b}",
    "％",
    "Ａ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn laws_hold_for_pieces_of_plans(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..60)) {
        check_laws(&pieces.concat());
    }

    #[test]
    fn laws_hold_for_any_text(text in "\\PC{0,200}") {
        check_laws(&text);
    }
}

#[test]
fn laws_hold_for_the_seeds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            check_laws(&fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn laws_hold_for_real_plans() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let Ok(entries) = fs::read_dir(&folder) else {
        eprintln!("skipped: ../shared/corpus is not there");
        return;
    };
    // Every eighth document: all of them take too long unoptimised.
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "txt")).step_by(8)
    {
        check_laws(&fs::read_to_string(path).unwrap());
    }
}
