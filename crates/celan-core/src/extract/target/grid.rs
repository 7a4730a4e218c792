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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug)]
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
    percent: bool,
    /// It stands in brackets: the sum over all years.
    sum: bool,
}

impl Grid {
    /// The table whose first row is `line`, in a document of `year`.
    pub(super) fn header(line: &[char], year: Option<i32>, grammar: &Grammar) -> Option<Self> {
        let cells: Vec<&[char]> = cells(line).map(|(from, to)| &line[from..to]).collect();
        let years: Vec<Option<i32>> = cells.iter().map(|cell| year_in(cell)).collect();
        let latest = years.iter().flatten().max().copied();
        let earliest = years.iter().flatten().min().copied();
        let column = |at: usize| {
            let is = |class| grammar.ends(class, bare(cells[at])) > 0;
            let goal = at > 0 && is(Context::ColumnGoal);
            match years[at] {
                _ if is(Context::ColumnRate) => Column::Rate,
                Some(own) if goal || year.is_some_and(|year| own > year) => Column::Goal(Some(own)),
                Some(own) if year.is_none() && Some(own) == latest && latest > earliest => {
                    Column::Goal(Some(own))
                }
                Some(_) => Column::Base,
                None if goal => Column::Goal(None),
                None if grammar.context(Context::ColumnUnit).get(bare(cells[at])).is_some() => Column::Unit,
                None => Column::Words,
            }
        };
        let columns: Vec<Column> = (0..cells.len()).map(column).collect();
        let last = columns.iter().filter_map(|column| match column {
            Column::Goal(year) => *year,
            _ => None,
        });
        let last = last.max();
        let promises = columns.iter().any(|column| matches!(column, Column::Goal(_)));
        (promises && columns[0] == Column::Words).then_some(Self { columns, last })
    }

    /// What the row `chars[start..end]` promises.
    pub(super) fn row(&self, chars: &[char], start: usize, end: usize, grammar: &Grammar) -> Vec<TableRow> {
        let line = &chars[start..end];
        let cells: Vec<(usize, usize)> = cells(line).collect();
        let missing = self.columns.len().checked_sub(cells.len());
        // Cells of several rows are missing at the left, empty ones at the right.
        let skipped = missing.into_iter().flat_map(|missing| [missing, 0]);
        let mut fitting = skipped.filter_map(|skipped| {
            let columns = &self.columns[skipped..];
            let fits = cells.iter().zip(columns).enumerate().all(|(at, (&(from, to), column))| {
                let cell = &line[from..to];
                match column {
                    // The first may be the number of the row.
                    Column::Words | Column::Unit => {
                        at == 0
                            || cell.is_empty()
                            || !cell[0].is_ascii_digit()
                            || !cell.iter().all(|char| char.is_ascii_digit() || ".%".contains(*char))
                    }
                    _ => !cell.iter().any(|char| is_han(*char)) || value(cell, grammar).is_some(),
                }
            });
            fits.then(|| self.read(line, &cells, columns, grammar)).filter(|rows| !rows.is_empty())
        });
        let mut rows = fitting.next().unwrap_or_default();
        for row in &mut rows {
            row.name = (row.name.0 + start, row.name.1 + start);
            row.end += start;
        }
        rows
    }

    fn read(
        &self,
        line: &[char],
        cells: &[(usize, usize)],
        columns: &[Column],
        grammar: &Grammar,
    ) -> Vec<TableRow> {
        let first = columns.iter().position(|column| !matches!(column, Column::Words)).unwrap_or(0);
        let Some(name) = first.checked_sub(1).and_then(|at| cells.get(at)) else { return Vec::new() };
        let Some((name, own)) = name_and_unit(line, *name, grammar) else { return Vec::new() };
        let given = columns.iter().position(|column| *column == Column::Unit);
        let given = given.and_then(|at| cells.get(at)).map(|(from, to)| line[*from..*to].iter().collect());
        let unit: String = own.or(given).unwrap_or_default();
        let mut rows = Vec::new();
        for (&(from, to), column) in cells.iter().zip(columns) {
            let (deadline, rate) = match column {
                Column::Goal(year) => (*year, false),
                Column::Rate => (self.last, true),
                _ => continue,
            };
            let Some(value) = value(&line[from..to], grammar) else { continue };
            let rate = rate && !value.sum;
            let unit = match (value.percent, rate, value.unit.is_empty()) {
                (true, ..) => "%".to_owned(),
                (false, true, _) => "%".to_owned(),
                (false, false, false) if value.unit.chars().all(|char| grammar.group(char).is_some()) => {
                    value.unit + &unit
                }
                (false, false, false) => value.unit,
                _ => unit.clone(),
            };
            if unit.is_empty() || value.sum && !rows.is_empty() {
                continue;
            }
            rows.push(TableRow {
                name,
                unit,
                value: value.value,
                value_max: value.max,
                relation: value.relation,
                deadline,
                rate,
                end: to,
            });
        }
        rows
    }
}

/// Where the cells of a line stand; a bar at its end closes the last one.
fn cells(line: &[char]) -> impl Iterator<Item = (usize, usize)> {
    let end = line.len() - usize::from(line.last() == Some(&'|'));
    let mut from = 0;
    line[..end].split(|char| *char == '|').map(move |cell| {
        let start = from;
        from += cell.len() + 1;
        (start, start + cell.len())
    })
}

/// A cell without what it says in brackets.
fn bare(cell: &[char]) -> &[char] {
    let open = cell.iter().position(|char| matches!(char, '(' | '[' | '〔'));
    &cell[..open.filter(|open| *open > 0).unwrap_or(cell.len())]
}

/// The year that the head of a column names: 2025年, 2025年目标, 2025.
fn year_in(cell: &[char]) -> Option<i32> {
    let found = (0..cell.len()).filter_map(|at| Some((at, year_at(cell, at)?)));
    let named = |(at, _): &(usize, i32)| cell.len() == 4 || cell.get(at + 4) == Some(&'年');
    found.rev().find(named).map(|(_, year)| year)
}

/// The name in a cell, without its number, and the unit in brackets behind it: 1.森林覆盖率|(%).
fn name_and_unit(
    line: &[char],
    (from, to): (usize, usize),
    grammar: &Grammar,
) -> Option<((usize, usize), Option<String>)> {
    let digits = line[from..to].iter().take_while(|char| "().、 ".contains(**char) || char.is_ascii_digit());
    let from = from + digits.count();
    let open = line[from..to].iter().rposition(|char| *char == '(').map(|open| from + open);
    let unit =
        open.filter(|_| line[to - 1] == ')').and_then(|open| unit_name(&line[open + 1..to - 1], grammar));
    let end = open.filter(|_| unit.is_some()).unwrap_or(to);
    (end > from && line[from..end].iter().any(|char| is_han(*char))).then_some(((from, end), unit))
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
        percent: measure.unit == "%",
        unit: measure.unit,
        sum: inner.len() < cell.len(),
    })
}
