//! Owners in lines of their own: the annex of a plan with its groups, and labels behind the full stop of a measure.
//!
//! ```text
//! 群 长:方操胜 县委副书记、县长         person line: names may be padded, a second one may follow without a label
//! 牵头部门:县发改委                     agency line: the list may go on in the next line
//! ```

use crate::chars::without_blanks;
use crate::fold::fold;
use celan_data::Role;

use super::{Duty, Owners, Person, Reader, Taken};

/// The longest words before a label in a person line, in characters: 七大新兴产业集群总群长:.
const SUBJECT_CHARS: usize = 24;

/// Over so many lines the page may break the names of a cell.
const MOST_CELL_LINES: usize = 4;

/// A label stands so close behind the stop of its measure, in bytes: 。巢湖市责任单位:.
const FARTHEST_LABEL: usize = 36;

impl Reader<'_> {
    /// One duty for the labelled lines of a stretch; lines with a subject of their own, and labels behind a full stop, each
    /// make one more.
    pub(super) fn lines(&self, duties: &mut Vec<Duty>) {
        if !self.text().contains([':', '为']) {
            return;
        }
        let taken = Taken::new(duties);
        let mut group: Option<(Owners, usize, usize)> = None;
        let mut role: Option<Role> = None;
        let mut label = String::new();
        let mut from = self.body;
        for &(start, end) in self.line_ranges() {
            let words = self.text()[start..end].trim();
            if words.is_empty() {
                continue;
            }
            if !taken.is_empty() && taken.overlaps(self.span(start, end)) {
                (role, from) = (None, end);
                continue;
            }
            let Some((head, name, found, colon)) = self.line_label(start, end) else {
                // A line without a label goes on with the list before it.
                if let (Some(role), Some((owners, _, last))) = (role, &mut group)
                    && self.goes_on(role, words, *last)
                {
                    self.add(owners, role, &label, (start, end), true);
                    *last = end;
                    continue;
                }
                role = None;
                self.behind_stop(start, end, &mut from, duties);
                continue;
            };
            if !head.is_empty() {
                // A subject of its own: the head of all groups.
                let mut owners = Owners::default();
                self.add(&mut owners, found, &name, (colon + 1, end), false);
                if !owners.is_empty() {
                    let mut duty = self.duty(owners, None, self.line_span(start, end), start, start);
                    duty.measure = head;
                    duties.push(duty);
                }
                role = None;
                continue;
            }
            role = Some(found);
            label = name;
            let close = self.list_end(colon, end);
            let (owners, _, last) = group.get_or_insert_with(|| (Owners::default(), start, end));
            self.add(owners, found, &label, (colon + 1, close), false);
            *last = close;
            if close < end {
                from = close;
                self.behind_stop(close, end, &mut from, duties);
            }
        }
        if let Some((owners, start, end)) = group
            && !owners.is_empty()
        {
            duties.push(self.duty(owners, None, self.line_span(start, end), self.body, start));
        }
    }

    /// Cells of a table that became lines: below a line that is only a label, agencies answer for the lines before them.
    pub(super) fn cells(&self, duties: &mut Vec<Duty>) {
        let roles = &self.tables.roles;
        let is_head =
            |words: &str| matches!(roles.label_at_end(words), Some((label, Role::Lead)) if label == words);
        let (mut in_table, mut task) = (false, None);
        let mut row: Option<(Owners, usize, usize)> = None;
        let lines = self.line_ranges();
        let mut at = 0;
        while let Some(&(start, end)) = lines.get(at) {
            let words = self.text()[start..end].trim();
            let owned =
                (in_table && task.is_some()).then(|| self.names_of_lines(&lines[at..], row.is_some()));
            if let Some((names, last)) = owned.flatten() {
                let (owners, _, to) = row.get_or_insert_with(|| (Owners::default(), start, end));
                owners.add(Role::Lead, names);
                *to = last;
                at += lines[at..].iter().take_while(|(start, _)| *start < last).count();
                continue;
            }
            at += 1;
            if let Some((owners, from, to)) = row.take()
                && let Some(task) = task.take()
            {
                duties.push(self.duty_of_task(owners, self.line_span(from, to), task));
            }
            in_table |= is_head(words);
            let bare = self.text()[start..end].trim_end().trim_end_matches('。');
            let is_task = !words.is_empty() && !words.contains(':') && !is_number_or_head(words, &is_head);
            // A cell of several lines.
            let begins = task.filter(|_| in_table).map_or(start, |(begins, _)| begins);
            task = is_task.then_some((begins, start + bare.len()));
        }
        if let Some(((owners, from, to), task)) = row.zip(task) {
            duties.push(self.duty_of_task(owners, self.line_span(from, to), task));
        }
    }

    /// The agencies of the first line, or of the first few where the page broke names, and where they end. More lines than
    /// one are read where nothing of the row is known.
    fn names_of_lines(&self, lines: &[(usize, usize)], known: bool) -> Option<(Vec<String>, usize)> {
        let roles = &self.tables.roles;
        let agency = |name: &String| {
            let name = fold(name, self.tables);
            roles.begins_agency(&name) && roles.is_agency(&name)
        };
        let &(start, _) = lines.first()?;
        for &(_, end) in lines.iter().take(if known { 1 } else { MOST_CELL_LINES }) {
            let names = self.names(start, end);
            if names.is_empty() {
                return None;
            }
            if names.iter().all(agency) {
                return Some((names, end));
            }
            if names.len() < 2 || !names[..names.len() - 1].iter().all(agency) {
                return None;
            }
        }
        None
    }

    /// The lines behind the heading.
    fn line_ranges(&self) -> &[(usize, usize)] {
        self.lines.get_or_init(|| self.split_lines())
    }

    fn split_lines(&self) -> Vec<(usize, usize)> {
        let mut at = self.body;
        let mut ranges = Vec::new();
        for line in self.text()[at..].split_inclusive('\n') {
            let end = at + line.len();
            // 牵头领导:张三 责任部门:某科; 责任部门:某科;责任人:张三: a line for each label.
            for ((label, _), ..) in self.labelled(at, end).into_iter().skip(1) {
                let labelled = || self.line_label(at, label).is_some_and(|(head, ..)| head.is_empty());
                let before = &self.text()[at..label];
                // Behind a stop only where no other sentence, which is the next item, stands between.
                let stops = before.strip_suffix('。').is_some_and(|names| !names.contains('。'));
                if (stops || before.ends_with(|c: char| c.is_whitespace() || c == ';')) && labelled() {
                    ranges.push((at, label));
                    at = label;
                }
            }
            ranges.push((at, end));
            at = end;
        }
        ranges
    }

    /// The label that a line begins with: words before it, the label as written, its role and the colon.
    fn line_label(&self, start: usize, end: usize) -> Option<(String, String, Role, usize)> {
        let colon = start + self.text()[start..end].find(':')?;
        let head = without_blanks(&self.text()[start..colon]);
        let (label, role) = self.tables.roles.label_at_end(&head)?;
        let subject = head.chars().count() - label.chars().count();
        let plain = !head.contains(['。', ',', ';', '(', '〔', '“']);
        if !plain || subject > SUBJECT_CHARS || (subject > 0 && role != Role::Person) {
            return None;
        }
        let written = self.written(start, colon);
        Some((written.chars().take(subject).collect(), written.chars().skip(subject).collect(), role, colon))
    }

    /// Whether a line without a label goes on with the list of `role` whose last line ended at `last`.
    fn goes_on(&self, role: Role, words: &str, last: usize) -> bool {
        let before = self.text()[..last].trim_end();
        if before.ends_with(['、', ',']) {
            return true;
        }
        let short = words.chars().count() <= 60 && !words.contains(['。', ';', ':']);
        match role {
            // A name, a blank, a post.
            Role::Person => {
                short
                    && words.chars().any(char::is_whitespace)
                    && words.chars().take(5).any(char::is_whitespace)
            }
            // The page broke inside a name.
            _ => {
                short
                    && words.split(['、', ',']).all(|name| name.chars().count() <= 24)
                    && words
                        .split(['、', ','])
                        .any(|name| self.tables.roles.ends_agency(&fold(name.trim(), self.tables)))
            }
        }
    }

    /// Adds the names of a line. A list that goes on inside a name is joined to it.
    fn add(&self, owners: &mut Owners, role: Role, label: &str, names: (usize, usize), goes_on: bool) {
        if role == Role::Person {
            owners.persons.extend(self.person(label, names.0, names.1));
            return;
        }
        if !goes_on {
            // 责任单位:市科技局。2.对…: the next item.
            let stop = self.text()[names.0..names.1].find('。').map_or(names.1, |stop| names.0 + stop);
            self.add_shares(owners, (names.0, stop), label, role);
            return;
        }
        let mut found = self.names(names.0, names.1);
        let before = self.text()[..names.0].trim_end();
        let list = match role {
            Role::Lead => &mut owners.lead,
            Role::Partner => &mut owners.partners,
            _ => &mut owners.participants,
        };
        if !before.ends_with(['、', ','])
            && !found.is_empty()
            && let Some(last) = list.last_mut()
        {
            last.push_str(&found.remove(0));
        }
        self.assign(owners, label, role, found);
    }

    /// 方操胜 县委副书记、县长, several parted by ; as well.
    pub(super) fn persons(&self, label: (usize, usize), names: (usize, usize)) -> Vec<Person> {
        let role = self.written(label.0, label.1);
        super::split(self.text(), names.0, names.1, |c| matches!(c, '、' | ',' | ';'))
            .into_iter()
            .filter_map(|(start, end)| self.person(&role, start, end))
            .collect()
    }

    pub(super) fn person(&self, role: &str, start: usize, end: usize) -> Option<Person> {
        let line =
            self.span(start, end).of(&self.doc.text).trim().trim_end_matches(['；', ';', '。', '，', ',']);
        let mut words = line.split_whitespace();
        let first = words.next()?;
        let mut name = first.to_owned();
        let mut rest: Vec<&str> = words.collect();
        // 胡 俊: a name padded to the width of three.
        if first.chars().count() == 1 && rest.first().is_some_and(|next| next.chars().count() == 1) {
            name.push_str(rest.remove(0));
        }
        let is_name = (2..=12).contains(&name.chars().count()) && name.chars().all(char::is_alphanumeric);
        is_name.then(|| Person { name, role: role.to_owned(), post: rest.concat() })
    }

    /// …。责任单位:县发改委,配合单位:…: labels behind a full stop in a line of running text.
    fn behind_stop(&self, start: usize, end: usize, from: &mut usize, duties: &mut Vec<Duty>) {
        let Some(&((label, colon), ..)) = self.labelled(start, end).first() else { return };
        let before = self.text()[start..label].trim_end_matches(['(', ' ', '〔', '[']);
        // 1.建设算力中心,牵头单位:市数据局: the label goes on with its item.
        let goes_on = before.ends_with(',').then_some(label);
        let place_from = before
            .rfind(['。', ';'])
            .map(|at| start + at + self.text()[start + at..].chars().next().map_or(1, char::len_utf8));
        let begin = goes_on.or(place_from).or_else(|| before.is_empty().then_some(label));
        let Some(begin) = begin else { return };
        let close = self.list_end(colon, end);
        if label - begin <= FARTHEST_LABEL {
            self.groups((begin, close), *from, begin, duties);
            *from = close;
        }
        if close < end {
            self.behind_stop(close, end, from, duties);
        }
    }

    /// Where the lists end of which the first stands behind the colon: …。责任单位:甲局。|2.…。责任单位:乙局, for the next item has
    /// labels of its own.
    fn list_end(&self, colon: usize, end: usize) -> usize {
        let stop = self.text()[colon..end].find('。').map_or(end, |at| colon + at + '。'.len_utf8());
        let is_item = |words: &str| {
            let number = words.trim_start_matches(|c: char| c == '(' || c.is_ascii_digit());
            number.len() < words.len() && number.starts_with(['.', '、', ')'])
        };
        // 8.扩大信贷投放。责任单位:…: an item of its own, however short.
        let next = self.labelled(stop, end).first().map(|((label, _), ..)| *label);
        let far = next
            .is_some_and(|label| label - stop > FARTHEST_LABEL || is_item(self.text()[stop..].trim_start()));
        if far { stop } else { end }
    }

    fn line_span(&self, start: usize, end: usize) -> crate::span::Span {
        let words = self.text()[start..end].trim_end();
        self.span(start, start + words.len())
    }
}

/// Whether a line is the number of a row, or a label above rows.
fn is_number_or_head(words: &str, is_head: &impl Fn(&str) -> bool) -> bool {
    is_head(words) || words.chars().all(|c| c.is_ascii_digit())
}
