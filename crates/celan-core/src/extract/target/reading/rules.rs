//! Rules and standards: conditions, limits, subsidies. Their figures are no promises.

use celan_data::{Change, Context, Relation};

use super::{Reading, Sentence};
use crate::extract::target::clause::{Found, in_whole};
use crate::extract::target::figure::{Figure, Role};

/// One in so many sentences with figures that sets a rule speaks for its paragraph.
const RULED_OF: usize = 2;

/// So many figures with a limit (不少于, 不超过), and such a part of all, make a standard.
const FEWEST_LIMITS: usize = 3;
const LIMITS: (usize, usize) = (2, 3);

/// More often than this is no routine: 每月培训200人次.
const MOST_ROUTINE: f64 = 4.0;

impl Reading<'_> {
    /// Whether the sentences of a paragraph set rules or standards: 路基宽度不小于6.5米,路面宽度不小于5.5米.
    pub(super) fn sets_rules(&self, sentences: &[Sentence]) -> bool {
        let figures = || sentences.iter().flat_map(|sentence| &sentence.figures);
        let limited = |figure: &&Figure| {
            let clause = self.clause_before(figure.start);
            let limit = |at: usize| clause[at] == '不' && self.grammar.before.prefix(&clause[at..]).is_some();
            (0..clause.len()).any(limit)
        };
        let lawful = sentences.iter().filter(|sentence| sentence.lawful).count();
        let counted = sentences.iter().filter(|sentence| !sentence.figures.is_empty()).count();
        let limits = figures().filter(limited).count();
        lawful > 0 && lawful * RULED_OF >= counted
            || limits >= FEWEST_LIMITS && limits * LIMITS.1 >= figures().count() * LIMITS.0
    }

    /// Whether the sentence `text[from..]` sets a rule: 企业应当…, 年营业收入低于500万元的,….
    pub(super) fn sets_rule(&self, text: &[char], from: usize, figures: &[Figure]) -> bool {
        let conditional = |figure: &Figure| text[figure.tail..].starts_with(&['的', ',']);
        // 本标准适用于…: what it says of itself it says of the others.
        let lawful = || self.is_lawful(&text[from..]);
        (!figures.is_empty() || text.get(from) == Some(&'本')) && lawful() || figures.iter().any(conditional)
    }

    /// Whether a sentence speaks as laws do. 达到基|本标准 is no law.
    fn is_lawful(&self, text: &[char]) -> bool {
        let law = self.grammar.context(Context::Law);
        let mut from = 0;
        while let Some((at, length, ())) = law.find(&text[from..]) {
            if !in_whole(text, from + at, self.grammar) {
                return true;
            }
            from += at + length;
        }
        false
    }

    /// Whether a sentence sets a subsidy, a price or a penalty.
    pub(super) fn rewards(&self, sentence: &Sentence) -> bool {
        let mut text = &self.scan.chars[sentence.start..sentence.end];
        let rewards = self.grammar.context(Context::Reward);
        while let Some((at, length, ())) = rewards.find(text) {
            text = &text[at + length..];
            // 补助标准提高到640元, 安排奖补资金: what is paid is what is promised.
            if self.grammar.begins(Context::RewardNoun, text) == 0 {
                return true;
            }
        }
        false
    }

    /// Whether so many times a month are how something is done: 每季度通报1次.
    pub(super) fn is_routine(&self, found: &Found) -> bool {
        let behind = found.rules.contains(&"counted_behind");
        let clause = self.clause_before(found.quote.1);
        let often = || self.grammar.context(Context::Routine).find(clause).is_some();
        !behind && found.figure.role == Role::Count && found.figure.unit.ends_with('次') && {
            found.figure.value.is_some_and(|value| value <= MOST_ROUTINE) && often()
        }
    }

    /// Whether money is set aside by a figure, whatever it rewards: 安排激励资金4000万元,对…予以激励.
    pub(super) fn is_allotted(&self, found: &Found) -> bool {
        let quote = &self.scan.chars[found.quote.0..found.quote.1];
        let before = &self.scan.chars[..found.quote.0];
        let allots = |text: &[char]| {
            self.grammar.begins(Context::Fund, text) > 1 && self.grammar.verbs.prefix(text).is_some()
        };
        let behind_verb =
            self.grammar.ends(Context::Fund, before) > 1 && self.grammar.verbs.suffix(before).is_some();
        found.figure.role == Role::Money && (allots(quote) || behind_verb)
    }
}

/// Whether a figure says how much at least or at most, or nothing of what shall be: beside a rule it is one as well.
pub(super) fn is_set(found: &Found) -> bool {
    let bounded = matches!(found.relation, Some(Relation::Ge | Relation::Le | Relation::Lt));
    found.change == Change::None && (bounded || found.increment.is_none())
}

/// Whether a figure in a sentence that sets a reward says what is paid or who gets it: 2000架次以上的项目予以补助.
pub(super) fn is_condition(found: &Found) -> bool {
    let is_sum = matches!(found.figure.role, Role::Money | Role::Percent | Role::Point);
    let behind = found.rules.contains(&"counted_behind");
    let bounds = behind && found.figure.has_tail && found.increment != Some(true)
        || matches!(found.relation, Some(Relation::Eq | Relation::Ge | Relation::Le))
            && found.increment.is_none();
    // 按照最大起飞重量1吨以下的航空器予以补助.
    let unsaid = found.increment.is_none() && found.change == Change::None;
    let size = found.figure.role == Role::Measure && unsaid;
    // 资助标准提高至1500元: what it becomes is promised.
    found.change != Change::To && (is_sum || bounds || size)
}
