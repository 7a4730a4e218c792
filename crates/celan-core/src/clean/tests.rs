//! Examples, cases and laws of cleaning.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;

fn cleaned(source: &str) -> Cleaned {
    clean(source, Tables::embedded())
}

/// The laws that hold for every text.
#[track_caller]
fn check_laws(source: &str) -> Cleaned {
    let first = cleaned(source);
    let mut back = first.text.clone();
    let mut last = (source.len(), first.text.len());
    for edit in first.edits.iter().rev() {
        assert!(
            edit.source.end <= last.0 && edit.span.end() <= last.1,
            "edits are in order and apart: {edit:?}"
        );
        assert_eq!(edit.before, source[edit.source.clone()], "before is what stood in the source");
        assert_eq!(edit.after, edit.span.of(&first.text), "after is what stands in the clean text");
        assert_ne!(edit.before, edit.after, "an edit changes something");
        back.replace_range(edit.span.range(), &edit.before);
        last = (edit.source.start, edit.span.start());
    }
    assert_eq!(back, source, "edits applied backwards give the source");
    for pair in first.marks.windows(2) {
        assert!(pair[0].span.end() <= pair[1].span.start(), "marks are in order and apart: {pair:?}");
    }
    assert!(
        first.marks.iter().all(|mark| first.text.get(mark.span.range()).is_some()),
        "marks can be sliced"
    );
    let second = cleaned(&first.text);
    assert!(second.edits.is_empty(), "cleaning twice changes nothing more: {:?}", second.edits.first());
    assert_eq!(second.text, first.text);
    first
}

#[track_caller]
fn check(source: &str, expected: &str) {
    assert_eq!(check_laws(source).text, expected);
}

fn seeds() -> Vec<(PathBuf, String)> {
    texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds"))
}

/// The texts of a folder, in the order of their names.
fn texts(folder: &Path) -> Vec<(PathBuf, String)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut paths: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "txt")).collect();
    paths.sort();
    paths.into_iter().filter_map(|path| Some((path.clone(), fs::read_to_string(path).ok()?))).collect()
}

