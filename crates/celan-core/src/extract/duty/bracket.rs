//! Owners in brackets behind a measure, and owners behind labels in running text.

use celan_data::Role;

use super::{Duty, OPENS, Owners, Reader, split};
use crate::chars::chars_led_by;
use crate::numeral::is_numeral;

/// The longest bracket that names owners, in bytes: one that is never closed must not swallow the text.
const BRACKET_BYTES: usize = 1800;

/// What stands behind a bracket of owners is their task from so many characters on.
const SHORTEST_TASK: usize = 4;

impl Reader<'_> {
    /// All brackets of the stretch that name owners.
    pub(super) fn brackets(&self, duties: &mut Vec<Duty>) {
        let mut from = 0;
        for (open, close) in self.outer_brackets() {
            let inner = (open + self.width(open), close);
            let behind = close + self.width(close);
            if self.opens_item(open) && self.shares_before(inner, (open, behind), duties) {
                from = behind;
                continue;
            }
            let ends_measure = self.ends_measure(behind);
            if !ends_measure && !self.text()[..open].trim_end().ends_with(['。', ';']) {
                continue;
            }
            let before = duties.len();
            self.groups(inner, from, open, duties);
            if duties.len() == before {
                self.shares(inner, (open, behind), from, duties);
            }
            if duties.len() > before {
                from = behind;
                from += self.text()[from..]
                    .chars()
                    .take_while(|c| matches!(c, '。' | ';'))
                    .map(char::len_utf8)
                    .sum::<usize>();
            }
        }
    }

    pub(super) fn width(&self, at: usize) -> usize {
        self.text()[at..].chars().next().map_or(0, char::len_utf8)
    }

    /// Outermost brackets: where they open and close. Brackets of several kinds may close each other, as damage has it.
    fn outer_brackets(&self) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let leads_bracket = |byte| matches!(byte, b'(' | b')' | b'[' | b']' | 0xE3);
        for (at, c) in chars_led_by(self.text(), leads_bracket) {
            match c {
                '(' | '〔' | '[' | '【' => {
                    if open.first().is_some_and(|first| at - first > BRACKET_BYTES) {
                        open.clear();
                    }
                    open.push(at);
                }
                ')' | '〕' | ']' | '】' => {
                    let opened = open.pop();
                    if let (Some(start), true) = (opened, open.is_empty())
                        && at - start <= BRACKET_BYTES
                    {
                        found.push((start, at));
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Whether the line or the sentence ends at `at`.
    fn ends_measure(&self, at: usize) -> bool {
        let rest = self.text()[at..].trim_start_matches([' ', '\t']);
        rest.is_empty() || rest.starts_with(['\n', '\r', '。', ';'])
    }

    /// Whether the number of an item, and nothing else, stands before `at` in its line.
    fn opens_item(&self, at: usize) -> bool {
        let line = self.text()[..at].rsplit('\n').next().unwrap_or_default();
        let number = line.trim().trim_end_matches(['.', '、']);
        number.len() < line.trim().len() && number.chars().all(|c| is_numeral(c, &self.tables.grammar))
    }

    /// 3.(县住建局、县农业农村局)|完成农房整治: owners before their measure.
    fn shares_before(&self, inner: (usize, usize), bracket: (usize, usize), duties: &mut Vec<Duty>) -> bool {
        let behind = &self.text()[bracket.1..];
        let task = behind[..behind.find(['。', ';', '\n']).unwrap_or(behind.len())].trim_end();
        let mut owners = Owners::default();
        let named_role = self.add_shares(&mut owners, inner, "", Role::Lead);
        let fits = if named_role { self.are_owners(&owners) } else { self.are_agencies(&owners.lead) };
        let found = fits && task.chars().count() >= SHORTEST_TASK;
        if found {
            let quote = self.span(bracket.0, bracket.1);
            duties.push(self.duty_of_task(owners, quote, (bracket.1, bracket.1 + task.len())));
        }
        found
    }

    /// 县科技经信局牵头,县发改委,各乡镇、开发区参与.
    fn shares(&self, inner: (usize, usize), bracket: (usize, usize), from: usize, duties: &mut Vec<Duty>) {
        let mut owners = Owners::default();
        let named_role = self.add_shares(&mut owners, inner, "", Role::Lead);
        // 市发改委(市能源局): another name of the one before.
        let line = &self.text()[from..bracket.0];
        let before = line.trim_end().rsplit(['、', ',', ':', '。', '\n', ' ']).next();
        // 建设医疗中心(市卫健委): what ends like a name need be none.
        let roles = &self.tables.roles;
        let alias = before.is_some_and(|before| {
            roles.ends_agency(before) && (roles.begins_agency(before) || roles.ends_as_office(before))
        });
        let fits =
            if named_role { self.are_owners(&owners) } else { !alias && self.are_agencies(&owners.lead) };
        if fits {
            let quote = self.span(bracket.0, bracket.1);
            duties.push(self.duty(owners, None, quote, from, bracket.0));
        }
    }

    /// Adds names by the role words behind them, those without one to the next role; where there is no role word at all, to
    /// `otherwise`, as `label` says. Tells whether there was one.
    pub(super) fn add_shares(
        &self,
        owners: &mut Owners,
        piece: (usize, usize),
        label: &str,
        otherwise: Role,
    ) -> bool {
        let mut waiting: Vec<(usize, usize)> = Vec::new();
        let mut named_role = false;
        for (start, end) in self.share_pieces(piece) {
            let end = self.before_remark(start, end);
            let words = self.text()[start..end].trim_end();
            if self.tables.roles.is_remark(words.split(OPENS).next().unwrap_or_default()) {
                break;
            }
            let Some((word, role)) = self.tables.roles.at_end(words) else {
                waiting.push((start, end));
                continue;
            };
            named_role = true;
            for (start, end) in waiting.drain(..).chain([(start, start + words.len() - word.len())]) {
                self.assign(owners, word, role, self.names(start, end));
            }
        }
        // Names behind the last role help.
        let role = if named_role { Role::Partner } else { otherwise };
        for (start, end) in waiting {
            self.assign(owners, label, role, self.names(start, end));
        }
        named_role
    }

    /// Parts of a list of shares: 甲局牵头|,乙局|,丙局配合; a role word ends one before 、 as well: 甲局牵头|、乙局配合.
    fn share_pieces(&self, piece: (usize, usize)) -> Vec<(usize, usize)> {
        let mut pieces = Vec::new();
        for (start, end) in split(self.text(), piece.0, piece.1, |c| matches!(c, ',' | ';' | '。')) {
            let mut from = start;
            for (_, to) in split(self.text(), start, end, |c| c == '、') {
                if to < end && self.tables.roles.at_end(&self.text()[from..to]).is_some() {
                    pieces.push((from, to));
                    from = to + '、'.len_utf8();
                }
            }
            pieces.push((from, end));
        }
        pieces
    }

    /// Whether those who lead look like agencies: one does, and none is a sentence.
    fn are_owners(&self, owners: &Owners) -> bool {
        let all = || owners.lead.iter().chain(&owners.partners).chain(&owners.participants);
        let agency = |name: &String| self.tables.roles.is_agency(&crate::fold::fold(name, self.tables));
        all().any(agency) && all().all(|name| name.chars().count() <= 40)
    }

    fn are_agencies(&self, names: &[String]) -> bool {
        let strict = |name: &String| {
            let folded = crate::fold::fold(name, self.tables);
            self.tables.roles.is_agency(&folded)
                && self.tables.roles.begins_agency(&folded)
                && (folded.chars().count() >= 4 || folded.ends_with(['部', '局', '委', '办', '会']))
        };
        // 各乡镇人民政府、街道办事处: each of the second kind as well.
        let each = |at: usize| {
            let before = at.checked_sub(1).map(|before| &names[before]);
            before.is_some_and(|name| self.tables.roles.is_each(name))
                && self.tables.roles.ends_agency(&crate::fold::fold(&names[at], self.tables))
        };
        !names.is_empty() && (0..names.len()).all(|at| strict(&names[at]) || each(at))
    }

    /// 巢湖市责任单位:市投促中心,配合单位:市发改委;安巢经开区责任单位:区投促局: one duty a place.
    pub(super) fn groups(
        &self,
        inner: (usize, usize),
        from: usize,
        measure_end: usize,
        duties: &mut Vec<Duty>,
    ) {
        let mut found: Vec<(Option<String>, Owners, (usize, usize))> = Vec::new();
        for (start, end) in split(self.text(), inner.0, inner.1, |c| c == ';' || c == '。') {
            let shares = self.labelled(start, end);
            let Some(&(label, _, _)) = shares.first() else {
                // More names for the group before.
                if let Some((_, owners, span)) = found.last_mut() {
                    let role = if owners.partners.is_empty() { Role::Lead } else { Role::Partner };
                    self.add_shares(owners, (start, end), "", role);
                    span.1 = end;
                }
                continue;
            };
            let place = self.written(start, label.0);
            let begins = !place.is_empty() || found.is_empty();
            if begins {
                found.push(((!place.is_empty()).then_some(place), Owners::default(), (start, end)));
            }
            let Some((_, owners, span)) = found.last_mut() else { continue };
            span.1 = end;
            for (at, role, names) in shares {
                match role {
                    Role::Person => owners.persons.extend(self.persons(label, names)),
                    _ => {
                        self.add_shares(owners, names, &self.text()[at.0..at.1], role);
                    }
                }
            }
        }
        for (place, owners, (start, end)) in found {
            if !owners.is_empty() && place.as_ref().is_none_or(|place| place.chars().count() <= 20) {
                duties.push(self.duty(owners, place, self.trimmed(start, end), from, measure_end));
            }
        }
    }

    /// Labels in a piece, with a colon or 为, and the names behind each: label, role, names.
    #[allow(
        clippy::type_complexity,
        reason = "three plain pairs read better in place than a type of their own"
    )]
    pub(super) fn labelled(&self, start: usize, end: usize) -> Vec<((usize, usize), Role, (usize, usize))> {
        let mut found: Vec<((usize, usize), Role, (usize, usize))> = Vec::new();
        let leads_label = |byte| matches!(byte, b':' | 0xE4);
        let ends_label = |&(_, c): &(usize, char)| matches!(c, ':' | '为');
        for (at, mark) in chars_led_by(&self.text()[start..end], leads_label).filter(ends_label) {
            let colon = start + at;
            let behind = colon + mark.len_utf8();
            let Some((label, role)) = self.tables.roles.label_at_end(&self.text()[start..colon]) else {
                continue;
            };
            // 第一责任单位为牵头单位: a remark on what the words mean.
            let said = || self.text()[behind..end].split([',', ';', '。', ')']).next();
            if mark == '为' && said().is_some_and(|name| self.tables.roles.label_at_end(name).is_some()) {
                continue;
            }
            let begin = colon - label.len();
            if let Some((_, _, names)) = found.last_mut() {
                let before = self.text()[names.0..begin].trim_end_matches([',', ' ', '、', '\n']);
                names.1 = names.0 + before.len();
            }
            found.push(((begin, colon), role, (behind, end)));
        }
        found
    }

    /// The span of a piece without the blanks around it.
    fn trimmed(&self, start: usize, end: usize) -> crate::span::Span {
        let words = &self.text()[start..end];
        let begin = start + words.len() - words.trim_start().len();
        self.span(begin, begin + words.trim().len())
    }
}
