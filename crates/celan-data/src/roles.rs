//! Words that say who answers for a measure, and how the names of agencies look.

use celan_words::CharFilter;

use crate::Order;
use crate::bundle::{Bundle, DataError};
use crate::tsv::Tsv;
use crate::word_list::WordGroups;
use crate::words::Words;

/// A name that begins in an unknown way is taken for one up to so many characters.
const SHORT: usize = 12;

/// The longest noun that makes another agency of what looks like one: 建设局 behind 市住房城乡.
const LONGEST_NOUN: usize = 5;

/// The longest name of an agency, and of several fields that share its noun, in characters.
const LONGEST_AGENCY: usize = 24;
const LONGEST_FIELDS: usize = 60;

/// What somebody has to do with a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// 牵头, 责任单位.
    Lead,
    /// 配合.
    Partner,
    /// 参与.
    Participant,
    /// 群长, 责任领导.
    Person,
}

/// The words of roles and of names.
pub struct Roles {
    /// Words that stand behind the names: 牵头.
    after: Words,
    after_words: Endings,
    /// Words that stand before a colon: 责任单位.
    labels: Endings,
    agencies: WordGroups,
    /// Those of the agencies that are looked for in running text.
    with: Words,
    deeds: Words,
}

/// Words at the end of a text, the longest first.
struct Endings {
    words: Vec<(String, Role)>,
    /// The characters they end with: most texts are turned away by their last one.
    lasts: CharFilter<64>,
}

impl Endings {
    fn new(mut words: Vec<(String, Role)>) -> Self {
        words.order_by_key(|(word, _)| usize::MAX - word.len());
        let lasts = words.iter().filter_map(|(word, _)| word.chars().next_back()).collect();
        Self { words, lasts }
    }

    fn of(&self, text: &str) -> Option<(&str, Role)> {
        text.chars().next_back().filter(|last| self.lasts.may_hold(*last))?;
        let (word, role) = self.words.iter().find(|(word, _)| text.ends_with(word.as_str()))?;
        Some((word, *role))
    }
}

impl Roles {
    pub(crate) fn load(bundle: &Bundle<'_>) -> Result<Self, DataError> {
        let (mut after_words, mut labels) = (Vec::new(), Vec::new());
        for row in Tsv::load(bundle, "roles.tsv")?.rows() {
            let role = match row.get("role")? {
                "lead" => Role::Lead,
                "partner" => Role::Partner,
                "participant" => Role::Participant,
                "person" => Role::Person,
                other => return Err(row.error(format!("expected a role, found {other}"))),
            };
            let list = match row.get("form")? {
                "after" => &mut after_words,
                "label" => &mut labels,
                other => return Err(row.error(format!("expected after or label, found {other}"))),
            };
            list.extend(row.list("words")?.map(|word| (word.to_owned(), role)));
        }
        let (after_words, labels) = (Endings::new(after_words), Endings::new(labels));
        let agencies = WordGroups::load(bundle, "agencies.tsv")?;
        let numbered = after_words.words.iter().enumerate();
        let after = Words::new(numbered.map(|(at, (word, _))| (word.as_str(), at as u32)));
        let found = |group| Words::new(agencies.words(group).iter().map(|word| (word.as_str(), 0)));
        let (with, deeds) = (found("with"), found("deed"));
        Ok(Self { after, after_words, labels, agencies, with, deeds })
    }

    /// The role word that `text`, folded, ends with, and its role.
    pub fn at_end(&self, text: &str) -> Option<(&str, Role)> {
        self.after_words.of(text)
    }

    /// The role words in folded `text` that stand behind names: byte offset, word and role, in order.
    pub fn after(&self, text: &str) -> impl Iterator<Item = (usize, &str, Role)> {
        self.after.find(text).map(|(at, _, value)| {
            let (word, role) = &self.after_words.words[value as usize];
            (at, word.as_str(), *role)
        })
    }

