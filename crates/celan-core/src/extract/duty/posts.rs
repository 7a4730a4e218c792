//! Persons in charge in running text: 由常务副市长张三任组长,县财政局局长李四任副组长,市直有关部门为成员单位.

use celan_data::Role;

use super::{Duty, Owners, Person, Reader, Taken, split};

/// Before a post stands this.
const HOLDS: char = '任';

/// The longest words that say who holds a post, in characters.
const LONGEST_HOLDER: usize = 30;

/// The longest name of a person, in characters.
const LONGEST_NAME: usize = 4;

impl Reader<'_> {
    /// All sentences of the stretch that give posts to persons.
    pub(super) fn posts(&self, duties: &mut Vec<Duty>) {
        let from = self.prose_start();
        if !self.holds_post(&self.text()[from..]) {
            return;
        }
        let taken = Taken::new(duties);
        let mut task = from;
        for (start, end) in split(self.text(), from, self.text().len(), |c| matches!(c, '。' | ';' | '\n')) {
            if !self.holds_post(&self.text()[start..end]) || taken.overlaps(self.span(start, end)) {
                continue;
            }
            let mut owners = Owners::default();
            let mut first = end;
            for (from, to) in split(self.text(), start, end, |c| c == ',') {
                let held = owners.persons.len();
                self.holders((from, to), &mut owners.persons, &mut first);
                if held > 0
                    && owners.persons.len() == held
                    && let Some((word, role)) = self.tables.roles.at_end(&self.text()[from..to])
                    && role == Role::Participant
                {
                    owners.add(role, self.names(from, to - word.len()));
                }
            }
            if !owners.persons.is_empty() {
                duties.push(self.duty(owners, None, self.tight(first, end), task.min(first), first));
                task = end;
            }
        }
    }

    fn holds_post(&self, words: &str) -> bool {
        words
            .match_indices(HOLDS)
            .any(|(at, _)| self.tables.roles.post_at_start(&words[at + HOLDS.len_utf8()..]).is_some())
    }

    /// The persons of a clause such as 由常务副市长张三任组长、财政局局长任副组长; `first` is where the first of them begins.
    fn holders(&self, (start, end): (usize, usize), persons: &mut Vec<Person>, first: &mut usize) {
        let words = &self.text()[start..end];
        let mut from = words.find('由').map_or(0, |by| by + '由'.len_utf8());
        let begins = from.saturating_sub('由'.len_utf8());
        for (at, _) in words.match_indices(HOLDS) {
            let behind = &words[at + HOLDS.len_utf8()..];
            let Some(post) = self.tables.roles.post_at_start(behind).filter(|_| at > from) else { continue };
            let rest = behind[post.len()..].trim_start();
            // 任群长、副群长的专班: what posts a body has.
            let next = rest.strip_prefix('、').filter(|next| self.tables.roles.post_at_start(next).is_none());
            if !rest.is_empty() && next.is_none() {
                continue;
            }
            let role = start + at + HOLDS.len_utf8();
            if let Some(person) = self.holder((start + from, start + at), (role, role + post.len())) {
                *first = (*first).min(start + begins);
                persons.push(person);
            }
            from = at + HOLDS.len_utf8() + post.len() + rest.chars().next().map_or(0, char::len_utf8);
        }
    }

    /// The person of the words before 任 and of the post behind.
    fn holder(&self, (from, to): (usize, usize), post: (usize, usize)) -> Option<Person> {
        let holder = self.text()[from..to].trim_end_matches('担').trim();
        let is_holder = (2..=LONGEST_HOLDER).contains(&holder.chars().count())
            && !self.tables.roles.gives_no_post(holder)
            && self.is_post(holder);
        if !is_holder {
            return None;
        }
        let name = self.name_behind_post(holder);
        let name_at = name.as_ptr() as usize - self.text().as_ptr() as usize;
        Some(Person {
            name: self.written(name_at, name_at + name.len()),
            role: self.written(post.0, post.1),
            post: self.written(from, name_at),
        })
    }

    /// Whether words name somebody: they end with a post, or with a name behind one.
    fn is_post(&self, holder: &str) -> bool {
        let name = self.name_behind_post(holder);
        name.len() < holder.len() || self.ends_as_post(holder)
    }

    fn ends_as_post(&self, words: &str) -> bool {
        self.tables.damage.posts.iter().any(|post| words.ends_with(post.as_str()))
            || self.tables.roles.is_holder(words)
    }

    /// 赵建军 of 常务副县长赵建军, else all of the words.
    fn name_behind_post<'h>(&self, holder: &'h str) -> &'h str {
        let bare = holder.trim_end_matches("同志");
        let starts = bare.char_indices().rev().take(LONGEST_NAME).skip(1);
        let name = starts.filter(|(at, c)| {
            self.tables.damage.surnames.binary_search(c).is_ok() && self.ends_as_post(&bare[..*at])
        });
        name.last().map_or(holder, |(at, _)| &bare[at..])
    }
}
