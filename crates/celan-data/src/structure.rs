//! Words by which the parts of an official document are told.

use crate::bundle::{Bundle, DataError};
use crate::word_list::WordGroups;

/// Groups of words of `structure.tsv`, Simplified Chinese.
pub struct Structure(WordGroups);

/// The groups of what stands behind 第一, outermost first: parts, chapters, sections, articles.
const ORDINALS: [&str; 4] = ["ordinal_part", "ordinal_chapter", "ordinal_section", "ordinal_article"];

impl Structure {
    pub(crate) fn load(bundle: &Bundle<'_>) -> Result<Self, DataError> {
        Ok(Self(WordGroups::load(bundle, "structure.tsv")?))
    }

    /// The words of a group, longest first; none where there is no such group.
    pub fn words(&self, group: &str) -> &[String] {
        self.0.words(group)
    }

    /// The longest word of the group that `text` begins with.
    pub fn prefix<'s>(&'s self, group: &str, text: &str) -> Option<&'s str> {
        self.0.prefix(group, text)
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
        self.0.suffix(group, text)
    }

    /// The first place in `text` at which a word of the group stands.
    pub fn find<'s>(&'s self, group: &str, text: &str) -> Option<(usize, &'s str)> {
        self.0.find(group, text)
    }
}
