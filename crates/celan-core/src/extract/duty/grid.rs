//! Owners in tables whose rows are lines: below a row of labels, each row has a task and those who answer for it.
//!
//! ```text
//! header = cell { BAR cell }, one cell a LABEL     任务 | 牵头单位 | 配合单位 | 完成时限
//! row    = cell { BAR cell }                       建设基站800个 | 市通信管理办公室 | 市自然资源局、各区政府 | 12月底
//! BAR    = "|" | tab
//! ```
//! The longest of the other cells is the task. Cells that several rows share are missing at the left.

use celan_data::Role;

use super::{Duty, Owners, Reader, Taken};
use crate::chars::without_blanks;

/// A cell: where it begins and ends.
type Cell = (usize, usize);

impl Reader<'_> {
    /// The duties of all rows below a row of labels.
    pub(super) fn grids(&self, duties: &mut Vec<Duty>) {
        if !self.text().bytes().any(|byte| matches!(byte, b'|' | b'\t')) {
            return;
        }
        let taken = Taken::new(duties);
        let mut labels: Vec<Option<(String, Role)>> = Vec::new();
        let mut start = 0;
        for line in self.text().split_inclusive('\n') {
            let (from, end) = (start, start + line.len());
            start = end;
            let cells = self.cells_of(from, end);
            if cells.len() < 2 {
                labels.clear();
                continue;
            }
            let mut heads = Vec::with_capacity(cells.len());
            let mut is_head = false;
            for cell in &cells {
                let label = self.label_of(*cell);
                is_head |= label.is_some();
                heads.push(label);
            }
            if is_head {
                labels = heads;
            } else if let Some(missing) = labels.len().checked_sub(cells.len()).filter(|_| !labels.is_empty())
                && !taken.overlaps(self.span(from, end))
            {
                duties.extend(self.row_of(&cells, &labels[missing..]));
            }
        }
    }

    /// The cells of a line, without the bars around it.
    fn cells_of(&self, start: usize, end: usize) -> Vec<Cell> {
        let (mut cells, mut from) = (Vec::new(), start);
        let line = &self.text()[start..end];
        for (at, c) in line.char_indices().chain([(line.len(), '|')]) {
            if is_bar(c) {
                // What opens the first cell is nothing, and so is what closes the last.
                if !cells.is_empty() || !self.text()[from..start + at].trim().is_empty() {
                    cells.push((from, start + at));
                }
                from = start + at + 1;
            }
        }
        while cells.pop_if(|(from, to)| self.text()[*from..*to].trim().is_empty()).is_some() {}
        cells
    }

    /// The label that a cell is.
    fn label_of(&self, (from, to): Cell) -> Option<(String, Role)> {
        let words = without_blanks(&self.text()[from..to]);
        let (label, role) = self.tables.roles.label_at_end(&words)?;
        // 市级责任单位: of what rank.
        (words.chars().count() <= label.chars().count() + LONGEST_RANK).then(|| (words.clone(), role))
    }

    fn row_of(&self, cells: &[Cell], labels: &[Option<(String, Role)>]) -> Option<Duty> {
        let mut owners = Owners::default();
        let mut task: Option<Cell> = None;
        for (&(from, to), label) in cells.iter().zip(labels) {
            match label {
                Some((label, Role::Person)) => owners.persons.extend(self.person(label, from, to)),
                Some((label, role)) => {
                    // 牵头:县交通局;配合:县财政局: with labels of their own.
                    let own = self.labelled(from, to);
                    for &(label, role, names) in &own {
                        let words = &self.text()[label.0..label.1];
                        self.assign(&mut owners, words, role, self.names(names.0, names.1));
                    }
                    if own.is_empty() {
                        self.assign(&mut owners, label, *role, self.names(from, to));
                    }
                }
                None if task.is_none_or(|task| to - from > task.1 - task.0) => task = Some((from, to)),
                None => {}
            }
        }
        let (first, last) = (cells.first()?, cells.last()?);
        (!owners.is_empty())
            .then(|| self.duty_of_task(owners, self.tight(first.0, last.1), task.unwrap_or(*first)))
    }
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '\t')
}

/// The longest rank before a label, in characters.
const LONGEST_RANK: usize = 2;
