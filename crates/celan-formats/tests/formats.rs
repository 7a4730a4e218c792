//! Each format as a small file made here, and each refusal.

mod support;

use std::io::{Cursor, Write};

use celan_formats::{Reason, Refusal, Source, limits, read};
use encoding_rs::{BIG5, GB18030};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use support::zip;

const PLAN: &str = "一、发展目标\n到2025年，高新技术企业数量突破60家。\n";
const TRADITIONAL: &str = "一、發展目標\n到2025年，高新技術企業數量突破60家，實現產業規模持續擴大。\n";

#[track_caller]
fn text_of(name: &str, bytes: &[u8]) -> String {
    match read(name, bytes) {
        (sources, refused) if sources.len() == 1 && refused.is_empty() => sources[0].text.clone(),
        other => panic!("expected one text in {name}, found {other:?}"),
    }
}

#[track_caller]
fn reason(name: &str, bytes: &[u8]) -> Reason {
    match read(name, bytes) {
        (sources, refused) if sources.is_empty() && refused.len() == 1 => {
            assert!(refused[0].to_string().starts_with(name), "a sentence about the file: {}", refused[0]);
            refused[0].reason
        }
        other => panic!("expected one refusal of {name}, found {other:?}"),
    }
}

fn docx(body: &str, numbering: &str) -> Vec<u8> {
    let document = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    zip(&[("word/document.xml", document.as_bytes()), ("word/numbering.xml", numbering.as_bytes())])
}

#[test]
fn plain_text_in_every_encoding() {
    let utf16 =
        |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    assert_eq!(text_of("a.txt", PLAN.as_bytes()), PLAN);
    assert_eq!(text_of("a.txt", &[b"\xEF\xBB\xBF", PLAN.as_bytes()].concat()), PLAN);
    assert_eq!(text_of("a.txt", &[b"\xFF\xFE".as_slice(), &utf16(PLAN, u16::to_le_bytes)].concat()), PLAN);
    assert_eq!(text_of("a.txt", &utf16(PLAN, u16::to_le_bytes)), PLAN);
    assert_eq!(text_of("a.txt", &utf16(PLAN, u16::to_be_bytes)), PLAN);
    assert_eq!(text_of("a.txt", &GB18030.encode(PLAN).0), PLAN);
    assert_eq!(text_of("a.txt", &GB18030.encode(TRADITIONAL).0), TRADITIONAL);
    assert_eq!(text_of("a.txt", &BIG5.encode(TRADITIONAL).0), TRADITIONAL);
}

#[test]
fn markdown_loses_its_marks_and_keeps_its_numbers() {
    let source = "# 行动计划\n\n1. **聚焦**招引\n2. 优化布局\n\n| 指标 | 2026 |\n|--|--|\n| 企业 | 60家 |\n";
    assert_eq!(
        text_of("a.md", source.as_bytes()),
        "行动计划\n1.聚焦招引\n2.优化布局\n指标\t2026\n企业\t60家\n"
    );
}

#[test]
fn a_web_page_is_its_words() {
    let page = "<!DOCTYPE html><html><head><title>x</title><meta charset=gbk></head><body><script>alert(1)</script>\
                <h1>行动计划</h1><p>到2026年底,\n  新增<b>企业</b>100家。<p>二<table><tr><td><p>指标</p></td>\
                <td>60&nbsp;家</td></tr></table><select><option>无</select></body>";
    let expected = "行动计划\n到2026年底,新增企业100家。\n二\n指标\t60家\n";
    assert_eq!(text_of("a.html", page.as_bytes()), expected);
    assert_eq!(text_of("a.html", &GB18030.encode(page).0), expected);
    let unclosed = format!("<html>{}", "<p>目标".repeat(10_000));
    assert_eq!(text_of("unclosed.html", unclosed.as_bytes()).lines().count(), 10_000);
}

#[test]
fn a_docx_is_paragraphs_and_rows() {
    let body = "<w:p><w:r><w:t>行动</w:t></w:r><w:r><w:t>计划&amp;意见</w:t></w:r></w:p>\
                <w:p><w:del><w:r><w:t>旧</w:t></w:r></w:del><w:r><w:t>新</w:t></w:r></w:p>\
                <w:tbl><w:tr><w:tc><w:p><w:r><w:t>指标</w:t></w:r></w:p></w:tc>\
                <w:tc><w:p><w:r><w:t>60家</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    assert_eq!(text_of("a.docx", &docx(body, "<w:numbering/>")), "行动计划&意见\n新\n指标\t60家\n");
}

