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

mod behind;
mod group;
mod lead;
mod name;
mod whose;

use celan_data::{Change, Context, Grammar, Promise, Relation};

use self::group::{Group, Run, group, runs};
use self::lead::Lead;
use self::name::{
    before_first_value, chars, each_of, goes_on, is_figure, is_year, likening, measured_before, sized_like,
    spent_on, split_names, text, tidy, trim_base, verb_is_noun, with_brackets,
};
pub(super) use self::whose::account;
use super::figure::{Figure, Role, is_han};
use super::when::When;
use crate::extract::quantity::base_in;

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
            if !joins || run.first != run.last || before.role != group.figures[run.first].role {
                break;
            }
            count += 1;
        }
        if count < 2 || first.first != first.last {
            return None;
        }
        let lead = self.lead(group, first, group.figures[first.first].start, shared, false);
        let mut names = split_names(&lead.name, self.grammar, true);
        if lead.spread && lead.name.is_empty() {
            names = self.last_names(count);
        } else if lead.spread && names.len() == 1 {
            // 城乡低保标准分别提高5%和8%: the name stands for as many.
            names = each_of(&names[0], count, self.grammar);
        }
        if names.len() != count {
            return None;
        }
        let last = &group.figures[runs[count - 1].last];
        let (tail, has_tail) = (last.relation, last.has_tail);
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
        let purpose = spent_on(&right, figure.role, self.grammar).map(text).unwrap_or_default();
        if !purpose.is_empty() || goes_on(&right, figure.role, self.grammar) {
            right.clear();
        }
        let named_right = right.iter().any(|char| is_han(*char));
        let mut lead = self.lead(group, run, figure.start, shared, named_right);
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

    /// Form A: the name stands before the figure.
    fn named_before(
        &mut self,
        group: &Group,
        run: &Run,
        figure: &Figure,
        lead: &Lead,
        shared: &mut Shared,
        inside: bool,
    ) {
        let mut quote = (group.places[lead.start], group.places[figure.tail - 1] + 1);
        let figure = figure.clone();
        let several = lead.spread
            || matches!(
                figure.role,
                Role::Percent | Role::Doubling | Role::DoubleDigit | Role::Rank | Role::Cover
            );
        let counted = run.first != run.last;
        let names = if several && !counted {
            split_names(&lead.name, self.grammar, lead.spread)
        } else {
            vec![lead.name.clone()]
        };
        if names.len() > 1 {
            let mut lead = lead.clone();
            for name in names {
                self.push(&name, figure.clone(), &lead, quote, shared, "shared_figure");
                // Two that share a figure are parts of the same total, not one of the other.
                lead.opens_parts = false;
            }
            return;
        }
        if lead.adverbial && lead.relation.is_none() && lead.change == Change::None && lead.fund.is_empty() {
            return;
        }
        // 总产值由原定的1.1万亿元,提高到1.5万亿元: the first value, and the name of the second.
        if let Some(name) = before_first_value(&lead.name, self.grammar) {
            shared.name = name;
            return;
        }
        let (measured, likened) = likening(&lead.name, figure.role, self.grammar);
        // 工业增加值达到133亿元,年均增速达到27%: of what, stands before.
        let speed = self.grammar.context(Context::Change).get(&chars(measured)).is_some();
        let told = || measured_before(&group.chars[..run.left], self.grammar);
        let of = Some(shared.name.clone()).filter(|name| !name.is_empty()).or_else(told);
        if let Some(name) = of.filter(|_| speed && figure.role == Role::Percent) {
            let lead = Lead { change: Change::Up, ..lead.clone() };
            self.push(&name, figure, &lead, quote, shared, "name_carried_over");
            return;
        }
        // 海岸线241公里,是某某港的4倍: how big it is beside another. 是2020年的2倍: how big it shall be beside itself.
        let unsaid = lead.relation.is_none() && lead.change == Change::None;
        let is_so = figure.role == Role::Multiple && unsaid && measured.contains('是');
        if is_so || measured.is_empty() && !likened.is_empty() && !is_year(likened) {
            return;
        }
        // 打造全覆盖、可替代的网络: of what, it does not say.
        if figure.role == Role::Cover && lead.name.is_empty() && shared.name.is_empty() {
            return;
        }
        let (name, rule) = if measured.is_empty() && (lead.subject.is_none() || !inside) {
            // 培训4万人次: the verb is all the name there is. 产量突破200亿立方米、投资超120亿元: another unit, another thing.
            let own = shared.name.is_empty()
                || !run.listed && lead.verb_start.is_some() && lead.relation.is_none()
                || self.is_noun(&lead.verb) && !self.same_family(&figure, shared);
            if let Some(verb) = lead.verb_start.filter(|_| own) {
                quote.0 = group.places[verb];
            }
            let name = if own {
                lead.verb.clone()
            } else if lead.kept.is_empty() {
                shared.name.clone()
            } else {
                // 保障性住房基本建成470万套、新开工630万套: the same thing, another verb.
                format!("{}{}", lead.kept, self.without_verbs(&shared.name))
            };
            (name, "name_carried_over")
        } else if measured.is_empty() {
            (shared.name.clone(), "part_by_place")
        } else if lead.is_place && lead.name.ends_with('级') && !shared.name.is_empty() {
            (format!("{}{}", lead.name, shared.name), "part_by_tier")
        } else if lead.is_place
            && figure.role != Role::Cover
            && self.same_unit(&figure, shared)
            && !(shared.name.is_empty() && self.carry.name.is_empty())
        {
            let last = if shared.name.is_empty() { &self.carry.name } else { &shared.name };
            (last.clone(), "part_by_place")
        } else if let Some(name) = sized_like(measured, &shared.name, self.grammar) {
            (name, "size_of_last")
        } else if lead.name.starts_with('占') && !shared.name.is_empty() {
            let base = shared.name.split('占').next().unwrap_or_default();
            (format!("{base}{}", lead.name), "share_of_last")
        } else {
            (format!("{}{measured}", lead.kept), "named_before")
        };
        // 企业数量倍增,达到2000家: the clause before says of what.
        let name = if name.is_empty() {
            measured_before(&group.chars[..run.left], self.grammar).unwrap_or_default()
        } else {
            name
        };
        let name = if figure.role == Role::Cover && !name.is_empty() {
            format!("{name}{}", self.grammar.word(Context::CoverNoun))
        } else {
            name
        };
        if name.is_empty() {
            return;
        }
        // 生产总值增长11%,力争达到12%: a rate of change still.
        let last = shared.last.map(|last| &self.found[last]);
        let rate = last.filter(|last| last.figure.role == Role::Percent && last.change != Change::None);
        match rate
            .filter(|_| measured.is_empty() && figure.role == Role::Percent && lead.change == Change::None)
        {
            Some(last) => {
                let lead = Lead { change: last.change, fall: last.fall.clone(), ..lead.clone() };
                self.push(&name, figure, &lead, quote, shared, rule);
            }
            None => self.push(&name, figure, lead, quote, shared, rule),
        }
    }

    /// A name without the verbs it ends or begins with: 新增住房, 住房基本建成 → 住房.
    fn without_verbs(&self, name: &str) -> String {
        let chars = chars(name);
        let (mut start, mut end) = (0, chars.len());
        while let Some((length, _)) =
            self.grammar.verbs.suffix(&chars[start..end]).filter(|(length, _)| start + length < end)
        {
            end -= length;
        }
        // 保障性住房: 保障 is no verb there.
        while let Some((length, _)) = self.grammar.verbs.prefix(&chars[start..end]).filter(|(length, _)| {
            let (verb, rest) = chars[start..end].split_at(*length);
            !rest.is_empty() && !verb_is_noun(verb, rest, self.grammar)
        }) {
            start += length;
        }
        text(&chars[start..end])
    }

    /// Whether a verb is as often a noun: 投资.
    fn is_noun(&self, verb: &str) -> bool {
        self.grammar.context(Context::NounVerb).get(&chars(verb)).is_some()
    }

    /// Whether the promise before, if this sentence holds one, measures the same kind of thing.
    fn same_family(&self, figure: &Figure, shared: &Shared) -> bool {
        let family = |unit: &str| base_in(unit, self.grammar).map(|(_, family)| family);
        shared.last.is_none_or(|last| family(&self.found[last].figure.unit) == family(&figure.unit))
    }

    /// Whether the promise before, if this sentence holds one, is measured in the same unit.
    fn same_unit(&self, figure: &Figure, shared: &Shared) -> bool {
        figure.role == Role::Point
            || shared.last.is_none_or(|last| self.found[last].figure.unit == figure.unit)
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
        let name = tidy(name, self.grammar);
        // Cells of a table, formulas and bare figures are no names.
        let torn = name.chars().count() == 1 && figure.role == Role::Money;
        if torn
            || name.is_empty()
            || name.contains(['=', '*', ' ', '≤', '≥'])
            || is_figure(&name, self.grammar)
        {
            return;
        }
        // 其中一般公共预算安排0.8亿元: who pays a part of it.
        let pays = lead.adverbial || self.grammar.context(Context::Account).get(&chars(&name)).is_some();
        let name = if pays && !name.ends_with(&lead.fund) { name + &lead.fund } else { name };
        let places = self.grammar.ends(Context::Rank, &chars(&name));
        // 企业收入进入百亿元行列: a rank of firms.
        if figure.role != Role::Rank && places > 1 {
            return;
        }
        // 综合实力|进入全国前15位.
        let name = if places > 1 { text(&chars(&name)[..name.chars().count() - places]) } else { name };
        let name = if name.is_empty() { shared.name.clone() } else { name };
        if lead.opens_parts {
            // Behind a bracket the total is known: 10家(含…2家).
            shared.total = shared.last.map(|last| self.total_of(last, &figure)).or(shared.total);
            shared.part_of_last = shared.total.is_none();
        }
        // 到2020年这一比例将达到30%: the one named last.
        let said_before = name.starts_with('这') && name.chars().count() <= LONGEST_PRONOUN;
        let name = if said_before && !self.carry.name.is_empty() { self.carry.name.clone() } else { name };
        let name = with_brackets(name, &self.text[quote.0..quote.1]);
        let name = self.complete(name, &figure, lead, shared, quote.1);
        let mut rules = vec![rule];
        if lead.inherited {
            rules.push("shared_verb");
        }
        let relation = figure.relation.or(lead.verb_bound).or(lead.relation);
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
                let own =
                    matches!(chars(&name)[..], [rank, '级', ..] if self.grammar.is(Context::TierRank, rank));
                shared.subject.clone().or_else(|| self.carry.subject.clone()).filter(|_| !own)
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
                && self.found[before].figure.unit == part.unit
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
        // 两家年销售收入20亿元以上、5家…企业: of what size, the noun comes later.
        let sized = figures.len() == 2 && figures[0].role == Role::Count && {
            let between = &group.chars[figures[0].tail..last.start];
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
        count.map(|at| (run.first + at, run.right))
    }
}
