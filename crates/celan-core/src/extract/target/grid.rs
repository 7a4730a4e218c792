//! Tables whose rows are lines with their cells between bars, below a row that says of which year each column is.
//!
//! ```text
//! header = cell { "|" cell }             指标 | 单位 | 2020年 | 2025年 | 年均增速 | 属性
//! row    = cell { "|" cell }             地区生产总值 | 亿元 | 1856 | 2600 | 7% | 预期性
//! value  = bound? number unit? bound?    ≥95%, 6左右
//! ```
//! Columns of years to come and of goals are promised, and how fast something grows until then; a sum over the years (〔30〕)
//! only where nothing is said of the last one. Cells of several rows may be missing at the left, empty ones at the right.

use celan_data::{Context, Grammar, Relation};

use super::figure::{bound_before, is_han};
use super::table::{TableRow, unit_name};
use super::when::year_at;
use crate::extract::quantity::measures;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Column {
    /// What something is promised to be, by that year.
    Goal(Option<i32>),
    /// What it was.
    Base,
    /// How fast it grows, or by how much in all.
    Rate,
    Unit,
    Words,
}

/// What the columns of a table hold.
#[derive(Debug)]
pub(super) struct Grid {
    columns: Vec<Column>,
    /// The last year of a goal.
    last: Option<i32>,
}

/// A value in a cell.
struct Value {
    value: f64,
    max: Option<f64>,
    relation: Option<Relation>,
    unit: String,
    /// It stands in brackets: the sum over all years.
    sum: bool,
}

impl Grid {
    /// The table whose first row is `line`, in a document of `year`.
    pub(super) fn header(line: &[char], year: Option<i32>, grammar: &Grammar) -> Option<Self> {
        let cells = cells(line);
        let mut grid = Self { columns: Vec::with_capacity(cells.len()), last: None };
        // Where no year is known, the last of several is to come.
        let (mut latest, mut several) = (None, false);
        for &(from, to) in &cells {
            let own = year_in(&line[from..to]);
            several |= own.is_some() && latest.is_some() && own != latest;
            latest = latest.max(own);
        }
        let mut promises = false;
        for (from, to) in cells {
            let (cell, own) = (bare(&line[from..to]), year_in(&line[from..to]));
            let goal = from > 0 && grammar.ends(Context::ColumnGoal, cell) > 0;
            let ahead = match year {
                Some(year) => own.is_some_and(|own| own > year),
                None => several && own == latest,
            };
            grid.columns.push(if grammar.ends(Context::ColumnRate, cell) > 0 {
                Column::Rate
            } else if goal || own.is_some() && ahead {
                promises = true;
                grid.last = grid.last.max(own);
                Column::Goal(own)
            } else if own.is_some() {
                Column::Base
            } else if grammar.context(Context::ColumnUnit).get(cell).is_some() {
                Column::Unit
            } else {
                Column::Words
            });
        }
        (promises && grid.columns[0] == Column::Words).then_some(grid)
    }

    /// What the row `chars[start..end]` promises.
    pub(super) fn row(&self, chars: &[char], start: usize, end: usize, grammar: &Grammar) -> Vec<TableRow> {
        let line = &chars[start..end];
        let cells = cells(line);
        let Some(missing) = self.columns.len().checked_sub(cells.len()) else { return Vec::new() };
        // Cells of several rows are missing at the left, empty ones at the right.
        let mut rows = self.read(line, &cells, &self.columns[missing..], grammar);
        if rows.is_empty() && missing > 0 {
            rows = self.read(line, &cells, &self.columns, grammar);
        }
        for row in &mut rows {
            row.name = (row.name.0 + start, row.name.1 + start);
            row.end += start;
        }
        rows
    }

