mod parquet;
mod tables;

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use celan_core::{Corpus, Entry, Unit};
use celan_data::Tables;
use celan_formats::Source;
use celan_wire::{DocumentHead, Duty, Target};
use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::Outcome;
use crate::input;
use crate::output::{csv_cell, json_line};
use crate::progress::Progress;
use parquet::Parquet;
use tables::TABLES;

/// Write documents, passages, targets and duties as tables for other engines.
///
/// ndjson, csv and parquet: OUT/documents, OUT/passages, OUT/targets and OUT/duties. opensearch-bulk: OUT/bulk.ndjson,
/// ready for the _bulk call, with the indexes celan-documents, celan-passages, celan-targets and celan-duties. Ids stay the
/// same as long as the text does: that of a document is made from its text, those of its parts are counted within it
/// (ID#p12, ID#t3, ID#d1). start and end count characters of the clean text. A text that is there twice is written once.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Documents, folders and packs.
    #[arg(required = true)]
    files: Vec<String>,
    /// The folder for the tables.
    #[arg(short, long)]
    out: PathBuf,
    /// How to write.
    #[arg(long, value_enum, default_value_t = Format::Ndjson)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One JSON object a line.
    Ndjson,
    /// For spreadsheets and databases; several values in a cell are parted by " | ".
    Csv,
    /// Columns with types, packed, for DuckDB, Spark, pandas and their like.
    Parquet,
    /// Index actions and documents for OpenSearch and Elasticsearch.
    OpensearchBulk,
}

/// Files that are read at once: their records are all that is held in memory.
const BATCH: usize = 64;

/// The rows of each table that a document gives.
type Rows = [Vec<Map<String, Value>>; TABLES.len()];

impl Args {
    pub(crate) fn run(&self) -> anyhow::Result<Outcome> {
        let files = input::files(&self.files)?;
        fs::create_dir_all(&self.out).with_context(|| format!("{} cannot be made", self.out.display()))?;
        let mut tables = Tablets::create(&self.out, self.format)?;
        let sizes = files.iter().map(|file| fs::metadata(file).map_or(0, |facts| facts.len()));
        let files: Vec<(&String, u64)> = files.iter().zip(sizes).collect();
        let progress = Progress::new(files.len() as u64, files.iter().map(|(_, size)| size).sum());
        let mut seen = HashSet::new();
        for batch in files.chunks(BATCH) {
            let read = |&(file, size): &(&String, u64)| {
                let documents = documents(file);
                progress.step(size);
                documents
            };
            for documents in batch.par_iter().map(read).collect::<Vec<_>>() {
                match documents {
                    Ok(documents) => {
                        for (_, rows) in documents.into_iter().filter(|(id, _)| seen.insert(id.clone())) {
                            tables.write(rows)?;
                        }
                    }
                    Err(error) => eprintln!("left out: {error:#}"),
                }
            }
        }
        drop(progress);
        tables.finish()?;
        eprintln!("{} documents are in {}", seen.len(), self.out.display());
        Ok(if seen.is_empty() { Outcome::Nothing } else { Outcome::Done })
    }
}

/// The documents of a file with their ids.
fn documents(file: &str) -> anyhow::Result<Vec<(String, Rows)>> {
    let mut all = Vec::new();
    for source in input::read(file)? {
        let mut corpus = Corpus::default();
        let name = input::file_name(&source.name).to_owned();
        let id = input::add(&mut corpus, &Source { name, ..source }, Tables::embedded());
        let entry = corpus.get(&id).context("what was added is there")?;
        all.push((id.to_string(), rows(&corpus, entry)?));
    }
    Ok(all)
}

