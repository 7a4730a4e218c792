//! Tab-separated tables: `#` starts a comment line, the first other line names the columns.

use crate::bundle::{Bundle, DataError};

/// A table of one file, its rows in file order.
pub struct Tsv<'a> {
    file: &'a str,
    columns: Vec<&'a str>,
    rows: Vec<(usize, &'a str)>,
}

impl<'a> Tsv<'a> {
    /// Reads the table `file` of a bundle.
    pub fn load(bundle: &Bundle<'a>, file: &'a str) -> Result<Self, DataError> {
        Self::parse(file, bundle.text(file)?)
    }

    /// Reads a table from its text; `file` is for messages.
    pub fn parse(file: &'a str, text: &'a str) -> Result<Self, DataError> {
        let mut lines =
            text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
        let (_, head) =
            lines.next().ok_or_else(|| DataError::new(format!("{file} has no line of column names")))?;
        Ok(Self { file, columns: head.split('\t').collect(), rows: lines.collect() })
    }

    /// The rows, each with its cells by column name.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|&(line, text)| Row {
            table: self,
            line: line + 1,
            cells: text.split('\t').collect(),
        })
    }
}

/// One row of a table.
pub struct Row<'t> {
    table: &'t Tsv<'t>,
    line: usize,
    cells: Vec<&'t str>,
}

impl<'t> Row<'t> {
    /// The cell under `column`; empty where the row ends before it.
    pub fn get(&self, column: &str) -> Result<&'t str, DataError> {
        let at = self.table.columns.iter().position(|name| *name == column);
        let at = at.ok_or_else(|| self.error(format!("expected a column {column}")))?;
        Ok(self.cells.get(at).copied().unwrap_or_default())
    }

    /// The cell under `column` as a list parted by blanks.
    pub fn list(&self, column: &str) -> Result<impl Iterator<Item = &'t str>, DataError> {
        Ok(self.get(column)?.split_whitespace())
    }

    /// An error that names this row.
    pub fn error(&self, message: impl AsRef<str>) -> DataError {
        DataError::new(format!("{} line {}: {}", self.table.file, self.line, message.as_ref()))
    }
}
