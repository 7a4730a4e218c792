//! Words by which the parts of an official document are told.

use crate::Order;
use std::collections::BTreeMap;

use crate::bundle::{Bundle, DataError};
use crate::tsv::Tsv;

/// Groups of words of `structure.tsv`, Simplified Chinese.
pub struct Structure {
    groups: BTreeMap<String, Vec<String>>,
}

/// The groups of what stands behind 第一, outermost first: parts, chapters, sections, articles.
const ORDINALS: [&str; 4] = ["ordinal_part", "ordinal_chapter", "ordinal_section", "ordinal_article"];

impl Structure {
    pub(crate) fn load(bundle: &Bundle<'_>) -> Result<Self, DataError> {
        let mut groups = BTreeMap::new();
        for row in Tsv::load(bundle, "structure.tsv")?.rows() {
            let mut words: Vec<String> = row.list("words")?.map(str::to_owned).collect();
            // Longest first, so that the first that fits is the right one.
            words.order_by_key(|word| usize::MAX - word.len());
            if groups.insert(row.get("group")?.to_owned(), words).is_some() {
                return Err(row.error("this group is there already"));
            }
        }
        Ok(Self { groups })
    }

    /// The words of a group, longest first; none where there is no such group.
    pub fn words(&self, group: &str) -> &[String] {
        self.groups.get(group).map_or(&[], Vec::as_slice)
    }

    /// The longest word of the group that `text` begins with.
    pub fn prefix<'s>(&'s self, group: &str, text: &str) -> Option<&'s str> {
        self.words(group).iter().map(String::as_str).find(|word| text.starts_with(word))
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
        self.words(group).iter().map(String::as_str).find(|word| text.ends_with(word))
    }

    /// The first place in `text` at which a word of the group stands.
    pub fn find<'s>(&'s self, group: &str, text: &str) -> Option<(usize, &'s str)> {
        let hits =
            self.words(group).iter().filter_map(|word| Some((text.find(word.as_str())?, word.as_str())));
        hits.min_by_key(|(at, word)| (*at, usize::MAX - word.len()))
    }
}
