//! From a sentence to promises: which figure measures what.
//!
//! A sentence is split into groups by its brackets, a group into runs by its commas; in a run one figure is the value
//! and the others belong to names.
//!
//! ```text
//! sentence = group
//! group    = run ((","|"、"|和) run)*          a bracket behind a figure is a group of its parts
//! run      = lead name bound figure            A: 高新技术企业数量突破60家
//!          | lead verb figure name             B: 培育3个以上省级先进制造业集群
//!          | names 分别 bound figure (、figure)*  水果、蔬菜、茶叶产量分别达2050万吨、4200万吨、19万吨
//! lead     = when? subject? (verb | adverb)*
//! name     = text, thresholds included         产值超10亿元企业, 年销售收入超过100亿元的电子元件大公司
//! ```
//! A figure with a name on both sides is of form A when nothing or only a counted scope precedes (5个产业年产值达到…).

mod before;
mod behind;
mod group;
mod lead;
mod name;
mod whose;

use celan_data::{Change, Context, Grammar, Promise, Relation};

use self::group::{Group, Run, group, runs};
use self::lead::Lead;
pub(super) use self::name::in_whole;
use self::name::{
    bound_inside, chars, each_of, goes_on, is_figure, is_size, spends, spent_on, split_names_in, text, tidy,
    trim_base, with_brackets,
};
pub(super) use self::whose::account;
use super::figure::{Figure, Role, bound_before, is_han};
use super::when::When;

/// A promise as the grammar finds it; places are characters of the scan.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) name: String,
    pub(crate) figure: Figure,
    pub(crate) relation: Option<Relation>,
    pub(crate) change: Change,
    /// The word that says that it falls by the figure: 下降.
    pub(crate) fall: String,
    /// A verb says that the things come into being (true) or not (false).
    pub(crate) increment: Option<bool>,
    pub(crate) strength: Option<Promise>,
    pub(crate) subject: Option<String>,
    /// Index of the total among the findings of the sentence.
    pub(crate) parent: Option<usize>,
    /// The total stands in the sentence before.
    pub(crate) part_of_last: bool,
    pub(crate) quote: (usize, usize),
    pub(crate) rules: Vec<&'static str>,
}

/// What the sentences of a paragraph hand on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Carry {
    /// Subject of the paragraph so far.
    pub(crate) subject: Option<String>,
    /// Name of the last promise.
    pub(crate) name: String,
    /// Names of the promises of the last sentence that held some.
    pub(crate) names: Vec<String>,
    /// Whose income and expenditure the text speaks of: 社会保险基金预算.
    pub(crate) account: String,
    /// Time phrases of the last sentence that held some.
    pub(crate) whens: Vec<When>,
}

/// The promises of the sentence `chars[start..end]`.
pub(crate) fn read(
    chars: &[char],
    start: usize,
    end: usize,
    figures: &[Figure],
    whens: &[When],
    grammar: &Grammar,
    carry: &mut Carry,
) -> Vec<Found> {
    // 其中,…: the total stands in the sentence before.
    let part = grammar.begins(Context::Part, &chars[start..end]);
    let part_of_last = part > 0 && chars.get(start + part) == Some(&',');
    let mut at = start;
    let group = group(chars, &mut at, end, figures, 0);
    let mut reader = Reader { text: &chars[..end], grammar, whens, found: Vec::new(), carry, part_of_last };
    reader.group(&group, None);
    let found = reader.found;
    if !found.is_empty() {
        carry.names = found.iter().map(|found| found.name.clone()).collect();
    }
    found
}

/// The longest phrase that stands for a name: 这一比例.
const LONGEST_PRONOUN: usize = 4;

struct Reader<'r> {
    /// What is read, up to the end of the sentence.
    text: &'r [char],
    grammar: &'r Grammar,
    whens: &'r [When],
    found: Vec<Found>,
    carry: &'r mut Carry,
    /// The sentence takes apart a total of the one before.
    part_of_last: bool,
}

/// What a list hands on from one item to the next.
#[derive(Clone, Default)]
struct Shared {
    verb: String,
    increment: Option<bool>,
    strength: Option<Promise>,
    subject: Option<String>,
    /// Name of the last promise.
    name: String,
    /// The last promise of this level of brackets.
    last: Option<usize>,
    /// Whether the last figure was a change.
    change: Change,
    /// Total of the parts that 其中 opens.
    total: Option<usize>,
    /// A word that says how opened the list.
    adverbial: bool,
    /// The parts' total stands in an earlier sentence.
    part_of_last: bool,
}