#[test]
fn automatic_numbers_of_a_docx_are_words() {
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId='7'>\
        <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1、'/></w:lvl>\
        <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%2.'/></w:lvl>\
        </w:abstractNum><w:num w:numId='3'><w:abstractNumId w:val='7'/></w:num></w:numbering>";
    let line = |level: usize, words: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='3'/></w:numPr></w:pPr>\
                 <w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let body = [line(0, "目标"), line(1, "规模"), line(1, "质量"), line(0, "任务"), line(1, "招商")].concat();
    assert_eq!(text_of("a.docx", &docx(&body, numbering)), "一、目标\n1.规模\n2.质量\n二、任务\n1.招商\n");
}

/// A PDF of one page whose font is not embedded, as office programs of the 2000s wrote them.
fn pdf(content: &str) -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 6 0 R/Resources<</Font<</F1 4 0 R>>>>>>".to_owned(),
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[5 0 R]>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)\
         /Supplement 0>>>>"
            .to_owned(),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut starts = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        starts.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).bytes());
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    file.extend(starts.iter().flat_map(|start| format!("{start:010} 00000 n \n").into_bytes()));
    file.extend(
        format!("trailer<</Root 1 0 R/Size {}>>\nstartxref\n{table}\n%%EOF", objects.len() + 1).bytes(),
    );
    file
}

fn hex(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("{unit:04X}")).collect()
}

#[test]
fn a_pdf_with_a_font_that_is_not_embedded() {
    let content = format!(
        "BT /F1 12 Tf 50 700 Td <{}> Tj 0 -20 Td <{}> Tj ET",
        hex("一、发展目标"),
        hex("高新技术企业突破60家。")
    );
    assert_eq!(text_of("a.pdf", &pdf(&content)), "一、发展目标\n高新技术企业突破60家。\n");
}

#[test]
fn an_archive_gives_each_of_its_documents() {
    let inner = zip(&[("b.txt", PLAN.as_bytes())]);
    let bytes = zip(&[
        ("计划/a.txt", PLAN.as_bytes()),
        ("../../etc/b.md", PLAN.as_bytes()),
        ("__MACOSX/._a.txt", b"x"),
        ("inner.zip", &inner),
        ("photo.png", b"\x89PNG\r\n\x1a\n\0"),
    ]);
    let (sources, refused) = read("all.zip", &bytes);
    let names: Vec<_> = sources.iter().map(|source: &Source| source.name.as_str()).collect();
    assert_eq!(names, ["all.zip/计划/a.txt", "all.zip/../../etc/b.md"]);
    let reasons: Vec<_> =
        refused.iter().map(|refusal: &Refusal| (refusal.name.as_str(), refusal.reason)).collect();
    assert_eq!(reasons, [("all.zip/inner.zip", Reason::Nested), ("all.zip/photo.png", Reason::Binary)]);
}

#[test]
fn an_archive_with_a_docx_that_is_stored_as_it_is() {
    let plan = docx("<w:p><w:r><w:t>行动计划</w:t></w:r></w:p>", "<w:numbering/>");
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    archive.start_file("a.docx", stored).expect("a member begins");
    archive.write_all(&plan).expect("a member is written");
    let bytes = archive.finish().expect("the archive is finished").into_inner();
    assert_eq!(text_of("all.zip", &bytes), "行动计划\n");
}

