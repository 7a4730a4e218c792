//! Owners in running text: clauses that say nothing but who answers for what, and the cells of a flattened table of tasks,
//! where all who answer stand behind the task, broken into short lines.

use celan_data::Role;

use super::rows::is_row_number;
use super::{Duty, Owners, Reader, Taken, split};
use crate::fold::fold;
use crate::numeral::is_numeral;
use crate::span::Span;

/// The longest list of names before a lead word, in bytes.
const CLAUSE_BYTES: usize = 600;

/// What is so short behind a comma, in characters, at the end of a line is a piece of a name.
const LONGEST_BROKEN: usize = 6;

/// Over how many lines the names before a lead word may go.
const MOST_LINES: usize = 5;

impl Reader<'_> {
    /// All clauses of the stretch that name owners in running text.
    pub(super) fn prose(&self, duties: &mut Vec<Duty>) {
        let from = self.prose_start();
        let leads = self.tables.roles.after(&self.text()[from..]).filter(|(_, _, role)| *role == Role::Lead);
        let mut leads = leads.map(|(at, ..)| from + at).peekable();
        if leads.peek().is_none() {
            return;
        }
        let taken = Taken::new(duties);
        let mut task = from;
        for (start, end) in split(self.text(), from, self.text().len(), |c| matches!(c, '。' | ';' | '\n')) {
            // Few sentences hold a lead word.
            while leads.next_if(|lead| *lead < start).is_some() {}
            if leads.peek().is_none_or(|lead| *lead >= end)
                || !taken.is_empty() && taken.overlaps(self.span(start, end))
            {
                continue;
            }
            self.clause(start, end, &mut task, duties);
        }
    }

    /// Where running text begins: behind the heading, or behind its number where the heading is a sentence (3.县教育局牵头,…。).
    pub(super) fn prose_start(&self) -> usize {
        let body = self.body;
        let heading = &self.text()[..body];
        let number = heading.trim_start_matches(|c: char| {
            c.is_ascii_digit()
                || matches!(c, '(' | ')' | '.' | '、' | ' ')
                || is_numeral(c, &self.tables.grammar)
        });
        if heading.trim_end().ends_with('。') { body - number.len() } else { body }
    }

    /// The owners of one sentence: each clause between commas may name some.
    fn clause(&self, start: usize, end: usize, task: &mut usize, duties: &mut Vec<Duty>) {
        let mut at = start + article(&self.text()[start..end]);
        let (words, sentence) = (self.tables.roles.after(&self.text()[start..end]), end);
        for (offset, word, role) in words {
            let word_at = start + offset;
            if role != Role::Lead || word_at < at {
                continue;
            }
            if let Some(duty) = self.owner_before_colon(at, word_at, (word_at + word.len(), sentence)) {
                duties.push(duty);
                (at, *task) = (sentence, sentence);
                continue;
            }
            if !self.may_end_name(word_at) {
                continue;
            }
            let end = self.next_owner(word_at + word.len(), sentence);
            if at > end {
                continue;
            }
            let behind = &self.text()[word_at + word.len()..end];
            if self.tables.roles.makes_noun(behind) || self.text()[..word_at].ends_with('(') {
                continue;
            }
            let clause = self.text()[at..word_at].rfind([',', ':']).map_or(at, |comma| at + comma + 1);
            let by = self.text()[clause..word_at].find('由').map(|by| clause + by);
            let names_from = by.map_or(clause, |by| by + self.width(by));
            if let Some(cell) = self.cell(*task, names_from, word_at, word) {
                let (duty, stop) = self.duty_beside(cell, (clause, by), *task, end);
                duties.push(duty);
                (at, *task) = (stop, stop);
                continue;
            }
            if word_at - clause > CLAUSE_BYTES {
                continue;
            }
            if let Some((duty, stop)) =
                self.owner_of_before((at.min(clause), *task), names_from, (word_at, word), end)
            {
                duties.push(duty);
                (at, *task) = (stop, stop);
                continue;
            }
            let Some(found) = self.owners(clause, word_at, end, word) else { continue };
            let (owners, words, quote_end) = found;
            duties.push(if words.0 == words.1 {
                self.duty_of_cell(owners, ((*task).min(clause), clause), self.tight(clause, words.0))
            } else {
                self.duty_of_named(owners, self.tight(clause, quote_end), words)
            });
            at = quote_end;
        }
    }

    /// The duty of a list of owners, which begins and ends where `cell` says, and where it ends: its task stands before or behind.
    fn duty_beside(
        &self,
        (owners, from, quote_end): (Owners, usize, usize),
        (clause, by): (usize, Option<usize>),
        task: usize,
        end: usize,
    ) -> (Duty, usize) {
        // …负责,各地区组织实施: what others do is not the task.
        let rest = self.text().get(quote_end..end).and_then(|rest| rest.strip_prefix(','));
        let goes_on = rest.is_some_and(|rest| !self.tables.roles.is_each(rest.trim_start()));
        let before = by.filter(|by| !self.text()[clause..*by].trim().is_empty());
        let stop = if goes_on && before.is_none() { end } else { quote_end };
        let duty = match before {
            // 前期工作由甲局牵头,乙局配合: the task stands before.
            Some(by) => self.duty_of_named(owners, self.tight(clause, stop), (clause, by)),
            // 甲局牵头,乙局配合,制定…: it stands behind.
            None if goes_on => self.duty_of_task(owners, self.tight(from, stop), (quote_end + 1, stop)),
            None => {
                let to = by.unwrap_or(from);
                self.duty_of_cell(owners, (task.min(to), to), self.tight(from, quote_end))
            }
        };
        (duty, stop)
    }

    /// 市财政局:负责|资金保障: an agency and all that it does.
    fn owner_before_colon(&self, at: usize, word_at: usize, task: (usize, usize)) -> Option<Duty> {
        let names = self.text()[at..word_at].trim_end().strip_suffix(':')?;
        let list = self.all_agencies(at, at + names.len())?;
        let begins = |name: &String| self.tables.roles.begins_agency(&fold(name, self.tables));
        if !list.iter().all(begins) || self.text()[task.0..task.1].trim().chars().count() < 2 {
            return None;
        }
        let mut owners = Owners::default();
        owners.add(Role::Lead, list);
        Some(self.duty_of_task(owners, self.tight(at, task.1), task))
    }

    /// 建设机房,由甲局负责; …。甲局、乙局按职责分工负责: nothing stands behind, and the task is what stands before: in the
    /// sentence from `sentence` on, else from `task` on. The duty, and where it ends.
    fn owner_of_before(
        &self,
        (sentence, task): (usize, usize),
        names_from: usize,
        (word_at, word): (usize, &str),
        end: usize,
    ) -> Option<(Duty, usize)> {
        let stop = word_at + word.len();
        let behind = self.text()[stop..end].trim();
        let by =
            self.text()[..names_from].ends_with('由').then(|| names_from - self.width_before(names_from));
        let begin = by.unwrap_or(names_from);
        let before = self.text()[sentence..begin].trim_end_matches([',', ':']).trim();
        // 由 may stand anywhere; bare names only where a sentence begins.
        let fits = if by.is_some() {
            !self.text()[sentence..begin].trim_end().ends_with(|c| c != ',' && c != ':')
        } else {
            before.is_empty() && self.begins_sentence(sentence)
        };
        if !behind.is_empty() || !fits || self.tables.roles.keeps_page(word) {
            return None;
        }
        let list = self.all_agencies(names_from, word_at)?;
        let mut owners = Owners::default();
        self.assign(&mut owners, word, Role::Lead, list);
        let quote = self.tight(begin, stop);
        if before.is_empty() {
            let duty = self.duty_of_cell(owners, (task.min(begin), begin), quote);
            return (!duty.measure.is_empty()).then_some((duty, stop));
        }
        let from = begin - self.text()[sentence..begin].trim_start().len();
        Some((self.duty_of_task(owners, quote, (from, from + before.len())), stop))
    }

    /// Whether a sentence begins at `at`, and no line that the page broke goes on there.
    fn begins_sentence(&self, at: usize) -> bool {
        let before = self.text()[..at].trim_end();
        before.ends_with(['。', ';', ':', ')']) || at <= self.body || before.len() <= self.body
    }

    /// How wide the character before `at` is.
    fn width_before(&self, at: usize) -> usize {
        self.text()[..at].chars().next_back().map_or(0, char::len_utf8)
    }

    /// Where the clause of the next one who leads begins, else `end`: 甲局负责建设,|乙局负责管理.
    fn next_owner(&self, from: usize, end: usize) -> usize {
        let roles = &self.tables.roles;
        let owner = roles.after(&self.text()[from..end]).find_map(|(offset, word, role)| {
            // ,各县按职责分工负责: they share the task.
            let shares =
                roles.shares_task(word) && self.text()[from + offset + word.len()..end].trim().is_empty();
            let leads = role == Role::Lead && !shares && self.may_end_name(from + offset);
            let comma = self.text()[from..from + offset].rfind(',').filter(|_| leads)?;
            let names = self.names(from + comma + 1, from + offset);
            let leads = names.iter().all(|name| roles.is_agency(&fold(name, self.tables)));
            (leads && !names.is_empty()).then_some(from + comma)
        });
        owner.unwrap_or(end)
    }

    /// …。|甲部、乙⏎部牵头,丙部等按职责⏎分工负责: all who answer for the task before, where the first names begin, and the end.
    /// Nothing before `task` belongs to them.
    fn cell(&self, task: usize, clause: usize, word_at: usize, word: &str) -> Option<(Owners, usize, usize)> {
        let roles = &self.tables.roles;
        let mut places = Vec::new();
        let mut behind = String::new();
        let after = word_at + word.len();
        for (at, c) in self.text()[after..].char_indices().filter(|(_, c)| !c.is_whitespace()) {
            if behind.len() >= CLAUSE_BYTES || c == '。' {
                break;
            }
            behind.push(c);
            places.extend(std::iter::repeat_n(after + at + c.len_utf8(), c.len_utf8()));
        }
        let mut owners = Owners { led: roles.leads(word), ..Owners::default() };
        let mut end = 0;
        for (at, word, role) in roles.after(&behind) {
            let Some(names) = behind.get(end..at).and_then(|names| names.strip_prefix(',')) else { break };
            let rest = &behind[at + word.len()..];
            if roles.is_deed(word) && !rest.is_empty() && !rest.starts_with([',', ';']) {
                break;
            }
            let names: Vec<&str> = names.split(['、', ',']).map(|name| roles.bare_name(name)).collect();
            if !names.iter().all(|name| roles.is_agency(name) && !name.contains('由')) {
                break;
            }
            let written = |name: &&str| {
                let from = name.as_ptr() as usize - behind.as_ptr() as usize;
                self.written(places[from] - self.width_before(places[from]), places[from + name.len() - 1])
            };
            let names = names.iter().map(written).collect();
            self.assign(&mut owners, word, role, names);
            end = at + word.len();
        }
        let quote_end = *places.get(end.checked_sub(1)?)?;
        let (from, lead) = self.names_over_lines(task, clause, word_at)?;
        let mut first = Owners { led: owners.led, ..Owners::default() };
        self.assign(&mut first, word, Role::Lead, lead);
        first.add(Role::Lead, owners.lead);
        first.add(Role::Partner, owners.partners);
        first.add(Role::Participant, owners.participants);
        let owners = first;
        Some((owners, from, quote_end))
    }

    /// The names that end at `end`, with those in the lines before as long as all of them are agencies, and where they begin.
    fn names_over_lines(&self, task: usize, clause: usize, end: usize) -> Option<(usize, Vec<String>)> {
        let agency = |name: &String| self.tables.roles.is_agency(&fold(name, self.tables));
        let (mut from, mut found) = (clause, None);
        for _ in 0..MOST_LINES {
            let names = self.names(from, end);
            if !names.is_empty() && names.iter().all(agency) {
                found = Some((from, names));
            }
            let Some(line) = self.text()[..from].get(task..).and_then(|text| text.strip_suffix('\n')) else {
                break;
            };
            let line = line.trim_end();
            if line.ends_with(['。', ';', ':', ',']) || line.ends_with(|c: char| c.is_ascii_digit()) {
                break;
            }
            let start = line.rfind(['\n', '。']).map_or(0, |at| at + self.width(task + at));
            from = task + start;
        }
        found
    }

    /// The duty whose task is told by `words`, or is that of the section: 以下任务均|由甲局负责.
    pub(super) fn duty_of_named(&self, owners: Owners, quote: Span, words: (usize, usize)) -> Duty {
        if self.tables.roles.is_measure_itself(self.text()[words.0..words.1].trim()) {
            let body = self.body;
            return self.duty(owners, None, quote, body.min(words.0), words.0);
        }
        self.duty_of_task(owners, quote, words)
    }

    /// The duty whose task is told by `words`.
    pub(super) fn duty_of_task(&self, owners: Owners, quote: Span, words: (usize, usize)) -> Duty {
        let mut duty = self.duty(owners, None, quote, words.0, words.1);
        duty.measure = self.title(words.0, words.1);
        duty.measure_span = self.tight(words.0, words.1);
        duty
    }

    /// The duty of a cell: its task is what stands between the cell before and its names, or the heading above.
    fn duty_of_cell(&self, owners: Owners, task: (usize, usize), quote: Span) -> Duty {
        let task = (task.0 + self.row(&self.text()[task.0..task.1]), task.1);
        let numbered = task.0 + self.numbers(&self.text()[task.0..task.1]);
        let words = self.text()[numbered..task.1]
            .trim_start_matches(|c: char| c.is_whitespace() || c.is_ascii_digit());
        if words.is_empty() || task.0 <= self.body && self.stretch.section.is_some() {
            return self.duty(owners, None, quote, task.0, task.1);
        }
        let start = task.1 - words.len();
        let end = words.find(['。', ';']).map_or(task.1, |end| start + end);
        self.duty_of_task(owners, quote, (start, end))
    }

    /// Where the last row of `words` begins, behind a line that is only its number: the rows before have owners that were not
    /// understood.
    fn row(&self, words: &str) -> usize {
        let lines = words.split_inclusive('\n').scan(0, |at, line| {
            *at += line.len();
            Some((*at, line.trim()))
        });
        lines.filter(|(_, line)| is_row_number(line)).last().map_or(0, |(at, _)| at)
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
            // 部门分工负责: a kind, and no agency.
            let named = folded.chars().count() > 2 || roles.begins_agency(&folded);
            named && if task_before.is_some() { roles.ends_agency(&folded) } else { roles.is_agency(&folded) }
        };
        if list.is_empty() || !list.iter().all(agency) {
            return None;
        }
        let mut owners = Owners::default();
        self.assign(&mut owners, word, Role::Lead, list);
        let task = match task_before {
            Some(task) if !self.text()[task.0..task.1].trim().is_empty() => (task, behind.0),
            _ => {
                let words = self.text()[behind.0..behind.1].trim();
                if let Some(task) = self.joined(&mut owners, behind) {
                    return Some((owners, task, behind.1));
                }
                // 甲局牵头,中央组织⏎部、乙局负责: the page broke a name.
                let broken = words.starts_with(',') && self.text()[behind.1..].starts_with('\n');
                if broken && words.chars().count() <= LONGEST_BROKEN {
                    return None;
                }
                let listed = words.strip_prefix(',').and_then(|rest| rest.split(['、', ',', '等']).next());
                // …负责,各地区组织实施: what others do is not the task, which stands before.
                let others = words.strip_prefix(',').is_some_and(|rest| roles.is_each(rest.trim_start()));
                if words.chars().count() < 2 || !others && listed.is_some_and(|name| roles.is_agency(name)) {
                    return None;
                }
                let task = if others { (behind.0, behind.0) } else { self.helped(&mut owners, behind) };
                (task, behind.1)
            }
        };
        Some((owners, task.0, task.1))
    }

    /// The task in (由甲局牵头),会同乙局、丙局|组织扩建: what stands behind those who help, who are added to `owners`.
    fn joined(&self, owners: &mut Owners, behind: (usize, usize)) -> Option<(usize, usize)> {
        let start = behind.0 + self.text()[behind.0..behind.1].strip_prefix(',').map(|_| 1)?;
        let (_, with) =
            self.tables.roles.withs(&self.text()[start..behind.1]).next().filter(|(at, _)| *at == 0)?;
        let helpers = self.helpers_end(start + with, behind.1)?;
        let names = self.all_agencies(start + with, helpers)?;
        let task = (helpers + usize::from(self.text()[helpers..].starts_with(',')), behind.1);
        if self.text()[task.0..task.1].trim().is_empty() {
            return None;
        }
        owners.add(Role::Partner, names);
        Some(task)
    }

    /// The task in 电网改造,甲局、乙局配合: what stands before those who help, who are added to `owners`.
    fn helped(&self, owners: &mut Owners, task: (usize, usize)) -> (usize, usize) {
        let roles = &self.tables.roles;
        let words = self.text()[task.0..task.1].trim_end();
        let Some((comma, (word, role))) = words.rfind(',').zip(roles.at_end(words)) else { return task };
        // 甲局负责宣传,各县按职责分工负责: they share the task.
        let role = if role == Role::Lead && roles.shares_task(word) { Role::Partner } else { role };
        let names = (task.0 + comma + 1, task.0 + words.len() - word.len());
        let list = if names.0 < names.1 { self.names(names.0, names.1) } else { Vec::new() };
        let agencies = list.iter().all(|name| roles.is_agency(&fold(name, self.tables)));
        if role == Role::Lead || list.is_empty() || !agencies {
            return task;
        }
        owners.add(role, list);
        (task.0, task.0 + comma)
    }

    /// The span of a piece without the blanks and commas around it.
    pub(super) fn tight(&self, start: usize, end: usize) -> Span {
        let is_edge = |c: char| c.is_whitespace() || matches!(c, ',' | ':');
        let words = &self.text()[start..end];
        let begin = start + words.len() - words.trim_start_matches(is_edge).len();
        let inner = self.text()[begin..end].trim_end_matches(is_edge);
        self.span(begin, begin + inner.len())
    }
}

/// How long the number of an article before its sentence is, in bytes: 第三条 |市民政部门负责….
pub(super) fn article(sentence: &str) -> usize {
    let words = sentence.trim_start();
    let number = words.strip_prefix('第').and_then(|rest| rest.split_once('条'));
    let is_number = |number: &&str| number.chars().count() <= LONGEST_ARTICLE;
    number
        .map(|(number, _)| number)
        .filter(is_number)
        .map_or(0, |number| sentence.len() - words.len() + '第'.len_utf8() + number.len() + '条'.len_utf8())
}

/// The longest number of an article: 一百二十一.
const LONGEST_ARTICLE: usize = 5;
