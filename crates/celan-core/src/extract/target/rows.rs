//! Rows of tables, line by line: each as its cells stand, by the table that the lines above have opened.

use celan_data::Grammar;

use super::grid::Grid;
use super::table::{self, TableRow};

/// What the lines so far say of the rows to come.
#[derive(Default)]
pub(super) struct Rows {
    /// The last year that lines without a sentence name.
    column: Option<i32>,
    /// The table between bars whose rows are being read.
    grid: Option<Grid>,
}

impl Rows {
    /// What the line `chars[start..end]` promises as the row of a table, in a document of `year`.
    pub(super) fn of_line(
        &mut self,
        chars: &[char],
        (start, end): (usize, usize),
        year: Option<i32>,
        grammar: &Grammar,
    ) -> Vec<TableRow> {
        let line = &chars[start..end];
        if !line.contains(&'|') {
            self.grid = None;
            let row = table::row(chars, start, grammar).map(|row| TableRow { deadline: self.column, ..row });
            if row.is_none() {
                self.pass(line, year);
            }
            return row.into_iter().collect();
        }
        if let Some(header) = Grid::header(line, year, grammar) {
            self.grid = Some(header);
            return Vec::new();
        }
        self.grid.as_ref().map_or_else(Vec::new, |grid| grid.row(chars, start, end, grammar))
    }

    /// Goes past a line that is no row: rows below it are due in the year to come that it ends in.
    fn pass(&mut self, line: &[char], year: Option<i32>) {
        if line.iter().any(|char| matches!(char, '。' | ',' | ';')) {
            self.column = None;
        } else if let Some(own) = table::last_year(line).filter(|own| year.is_none_or(|year| *own > year)) {
            self.column = Some(own);
        }
    }
}
