//! Owners in running text: clauses that say nothing but who answers for what.

use celan_data::Role;

use super::{Duty, Owners, Reader, Taken, split};
use crate::fold::fold;

/// The longest list of names before a lead word, in bytes.
const CLAUSE_BYTES: usize = 600;

impl Reader<'_> {
    /// All clauses of the stretch that name owners in running text.
    pub(super) fn prose(&self, duties: &mut Vec<Duty>) {
        let taken = Taken::new(duties);
        let from = self.body();
        for (start, end) in split(self.text(), from, self.text().len(), |c| matches!(c, '。' | ';' | '\n')) {
            if taken.overlaps(self.span(start, end)) {
                continue;
            }
            self.clause(start, end, duties);
        }
    }

    /// The owners of one sentence: each clause between commas may name some.
    fn clause(&self, start: usize, end: usize, duties: &mut Vec<Duty>) {
        let mut at = start;
        for (offset, word, role) in self.tables.roles.after(&self.text()[start..end]) {
            let word_at = start + offset;
            if role != Role::Lead || word_at < at {
                continue;
            }
            let behind = &self.text()[word_at + word.len()..end];
            if self.tables.roles.makes_noun(behind) {
                continue;
            }
            let clause = self.text()[at..word_at].rfind(',').map_or(at, |comma| at + comma + 1);
            if word_at - clause > CLAUSE_BYTES {
                continue;
            }
            let Some(found) = self.owners(clause, word_at, end, word) else { continue };
            let (owners, task, quote_end) = found;
            let task_end = task.1;
            let mut duty = self.duty(owners, None, self.tight(clause, quote_end), task.0, task_end);
            duty.measure = self.written(task.0, task.1);
            duty.measure_span = self.tight(task.0, task.1);
            duties.push(duty);
            at = quote_end;
        }
    }

    /// The names before a lead word at `word_at`, the task, and where the statement ends.
    fn owners(
        &self,
        clause: usize,
        word_at: usize,
        end: usize,
        word: &str,
    ) -> Option<(Owners, (usize, usize), usize)> {
        let before = &self.text()[clause..word_at];
        let behind = (word_at + word.len(), end);
        let (names, task_before) = match before.find('由') {
            Some(by) => ((clause + by + '由'.len_utf8(), word_at), Some((clause, clause + by))),
            None => ((clause, word_at), None),
        };
        let list = self.names(names.0, names.1);
        // 由 says that a name follows, whatever words are in it: 由新兴产业推进组工作专班牵头.
        let roles = &self.tables.roles;
        let agency = |name: &String| {
            let folded = fold(name, self.tables);
            if task_before.is_some() { roles.ends_agency(&folded) } else { roles.is_agency(&folded) }
        };
        if list.is_empty() || !list.iter().all(agency) {
            return None;
        }
        let mut owners = Owners::default();
        owners.add(Role::Lead, list);
        let task = match task_before {
            Some(task) if !self.text()[task.0..task.1].trim().is_empty() => (task, behind.0),
            _ => {
                let words = self.text()[behind.0..behind.1].trim();
                if words.chars().count() < 2 {
                    return None;
                }
                (behind, behind.1)
            }
        };
        Some((owners, task.0, task.1))
    }

    /// The span of a piece without the blanks and commas around it.
    fn tight(&self, start: usize, end: usize) -> crate::span::Span {
        let is_edge = |c: char| c.is_whitespace() || matches!(c, ',' | ':');
        let words = &self.text()[start..end];
        let begin = start + words.len() - words.trim_start_matches(is_edge).len();
        let inner = self.text()[begin..end].trim_end_matches(is_edge);
        self.span(begin, begin + inner.len())
    }
}
