//! Words by which the parts of an official document are told.

use crate::bundle::{Bundle, DataError};
use crate::tsv::Tsv;
use crate::word_list::WordList;

/// Groups of words of `structure.tsv`, Simplified Chinese.
pub struct Structure {
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

/// The groups of what stands behind 第一, outermost first: parts, chapters, sections, articles.
const ORDINALS: [&str; 4] = ["ordinal_part", "ordinal_chapter", "ordinal_section", "ordinal_article"];

impl Structure {
    pub(crate) fn load(bundle: &Bundle<'_>) -> Result<Self, DataError> {
        let mut groups = Vec::<Group>::new();
        for row in Tsv::load(bundle, "structure.tsv")?.rows() {
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

    /// The words of a group, longest first; none where there is no such group.
    pub fn words(&self, group: &str) -> &[String] {
        self.list(group).map_or(&[], WordList::words)
    }

    fn list(&self, name: &str) -> Option<&WordList> {
        let mut place = place_of(name);
        loop {
            let group = self.groups.get(usize::from(self.places[place]))?;
            if group.name == name {
                return Some(&group.list);
            }
            place = (place + 1) % PLACES;
        }
    }

    /// The longest word of the group that `text` begins with.
    pub fn prefix<'s>(&'s self, group: &str, text: &str) -> Option<&'s str> {
        self.list(group)?.prefix(text)
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
        self.list(group)?.suffix(text)
    }

    /// The first place in `text` at which a word of the group stands.
    pub fn find<'s>(&'s self, group: &str, text: &str) -> Option<(usize, &'s str)> {
        self.list(group)?.find(text)
    }
}

/// Where a group is looked for first: groups are asked for several times a line.
fn place_of(name: &str) -> usize {
    name.bytes().fold(name.len(), |sum, byte| (sum * 31 + usize::from(byte)) % PLACES)
}