impl Reader<'_> {
    /// Reads a group; `total` is the finding whose parts it holds.
    fn group(&mut self, group: &Group, total: Option<usize>) {
        let part_of_last = self.part_of_last && total.is_none();
        let mut shared = Shared { total, part_of_last, ..Shared::default() };
        if let Some(total) = total {
            let whole = &self.found[total];
            shared.name.clone_from(&whole.name);
            shared.increment = whole.increment;
            shared.subject.clone_from(&whole.subject);
            shared.strength = whole.strength;
        }
        let runs = runs(group, self.grammar);
        let mut next = 0;
        let mut inner = group.inner.iter().peekable();
        while next < runs.len() {
            let before = self.found.len();
            let used = self.spread(group, &runs[next..], &mut shared).unwrap_or_else(|| {
                self.run(group, &runs[next], &mut shared, total.is_some());
                1
            });
            let until = runs.get(next + used).map_or(usize::MAX, |run| group.figures[run.first].start);
            next += used;
            // Brackets behind the figure hold its parts.
            while let Some((_, parts)) = inner.next_if(|(place, _)| *place <= until) {
                let whole = (self.found.len() > before).then_some(before);
                self.group(parts, whole.or(total));
            }
        }
        for (_, parts) in inner {
            self.group(parts, total);
        }
    }

    /// Names and figures in parallel lists: as many names as figures. Says how many runs it read.
    fn spread(&mut self, group: &Group, runs: &[Run], shared: &mut Shared) -> Option<usize> {
        let (first, grammar) = (runs.first()?, self.grammar);
        let mut count = 1;
        while let Some(run) = runs.get(count) {
            let before = &group.figures[runs[count - 1].last];
            let between = &group.chars[before.tail..group.figures[run.first].start];
            let joins = matches!(between, ['、'] | [','])
                || grammar.context(Context::Conjunction).get(between).is_some();
            if !joins || run.first != run.last {
                break;
            }
            count += 1;
        }
        if count < 2 || first.first != first.last {
            return None;
        }
        let lead = self.lead(group, first, group.figures[first.first].start, shared, false);
        // 增加值、企业数分别达到600亿元、3000家: elsewhere what stands in a list is of one kind.
        let role = group.figures[first.first].role;
        let alike = runs[..count].iter().take_while(|run| group.figures[run.first].role == role).count();
        count = if lead.spread { count } else { alike };
        if count < 2 {
            return None;
        }
        let mut names = split_names_in(&lead.name, count, self.grammar);
        if lead.spread && lead.name.is_empty() {
            names = self.last_names(count);
            if let [name] = &names[..] {
                // 新增学位5.8万个,其中2023年、2024年、2025年分别新增1.6万个、2万个、2.2万个.
                names = vec![
                    format!("{}{name}", if name.starts_with(&lead.kept) { "" } else { &lead.kept });
                    count
                ];
            }
            if lead.change == Change::To && names.len() == count {
                // 从574元、271元分别提高到609元、300元: the first list is where they start from.
                self.found.truncate(self.found.len().saturating_sub(count));
                shared.last = None;
            }
        } else if lead.spread && names.len() == 1 {
            // 城乡低保标准分别提高5%和8%: the name stands for as many.
            names = each_of(&names[0], count, self.grammar);
        }
        if names.len() != count {
            return None;
        }
        let last = &group.figures[runs[count - 1].last];
        // 分别下降8%、10%以上、10%以上: each has its own.
        let alone = runs[..count - 1].iter().all(|run| !group.figures[run.first].has_tail);
        let (tail, has_tail) = (last.relation, last.has_tail && alone);
        for (name, run) in names.into_iter().zip(&runs[..count]) {
            let mut figure = group.figures[run.first].clone();
            if has_tail && !figure.has_tail {
                figure.relation = tail;
            }
            let quote = (group.places[lead.start], group.places[figure.tail - 1] + 1);
            self.push(&name, figure, &lead, quote, shared, "parallel_lists");
        }
        Some(count)
    }

    /// The names of the last `count` promises of the sentence, or all of the sentence before, where each has its own: 收入增长15%,利税增长12%,分别达到…
    fn last_names(&self, count: usize) -> Vec<String> {
        let first = self.found.len().saturating_sub(count);
        let mut names: Vec<String> = self.found[first..].iter().map(|found| found.name.clone()).collect();
        names.dedup();
        if names.is_empty() { self.carry.names.clone() } else { names }
    }

    /// Reads a run: at most one figure of it is a value, for one indicator or for several.
    fn run(&mut self, group: &Group, run: &Run, shared: &mut Shared, inside: bool) {
        let Some((head, end)) = self.head(group, run) else { return };
        let figure = &group.figures[head];
        if !run.listed {
            shared.verb.clear();
            if !inside {
                shared.increment = None;
            }
        }
        let mut right: Vec<char> = group.chars[figure.tail.min(end)..end].to_vec();
        let before = &group.chars[run.left..figure.start];
        if is_size(before, figure.role, &right, self.grammar) {
            return;
        }
        let spends = spends(before, self.grammar);
        let purpose = spent_on(&right, figure.role, spends, self.grammar).map(text).unwrap_or_default();
        if !purpose.is_empty() || goes_on(&right, figure.role, self.grammar) {
            right.clear();
        }
        let named_right = right.iter().any(|char| is_han(*char));
        let mut lead = self.lead(group, run, figure.start, shared, named_right);
        // 围绕10个重点产业、33条产业链: the word that says how holds for the list.
        lead.adverbial |= run.listed && named_right && shared.adverbial && lead.verb_start.is_none();
        shared.adverbial = lead.adverbial && named_right && lead.verb_start.is_none();
        lead.purpose = purpose;
        if self.base_of_comparison(group, run, head) {
            lead.name = trim_base(&lead.name, self.grammar);
        }
        if named_right {
            self.named_behind(group, figure, &right, end, lead, shared);
        } else {
            self.named_before(group, run, figure, &lead, shared, inside);
        }
    }

    /// The name of a finding, with what it lacks and without what does not belong to it, if it is one.
    fn whole_name(
        &mut self,
        name: &str,
        figure: &Figure,
        lead: &Lead,
        shared: &Shared,
        quote: (usize, usize),
    ) -> Option<String> {
        let mut name = tidy(name, self.grammar);
        // Cells of a table, formulas and bare figures are no names.
        let torn = name.chars().count() == 1 && figure.role == Role::Money;
        if torn
            || name.is_empty()
            || name.contains(['=', '*', ' ', '≤', '≥'])
            || is_figure(&name, self.grammar)
        {
            return None;
        }
        // 其中一般公共预算安排0.8亿元: who pays a part of it.
        let pays = || lead.adverbial || self.grammar.context(Context::Account).get(&chars(&name)).is_some();
        if !name.ends_with(&lead.fund) && pays() {
            name += &lead.fund;
        }
        let letters = chars(&name);
        let places = Some(self.grammar.ends(Context::Rank, &letters)).filter(|length| *length > 1);
        if let Some(length) = places {
            // 企业收入进入百亿元行列: a rank of firms. 综合实力|进入全国前15位.
            let kept = text(&letters[..letters.len() - length]);
            name = Some(kept).filter(|_| figure.role == Role::Rank)?;
        }
        if name.is_empty() {
            name.clone_from(&shared.name);
        }
        // 到2020年这一比例将达到30%: the one named last.
        let said_before = name.starts_with('这') && name.chars().count() <= LONGEST_PRONOUN;
        if said_before && !self.carry.name.is_empty() {
            name.clone_from(&self.carry.name);
        }
        let name = with_brackets(name, &self.text[quote.0..quote.1]);
        Some(self.complete(name, figure, lead, shared, quote.1))
    }

    fn push(
        &mut self,
        name: &str,
        figure: Figure,
        lead: &Lead,
        quote: (usize, usize),
        shared: &mut Shared,
        rule: &'static str,
    ) {
        let Some(name) = self.whole_name(name, &figure, lead, shared, quote) else { return };
        if lead.opens_parts {
            // Behind a bracket the total is known: 10家(含…2家).
            shared.total = shared.last.map(|last| self.total_of(last, &figure)).or(shared.total);
            shared.part_of_last = shared.total.is_none();
        }
        let mut rules = vec![rule];
        if lead.inherited {
            rules.push("shared_verb");
        }
        let inside = || {
            bound_inside(&name, self.grammar)
                .filter(|_| matches!(figure.role, Role::Percent | Role::Multiple))
        };
        let relation = figure.relation.or(lead.verb_bound).or(lead.relation).or_else(inside);
        // 实际增长0.43%: a rate is no part of a sum.
        let is_rate = figure.role == Role::Percent && lead.change != Change::None;
        let parent = shared.total.filter(|_| !is_rate);
        shared.last = Some(self.found.len());
        self.found.push(Found {
            name: name.clone(),
            relation,
            change: lead.change,
            fall: lead.fall.clone(),
            increment: lead.increment,
            strength: lead.strength.or(shared.strength),
            subject: lead.subject.clone().or_else(|| {
                // 市级预算 is not that of 全市, of which the sentence before speaks.
                let own = || {
                    let mut letters = name.chars();
                    let rank = letters.next().filter(|rank| self.grammar.is(Context::TierRank, *rank));
                    rank.is_some() && letters.next() == Some('级')
                };
                shared.subject.clone().or_else(|| self.carry.subject.clone()).filter(|_| !own())
            }),
            parent,
            part_of_last: shared.part_of_last,
            quote,
            rules,
            figure,
        });
        if !matches!(rule, "part_by_place" | "part_by_tier") {
            self.carry.name.clone_from(&name);
            shared.name = name;
        }
        shared.increment = lead.increment;
        shared.verb.clone_from(&lead.verb);
        shared.change = lead.change;
        if lead.strength.is_some() {
            shared.strength = lead.strength;
        }
        // 全社会 belongs to one indicator, not to those after it.
        let here = lead.subject.as_deref().is_some_and(|subject| {
            !subject.starts_with('全') || self.grammar.ends(Context::Place, &chars(subject)) > 0
        });
        if here && !lead.is_place {
            shared.subject.clone_from(&lead.subject);
            if self.carry.subject.is_none() {
                self.carry.subject.clone_from(&lead.subject);
            }
        }
    }

    /// What 其中 takes apart: the last promise, or in 支出8.2亿元,增长95.4%,其中 the amount that it is the growth of.
    fn total_of(&self, last: usize, part: &Figure) -> usize {
        let found = &self.found[last];
        let amount = last.checked_sub(1).filter(|&before| {
            found.change != Change::None
                && self.found[before].name == found.name
                && self.family(&self.found[before].figure) == self.family(part)
        });
        amount.unwrap_or(last)
    }

    /// Whether a base stands before the head: 由57%提高到85%.
    fn base_of_comparison(&self, group: &Group, run: &Run, head: usize) -> bool {
        head > run.first && {
            let between = &group.chars[group.figures[head - 1].tail..group.figures[head].start];
            self.grammar.before.prefix(between).is_some_and(|(_, bound)| bound.change == Change::To)
        }
    }

    /// Which figure of a run is the value, and where its name ends.
    fn head(&self, group: &Group, run: &Run) -> Option<(usize, usize)> {
        let figures = &group.figures[run.first..=run.last];
        let last = &figures[figures.len() - 1];
        let named_behind = group.chars[last.tail..run.right].iter().any(|char| is_han(*char));
        if figures.len() == 1 {
            return Some((run.first, run.right));
        }
        let count = figures.iter().rposition(|figure| figure.role == Role::Count);
        // 两家年销售收入(过)20亿元以上、5家…企业: of what size, the noun comes later.
        let sized = figures.len() == 2 && figures[0].role == Role::Count && {
            let mut between = &group.chars[figures[0].tail..last.start];
            while let Some((length, _)) = bound_before(between, self.grammar) {
                between = &between[..between.len() - length];
            }
            !matches!(last.role, Role::Count)
                && self.grammar.context(Context::Property).get(between).is_some()
        };
        if sized && !named_behind {
            return Some((run.first, last.tail));
        }
        if !named_behind {
            // 12个百亿元、70个30亿元以上项目: the counter wins over the size beside it.
            let beside = &figures[figures.len() - 2];
            if beside.role == Role::Count && beside.tail == last.start && last.role != Role::Count {
                return Some((run.last - 1, run.right));
            }
            return Some((run.last, run.right));
        }
        if last.role == Role::Percent {
            return Some((run.last, run.right));
        }
        // 30个|10万头以上养殖场: of what size.
        let beside = &figures[figures.len() - 2];
        if beside.role == Role::Count && beside.tail == last.start && last.has_tail {
            return Some((run.last - 1, run.right));
        }
        count.map(|at| (run.first + at, run.right))
    }
}
