//! A table as an Excel workbook (ECMA-376): one sheet, its heads bold and frozen, in a zip archive that stores its parts
//! as they are. The crates that write workbooks weigh more than all of the page's charts.

use std::fmt::Write as _;

use celan_wire::number;

use super::shape::escape;
use super::table::{Cell, Table};

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/sheet.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#;
const PACKAGE: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Celan" sheetId="1" r:id="a"/></sheets></workbook>"#;
const PARTS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="sheet.xml"/><Relationship Id="b" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
/// Format 0 is plain, 1 bold, 2 wrapped.
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/><xf xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>"#;

/// The widest a column is made, in characters of Latin text.
const WIDEST: usize = 60;

impl Table {
    /// The bytes of an `.xlsx` file. Texts are cells of text, so that none is run as a formula.
    pub fn xlsx(&self) -> Vec<u8> {
        zip(&[
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", PACKAGE),
            ("xl/workbook.xml", BOOK),
            ("xl/_rels/workbook.xml.rels", PARTS),
            ("xl/styles.xml", STYLES),
            ("xl/sheet.xml", &sheet(self)),
        ])
    }
}

fn sheet(table: &Table) -> String {
    let mut xml = String::from(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>"#,
    );
    for (at, (_, head)) in table.columns.iter().enumerate() {
        let cells = table.rows.iter().filter_map(|row| row.get(at)).map(cell_width);
        let width = cells.fold(text_width(head), usize::max).min(WIDEST) + 2;
        let _ = write!(xml, r#"<col min="{0}" max="{0}" width="{width}" customWidth="1"/>"#, at + 1);
    }
    xml.push_str("</cols><sheetData><row>");
    for (_, head) in &table.columns {
        put_text(&mut xml, head, 1);
    }
    xml.push_str("</row>");
    for row in &table.rows {
        xml.push_str("<row>");
        for cell in row {
            match cell {
                Cell::Text(text) => put_text(&mut xml, text, 2),
                Cell::Number(value) => {
                    let _ = write!(xml, "<c><v>{}</v></c>", number(*value));
                }
                Cell::Empty => xml.push_str("<c/>"),
            }
        }
        xml.push_str("</row>");
    }
    xml.push_str("</sheetData></worksheet>");
    xml
}

fn put_text(xml: &mut String, text: &str, style: u8) {
    let _ = write!(xml, r#"<c t="inlineStr" s="{style}"><is><t xml:space="preserve">"#);
    // XML 1.0 has no other controls.
    let is_xml = |c: &char| !matches!(c, '\0'..='\x08' | '\x0B'..='\x1F' | '\u{FFFE}' | '\u{FFFF}');
    xml.extend(escape(text).chars().filter(is_xml));
    xml.push_str("</t></is></c>");
}

fn cell_width(cell: &Cell) -> usize {
    match cell {
        Cell::Text(text) => text_width(text),
        Cell::Number(_) => 8,
        Cell::Empty => 0,
    }
}

/// A Chinese character is as wide as two Latin ones.
fn text_width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// A zip archive (APPNOTE 6.3) whose members are stored as they are.
fn zip(members: &[(&str, &str)]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in members {
        let start = file.len() as u32;
        let mut facts = Vec::new();
        put(&mut facts, &[20, 0, 0, 0, 0x21]); // version, flags, method, time, 1980-01-01
        facts.extend(crc32(text.as_bytes()).to_le_bytes());
        facts.extend((text.len() as u32).to_le_bytes().repeat(2));
        put(&mut facts, &[name.len() as u16, 0]);
        file.extend(b"PK\x03\x04");
        file.extend(&facts);
        file.extend(name.as_bytes());
        file.extend(text.as_bytes());
        directory.extend(b"PK\x01\x02");
        put(&mut directory, &[20]);
        directory.extend(facts);
        put(&mut directory, &[0, 0, 0, 0, 0]);
        directory.extend(start.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, length, count) = (file.len() as u32, directory.len() as u32, members.len() as u16);
    file.extend(directory);
    file.extend(b"PK\x05\x06");
    put(&mut file, &[0, 0, count, count]);
    file.extend(length.to_le_bytes());
    file.extend(start.to_le_bytes());
    put(&mut file, &[0]);
    file
}

fn put(bytes: &mut Vec<u8>, numbers: &[u16]) {
    bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_those_of_zip() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn text_is_escaped_and_never_a_formula() {
        let table = Table {
            columns: vec![("quote", "原句".to_owned())],
            rows: vec![vec![Cell::from("=1+1 <b> & \u{1}")], vec![Cell::Number(2.5)], vec![Cell::Empty]],
        };
        let sheet = sheet(&table);
        assert!(
            sheet.contains(">=1+1 &lt;b&gt; &amp; </t>") && sheet.contains("<c><v>2.5</v></c>"),
            "{sheet}"
        );
        let file = table.xlsx();
        assert!(file.starts_with(b"PK\x03\x04") && file.windows(12).any(|name| name == b"xl/sheet.xml"));
    }
}
