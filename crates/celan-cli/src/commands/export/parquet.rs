//! A table as a Parquet file: the same columns and values as NDJSON. Rows are held until a group of them is full.

use std::fs::File;
use std::sync::Arc;

use ::parquet::basic::Compression;
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::parser::parse_message_type;
use anyhow::Context;
use serde_json::{Map, Value};

use super::tables::{Column, Kind};
use super::words;

/// Rows of a group: engines read a group at once, and so many are held in memory.
const GROUP: usize = 20_000;

/// A row of the table.
type Row = Map<String, Value>;

/// The file of a table.
pub(super) struct Parquet {
    writer: SerializedFileWriter<File>,
    columns: &'static [Column],
    rows: Vec<Row>,
}

impl Parquet {
    pub(super) fn create(file: File, table: &str, columns: &'static [Column]) -> anyhow::Result<Self> {
        let fields: Vec<String> = columns.iter().map(field).collect();
        let schema = parse_message_type(&format!("message {table} {{ {} }}", fields.join(" ")))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("celan ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let writer = SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties))?;
        Ok(Self { writer, columns, rows: Vec::new() })
    }

    pub(super) fn write(&mut self, rows: Vec<Row>) -> anyhow::Result<()> {
        self.rows.extend(rows);
        if self.rows.len() < GROUP { Ok(()) } else { self.flush() }
    }

    pub(super) fn finish(mut self) -> anyhow::Result<()> {
        self.flush()?;
        self.writer.close()?;
        Ok(())
    }

    /// Writes the rows that are held as a group.
    fn flush(&mut self) -> anyhow::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        for (name, kind) in self.columns {
            let mut column = group.next_column()?.context("the schema was made of these columns")?;
            let cells = self.rows.iter().map(|row| row.get(*name).filter(|value| !value.is_null()));
            match kind {
                Kind::Texts => write_lists(&mut column, cells)?,
                _ => write_cells(&mut column, *kind, cells)?,
            }
            column.close()?;
        }
        group.close()?;
        self.rows.clear();
        Ok(())
    }
}

/// A column in the format's own language of types. A list has three levels, as the format's rules for lists want it.
fn field((name, kind): &Column) -> String {
    match kind {
        Kind::Text => format!("optional binary {name} (string);"),
        Kind::Whole => format!("optional int64 {name};"),
        Kind::Real => format!("optional double {name};"),
        Kind::Flag => format!("optional boolean {name};"),
        Kind::Texts => format!(
            "required group {name} (list) {{ repeated group list {{ required binary element (string); }} }}"
        ),
    }
}

/// Cells of which each holds a value or none.
fn write_cells<'r>(
    column: &mut SerializedColumnWriter<'_>,
    kind: Kind,
    cells: impl Iterator<Item = Option<&'r Value>> + Clone,
) -> anyhow::Result<()> {
    // 1 where there is a value.
    let levels: Vec<i16> = cells.clone().map(|cell| i16::from(cell.is_some())).collect();
    let levels = Some(levels.as_slice());
    let values = cells.flatten();
    let strange = || anyhow::anyhow!("expected a value of the column's type");
    match kind {
        Kind::Whole => {
            let values: Option<Vec<i64>> = values.map(Value::as_i64).collect();
            column.typed::<Int64Type>().write_batch(&values.ok_or_else(strange)?, levels, None)?;
        }
        Kind::Real => {
            let values: Option<Vec<f64>> = values.map(Value::as_f64).collect();
            column.typed::<DoubleType>().write_batch(&values.ok_or_else(strange)?, levels, None)?;
        }
        Kind::Flag => {
            let values: Option<Vec<bool>> = values.map(Value::as_bool).collect();
            column.typed::<BoolType>().write_batch(&values.ok_or_else(strange)?, levels, None)?;
        }
        Kind::Text | Kind::Texts => {
            let values: Vec<ByteArray> = values.map(bytes).collect();
            column.typed::<ByteArrayType>().write_batch(&values, levels, None)?;
        }
    }
    Ok(())
}

/// Cells of which each holds a list, which may be empty.
fn write_lists<'r>(
    column: &mut SerializedColumnWriter<'_>,
    cells: impl Iterator<Item = Option<&'r Value>>,
) -> anyhow::Result<()> {
    // Definition: 0 for an empty list; repetition: 0 where a list begins.
    let (mut values, mut definitions, mut repetitions) = (Vec::new(), Vec::<i16>::new(), Vec::<i16>::new());
    for cell in cells {
        let list = cell.and_then(Value::as_array).map_or([].as_slice(), Vec::as_slice);
        values.extend(list.iter().map(bytes));
        definitions.extend(std::iter::repeat_n(i16::from(!list.is_empty()), list.len().max(1)));
        repetitions.extend((0..list.len().max(1)).map(|at| i16::from(at > 0)));
    }
    column.typed::<ByteArrayType>().write_batch(&values, Some(&definitions), Some(&repetitions))?;
    Ok(())
}

fn bytes(value: &Value) -> ByteArray {
    ByteArray::from(words(value).into_bytes())
}
