//! `celan export` as other engines use it: the program itself, over the seeds.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use serde_json::Value;

const TABLES: [&str; 4] = ["documents", "passages", "targets", "duties"];

/// The seeds exported into a folder of the test's own.
fn exported(test: &str, format: &str) -> PathBuf {
    let out = std::env::temp_dir().join(format!("celan-export-{test}-{format}-{}", std::process::id()));
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    let status = Command::new(env!("CARGO_BIN_EXE_celan"))
        .args(["export", "--format", format, "-o"])
        .args([&out, &seeds, &seeds])
        .status();
    assert!(status.expect("the program runs").success());
    out
}

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("a table");
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

fn id<'a>(record: &'a Value, name: &str) -> &'a str {
    record[name].as_str().expect("an id")
}

#[test]
fn every_part_names_its_document_and_every_quote_stands_where_it_says() {
    let out = exported("quotes", "ndjson");
    let [documents, passages, targets, duties] =
        TABLES.map(|table| lines(&out.join(format!("{table}.ndjson"))));
    assert_eq!(documents.len(), 5, "a text that is there twice is written once");
    let known: BTreeSet<&str> = documents.iter().map(|document| id(document, "id")).collect();
    let all: Vec<&Value> = passages.iter().chain(&targets).chain(&duties).collect();
    let ids: BTreeSet<&str> = all.iter().map(|part| id(part, "id")).collect();
    assert_eq!(ids.len(), all.len(), "ids differ");
    assert!(all.iter().all(|part| known.contains(id(part, "doc"))));
    for target in &targets {
        assert!(target["parent"].is_null() || ids.contains(id(target, "parent")), "{target}");
        let start = target["start"].as_u64().expect("a place");
        let holds = |passage: &&Value| {
            passage["doc"] == target["doc"]
                && (passage["start"].as_u64()..=passage["end"].as_u64()).contains(&Some(start))
        };
        let passage = passages.iter().find(holds).expect("a passage holds it");
        let quote = target["quote"].as_str().expect("a quote");
        assert!(passage["text"].as_str().is_some_and(|text| text.contains(quote)), "{quote}");
    }
    fs::remove_dir_all(out).expect("the folder is ours");
}

#[test]
fn csv_and_bulk_hold_the_same_records() {
    let [ndjson, csv, bulk] = ["ndjson", "csv", "opensearch-bulk"].map(|format| exported("same", format));
    let mut all = 0;
    for table in TABLES {
        let count = lines(&ndjson.join(format!("{table}.ndjson"))).len();
        let text = fs::read_to_string(csv.join(format!("{table}.csv"))).expect("a table");
        assert_eq!(text.lines().count(), count + 1, "{table}: a heading and a line each");
        all += count;
    }
    let lines = lines(&bulk.join("bulk.ndjson"));
    assert_eq!(lines.len(), 2 * all);
    for pair in lines.chunks(2) {
        assert_eq!(pair[0]["index"]["_id"], pair[1]["id"]);
    }
    for out in [ndjson, csv, bulk] {
        fs::remove_dir_all(out).expect("the folder is ours");
    }
}

/// A value of a Parquet row as NDJSON has it.
fn value(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(flag) => (*flag).into(),
        Field::Long(number) => (*number).into(),
        Field::Double(number) => (*number).into(),
        Field::Str(text) => text.as_str().into(),
        Field::ListInternal(list) => list.elements().iter().map(value).collect(),
        other => panic!("no column holds {other:?}"),
    }
}

#[test]
fn parquet_holds_the_same_values_with_types() {
    let [ndjson, parquet] = ["ndjson", "parquet"].map(|format| exported("typed", format));
    for table in TABLES {
        let lines = lines(&ndjson.join(format!("{table}.ndjson")));
        let file = File::open(parquet.join(format!("{table}.parquet"))).expect("a table");
        let reader = SerializedFileReader::new(file).expect("a Parquet file");
        let rows = reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row"));
        let rows: Vec<_> = rows.collect();
        assert_eq!(rows.len(), lines.len(), "{table}");
        for (row, line) in rows.iter().zip(&lines) {
            for (name, field) in row.get_column_iter().filter(|(name, _)| *name != "persons") {
                assert_eq!(value(field), line[name.as_str()], "{table}: {name} of {line}");
            }
        }
    }
    for out in [ndjson, parquet] {
        fs::remove_dir_all(out).expect("the folder is ours");
    }
}
