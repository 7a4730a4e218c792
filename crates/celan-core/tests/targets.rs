//! Targets and quantities: cases as data, and the laws of extraction.
//!
//! `cases/targets/<slug>/input.txt` is a passage, its first line `# year` where the year of the document is known;
//! `expected.txt` holds one target a line, past results behind `past`. With `CELAN_BLESS=1` the runner rewrites
//! `expected.txt`; a person reads the diff. Cases named `seed-…` read the seed of that name, cleaned and parsed.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use celan_core::{
    Block, BlockKind, Day, Document, Facts, Span, Target, clean, dates, extract, number_ranges, parse,
    quantities,
};
use celan_data::Tables;
use proptest::prelude::*;

#[test]
fn cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bless = std::env::var_os("CELAN_BLESS").is_some();
    let mut folders: Vec<_> = fs::read_dir(root.join("cases/targets"))
        .expect("the cases are there")
        .map(|entry| entry.expect("a readable folder").path())
        .collect();
    folders.sort();
    let mut failures = Vec::new();
    for case in folders {
        let slug = case.file_name().expect("a folder has a name").to_string_lossy().into_owned();
        let (doc, facts) = match slug.strip_prefix("seed-") {
            Some(seed) => whole(&read(&root.join("../../seeds").join(format!("{seed}.txt")))),
            None => passage(&read(&case.join("input.txt"))),
        };
        let found = written(&doc, &facts);
        let expected = case.join("expected.txt");
        if bless {
            fs::write(&expected, found).expect("expected.txt can be written");
        } else if found != fs::read_to_string(&expected).unwrap_or_default() {
            failures.push(format!("{slug}: found\n{found}"));
        }
    }
    assert!(failures.is_empty(), "CELAN_BLESS=1 rewrites what differs:\n{}", failures.join("\n"));
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn whole(text: &str) -> (Document, Facts) {
    let doc = parse(&clean(text, Tables::embedded()), Tables::embedded());
    let facts = extract(&doc, None, Tables::embedded());
    (doc, facts)
}

fn passage(text: &str) -> (Document, Facts) {
    let (head, text) = match text.split_once('\n') {
        Some((head, rest)) if head.starts_with("# ") => (head, rest),
        _ => ("", text),
    };
    let block = Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), section: None };
    let doc = Document { text: text.to_owned(), blocks: vec![block], ..Document::default() };
    let facts = extract(&doc, head.trim_start_matches("# ").parse().ok(), Tables::embedded());
    (doc, facts)
}

fn written(doc: &Document, facts: &Facts) -> String {
    let mut lines = String::new();
    for target in &facts.targets {
        writeln!(lines, "{}", line(doc, target)).expect("a string takes everything");
    }
    for target in &facts.past {
        writeln!(lines, "past {}", line(doc, target)).expect("a string takes everything");
    }
    for note in &facts.notes {
        writeln!(lines, "note {:?} {} ≠ {}", note.kind, note.found, note.expected)
            .expect("a string takes everything");
    }
    lines
}

fn line(doc: &Document, target: &Target) -> String {
    let value = target.value.map_or("xx".to_owned(), |value| value.to_string());
    let max = target.value_max.map_or(String::new(), |max| format!("—{max}"));
    let year = |year: Option<i32>| year.map_or("-".to_owned(), |year| year.to_string());
    format!(
        "{} {value}{max} {} {} {} {}..{} {} ^{} [{}] 「{}」",
        target.indicator,
        target.unit,
        target.comparator.name(),
        target.kind.name(),
        year(target.period_start),
        year(target.deadline),
        target.subject.as_deref().unwrap_or("-"),
        target.parent.map_or("-".to_owned(), |parent| parent.to_string()),
        target.indicator_id.as_deref().unwrap_or("-"),
        target.quote.of(&doc.text).replace('\n', "⏎"),
    )
}

