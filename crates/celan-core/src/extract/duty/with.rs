//! Owners who act together in running text, without a word that says who leads: 市民政局(应)会同市残联(、…)完善监管制度.
//!
//! ```text
//! clause = [TASK] [由] names WITH names [,] DEED …     the first lead, the others help; TASK stands before 由, else it is the deed
//! ```

use celan_data::Role;

use super::{Duty, Owners, Reader, Taken, prose, split};
use crate::fold::fold;

/// What is to be done is no measure where it has fewer characters: 制定.
const SHORTEST_DEED: usize = 4;

impl Reader<'_> {
    /// All sentences of the stretch in which agencies act together, if nobody is said to answer there.
    pub(super) fn with(&self, duties: &mut Vec<Duty>) {
        let from = self.prose_start();
        let mut withs =
            self.tables.roles.withs(&self.text()[from..]).map(|(at, end)| (from + at, from + end)).peekable();
        if withs.peek().is_none() {
            return;
        }
        let taken = Taken::new(duties);
        for (start, end) in split(self.text(), from, self.text().len(), |c| matches!(c, '。' | ';' | '\n')) {
            // One a sentence: the second acts within the task of the first.
            while withs.next_if(|(at, _)| *at < start).is_some() {}
            let Some(&with) = withs.peek().filter(|(at, _)| *at < end) else { continue };
            if taken.is_empty() || !taken.overlaps(self.span(start, end)) {
                duties.extend(self.together((start, end), with));
            }
        }
    }

    /// The duty of a sentence in whose clause those before `with` lead and those behind help.
    fn together(&self, (start, end): (usize, usize), with: (usize, usize)) -> Option<Duty> {
        let start = start + prose::article(&self.text()[start..end]);
        let before = &self.text()[start..with.0];
        let clause = start + before.rfind([',', ':']).map_or(0, |at| at + 1);
        let by = self.text()[clause..with.0].find('由').map(|by| clause + by);
        let mut owners = Owners { led: true, ..Owners::default() };
        owners.add(Role::Lead, self.all_agencies(by.map_or(clause, |by| by + '由'.len_utf8()), with.0)?);
        let helpers = self.helpers_end(with.1, end)?;
        owners.add(Role::Partner, self.all_agencies(with.1, helpers)?);
        let task = (helpers + usize::from(self.text()[helpers..end].starts_with(',')), end);
        let told = by.filter(|by| !self.text()[clause..*by].trim().is_empty());
        // 管理办法,由甲局会同乙局制定: what is made stands before.
        let before = by
            .filter(|_| self.text()[task.0..task.1].trim().chars().count() < SHORTEST_DEED && start < clause);
        let task = told.map(|by| (clause, by)).or(before.map(|_| (start, clause))).unwrap_or(task);
        let quote = self.tight(clause, end);
        (self.text()[task.0..task.1].trim().chars().count() >= 2)
            .then(|| self.duty_of_named(owners, quote, task))
    }

    /// The names of a piece, where all are agencies.
    pub(super) fn all_agencies(&self, start: usize, end: usize) -> Option<Vec<String>> {
        let roles = &self.tables.roles;
        let names = if start < end { self.names(start, end) } else { Vec::new() };
        let agency = |name: &String| {
            let name = fold(name, self.tables);
            roles.is_agency(&name) || roles.begins_agency(&name) && roles.ends_agency(&name)
        };
        (!names.is_empty() && names.iter().all(agency)).then_some(names)
    }

    /// Where the names of those who help end: before something to do, or before a comma behind which it stands.
    pub(super) fn helpers_end(&self, start: usize, end: usize) -> Option<usize> {
        let roles = &self.tables.roles;
        let (mut at, mut fields) = (start, false);
        for piece in self.text()[start..end].split_inclusive(['、', ',']) {
            let name = piece.trim_end_matches(['、', ',']);
            if let Some(deed) = roles.deed_behind_agency(name) {
                return (!fields || roles.ends_as_kind(&name[..deed])).then_some(at + deed);
            }
            let whole = roles.is_agency(roles.bare_name(name.trim())) || fields && roles.ends_as_kind(name);
            // 会同乙局,抓好落实.
            if !whole && at > start && self.text()[..at].ends_with(',') {
                return Some(at - 1);
            }
            // 会同财政、税务部门: fields that share a noun.
            if !whole && !piece.ends_with('、') {
                return None;
            }
            fields = !whole;
            at += piece.len();
        }
        None
    }
}
