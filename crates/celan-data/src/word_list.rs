//! A few words that are asked for at many places of a text, and groups of such words by name.

use crate::Order;
use crate::bundle::{Bundle, DataError};
use crate::tsv::Tsv;
use celan_words::CharFilter;

/// Words, longest first, and a quick no for most places where none of them stands.
#[derive(Default)]
pub(crate) struct WordList {
    words: Vec<String>,
    /// Characters that begin words.
    firsts: CharFilter<64>,
    /// Characters that end words.
    lasts: CharFilter<64>,
}

impl WordList {
    pub(crate) fn new(mut words: Vec<String>) -> Self {
        // Longest first, so that the first that fits is the right one.
        words.order_by_key(|word| usize::MAX - word.len());
        let firsts = words.iter().filter_map(|word| word.chars().next()).collect();
        let lasts = words.iter().filter_map(|word| word.chars().next_back()).collect();
        Self { words, firsts, lasts }
    }

    /// All words, longest first.
    pub(crate) fn words(&self) -> &[String] {
        &self.words
    }

    /// The longest word that `text` begins with.
    pub(crate) fn prefix(&self, text: &str) -> Option<&str> {
        let first = text.chars().next()?;
        self.longest(self.firsts.may_hold(first), |word| text.starts_with(word))
    }

    /// The longest word that `text` ends with.
    pub(crate) fn suffix(&self, text: &str) -> Option<&str> {
        let last = text.chars().next_back()?;
        // Most words end with another byte: comparing one is quicker than a call that compares memory.
        let byte = text.as_bytes().last();
        self.longest(self.lasts.may_hold(last), |word| word.as_bytes().last() == byte && text.ends_with(word))
    }

    /// `text` without the words behind it, of which each goes once, longer ones first, as long as something is left.
    pub(crate) fn stripped<'t>(&self, text: &'t str) -> &'t str {
        let mut rest = text;
        for word in &self.words {
            if !rest.chars().next_back().is_some_and(|last| self.lasts.may_hold(last)) {
                break;
            }
            rest = rest.strip_suffix(word.as_str()).filter(|rest| !rest.is_empty()).unwrap_or(rest);
        }
        rest
    }

    /// The places in `text` at which words stand, and the longest word at each; words may overlap.
    pub(crate) fn places(&self, text: &str) -> impl Iterator<Item = (usize, &str)> {
        let places = text.char_indices().filter(|&(_, c)| self.firsts.may_hold(c));
        places.filter_map(|(at, _)| Some((at, self.prefix(&text[at..])?)))
    }

    /// The first of [`Self::places`].
    pub(crate) fn find(&self, text: &str) -> Option<(usize, &str)> {
        self.places(text).next()
    }

    fn longest(&self, may_fit: bool, fits: impl Fn(&str) -> bool) -> Option<&str> {
        let mut words = self.words.iter().map(String::as_str);
        if may_fit { words.find(|word| fits(word)) } else { None }
    }
}

/// The groups of a table with the columns `group` and `words`.
pub(crate) struct WordGroups {
    groups: Vec<Group>,
    /// Which group stands at each place that [`place_of`] gives, or behind it; [`NONE`] where none does.
    places: [u8; PLACES],
}

/// Places for the names of groups, a few times as many as there are.
const PLACES: usize = 512;
/// No group.
const NONE: u8 = u8::MAX;

struct Group {
    name: String,
    list: WordList,
}

impl WordGroups {
    pub(crate) fn load(bundle: &Bundle<'_>, table: &str) -> Result<Self, DataError> {
        let mut groups = Vec::<Group>::new();
        for row in Tsv::load(bundle, table)?.rows() {
            let name = row.get("group")?.to_owned();
            if groups.iter().any(|group| group.name == name) {
                return Err(row.error("this group is there already"));
            }
            let list = WordList::new(row.list("words")?.map(str::to_owned).collect());
            groups.push(Group { name, list });
        }
        let mut places = [NONE; PLACES];
        for (at, group) in groups.iter().enumerate().take(usize::from(NONE)) {
            let mut place = place_of(&group.name);
            while places[place] != NONE {
                place = (place + 1) % PLACES;
            }
            places[place] = at as u8;
        }
        Ok(Self { groups, places })
    }

    /// The words of a group; `None` where there is no such group.
    pub(crate) fn list(&self, name: &str) -> Option<&WordList> {
        let mut place = place_of(name);
        loop {
            let group = self.groups.get(usize::from(self.places[place]))?;
            if group.name == name {
                return Some(&group.list);
            }
            place = (place + 1) % PLACES;
        }
    }

    /// The words of a group, longest first; none where there is no such group.
    pub(crate) fn words(&self, group: &str) -> &[String] {
        self.list(group).map_or(&[], WordList::words)
    }

    /// The longest word of the group that `text` begins with.
    pub(crate) fn prefix(&self, group: &str, text: &str) -> Option<&str> {
        self.list(group)?.prefix(text)
    }

    /// The longest word of the group that `text` ends with.
    pub(crate) fn suffix(&self, group: &str, text: &str) -> Option<&str> {
        self.list(group)?.suffix(text)
    }

    /// `text` without the words of the group behind it.
    pub(crate) fn stripped<'t>(&self, group: &str, text: &'t str) -> &'t str {
        self.list(group).map_or(text, |list| list.stripped(text))
    }

    /// The first place in `text` at which a word of the group stands, and the longest one there.
    pub(crate) fn find(&self, group: &str, text: &str) -> Option<(usize, &str)> {
        self.list(group)?.find(text)
    }
}

/// Where a group is looked for first: groups are asked for several times a line.
fn place_of(name: &str) -> usize {
    name.bytes().fold(name.len(), |sum, byte| (sum * 31 + usize::from(byte)) % PLACES)
}