#[test]
fn what_does_not_fit_is_remarked_on_and_what_is_said_twice_is_merged() {
    const PLAN: &str = "某县工业三年行动计划（2024—2026年）

一、工作目标
到2026年底，新增规上企业100家（东区60家、西区30家），新增高新技术企业50家，规上工业总产值达到500亿元。到2028年，新增智能工厂8家。
二、重点任务
发展电子信息、新材料、生物医药、食品加工五大产业。

【负责人解读】某县发改局负责人解读《某县工业三年行动计划（2024—2026年）》
问：《行动计划》的工作目标是什么？
答：至2026年底，新增高新技术企业60家，规上工业总产值达到500亿元。
";
    let (doc, facts) = whole(PLAN);
    let notes: Vec<String> = facts
        .notes
        .iter()
        .map(|note| format!("{:?} {} ≠ {}", note.kind, note.found, note.expected))
        .collect();
    for expected in [
        "PartsDoNotAddUp 90家 ≠ 100家",
        "DeadlineOutsidePeriod 2028 ≠ 2024—2026",
        "CountDiffers 4 ≠ 5",
        "RestatedDiffers 60家 ≠ 50家",
    ] {
        assert!(notes.iter().any(|note| note == expected), "{expected} is missing in {notes:?}");
    }
    assert_eq!(notes.len(), 4, "{notes:?}");
    let output: Vec<&Target> =
        facts.targets.iter().filter(|target| target.indicator == "规上工业总产值").collect();
    assert_eq!(output.len(), 1, "said twice, kept once");
    let restated = output[0].restated.iter().map(|span| span.of(&doc.text));
    assert_eq!(restated.collect::<Vec<_>>(), ["规上工业总产值达到500亿元"]);
}