fn rows(corpus: &Corpus, entry: &Entry) -> anyhow::Result<Rows> {
    let (document, facts, offsets) = (&entry.document(), entry.facts(), entry.offsets());
    let (head, headings) = entry.outline(usize::MAX);
    let head = DocumentHead::of(entry, head);
    let id = &head.id;
    let mut passages = Vec::new();
    // The first one is title and number, which stand in no block.
    for passage in entry.passages().skip(1) {
        let span = corpus.span(passage);
        let block = document.blocks.partition_point(|block| block.span.end() <= span.start());
        let range = offsets.range(Unit::Chars, span);
        passages.push(row(&json!({
            "id": format!("{id}#p{}", passage - entry.passages().start()),
            "doc": id,
            "kind": document.blocks[block].kind.name(),
            "section": corpus.path_in(&headings, passage),
            "start": range.start,
            "end": range.end,
            "text": span.of(&document.text),
        }))?);
    }
    let mut targets = Vec::new();
    for (at, target) in facts.targets.iter().enumerate() {
        let mut row = row(&Target::new(target, document, &offsets, Unit::Chars))?;
        row.insert("id".to_owned(), format!("{id}#t{at}").into());
        row.insert("doc".to_owned(), id.as_str().into());
        row.insert("parent".to_owned(), target.parent.map(|parent| format!("{id}#t{parent}")).into());
        targets.push(row);
    }
    let mut duties = Vec::new();
    for (at, duty) in facts.duties.iter().enumerate() {
        let mut row = row(&Duty::new(duty, document, &offsets, Unit::Chars))?;
        row.insert("id".to_owned(), format!("{id}#d{at}").into());
        row.insert("doc".to_owned(), id.as_str().into());
        duties.push(row);
    }
    let document = row(&json!({
        "id": id,
        "file": head.file,
        "title": head.title,
        "title_inferred": head.title_inferred,
        "organs": head.organs,
        "number": head.number,
        "date": head.date,
        "kind": head.kind,
        "period_start": head.period.map(|period| period.0),
        "period_end": head.period.map(|period| period.1),
        "places": head.places.iter().map(|place| &place.code).collect::<Vec<_>>(),
        "place_names": head.places.iter().map(|place| place.path.join(" › ")).collect::<Vec<_>>(),
        "chars": head.chars,
        "passages": passages.len(),
        "targets": head.targets,
        "duties": head.duties,
        "edits": head.edits,
    }))?;
    Ok([vec![document], passages, targets, duties])
}

fn row(record: &impl Serialize) -> anyhow::Result<Map<String, Value>> {
    match serde_json::to_value(record)? {
        Value::Object(row) => Ok(row),
        other => anyhow::bail!("expected a record with names, found {other}"),
    }
}

/// The files that are being written: one for each table, or one for all.
enum Tablets {
    Lines { format: Format, files: Vec<BufWriter<File>> },
    Parquet(Vec<Parquet>),
}

impl Tablets {
    fn create(out: &Path, format: Format) -> anyhow::Result<Self> {
        let create = |name: &str| {
            let path = out.join(name);
            File::create(&path).with_context(|| format!("{} cannot be written", path.display()))
        };
        let each = |ending: &str| TABLES.map(|(table, _)| create(&format!("{table}.{ending}")));
        let files = match format {
            Format::Ndjson => Vec::from(each("ndjson")),
            Format::Csv => Vec::from(each("csv")),
            Format::OpensearchBulk => vec![create("bulk.ndjson")],
            Format::Parquet => {
                let tables = each("parquet").into_iter().zip(TABLES);
                let create = |(file, (table, columns))| Parquet::create(file?, table, columns);
                return Ok(Self::Parquet(tables.map(create).collect::<anyhow::Result<_>>()?));
            }
        };
        let files = files.into_iter().map(|file| Ok(BufWriter::new(file?)));
        let mut files = files.collect::<anyhow::Result<Vec<_>>>()?;
        if format == Format::Csv {
            for (file, (_, columns)) in files.iter_mut().zip(TABLES) {
                let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
                writeln!(file, "{}", names.join(","))?;
            }
        }
        Ok(Self::Lines { format, files })
    }

    fn write(&mut self, rows: Rows) -> anyhow::Result<()> {
        let (format, files) = match self {
            Self::Lines { format, files } => (*format, files),
            Self::Parquet(tables) => {
                let mut rows = tables.iter_mut().zip(rows);
                return rows.try_for_each(|(table, rows)| table.write(rows));
            }
        };
        for (at, ((table, columns), rows)) in TABLES.iter().zip(&rows).enumerate() {
            for row in rows {
                match format {
                    Format::Csv => {
                        let cells = columns.iter().map(|(column, _)| cell(row.get(*column)));
                        writeln!(files[at], "{}", cells.collect::<Vec<_>>().join(","))?;
                    }
                    Format::OpensearchBulk => {
                        let index = format!("celan-{table}");
                        let action = json!({ "index": { "_index": index, "_id": row.get("id") } });
                        json_line(&mut files[0], &action)?;
                        json_line(&mut files[0], row)?;
                    }
                    Format::Ndjson | Format::Parquet => json_line(&mut files[at], row)?,
                }
            }
        }
        Ok(())
    }

    fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Lines { files, .. } => files.into_iter().try_for_each(|mut file| Ok(file.flush()?)),
            Self::Parquet(tables) => tables.into_iter().try_for_each(Parquet::finish),
        }
    }
}

/// A value in a cell of CSV.
fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(value @ (Value::Bool(_) | Value::Number(_))) => value.to_string(),
        Some(Value::Array(values)) => csv_cell(&values.iter().map(words).collect::<Vec<_>>().join(" | ")),
        Some(value) => csv_cell(&words(value)),
    }
}

/// A value in words: of a record, its values.
fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(record) => record.values().map(words).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}