#[test]
fn the_example_of_each_rule_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/clean/rules");
    for rule in RULES {
        let file = folder.join(rule.name.replace('-', "_")).with_extension("rs");
        let code = fs::read_to_string(&file).expect("a rule has a file of its name");
        let after = |code: &str, word: &str| {
            let rest = code.split_once(&format!("{word} `"))?.1;
            Some(
                rest.split_once('`')?
                    .0
                    .replace("\\n", "\n")
                    .replace("\\r", "\r")
                    .replace("\\u{200B}", "\u{200B}")
                    .replace("\\u{FEFF}", "\u{FEFF}"),
            )
        };
        let before = after(&code, "In:").expect("an example in the head of the file");
        let expected = after(&code, "Out:").unwrap_or_default();
        // A sentence before and one behind, so that the example is neither head nor foot, unless that is what it is about.
        let (head, foot) = match rule.name {
            "line-break" => {
                ("首先，要坚持目标导向，全面提升质量效益，在未来五年内完成全部任务。上市企业取得突破，", "")
            }
            "boilerplate" => ("坚持目标导向。\n", "\n"),
            _ => ("关于縣的工作，产业集聚化、数字化。\n", "\n实施方案另行印发。"),
        };
        let found = check_laws(&format!("{head}{before}{foot}"));
        assert_eq!(found.text.trim(), format!("{head}{expected}{foot}").trim(), "{}", rule.name);
        assert!(found.edits.iter().all(|edit| edit.rule == rule.name), "{}: {:?}", rule.name, found.edits);
        assert!(!found.edits.is_empty(), "{}", rule.name);
    }
}

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/clean");
    let mut folders: Vec<_> =
        fs::read_dir(&folder).expect("the cases").flatten().map(|entry| entry.path()).collect();
    folders.sort();
    let mut wrong = Vec::new();
    for case in folders {
        let input = fs::read_to_string(case.join("input.txt")).expect("a case has an input.txt");
        let found = check_laws(&input);
        let mut shown = format!("{}\n---- edits and marks\n", found.text.trim_end_matches('\n'));
        for edit in &found.edits {
            shown += &format!("{}: {:?} -> {:?}\n", edit.rule, edit.before, edit.after);
        }
        for mark in &found.marks {
            let suggestion = mark.suggestion.as_deref().unwrap_or("?");
            shown +=
                &format!("{} marked: {:?} perhaps {suggestion:?}\n", mark.rule, mark.span.of(&found.text));
        }
        let expected = case.join("expected.txt");
        if std::env::var_os("CELAN_BLESS").is_some() {
            fs::write(&expected, &shown).expect("the case can be written");
        } else if fs::read_to_string(&expected).unwrap_or_default() != shown {
            wrong.push(format!("{}\n{shown}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "CELAN_BLESS=1 rewrites what differs:\n{}", wrong.join("\n"));
}

#[test]
fn the_seeds_keep_the_laws() {
    for (path, source) in seeds() {
        let found = check_laws(&source);
        assert!(!found.edits.is_empty() || path.to_string_lossy().contains("huainan"), "{}", path.display());
        let left = found.text.chars().filter(|c| "āáǎàēéěèīíǐìōóǒòūúǔùǜ\u{FFFD}".contains(*c)).count();
        assert_eq!(left, 0, "accented letters left in {}", path.display());
    }
}

#[test]
fn undamaged_texts_stay() {
    for text in [
        "高能电池管理系统(BMS)与3D打印(含3D)、R&D(研发)、PVB(聚乙烯)胶片、亳(bó)州。\n",
        "一、总体要求\n坚持以人民为中心，统筹发展和安全。\n（一）加强领导，压实责任\n各县（市、区）要高度重视。\n",
        "群 长：方操胜\n副群长：李思文 人大常委会副主任\n祝和平 县政府副县长\n牵头部门：县科技经信局\n",
        "到2025年，规上工业xx家，增长x.x%，“一对一”服务、“一县一品”、一村一策。\nETC门架 etc. and so on\n",
        "指标 单位 2025年\n高新技术企业 家 60\n研发投入 亿元 3.5\n",
        "县人民政府\n2021年9月28日\n附件：1.任务清单\n2.评价办法\n",
        "你知道吗?好(de)。蕞尔小国。是否可行?有。",
    ] {
        let found = check_laws(text);
        assert_eq!(
            (found.text.as_str(), found.edits.len(), found.marks.len()),
            (text, 0, 0),
            "{:?}",
            found.edits
        );
    }
}

#[test]
fn without_gbk_torn_notes_are_marked() {
    let tables = Tables::load(celan_data::embedded::CORE).expect("the tables");
    let found = clean("力爭80天以?xún)?nèi)。", &tables);
    assert_eq!(found.edits, []);
    assert_eq!(found.marks[0].rule, "torn-note");
    assert!(found.is_marked(found.marks[0].span));
    assert!(!found.is_marked(Span::new(0, 3)));
}

#[test]
fn torn_notes_are_solved() {
    check("實現(xiàn)、驅(qū)動。或?qū)崿F(xiàn)相關(guān)產(chǎn)業(yè)。", "實現、驅動。或實現相關產業。");
    check("通報表?yè)P(yáng);快速?zèng)Q策;政府?dāng)?shù)字化", "通報表揚;快速決策;政府數字化");
}

/// Says what cleaning does to real documents; nothing but lines, blanks and the page's own words may change.
#[test]
fn the_corpus_beside_the_repository() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let texts = texts(&folder);
    if texts.is_empty() {
        println!("skipped: there is no ../shared/corpus");
    }
    for (path, source) in texts {
        for edit in check_laws(&source).edits {
            let allowed = ["line-end", "invisible", "boilerplate", "padded-name", "blank", "line-break"];
            assert!(allowed.contains(&edit.rule), "{}: {edit:?}", path.display());
        }
    }
}

proptest! {
    // Damage on damage takes a search of its own: a case costs as much as a small document.
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn mixed_damage_keeps_the_laws(parts in prop::collection::vec(prop::sample::select(PARTS), 0..40)) {
        check_laws(&parts.concat());
    }
}

proptest! {
    #[test]
    fn any_text_keeps_the_laws(text in "\\PC{0,120}") {
        check_laws(&text);
    }
}

/// Pieces of damage and of text around it.
const PARTS: &[&str] = &[
    "關(guān)于",
    "計(jì)劃",
    "(",
    ")",
    "?",
    "以?xún)?nèi)",
    "或?qū)崿F(xiàn)",
    "?h",
    "縣",
    "。ㄒ唬",
    "。ǘ﹛xx",
    "規;、",
    "化、",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "　",
    "胡 俊",
    " 县委副书记",
    "副群长：",
    " etc ",
    "云服务",
    "蕞后",
    "蕞",
    "“产业一专业一就业”",
    "一",
    "年产 30 万吨",
    "，",
    "。",
    "、",
    "形成一\n\n批",
    "推动产业高质量发展，加快建设现代化产业体系，全面提升综合实力",
    "（县",
    "局）",
    "找回密码\n",
    "Powered by Discuz!\n",
    "回复\n",
    "| 阅读模式",
    "免责声明",
    "来源:网络整理",
    "《",
    "》",
    "12",
    "3.5",
    "%",
    "\u{200B}",
    "\u{FEFF}",
    "一、",
    "（一）",
    "(qu)",
    "關(guan)",
];

#[test]
fn no_figure_is_read_from_a_damaged_place() {
    let tables = Tables::embedded();
    let read = |text: &str| {
        let doc = crate::parse(&clean(text, tables), tables);
        let facts = crate::extract(&doc, Some(2021), tables);
        (doc.notes.len(), facts.targets.iter().filter_map(|target| target.value).collect::<Vec<_>>())
    };
    let whole = "到2025年，新增高新技术企业60家。";
    assert_eq!(read(whole), (0, vec![60.0]));
    let damaged = "到2025年，新增高新技術;顒樱袑嵶龊企業60家。";
    let (notes, _) = read(damaged);
    assert_eq!(notes, 1, "the damage is told");
}
