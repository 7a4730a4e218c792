//! Tables as files: CSV that opens in Excel, JSON.

use std::fmt::Write as _;
use std::rc::Rc;

use celan_wire::{Target, number};

use super::figure::target_figure;
use crate::strings::Texts;

/// A table to take away.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Name of each column, for JSON, and its heading in the language of the page.
    pub columns: Vec<(&'static str, String)>,
    /// The rows, each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
    /// Nothing.
    Empty,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<Option<f64>> for Cell {
    fn from(value: Option<f64>) -> Self {
        value.filter(|value| value.is_finite()).map_or(Self::Empty, Self::Number)
    }
}

impl From<Option<i32>> for Cell {
    fn from(value: Option<i32>) -> Self {
        Self::from(value.map(f64::from))
    }
}

impl Table {
    /// CSV as Chinese Excel opens it: UTF-8 with a byte order mark, CRLF, and a `'` before what it would run as a formula.
    pub fn csv(&self) -> String {
        let mut out = String::from("\u{feff}");
        let heads: Vec<String> = self.columns.iter().map(|(_, head)| csv_text(head)).collect();
        out.push_str(&heads.join(","));
        out.push_str("\r\n");
        for row in &self.rows {
            let cells: Vec<String> = row.iter().map(csv_cell).collect();
            out.push_str(&cells.join(","));
            out.push_str("\r\n");
        }
        out
    }

    /// A JSON array with an object for each row.
    pub fn json(&self) -> String {
        let rows: Vec<String> = self.rows.iter().map(|row| self.json_row(row)).collect();
        format!("[\n{}\n]\n", rows.join(",\n"))
    }

    fn json_row(&self, row: &[Cell]) -> String {
        let pairs: Vec<String> = self
            .columns
            .iter()
            .zip(row)
            .map(|((name, _), cell)| format!("{}: {}", json_text(name), json_cell(cell)))
            .collect();
        format!("  {{ {} }}", pairs.join(", "))
    }
}

fn csv_cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => csv_text(text),
        Cell::Number(value) => number(*value),
        Cell::Empty => String::new(),
    }
}

fn csv_text(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    let text = format!("{guard}{text}");
    if text.contains([',', '"', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

fn json_cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => json_text(text),
        Cell::Number(value) => number(*value),
        Cell::Empty => "null".to_owned(),
    }
}

fn json_text(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c < ' ' => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The table under the charts of 目标.
pub fn target_table(texts: Texts, targets: &[Rc<Target>]) -> Table {
    let columns = [
        ("region", "column.region"),
        ("document", "column.document"),
        ("number", "column.number"),
        ("indicator", "column.indicator"),
        ("figure", "column.value"),
        ("comparator", "column.comparator"),
        ("value", "column.amount"),
        ("value_max", "column.amount_max"),
        ("unit", "column.unit"),
        ("kind", "column.kind"),
        ("deadline", "column.deadline"),
        ("subject", "column.subject"),
        ("section", "column.section"),
        ("quote", "column.quote"),
        ("sentence", "column.sentence"),
    ];
    let row = |target: &Rc<Target>| {
        let place = target.place.as_ref();
        let of = |get: fn(&celan_wire::TargetPlace) -> &str| Cell::from(place.map(get).unwrap_or_default());
        vec![
            of(|place| &place.region),
            of(|place| &place.title),
            of(|place| place.number.as_deref().unwrap_or_default()),
            Cell::from(target.indicator.as_str()),
            Cell::from(target_figure(texts, target).as_str()),
            Cell::from(target.comparator.as_str()),
            Cell::from(target.value),
            Cell::from(target.value_max),
            Cell::from(target.unit.as_str()),
            Cell::from(texts.name("kind_of_target", &target.kind).as_str()),
            Cell::from(target.deadline),
            Cell::from(target.subject.as_deref().unwrap_or_default()),
            Cell::from(target.section.join(" › ").as_str()),
            Cell::from(target.quote.as_str()),
            of(|place| &place.sentence),
        ]
    };
    Table {
        columns: columns.map(|(name, key)| (name, texts.say(key))).to_vec(),
        rows: targets.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(cell: Cell) -> Table {
        Table { columns: vec![("a", "甲".to_owned())], rows: vec![vec![cell]] }
    }

    #[test]
    fn csv_is_safe_in_excel() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("+105家", "'+105家"),
            ("-a", "'-a"),
            ("@x", "'@x"),
            ("a,b", "\"a,b\""),
            ("a\"b", "\"a\"\"b\""),
        ];
        for (text, cell) in cases {
            assert_eq!(table(Cell::from(text)).csv(), format!("\u{feff}甲\r\n{cell}\r\n"));
        }
        assert_eq!(table(Cell::Number(-2.5)).csv(), "\u{feff}甲\r\n-2.5\r\n");
    }

    #[test]
    fn json_is_json() {
        let text = "a\"\\\n\u{1}𠮷";
        let value: serde_json::Value =
            serde_json::from_str(&table(Cell::from(text)).json()).expect("valid JSON");
        assert_eq!(value[0]["a"], text);
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&table(Cell::Empty).json()).expect("valid")[0]["a"],
            serde_json::Value::Null
        );
    }
}