    /// The label of a person that `text`, folded, begins with: 副组长.
    pub fn post_at_start<'t>(&self, text: &'t str) -> Option<&'t str> {
        let mut posts = self.labels.words.iter().filter(|(_, role)| *role == Role::Person);
        posts.find(|(word, _)| text.starts_with(word.as_str())).map(|(word, _)| &text[..word.len()])
    }

    /// The label that `text`, folded, ends with, and its role.
    pub fn label_at_end(&self, text: &str) -> Option<(&str, Role)> {
        self.labels.of(text)
    }

    /// Whether folded `name` looks like that of an agency: it ends as one, holds no words of a sentence, and begins as one
    /// or is short.
    pub fn is_agency(&self, name: &str) -> bool {
        let fields = name.contains('、');
        let begins = fields || self.begins_agency(name) || name.chars().count() <= SHORT;
        begins && self.ends_agency(name) && !self.holds("verb", name)
    }

    /// Whether folded `name` ends as names of agencies do, its bracketed alias left out.
    pub fn ends_agency(&self, name: &str) -> bool {
        let bare = name.split('(').next().unwrap_or(name);
        let longest = if bare.contains('、') { LONGEST_FIELDS } else { LONGEST_AGENCY };
        (2..=longest).contains(&bare.chars().count()) && self.ends_as_agency(bare)
    }

    /// Whether folded `words` end as names of agencies do, whatever stands before.
    pub fn ends_as_agency(&self, words: &str) -> bool {
        self.ends("ending", words)
    }

    /// Whether folded `name` ends as names of offices and nothing else do: 局.
    pub fn ends_as_office(&self, name: &str) -> bool {
        self.ends("office", name)
    }

    /// Whether folded `name` begins as names of agencies do.
    pub fn begins_agency(&self, name: &str) -> bool {
        self.begins("beginning", name)
    }

    /// `name` without 等 and the like behind it, and without how the names share a task.
    pub fn bare_name<'n>(&self, name: &'n str) -> &'n str {
        self.agencies.stripped("rest", self.agencies.stripped("manner", name))
    }

    /// Whether a part of a list is a remark about the list: 以下均需各市政府配合,不再列出.
    pub fn is_remark(&self, words: &str) -> bool {
        self.holds("remark", words)
    }

    /// Whether a role word or a label says that one leads the others: 牵头单位, and not 责任单位.
    pub fn leads(&self, words: &str) -> bool {
        self.holds("leads", words)
    }

    /// Whether words tell who keeps a page, or a task: 主办.
    pub fn keeps_page(&self, words: &str) -> bool {
        self.holds("keeper", words)
    }

    /// Whether words stand at the foot of a page: 技术支持.
    pub fn is_page_foot(&self, words: &str) -> bool {
        self.holds("page_foot", words)
    }

    /// Whether `behind` makes another word of the role word before it: 负责人, 负责同志.
    pub fn makes_noun(&self, behind: &str) -> bool {
        self.begins("noun_after", behind)
    }

    /// Whether words end with what stands for a person without a name: 市财政局主要负责同志.
    pub fn is_holder(&self, words: &str) -> bool {
        self.ends("holder", words)
    }

    /// Whether 任 behind `words` gives nobody a post: 历|任, 兼|任.
    pub fn gives_no_post(&self, words: &str) -> bool {
        self.ends("unheld", words)
    }

    /// Whether a word says that several share a task: 按职责分工负责.
    pub fn shares_task(&self, word: &str) -> bool {
        self.holds("sharing", word)
    }

    /// Whether words stand for the measure itself, and those who hold for all below: 本项工作, 以下任务均.
    pub fn is_measure_itself(&self, words: &str) -> bool {
        self.words("itself").iter().any(|itself| itself == words)
    }

    /// Whether persons may stand behind a label of agencies as well: 成员.
    pub fn is_mixed_label(&self, label: &str) -> bool {
        self.words("mixed").iter().any(|mixed| mixed == label)
    }

    /// Whether a word is something to do as well: 组织实施|扩容工程.
    pub fn is_deed(&self, word: &str) -> bool {
        self.deeds.find(word).next().is_some_and(|(at, length, _)| at == 0 && length == word.len())
    }

    /// Where in folded `words` something to do begins, right behind the name of an agency: 区残联|完善监管制度.
    pub fn deed_behind_agency(&self, words: &str) -> Option<usize> {
        let names = |at: &usize| {
            let name = &words[..*at];
            self.ends_agency(self.bare_name(name)) || self.ends_as_kind(name)
        };
        let mut deeds = self.deeds.find(words).map(|(at, ..)| at).filter(names);
        let first = deeds.next()?;
        // 市住房城乡|建设局|制定: the longer name.
        let near = |at: &usize| words[first..*at].chars().count() <= LONGEST_NOUN;
        let longer = |at: &usize| self.bare_name(&words[..*at]).len() > first;
        Some(deeds.take_while(near).filter(longer).last().unwrap_or(first))
    }

    /// Where in folded `names` a word begins behind which helpers are named: 会同.
    pub fn with_at(&self, names: &str) -> Option<usize> {
        self.with.find(names).next().map(|(at, ..)| at)
    }

    /// What stands behind such a word, where folded `name` begins with one.
    pub fn behind_with<'n>(&self, name: &'n str) -> Option<&'n str> {
        self.with.find(name).next().filter(|(at, ..)| *at == 0).map(|(_, length, _)| &name[length..])
    }

    /// Whether folded `name` stands for each of a kind: 各市.
    pub fn is_each(&self, name: &str) -> bool {
        self.begins("each", name)
    }

    /// Whether folded `names` end with a noun that several fields may share: 财政等部门(按职责分工).
    pub fn ends_as_kind(&self, names: &str) -> bool {
        self.to_kind(names).is_some()
    }

    /// Folded `names` up to the noun that several fields share, which they end with.
    pub fn to_kind<'n>(&self, names: &'n str) -> Option<&'n str> {
        let bare = self.agencies.stripped("manner", names);
        self.ends("kind", bare).then_some(bare)
    }

    /// Where in folded `name` the first of two agencies ends, and where the second begins: 市税务局|及|各区政府.
    pub fn between_two(&self, name: &str) -> Option<(usize, usize)> {
        // Most names hold none: each is gone through once.
        self.agencies.find("and", name)?;
        let mut joints = self.words("and").iter().filter_map(|word| {
            let (at, first) = (name.find(word.as_str())?, word.chars().next()?);
            let second = if word.starts_with("以及") { "以及".len() } else { first.len_utf8() };
            Some((at, at + second))
        });
        joints.find(|(end, begin)| {
            self.ends_agency(&name[..*end]) && self.ends_agency(self.bare_name(&name[*begin..]))
        })
    }

    /// Whether folded `name` begins as those of firms do, which share no noun: 中国移动.
    pub fn is_firm(&self, name: &str) -> bool {
        self.begins("firm", name)
    }

    /// Whether folded `name` has its noun for itself: 有关部门.
    pub fn is_loner(&self, name: &str) -> bool {
        self.begins("loner", name)
    }

    /// What stands before a noun that the last of several has for all: 区|政府.
    pub fn before_shared<'n>(&self, name: &'n str) -> Option<&'n str> {
        self.agencies.suffix("shared", name).and_then(|word| name.strip_suffix(word))
    }

    /// Where in folded `text` words begin behind which helpers are named, and where they end.
    pub fn withs(&self, text: &str) -> impl Iterator<Item = (usize, usize)> {
        self.with.find(text).map(|(at, length, _)| (at, at + length))
    }

    /// Whether `text` ends with a word of the group.
    fn ends(&self, group: &str, text: &str) -> bool {
        self.agencies.suffix(group, text).is_some()
    }

    /// Whether `text` begins with a word of the group.
    fn begins(&self, group: &str, text: &str) -> bool {
        self.agencies.prefix(group, text).is_some()
    }

    /// Whether a word of the group stands in `text`.
    fn holds(&self, group: &str, text: &str) -> bool {
        self.agencies.find(group, text).is_some()
    }

    fn words(&self, group: &str) -> &[String] {
        self.agencies.words(group)
    }
}