#[test]
fn numbers_with_units_in_all_the_ways_of_plans() {
    #[track_caller]
    fn check(text: &str, expected: &[(&str, f64, f64, &str)]) {
        let found = quantities(text, Tables::embedded());
        let found: Vec<_> = found
            .iter()
            .map(|found| {
                (found.span.of(text), found.value.unwrap_or(f64::NAN), found.scale, found.unit.as_str())
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }
    check("投资1000万元", &[("1000万元", 1000.0, 1e4, "万元")]);
    check("5—8家", &[("5—8家", 5.0, 1.0, "家")]);
    check("三成半", &[("三成半", 3.5, 10.0, "成")]);
    check("負３．５％", &[("負３．５％", -3.5, 1.0, "%")]);
    check("一百千瓦", &[("一百千瓦", 100.0, 1.0, "千瓦")]);
    check("1900多个", &[("1900多个", 1900.0, 1.0, "个")]);
    check("三分之一", &[("三分之一", 1.0 / 3.0, 1.0, "")]);
    check("发展5G和3D打印，实施“1+N”", &[("1", 1.0, 1.0, "")]);
}

#[test]
fn bounded_numbers_with_their_bounds() {
    #[track_caller]
    fn check(text: &str, expected: &[(&str, Option<f64>, Option<f64>)]) {
        let found = number_ranges(text, Tables::embedded());
        let found: Vec<_> = found.iter().map(|range| (range.span.of(text), range.low, range.high)).collect();
        assert_eq!(found, expected, "{text}");
    }
    check("力争引进5—8家企业", &[("5—8家", Some(5.0), Some(8.0))]);
    check("总投资超过50亿元", &[("超过50亿元", Some(5e9), None)]);
    check("不低于90%，不超过3家", &[("不低于90%", Some(90.0), None), ("不超过3家", None, Some(3.0))]);
    check("大于50并小于80", &[("大于50并小于80", Some(50.0), Some(80.0))]);
    check("产值在10与20之间", &[("10与20之间", Some(10.0), Some(20.0))]);
    check("十几万人", &[("十几万", Some(1e5), None)]);
    check("完成投资50亿元", &[]);
}

#[test]
fn dates_and_the_spans_between_them() {
    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let day = |day: Option<Day>| {
            day.map_or("…".to_owned(), |day| format!("{}-{}-{}", day.year, day.month, day.day))
        };
        let found = dates(text, Tables::embedded());
        let found: Vec<_> = found
            .iter()
            .map(|date| (date.span.of(text), format!("{} {}", day(date.from), day(date.to))))
            .collect();
        let found: Vec<_> = found.iter().map(|(words, ends)| (*words, ends.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }
    check("2021年9月28日印发", &[("2021年9月28日", "2021-9-28 2021-9-28")]);
    check("二〇二四年三月", &[("二〇二四年三月", "2024-3-1 2024-4-1")]);
    check("从2024年到2026年", &[("从2024年到2026年", "2024-1-1 2026-1-1")]);
    check("2024-2026年", &[("2024-2026年", "2024-1-1 2026-1-1")]);
    check("2024/3/1前后", &[("2024/3/1", "2024-3-1 2024-3-1")]);
    check("2025年以前，2026年起", &[("2025年以前", "… 2025-1-1"), ("2026年起", "2026-1-1 …")]);
    check("2024年6月1日至30日", &[("2024年6月1日至30日", "2024-6-1 2024-6-30")]);
    check("2025年上半年完成5G基站1万个", &[("2025年上半年", "2025-1-1 2025-7-1")]);
    check("12345678", &[]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any text at all is read without a panic, and every finding is an exact piece of it.
    #[test]
    fn every_fact_is_a_piece_of_the_text(
        text in "([到至由从比]?20[0-9]{2}年|[一二三十百千万亿两零点几多余半]{1,9}|[0-9]{1,4}[.,/-]?[0-9]{0,3}|新增|培育|突破|家|亿元|%|个百分点|分别|均|[（()），、。；\n]|以上|左右|其中|企业|全覆盖|翻番|第一|[a-zA-Z𠮷é ]){0,60}"
    ) {
        let (doc, facts) = passage(&text);
        for target in facts.targets.iter().chain(&facts.past) {
            prop_assert!(doc.text.get(target.quote.range()).is_some_and(|quote| !quote.is_empty()));
            prop_assert!((0.0..=1.0).contains(&target.confidence));
        }
        for (at, target) in facts.targets.iter().enumerate() {
            prop_assert!(target.parent.is_none_or(|parent| parent < facts.targets.len() && parent != at));
        }
        let mut end = 0;
        for quantity in quantities(&text, Tables::embedded()) {
            prop_assert!(quantity.span.start() >= end && text.get(quantity.span.range()).is_some());
            end = quantity.span.end();
        }
        let ranges = number_ranges(&text, Tables::embedded()).into_iter().map(|range| range.span);
        let dates = dates(&text, Tables::embedded()).into_iter().map(|date| date.span);
        for span in ranges.chain(dates) {
            prop_assert!(text.get(span.range()).is_some_and(|words| !words.is_empty()));
        }
    }
}

/// Reading stays linear: a page of nothing but figures, years, masks or brackets ends in a moment.
#[test]
fn hostile_text_is_read_in_a_moment() {
    for piece in [
        "1家、",
        "2025年5%",
        "****",
        "（1家",
        "“1家",
        "x.x%,",
        "一百亿元以上",
        "甲产值达1亿元，",
        "(%)\n1\n",
        "2025年|",
        "1|牵头单位|",
        "\t1 2\n",
    ] {
        let text = piece.repeat(9_000 / piece.len());
        let (doc, facts) = passage(&text);
        assert!(facts.targets.iter().all(|target| target.quote.end() <= doc.text.len()));
    }
}

#[test]
fn what_a_firm_plans_is_promised_in_its_own_plan_only() {
    let goal = "到2025年，公司将实现营业收入500亿元，净利润不低于6亿元。\n";
    assert_eq!(whole(&format!("华北水务集团有限公司“十四五”发展规划\n\n{goal}")).1.targets.len(), 2);
    assert!(passage(goal).1.targets.is_empty());
}
