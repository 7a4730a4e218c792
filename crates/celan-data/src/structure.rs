//! Words by which the parts of an official document are told.

use crate::Order;
use std::cmp::Ordering;

use crate::bundle::{Bundle, DataError};
use crate::char_filter::CharFilter;
use crate::tsv::Tsv;

/// Groups of words of `structure.tsv`, Simplified Chinese.
pub struct Structure {
    /// In the order of [`by_name`].
    groups: Vec<Group>,
}

/// Words, longest first, and a quick answer for most places where none of them stands.
struct Group {
    name: String,
    words: Vec<String>,
    /// Characters that begin words.
    firsts: CharFilter<64>,
    /// Characters that end words.
    lasts: CharFilter<64>,
}

/// The groups of what stands behind 第一, outermost first: parts, chapters, sections, articles.
const ORDINALS: [&str; 4] = ["ordinal_part", "ordinal_chapter", "ordinal_section", "ordinal_article"];

impl Structure {
    pub(crate) fn load(bundle: &Bundle<'_>) -> Result<Self, DataError> {
        let mut groups = Vec::<Group>::new();
        for row in Tsv::load(bundle, "structure.tsv")?.rows() {
            let mut words: Vec<String> = row.list("words")?.map(str::to_owned).collect();
            // Longest first, so that the first that fits is the right one.
            words.order_by_key(|word| usize::MAX - word.len());
            let firsts = words.iter().filter_map(|word| word.chars().next()).collect();
            let lasts = words.iter().filter_map(|word| word.chars().next_back()).collect();
            let name = row.get("group")?.to_owned();
            if groups.iter().any(|group| group.name == name) {
                return Err(row.error("this group is there already"));
            }
            groups.push(Group { name, words, firsts, lasts });
        }
        groups.order_by(|a, b| by_name(&a.name, &b.name));
        Ok(Self { groups })
    }

    /// The words of a group, longest first; none where there is no such group.
    pub fn words(&self, group: &str) -> &[String] {
        self.group(group).map_or(&[], |group| &group.words)
    }

    fn group(&self, name: &str) -> Option<&Group> {
        self.groups.binary_search_by(|group| by_name(&group.name, name)).ok().map(|at| &self.groups[at])
    }

    /// The longest word of the group that `text` begins with.
    pub fn prefix<'s>(&'s self, group: &str, text: &str) -> Option<&'s str> {
        let group = self.group(group)?;
        group.prefix(text)
    }

    /// The word for an annex that `text` begins with. 附 alone begins other words as well.
    pub fn annex<'s>(&'s self, text: &str) -> Option<&'s str> {
        self.prefix("attachment", text).filter(|word| word.chars().count() > 1)
    }

    /// What `text` has behind 第一: 部分, 章. 0 for a part, 1 for a chapter, 2 for a section, 3 for an article.
    pub fn ordinal<'s>(&'s self, text: &str) -> Option<(usize, &'s str)> {
        ORDINALS.iter().enumerate().find_map(|(at, group)| Some((at, self.prefix(group, text)?)))
    }

    /// The longest word of the group that `text` ends with.
    pub fn suffix<'s>(&'s self, group: &str, text: &str) -> Option<&'s str> {
        let group = self.group(group)?;
        let last = text.chars().next_back()?;
        let mut words = group.words.iter().map(String::as_str);
        group.lasts.may_hold(last).then(|| words.find(|word| text.ends_with(word))).flatten()
    }

    /// The first place in `text` at which a word of the group stands.
    pub fn find<'s>(&'s self, group: &str, text: &str) -> Option<(usize, &'s str)> {
        let group = self.group(group)?;
        text.char_indices()
            .filter(|&(_, c)| group.firsts.may_hold(c))
            .find_map(|(at, _)| Some((at, group.prefix(&text[at..])?)))
    }
}

/// Shorter names first: few names of a length are left to compare. Groups are asked for several times a line.
fn by_name(a: &str, b: &str) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

impl Group {
    fn prefix(&self, text: &str) -> Option<&str> {
        let first = text.chars().next()?;
        let mut words = self.words.iter().map(String::as_str);
        self.firsts.may_hold(first).then(|| words.find(|word| text.starts_with(word))).flatten()
    }
}