    /// What a row says whose cells stand in these columns; nothing where they do not fit.
    fn read(
        &self,
        line: &[char],
        cells: &[(usize, usize)],
        columns: &[Column],
        grammar: &Grammar,
    ) -> Vec<TableRow> {
        let (mut name, mut own_unit, mut has_unit) = (None, String::new(), false);
        let mut rows: Vec<TableRow> = Vec::new();
        for (at, &(from, to)) in cells.iter().enumerate() {
            let cell = &line[from..to];
            let value = value(cell, grammar);
            let is_number = cell.iter().all(|char| char.is_ascii_digit() || ".%".contains(*char));
            let (deadline, rate) = match columns[at] {
                // The first may be the number of the row.
                Column::Words | Column::Unit if at > 0 && is_number && value.is_some() => return Vec::new(),
                Column::Words if rows.is_empty() && !has_unit => {
                    (name, own_unit) = name_and_unit(line, (from, to), grammar);
                    continue;
                }
                Column::Words => continue,
                Column::Unit => {
                    has_unit = true;
                    own_unit = cell.iter().collect();
                    continue;
                }
                _ if value.is_none() && cell.iter().any(|char| is_han(*char)) => return Vec::new(),
                Column::Base => continue,
                Column::Goal(year) => (year, false),
                Column::Rate => (self.last, true),
            };
            let (Some(value), Some(name)) = (value, name) else { continue };
            let rate = rate && !value.sum;
            let scaled = value.unit.chars().all(|char| grammar.group(char).is_some());
            let unit = if rate {
                "%".to_owned()
            } else if scaled {
                value.unit + &own_unit
            } else {
                value.unit
            };
            if !unit.is_empty() && (!value.sum || rows.is_empty()) {
                let (value, value_max, relation) = (value.value, value.max, value.relation);
                rows.push(TableRow { name, unit, value, value_max, relation, deadline, rate, end: to });
            }
        }
        rows
    }
}

/// Where the cells of a line stand; a bar at its end closes the last one.
fn cells(line: &[char]) -> Vec<(usize, usize)> {
    let end = line.len() - usize::from(line.last() == Some(&'|'));
    let (mut cells, mut from) = (Vec::new(), 0);
    for (at, char) in line[..end].iter().enumerate() {
        if *char == '|' {
            cells.push((from, at));
            from = at + 1;
        }
    }
    cells.push((from, end));
    cells
}

/// A cell without what it says in brackets.
fn bare(cell: &[char]) -> &[char] {
    let open = cell.iter().position(|char| matches!(char, '(' | '[' | '〔'));
    &cell[..open.filter(|open| *open > 0).unwrap_or(cell.len())]
}

/// The year that the head of a column names: 2025年, 2025年目标, 2025.
fn year_in(cell: &[char]) -> Option<i32> {
    let named = |at: &usize| cell.len() == 4 || cell.get(at + 4) == Some(&'年');
    (0..cell.len()).rev().filter(named).find_map(|at| year_at(cell, at))
}

/// The name in a cell, without its number, and the unit in brackets behind it: 1.森林覆盖率|(%).
fn name_and_unit(
    line: &[char],
    (mut from, mut end): (usize, usize),
    grammar: &Grammar,
) -> (Option<(usize, usize)>, String) {
    while from < end && (line[from].is_ascii_digit() || matches!(line[from], '(' | ')' | '.' | '、' | ' ')) {
        from += 1;
    }
    let mut unit = String::new();
    if let Some(open) = line[from..end].iter().rposition(|char| *char == '(')
        && line[end - 1] == ')'
        && let Some(found) = unit_name(&line[from + open + 1..end - 1], grammar)
    {
        (unit, end) = (found, from + open);
    }
    (line[from..end].iter().any(|char| is_han(*char)).then_some((from, end)), unit)
}

/// The value that a cell is.
fn value(cell: &[char], grammar: &Grammar) -> Option<Value> {
    let inner = match cell {
        ['〔' | '[' | '(' | '【', inner @ .., '〕' | ']' | ')' | '】'] => inner,
        _ => cell,
    };
    let measure = measures(inner, grammar).into_iter().next()?;
    let mut relation = None;
    let mut before = &inner[..measure.start];
    while let Some((length, bound)) = bound_before(before, grammar) {
        relation = relation.or(bound.relation);
        before = &before[..before.len() - length];
    }
    let behind = &inner[measure.end..];
    let after = grammar.after.prefix(behind);
    let whole = before.is_empty() && after.map_or(0, |(length, _)| length) == behind.len();
    let value = measure.value.filter(|_| whole)?;
    Some(Value {
        value,
        max: measure.value_max,
        relation: after.and_then(|(_, bound)| bound.relation).or(relation),
        unit: measure.unit,
        sum: inner.len() < cell.len(),
    })
}
