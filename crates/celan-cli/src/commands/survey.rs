use std::collections::BTreeMap;
use std::io::Write;

use celan_core::{Cleaned, Document, clean, parse};
use celan_data::Tables;
use clap::ValueEnum;

use crate::Outcome;
use crate::input;
use crate::output::{csv_cell, stdout};

/// Look over many documents: a line each with what was repaired and how it was read.
///
/// edits and marks: what cleaning changed, and damage that it saw and left. depth and sections: levels and headings of the
/// outline. An inferred title or place has a ? behind it; what is missing is - in the table and empty in CSV. Below the
/// table, how often each rule changed something.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Documents and folders.
    #[arg(required = true)]
    files: Vec<String>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// To read.
    Table,
    /// For a spreadsheet.
    Csv,
}

const COLUMNS: [&str; 9] =
    ["file", "edits", "marks", "depth", "sections", "kind", "period", "place", "title"];

impl Args {
    pub(crate) fn run(&self) -> anyhow::Result<Outcome> {
        let tables = Tables::embedded();
        let mut rules = BTreeMap::<&str, usize>::new();
        let mut rows = vec![COLUMNS.map(str::to_owned)];
        for source in input::sources(&self.files)? {
            let cleaned = clean(&source.text, tables);
            for edit in &cleaned.edits {
                *rules.entry(edit.rule).or_default() += 1;
            }
            rows.push(row(&source.name, &cleaned, &parse(&cleaned, tables)));
        }
        let widths: [usize; COLUMNS.len()] =
            std::array::from_fn(|at| rows.iter().map(|row| width(&row[at])).max().unwrap_or(0));
        let mut out = stdout();
        for row in &rows {
            match self.format {
                Format::Csv => writeln!(out, "{}", row.each_ref().map(|cell| csv_cell(cell)).join(","))?,
                Format::Table => writeln!(out, "{}", table_line(row, &widths))?,
            }
        }
        out.flush()?;
        for (rule, count) in rules {
            eprintln!("{count:6} {rule}");
        }
        Ok(if rows.len() > 1 { Outcome::Done } else { Outcome::Nothing })
    }
}

fn row(name: &str, cleaned: &Cleaned, doc: &Document) -> [String; COLUMNS.len()] {
    let head = &doc.head;
    let flagged = |cell: &str, inferred| format!("{cell}{}", if inferred { "?" } else { "" });
    let depth = doc.sections.iter().map(|section| section.level).max().unwrap_or(0);
    [
        input::file_name(name).to_owned(),
        cleaned.edits.len().to_string(),
        cleaned.marks.len().to_string(),
        depth.to_string(),
        doc.sections.len().to_string(),
        Option::unwrap_or_default(head.kind.as_ref().map(|kind| kind.0.clone())),
        Option::unwrap_or_default(head.period.map(|period| format!("{}-{}", period.start, period.end))),
        Option::unwrap_or_default(head.places.first().map(|place| flagged(&place.name, place.inferred))),
        Option::unwrap_or_default(head.title.as_deref().map(|title| flagged(title, head.title_inferred))),
    ]
}

/// The cells side by side, each as wide as the widest of its column; the last one is free.
fn table_line(row: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (at, (cell, widest)) in row.iter().zip(widths).enumerate() {
        let cell = if cell.is_empty() { "-" } else { cell };
        line.push_str(cell);
        if at + 1 < row.len() {
            line.extend(std::iter::repeat_n(' ', widest + 2 - width(cell)));
        }
    }
    line
}

/// Columns of a terminal: Chinese takes two.
fn width(cell: &str) -> usize {
    cell.chars().map(|c| if c < '\u{2E80}' { 1 } else { 2 }).sum()
}
