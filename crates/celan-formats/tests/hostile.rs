//! Files that were made to do harm: each gives its words or a reason, and neither grows nor takes the program down.

mod support;

use std::time::{Duration, Instant};

use celan_formats::{Reason, limits, read};

use support::zip;

const WORDS: &str = "到2031年,全县氢能企业达到37家。";

/// What a file comes to: its texts behind each other, and the reasons of what was refused.
fn outcome(name: &str, bytes: &[u8]) -> (String, Vec<Reason>) {
    let (sources, refused) = read(name, bytes);
    assert!(sources.len() + refused.len() > 0, "{name}: neither words nor a reason");
    (sources.into_iter().map(|source| source.text).collect(), refused.iter().map(|one| one.reason).collect())
}

/// Ten entities of ten each, nine times over: three gigabytes if they were taken for what they say.
fn laughs(root: &str, body: &str) -> String {
    let mut text = format!("<?xml version=\"1.0\"?><!DOCTYPE {root} [<!ENTITY a0 \"哈哈\">");
    for at in 1..10 {
        text += &format!("<!ENTITY a{at} \"{}\">", format!("&a{};", at - 1).repeat(10));
    }
    text + "]>" + body
}

#[test]
fn entities_are_not_spread() {
    let start = Instant::now();
    let document = laughs(
        "w:document",
        &format!(
            "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>{WORDS}&a9;</w:t></w:r></w:p></w:body></w:document>"
        ),
    );
    let (text, refused) = outcome("a.docx", &zip(&[("word/document.xml", document.as_bytes())]));
    assert!(
        text.len() < 10_000 && (text.contains(WORDS) || refused == [Reason::Damaged]),
        "{text} {refused:?}"
    );
    let (text, refused) = outcome("a.html", laughs("html", &format!("<p>{WORDS}&a9;</p>")).as_bytes());
    assert!(text.contains(WORDS) && text.len() < 10_000 && refused.is_empty(), "{text} {refused:?}");
    assert!(start.elapsed() < Duration::from_secs(5), "at once");
}

#[test]
fn scripts_and_styles_of_a_page_are_no_words_of_it() {
    let page = format!(
        "<html><script>alert('a')</script><style>b{{}}</style><template>c</template><svg onload=alert(1)></svg>\
         <p onclick=\"alert('d')\">{WORDS}</p><iframe srcdoc=\"<script>e</script>\"></iframe><img src=x onerror=alert(1)>"
    );
    let (text, refused) = outcome("a.html", page.as_bytes());
    assert!(refused.is_empty());
    assert!(text.contains(WORDS) && !text.contains("alert") && !text.contains('<'), "{text}");
}

#[test]
fn words_that_look_like_markup_stay_words() {
    let (text, _) = outcome("a.html", format!("<p>&lt;script&gt;x&lt;/script&gt; {WORDS}</p>").as_bytes());
    assert!(text.contains("<script>x</script>"), "{text}");
    assert_eq!(outcome("a.txt", format!("<b>{WORDS}").as_bytes()).0, format!("<b>{WORDS}"));
}

#[test]
fn nothing_is_nested_too_deep_to_come_back_from() {
    const DEEP: usize = 200_000;
    let table = format!(
        "<w:document xmlns:w='w'><w:body>{}<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>{}</w:body></w:document>",
        "<w:tbl>".repeat(DEEP),
        "</w:tbl>".repeat(DEEP)
    );
    outcome("a.docx", &zip(&[("word/document.xml", table.as_bytes())]));
    outcome("a.md", format!("{}{WORDS}", "> ".repeat(DEEP)).as_bytes());
    outcome("b.md", format!("{}{WORDS}", "[".repeat(DEEP)).as_bytes());
    for (open, close) in [("[", "]"), ("<</A ", ">>")] {
        let nest = open.repeat(DEEP) + "1" + &close.repeat(DEEP);
        let pdf = format!(
            "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/X {nest}>>\nendobj\ntrailer<</Root 1 0 R/Size 2>>\n%%EOF"
        );
        outcome("a.pdf", pdf.as_bytes());
    }
}

#[test]
fn half_a_pair_of_surrogates_is_one_character_lost() {
    let plan = WORDS.repeat(10);
    let mut units: Vec<u16> = plan.encode_utf16().collect();
    units.insert(3, 0xd83d);
    units.push(0xdc00);
    let bytes: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let (text, refused) = outcome("a.txt", &[b"\xff\xfe".as_slice(), &bytes].concat());
    assert_eq!((text.replace('\u{fffd}', ""), refused.len()), (plan.clone(), 0));
    assert_eq!(text.matches('\u{fffd}').count(), 2);
    // The same in the manner of UTF-8, which allows none.
    let (text, refused) = outcome("b.txt", &[plan.as_bytes(), b"\xed\xa0\xbd", plan.as_bytes()].concat());
    assert!(refused.is_empty() && text.starts_with(&plan) && text.ends_with(&plan), "{text} {refused:?}");
}

#[test]
fn control_and_direction_characters_are_left_to_the_cleaner() {
    let text = format!("\u{202e}{WORDS}\u{2066}\u{7}\u{1b}[31m{WORDS}");
    assert_eq!(outcome("a.txt", text.as_bytes()), (text, vec![]));
}

#[test]
fn a_line_of_fifty_megabytes_is_read_whole() {
    let line = WORDS.repeat(50_000_000 / WORDS.len());
    let (text, refused) = outcome("a.txt", line.as_bytes());
    assert!(text == line && refused.is_empty());
}

#[test]
fn an_archive_of_many_small_bombs_stops() {
    let part = vec![b' '; limits::PART];
    let names: Vec<String> = (0..12).map(|at| format!("{at}.txt")).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), part.as_slice())).collect();
    let (text, refused) = outcome("a.zip", &zip(&members));
    assert!(text.is_empty() && refused.contains(&Reason::Bomb), "{refused:?}");
}