#[test]
fn what_cannot_be_read_is_refused_with_a_reason() {
    assert_eq!(reason("a.txt", b""), Reason::Empty);
    assert_eq!(reason("a.txt", b" \n\t "), Reason::Empty);
    assert_eq!(reason("a.txt", &[0, 1, 2, 3, 0, 0, 9, 0]), Reason::Binary);
    assert_eq!(reason("a.png", b"\x89PNG\r\n\x1a\n\0\0"), Reason::Binary);
    assert_eq!(reason("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Reason::OldWord);
    assert_eq!(reason("a.docx", PLAN.as_bytes()), Reason::WrongEnding);
    assert_eq!(reason("a.pdf", PLAN.as_bytes()), Reason::WrongEnding);
    assert_eq!(reason("a.rar", b"Rar!\x1A\x07\x00"), Reason::Archive);
    assert_eq!(reason("a.zip", b"PK\x03\x04 cut short"), Reason::Damaged);
    assert_eq!(reason("a.ofd", &zip(&[("OFD.xml", b"<ofd/>")])), Reason::Ofd);
    assert_eq!(reason("a.xlsx", &zip(&[("xl/workbook.xml", b"<x/>")])), Reason::NotADocument);
    assert_eq!(reason("a.pdf", &pdf("0 0 600 800 re f")), Reason::Scanned);
    assert_eq!(reason("a.pdf", b"%PDF-1.4\nnothing more"), Reason::Damaged);
    assert_eq!(
        reason("a.docx", &zip(&[("word/document.xml", b"<w:document><w:p></w:document>")])),
        Reason::Damaged
    );
    assert_eq!(reason("a.txt", &vec![b'x'; limits::FILE + 1]), Reason::TooLarge);
}

#[test]
fn a_file_with_a_password_is_told_from_one_of_an_old_program() {
    let stream: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let locked = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 600], &stream, &[0; 600]].concat();
    assert_eq!(reason("a.docx", &locked), Reason::Encrypted);
    let open = pdf("BT /F1 12 Tf <4E00> Tj ET");
    let (body, trailer) = open.split_at(open.windows(7).position(|window| window == b"trailer").unwrap());
    let rights = b"trailer<</Encrypt<</Filter/Standard/V 1/R 2/P -4/O<00>/U<00>>>/ID[<00><00>]";
    let locked = [body, rights, &trailer["trailer<<".len()..]].concat();
    assert_eq!(reason("a.pdf", &locked), Reason::Encrypted);
    // The flag stands behind the signature and versions of the member, before the file and in the directory.
    let mut locked = zip(&[("a.txt", PLAN.as_bytes()), ("b.txt", PLAN.as_bytes())]);
    let directory = locked.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    (locked[6], locked[directory + 8]) = (locked[6] | 1, locked[directory + 8] | 1);
    let (sources, refused) = read("all.zip", &locked);
    assert_eq!((sources.len(), refused[0].reason), (1, Reason::Encrypted), "the other member is read");
}

#[test]
fn a_format_under_the_name_of_another_is_taken_for_what_it_is() {
    let plan = docx("<w:p><w:r><w:t>行动计划</w:t></w:r></w:p>", "<w:numbering/>");
    for name in ["a.txt", "a.pdf", "a.doc", "a"] {
        assert_eq!(text_of(name, &plan), "行动计划\n", "{name}");
    }
    assert_eq!(text_of("a.txt", b"<!DOCTYPE html><title>x</title><p>\xE7\x9B\xAE\xE6\xA0\x87"), "目标\n");
}

#[test]
fn tables_with_joined_cells_stay_rows() {
    let page = "<html><table><tr><th rowspan=2>指标<th colspan=2>目标值<tr><td>2025年<td>2026年\
                <tr><td>企业<br>数量<td>60家<td>80家</table>";
    let rows = text_of("a.html", page.as_bytes());
    assert_eq!(rows, "指标\t目标值\n2025年\t2026年\n企业数量\t60家\t80家\n");
    let cell = |words: &str, more: &str| {
        format!("<w:tc><w:tcPr>{more}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>")
    };
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let body = [
        row(&[cell("指标", "<w:vMerge w:val='restart'/>"), cell("目标值", "<w:gridSpan w:val='2'/>")]),
        row(&[cell("", "<w:vMerge/>"), cell("2025年", ""), cell("2026年", "")]),
    ];
    let body = format!("<w:tbl>{}</w:tbl>", body.concat());
    let rows = text_of("a.docx", &docx(&body, "<w:numbering/>"));
    let lines: Vec<&str> = rows.lines().map(str::trim).collect();
    assert_eq!(lines, ["指标\t目标值", "2025年\t2026年"]);
}

#[test]
fn a_bomb_stops_at_the_limit() {
    let zeros = vec![b' '; limits::PART + 1];
    assert_eq!(reason("a.docx", &zip(&[("word/document.xml", &zeros)])), Reason::Bomb);
    let deep = format!("<html>{}目标", "<div>".repeat(100_000));
    assert_eq!(reason("deep.html", deep.as_bytes()), Reason::Bomb);
    let (sources, refused) = read("a.zip", &zip(&[("a.txt", &zeros), ("b.txt", &zeros)]));
    assert!(sources.is_empty());
    assert_eq!(refused[0].reason, Reason::Bomb);
}

#[test]
fn damaged_bytes_never_panic() {
    let files =
        [docx("<w:p><w:r><w:t>目标</w:t></w:r></w:p>", "<w:numbering/>"), pdf("BT /F1 12 Tf <4E00> Tj ET")];
    for file in files {
        for at in 0..file.len() {
            let mut bytes = file.clone();
            bytes[at] ^= 0x55;
            read("a", &bytes);
            read("a", &file[..at]);
        }
    }
}
