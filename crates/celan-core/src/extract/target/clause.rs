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

use celan_data::{Change, Context, Grammar, Promise, Relation, Verb};

use super::figure::{Figure, Role, bound_before, is_han};
use super::when::When;
use crate::extract::quantity::{base_in, measures};

/// A promise as the grammar finds it; places are characters of the scan.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) name: String,
    pub(crate) figure: Figure,
    pub(crate) relation: Option<Relation>,
    pub(crate) change: Change,
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
}

/// One level of brackets of a sentence: its characters without the brackets inside, each with its place in the scan.
struct Group {
    chars: Vec<char>,
    places: Vec<usize>,
    figures: Vec<Figure>,
    /// Where the brackets inside were taken out.
    inner: Vec<(usize, Group)>,
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
    let mut at = start;
    let group = group(chars, &mut at, end, figures, 0);
    let mut reader = Reader { grammar, whens, found: Vec::new(), carry };
    reader.group(&group, None);
    reader.found
}

/// Brackets deeper than this are read as text.
const DEEPEST: usize = 8;

fn group(chars: &[char], at: &mut usize, end: usize, figures: &[Figure], depth: usize) -> Group {
    let mut group = Group { chars: Vec::new(), places: Vec::new(), figures: Vec::new(), inner: Vec::new() };
    while *at < end {
        if let Ok(index) = figures.binary_search_by_key(at, |figure| figure.start) {
            // A bracket inside a unit, 台(套), is none.
            let figure = &figures[index];
            let shift = |place: usize| group.chars.len() + place - figure.start;
            group.figures.push(Figure {
                start: shift(figure.start),
                end: shift(figure.end),
                tail: shift(figure.tail),
                ..figure.clone()
            });
            let tail = figure.tail.min(end).max(*at + 1);
            group.chars.extend(&chars[*at..tail]);
            group.places.extend(*at..tail);
            *at = tail;
            continue;
        }
        let char = chars[*at];
        *at += 1;
        if depth < DEEPEST && matches!(char, '(' | '〔' | '[' | '【') {
            let place = group.chars.len();
            let inner = self::group(chars, at, end, figures, depth + 1);
            if !inner.figures.is_empty() {
                group.inner.push((place, inner));
            }
        } else if depth > 0 && matches!(char, ')' | '〕' | ']' | '】') {
            break;
        } else {
            group.chars.push(char);
            group.places.push(*at - 1);
        }
    }
    group
}

struct Reader<'r> {
    grammar: &'r Grammar,
    whens: &'r [When],
    found: Vec<Found>,
    carry: &'r mut Carry,
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

/// A run of a group: which figures it holds and where its text begins and ends.
struct Run {
    first: usize,
    last: usize,
    /// First character of the run.
    left: usize,
    /// Character behind the run's last name.
    right: usize,
    /// It follows the run before as the item of a list (、, 和) and not as a clause.
    listed: bool,
}

impl Reader<'_> {
    /// Reads a group; `total` is the finding whose parts it holds.
    fn group(&mut self, group: &Group, total: Option<usize>) {
        let mut shared = Shared { total, ..Shared::default() };
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
            names = vec![names.remove(0); count];
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
            self.push(group, &name, figure, &lead, quote, shared, "parallel_lists");
        }
        Some(count)
    }

    /// The names of the last `count` promises of the sentence, where each has its own: 收入增长15%,利税增长12%,分别达到…
    fn last_names(&self, count: usize) -> Vec<String> {
        let first = self.found.len().saturating_sub(count);
        let mut names: Vec<String> = self.found[first..].iter().map(|found| found.name.clone()).collect();
        names.dedup();
        names
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
        let right: Vec<char> = group.chars[figure.tail.min(end)..end].to_vec();
        let named_right = right.iter().any(|char| is_han(*char));
        let mut lead = self.lead(group, run, figure.start, shared, named_right);
        if self.base_of_comparison(group, run, head) {
            lead.name = trim_base(&lead.name, self.grammar);
        }
        if named_right {
            self.named_behind(group, figure, &right, end, lead, shared);
        } else {
            self.named_before(group, run, figure, &lead, shared, inside);
        }
    }

    /// Form B: the name stands behind the figure.
    fn named_behind(
        &mut self,
        group: &Group,
        figure: &Figure,
        right: &[char],
        end: usize,
        mut lead: Lead,
        shared: &mut Shared,
    ) {
        let grammar = self.grammar;
        let mut name = right;
        while let [first, rest @ ..] = name {
            if !matches!(first, '的' | '“' | '"') || *first == '“' {
                break;
            }
            name = rest;
        }
        if figure.role == Role::Count {
            name = before_predicate(name, grammar);
        }
        let rule = match figure.role {
            Role::Count if self.counts(name, figure, &lead) => "counted_behind",
            Role::Percent if ends_with(grammar, Context::Change, name) => {
                lead.change = Change::Up;
                "rate_of_change"
            }
            Role::Percent if ends_with(grammar, Context::Rate, name) && right[0] == '的' => "rate_behind",
            Role::Percent if self.shares(right, figure, &lead) => "share_behind",
            Role::Duration if grammar.context(Context::Served).prefix(name).is_some() => "speed",
            Role::DoubleDigit => "double_digit",
            Role::Measure | Role::Money if self.amount(name, &lead) => "amount_behind",
            _ => return,
        };
        let text = match rule {
            "rate_of_change" | "double_digit" => lead.name.clone(),
            "rate_behind" | "speed" => format!("{}{}", lead.name, text(name)),
            _ => format!("{}{}", lead.kept, text(name)),
        };
        let text = if text.is_empty() { shared.name.clone() } else { text };
        if text.is_empty() {
            return;
        }
        let start = if matches!(rule, "counted_behind" | "share_behind" | "amount_behind") {
            lead.verb_start.unwrap_or(figure.start)
        } else {
            lead.start
        };
        let quote = (group.places[start], group.places[end - 1] + 1);
        self.push(group, &text, figure.clone(), &lead, quote, shared, rule);
    }

    /// Whether so many `name` are promised, and not merely where or on what something is done.
    fn counts(&self, name: &[char], figure: &Figure, lead: &Lead) -> bool {
        let grammar = self.grammar;
        let (scope, adjective) = (grammar.context(Context::Scope), grammar.context(Context::ScopeAdj));
        let mut bare = name;
        while let Some((length, ())) = adjective.prefix(bare) {
            bare = &bare[length..];
        }
        let is_scope = scope.prefix(bare).is_some_and(|(length, ())| {
            let rest = &bare[length..];
            rest.is_empty() || rest.len() > 1 && !sized_thing(rest, grammar)
        });
        let adverbial = lead.adverbial && grammar.context(Context::Builds).find(name).is_none();
        let settled = !figure.chinese || lead.increment == Some(true) && lead.verb_start.is_some();
        // 这里可容纳1200余名工人: words that are no verb before it make it somebody's, not a promise.
        let lists = lead.name.chars().next_back().is_some_and(|last| grammar.is(Context::ListEnd, last));
        // 实施10大类60项民生实事: of how many kinds says nothing of what.
        let unnamed = lead.name.is_empty() || is_figure(&lead.name, grammar);
        let opens = unnamed || lists || lead.increment.is_some();
        !is_scope && !adverbial && settled && opens && name.len() > usize::from(figure.chinese)
    }

    /// Whether a proportion of what stands behind is promised: 实现60%的乡镇通油路.
    fn shares(&self, right: &[char], figure: &Figure, lead: &Lead) -> bool {
        let part = right[0] == '的' || figure.has_tail;
        part && lead.name.chars().count() <= 4 && lead.increment.is_some()
    }

    /// Whether an amount before a noun is what is promised (落实4200亩土地) and not its size (30万吨项目).
    fn amount(&self, name: &[char], lead: &Lead) -> bool {
        lead.name.is_empty()
            && lead.increment.is_some()
            && lead.verb_start.is_some()
            && !sized_thing(name, self.grammar)
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
            for name in names {
                self.push(group, &name, figure.clone(), lead, quote, shared, "shared_figure");
            }
            return;
        }
        if lead.adverbial && lead.relation.is_none() && lead.change == Change::None {
            return;
        }
        // 打造全覆盖、可替代的网络: of what, it does not say.
        if figure.role == Role::Cover && lead.name.is_empty() && shared.name.is_empty() {
            return;
        }
        let (name, rule) = if lead.name.is_empty() && (lead.subject.is_none() || !inside) {
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
        } else if lead.name.is_empty() {
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
        } else if lead.name.starts_with('占') && !shared.name.is_empty() {
            let base = shared.name.split('占').next().unwrap_or_default();
            (format!("{base}{}", lead.name), "share_of_last")
        } else {
            (format!("{}{}", lead.kept, lead.name), "named_before")
        };
        let name = if figure.role == Role::Cover && !name.is_empty() {
            format!("{name}{}", self.grammar.word(Context::CoverNoun))
        } else {
            name
        };
        if name.is_empty() {
            return;
        }
        self.push(group, &name, figure, lead, quote, shared, rule);
    }

    /// A name without the verbs it ends or begins with: 新增住房, 住房基本建成 → 住房.
    fn without_verbs(&self, name: &str) -> String {
        let chars: Vec<char> = name.chars().collect();
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
        let verb: Vec<char> = verb.chars().collect();
        self.grammar.context(Context::NounVerb).get(&verb).is_some()
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

    #[expect(
        clippy::too_many_arguments,
        reason = "one finding is put together from everything that was read"
    )]
    fn push(
        &mut self,
        _group: &Group,
        name: &str,
        figure: Figure,
        lead: &Lead,
        quote: (usize, usize),
        shared: &mut Shared,
        rule: &'static str,
    ) {
        let name = tidy(name, self.grammar);
        // Cells of a table, formulas and bare figures are no names.
        if name.is_empty() || name.contains(['=', '*', ' ']) || is_figure(&name, self.grammar) {
            return;
        }
        if lead.opens_parts {
            shared.total = shared.last;
            shared.part_of_last = shared.total.is_none();
        }
        let mut rules = vec![rule];
        if lead.inherited {
            rules.push("shared_verb");
        }
        let relation = figure.relation.or(lead.relation);
        let parent = shared.total;
        shared.last = Some(self.found.len());
        self.found.push(Found {
            name: name.clone(),
            relation,
            change: lead.change,
            increment: lead.increment,
            strength: lead.strength.or(shared.strength),
            subject: lead
                .subject
                .clone()
                .or_else(|| shared.subject.clone())
                .or_else(|| self.carry.subject.clone()),
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
        if lead.subject.is_some() && !lead.is_place {
            shared.subject.clone_from(&lead.subject);
            if self.carry.subject.is_none() {
                self.carry.subject.clone_from(&lead.subject);
            }
        }
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

    /// Reads what stands before a figure: from its left end to the name, from its right end to the bounds.
    fn lead(
        &self,
        group: &Group,
        run: &Run,
        figure_start: usize,
        shared: &Shared,
        named_right: bool,
    ) -> Lead {
        let mut lead = Lead { start: run.left, ..Lead::default() };
        let mut end = figure_start;
        self.read_bounds(&group.chars, run.left, &mut end, &mut lead);
        end = cut_comparison(&group.chars, run.left, end, self.grammar);
        let mut start = self.behind_when(group, run.left, end);
        start += behind_base(&group.chars[start..end], self.grammar);
        self.read_front(&group.chars, &mut start, end, &mut lead);
        self.read_middle(&group.chars, &mut start, end, &mut lead, named_right);
        if named_right && lead.increment.is_none() {
            // 实现60%的乡镇通油路: before a name it is a verb, not a bound.
            lead.increment = lead.bound_verb;
            lead.verb_start = lead.bound_verb.map(|_| end);
        }
        lead.start = lead.verb_start.filter(|_| !lead.kept.is_empty()).unwrap_or(start).min(figure_start);
        lead.name = group.chars[start..end].iter().collect();
        let behind = lead.name.trim_matches(['“', '”', ':', '、', ',']);
        lead.is_place = !behind.is_empty() && lead.verb_start.is_none() && is_place(behind, self.grammar);
        if lead.is_place {
            lead.subject = Some(behind.to_owned());
        }
        if lead.is_place && lead.increment.is_none() {
            lead.increment = shared.increment;
        }
        if run.listed && lead.increment.is_none() && lead.relation.is_none() && lead.change == Change::None {
            lead.increment = shared.increment;
            lead.verb.clone_from(&shared.verb);
            lead.inherited = shared.increment.is_some();
            if lead.name.is_empty() {
                // 年均分别增长3.5%、6%、5%.
                lead.change = shared.change;
            }
            if lead.kept.is_empty() && lead.verb.starts_with('新') {
                lead.kept.clone_from(&lead.verb);
            }
        }
        lead
    }

    /// Takes bounds off the right end: 力争|突破, 分别|达, 年均|增长.
    fn read_bounds(&self, chars: &[char], start: usize, end: &mut usize, lead: &mut Lead) {
        let full = *end;
        while *end > start {
            let text = &chars[start..*end];
            let Some((length, bound)) = bound_before(text, self.grammar) else { break };
            if let Some((verb_length, verb)) = self.grammar.verbs.suffix(text)
                && verb_length > length
            {
                if lead.strength.is_none() {
                    lead.strength = verb.strength;
                }
                if verb.increment.is_some() {
                    break;
                }
            }
            // A name may end in such a character: 产能, 网上. Single ones count only behind a name's end.
            let word = &text[text.len() - length..];
            if length == 1 && !single_bound(chars, *end, *end < full, self.grammar)
                || length > 1 && in_whole(chars, *end - length, self.grammar)
            {
                break;
            }
            if self.grammar.context(Context::Spread).get(word).is_some() {
                lead.spread = true;
            }
            if let Some(verb) = self.grammar.verbs.get(word) {
                lead.strength = lead.strength.or(verb.strength);
                lead.bound_verb = lead.bound_verb.or(verb.increment);
            }
            if bound.change != Change::None && lead.change == Change::None {
                lead.change = bound.change;
            }
            if let (None | Some(Relation::Eq), Some(relation)) = (lead.relation, bound.relation) {
                lead.relation = Some(relation);
            }
            *end -= length;
        }
    }

    /// The character behind the last time phrase of a run's front.
    fn behind_when(&self, group: &Group, left: usize, end: usize) -> usize {
        let mut start = left;
        for when in self.whens {
            let place = |scan: usize| group.places.partition_point(|place| *place < scan);
            let (from, until) = (place(when.start), place(when.end));
            if from >= start && until <= end && until > from {
                start = until;
            }
        }
        start
    }

    /// Takes joining words, subjects, verbs and adverbs off the left end.
    fn read_front(&self, chars: &[char], start: &mut usize, end: usize, lead: &mut Lead) {
        let (grammar, from) = (self.grammar, *start);
        while *start < end {
            let text = &chars[*start..end];
            if matches!(text[0], ',' | '、' | ':' | '—' | '-' | '.' | ' ' | ')' | '”' | '"' | '。' | '；')
            {
                *start += 1;
                continue;
            }
            if *start == from && grammar.context(Context::Adverbial).prefix(text).is_some() {
                break;
            }
            let part = grammar.context(Context::Part).prefix(text).map(|(length, ())| length);
            let join = grammar.context(Context::Join).prefix(text).map(|(length, ())| length);
            let subject = grammar.context(Context::Subject).prefix(text).map(|(length, ())| length);
            let verb = grammar.verbs.prefix(text);
            let longest = [part, join, subject, verb.map(|(length, _)| length)].into_iter().flatten().max();
            let Some(longest) = longest else { break };
            let whole =
                grammar.context(Context::Whole).prefix(text).is_some_and(|(length, ())| length > longest);
            let noun = |(length, verb): (usize, &Verb)| {
                verb.adverb && length == longest && grammar.verbs.prefix(&text[length..]).is_none()
            };
            if whole || text.len() > longest && verb.is_some_and(noun) {
                break;
            }
            if part == Some(longest) {
                lead.opens_parts = true;
            } else if subject == Some(longest) {
                if text.len() == longest && lead.increment.is_none() {
                    break;
                }
                lead.subject = Some(text[..longest].iter().collect());
            } else if let Some((_, verb)) = verb.filter(|(length, _)| *length == longest) {
                if text.len() > longest
                    && verb.increment.is_some()
                    && verb_is_noun(&text[..longest], &text[longest..], grammar)
                {
                    break;
                }
                lead.strength = lead.strength.or(verb.strength);
                if verb.increment.is_some() || verb.keep {
                    lead.increment = verb.increment;
                    lead.verb = text[..longest].iter().collect();
                    lead.verb_start = Some(*start);
                    lead.kept = if verb.keep { lead.verb.clone() } else { String::new() };
                }
            }
            *start += longest;
        }
    }

    /// Cuts 围绕…布局建设 and the like: what stands before the last verb says how, not what.
    fn read_middle(&self, chars: &[char], start: &mut usize, end: usize, lead: &mut Lead, named_right: bool) {
        let text = &chars[*start..end];
        let adverbial = self.grammar.context(Context::Adverbial).prefix(text).is_some();
        let mut cut = None;
        let mut at = 0;
        while at < text.len() {
            match self.grammar.verbs.prefix(&text[at..]) {
                Some((length, verb)) if length > 1 && verb.increment.is_some() => {
                    let rest = &text[at + length..];
                    let last = rest.is_empty() && named_right;
                    let strong = verb.keep || adverbial || text[at] == '实' || last;
                    if strong
                        && (!rest.is_empty() || named_right)
                        && (adverbial || at > 6 || last)
                        && !verb_is_noun(&text[at..at + length], rest, self.grammar)
                    {
                        cut = Some((at, length, *verb));
                    }
                    at += length;
                }
                _ => at += 1,
            }
        }
        match cut {
            Some((at, length, verb)) => {
                lead.increment = verb.increment;
                lead.verb = text[at..at + length].iter().collect();
                lead.verb_start = Some(*start + at);
                lead.kept = if verb.keep { lead.verb.clone() } else { String::new() };
                *start += at + length;
            }
            None => lead.adverbial = adverbial,
        }
    }
}

/// What stands before a figure.
#[derive(Clone, Default)]
struct Lead {
    /// Where the name (or a verb that belongs to it) begins.
    start: usize,
    name: String,
    /// The verb, where it belongs to the name.
    kept: String,
    verb: String,
    verb_start: Option<usize>,
    increment: Option<bool>,
    /// What a bound that is a verb as well (实现, 完成) would say.
    bound_verb: Option<bool>,
    strength: Option<Promise>,
    subject: Option<String>,
    relation: Option<Relation>,
    change: Change,
    spread: bool,
    opens_parts: bool,
    inherited: bool,
    is_place: bool,
    adverbial: bool,
}

/// Splits a group into runs.
fn runs(group: &Group, grammar: &Grammar) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (index, figure) in group.figures.iter().enumerate() {
        let from = index.checked_sub(1).map_or(0, |before| group.figures[before].tail);
        let between = &group.chars[from.min(figure.start)..figure.start];
        let named_both = index > 0 && {
            let behind = group.chars.get(figure.tail).is_some_and(|char| is_han(*char));
            behind && figure.role == Role::Count && group.figures[index - 1].role == Role::Count
        };
        match boundary(between, index > 0, named_both, grammar) {
            Some((noun, left, listed)) => {
                if let Some(run) = runs.last_mut() {
                    run.right = from + noun;
                }
                runs.push(Run { first: index, last: index, left: from + left, right: 0, listed });
            }
            None => match runs.last_mut() {
                Some(run) => run.last = index,
                None => runs.push(Run { first: index, last: index, left: from, right: 0, listed: false }),
            },
        }
    }
    if let Some(run) = runs.last_mut() {
        let from = group.figures[run.last].tail;
        run.right = from + noun_end(&group.chars[from..], grammar);
    }
    runs
}

/// Where the text between two figures parts: the end of what belongs to the first, the start of what belongs to the
/// second, and whether the second continues a list.
fn boundary(
    between: &[char],
    follows: bool,
    named_both: bool,
    grammar: &Grammar,
) -> Option<(usize, usize, bool)> {
    if !follows {
        let left =
            between.iter().rposition(|char| matches!(char, ',' | ';' | ':' | '—')).map_or(0, |at| at + 1);
        return Some((0, left, false));
    }
    let noun = noun_end(between, grammar);
    if let Some(at) = between.iter().rposition(|char| matches!(char, ',' | ';' | ':' | '—')) {
        // ,50亿元以上项目5个 goes on with the list; ,规上工业总产值达 does not.
        let listed = at + 1 == between.len() || between[..at].iter().all(|char| !is_han(*char));
        return Some((noun, at + 1, listed));
    }
    if between.first().is_some_and(|char| matches!(char, '、' | '/')) {
        return Some((0, 1, true));
    }
    if let Some(at) = between.iter().rposition(|char| *char == '、') {
        return Some((at, at + 1, true));
    }
    for word in grammar.context(Context::Conjunction).words() {
        if between == word {
            return Some((0, between.len(), true));
        }
        if between.ends_with(word) && between.len() > word.len() {
            return Some((between.len() - word.len(), between.len(), true));
        }
        if between.starts_with(word) && between.len() > word.len() {
            return Some((0, word.len(), true));
        }
        // 20个A和培育30个B, 20个A和B等30个: parts where a verb follows.
        let at = between.windows(word.len()).position(|window| window == word);
        if let Some(at) = at.filter(|at| {
            grammar.verbs.prefix(&between[at + word.len()..]).is_some_and(|(length, _)| length > 1)
        }) {
            return Some((at, at + word.len(), true));
        }
    }
    // 14条高速公路项目和黄百等4个在建铁路项目: both have their names behind.
    if let Some(at) = between
        .iter()
        .rposition(|char| grammar.is(Context::NameJoin, *char))
        .filter(|at| named_both && *at > 0)
    {
        return Some((at, at + 1, true));
    }
    // 完成100亿元增长10%, 65万元较去年下降7%: only bounds between them.
    let mut rest = cut_comparison(between, 0, between.len(), grammar);
    if rest == between.len() {
        while let Some((length, _)) = grammar.before.suffix(&between[..rest]) {
            rest -= length;
        }
        rest = cut_comparison(between, 0, rest, grammar);
    }
    let moves = grammar.before.prefix(between).is_some_and(|(_, bound)| bound.change == Change::To);
    (rest == 0 && !between.is_empty() && !moves).then_some((0, 0, true))
}

/// Where the name behind a figure ends. 、 goes on when neither a figure nor a verb follows.
fn noun_end(text: &[char], grammar: &Grammar) -> usize {
    let hard = text
        .iter()
        .position(|char| matches!(char, ',' | ';' | ':' | '。' | '—' | '\n'))
        .unwrap_or(text.len());
    if text.first().is_none_or(|char| *char == '、') {
        return 0;
    }
    let mut end = text[..hard].iter().position(|char| *char == '、').unwrap_or(hard);
    while end < hard {
        let next = &text[end + 1..hard];
        let stop = next.iter().position(|char| *char == '、').unwrap_or(next.len());
        let verb =
            grammar.verbs.prefix(next).is_some_and(|(length, verb)| length > 1 && verb.increment.is_some());
        if verb || stop > 16 || hard < text.len() && text[hard] == ':' {
            break;
        }
        end += 1 + stop;
    }
    end
}

/// Whether a bound of one character may be taken off here; some end names as well.
fn single_bound(chars: &[char], end: usize, before_bound: bool, grammar: &Grammar) -> bool {
    let text = &chars[..end];
    let modal = grammar.context(Context::Modal).suffix(text).is_some();
    let weak = grammar.context(Context::WeakBound).suffix(text).is_some();
    let after_name = end.checked_sub(2).is_none_or(|at| !is_han(text[at]));
    modal && before_bound || after_name || !weak && !in_whole(chars, end - 1, grammar)
}

/// A verb that is part of a noun here: 培育库, 建设用地, 完成率.
fn verb_is_noun(verb: &[char], rest: &[char], grammar: &Grammar) -> bool {
    let follows = |class| grammar.context(class).prefix(rest).is_some();
    let noun_verb = grammar.context(Context::NounVerb).get(verb).is_some();
    follows(Context::NounTail) || noun_verb && (rest.is_empty() || follows(Context::NounRest))
}

/// A counted name without what is said of it: 在建铁路项目|加快建设.
fn before_predicate<'n>(name: &'n [char], grammar: &Grammar) -> &'n [char] {
    let predicate = |at: &usize| {
        let adverb = grammar.verbs.prefix(&name[*at..]).filter(|(_, verb)| verb.adverb);
        let rest = adverb.map_or(&name[..0], |(length, _)| &name[at + length..]);
        // 重点建设项目 is a noun.
        let verb = grammar.verbs.prefix(rest).map(|(length, _)| rest.split_at(length));
        verb.is_some_and(|(verb, rest)| !verb_is_noun(verb, rest, grammar))
    };
    (2..name.len()).find(predicate).map_or(name, |at| &name[..at])
}

/// Things whose size is told before them: 30万吨项目.
fn sized_thing(name: &[char], grammar: &Grammar) -> bool {
    ends_with(grammar, Context::Sized, name)
}

/// Cuts 比2005年, 较上年 off the right end.
fn cut_comparison(chars: &[char], start: usize, end: usize, grammar: &Grammar) -> usize {
    let base = grammar.context(Context::Base);
    (start..end)
        .rev()
        .find(|&at| {
            let rest = &chars[at + 1..end];
            grammar.is(Context::Compare, chars[at])
                && (rest.first().is_some_and(|char| char.is_ascii_digit() || matches!(char, '“' | '"'))
                    || base.prefix(rest).is_some())
        })
        .unwrap_or(end)
}

/// How long 在上年压减6%的基础上 at the start of a text is.
fn behind_base(text: &[char], grammar: &Grammar) -> usize {
    let opens = grammar.begins(Context::OnBase, text) > 0;
    let found = grammar.context(Context::BaseTail).find(text).filter(|_| opens);
    found.map_or(0, |(at, length, ())| at + length)
}

/// Takes 由57% off the right end of a name.
fn trim_base(name: &str, grammar: &Grammar) -> String {
    let cut = name.rfind(|char| grammar.is(Context::FromBase, char)).filter(|at| *at > 0);
    cut.map_or(name, |at| &name[..at]).to_owned()
}

/// Whether `name` is nothing but a place.
fn is_place(name: &str, grammar: &Grammar) -> bool {
    let chars: Vec<char> = name.chars().collect();
    let place = grammar
        .context(Context::Place)
        .suffix(&chars)
        .is_some_and(|(length, ())| length < chars.len() || length > 2);
    // 百亿级开发区 is a thing, 省级 a place.
    let tier = chars.iter().position(|char| *char == '级').is_none_or(|at| at + 1 == chars.len() && at < 3);
    place && tier && chars.len() <= 10 || grammar.context(Context::Subject).get(&chars).is_some()
}

/// Parts a list of indicators that share a figure. Where no 均 or 分别 says that they do, each must end in a word for
/// something measured.
fn split_names(name: &str, grammar: &Grammar, said: bool) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut parts: Vec<Vec<char>> = vec![Vec::new()];
    for (at, &char) in chars.iter().enumerate() {
        let conjunction = matches!(char, '、')
            || grammar.is(Context::NameJoin, char)
                && at > 1
                && chars.len() - at > 2
                && !in_whole(&chars, at, grammar);
        if conjunction {
            parts.push(Vec::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(char);
        }
    }
    parts.retain(|part| !part.is_empty());
    let heads = grammar.context(Context::Head);
    let measured = |part: &Vec<char>| heads.suffix(part).is_some();
    if parts.len() < 2 || parts.len() > 8 || !said && !parts.iter().all(measured) {
        return vec![name.to_owned()];
    }
    let last = &parts[parts.len() - 1];
    let shared: String = heads
        .suffix(last)
        .map(|(length, ())| last[last.len() - length..].iter().collect())
        .unwrap_or_default();
    // 城镇和农村居民收入, 城镇居民和农村居民收入: what stands behind the last modifier belongs to each.
    let modifiers = grammar.context(Context::Modifier);
    let behind = modifiers.prefix(last).map(|(length, ())| &last[length..]);
    let end = |part: &Vec<char>| {
        let own = modifiers.prefix(part).map(|(length, ())| &part[length..]);
        match own.zip(behind) {
            _ if measured(part) => String::new(),
            Some((own, behind)) if behind.starts_with(own) => text(&behind[own.len()..]),
            _ => shared.clone(),
        }
    };
    parts.iter().map(|part| format!("{}{}", text(part), end(part))).collect()
}

/// Whether the character at `at` belongs to a word of its own (普及).
fn in_whole(chars: &[char], at: usize, grammar: &Grammar) -> bool {
    let whole = grammar.context(Context::Whole);
    (at.saturating_sub(3)..=at)
        .any(|start| whole.prefix(&chars[start..]).is_some_and(|(length, ())| start + length > at))
}

/// Whether a name is nothing but a number and its unit.
fn is_figure(name: &str, grammar: &Grammar) -> bool {
    let chars: Vec<char> = name.chars().collect();
    chars[0].is_ascii_digit()
        && measures(&chars, grammar).first().is_some_and(|found| found.end == chars.len())
}

fn ends_with(grammar: &Grammar, class: Context, name: &[char]) -> bool {
    grammar.context(class).suffix(name).is_some()
}

fn text(chars: &[char]) -> String {
    chars.iter().collect()
}

/// Takes off what does not belong to a name: punctuation, 的, the counter said again (数量).
fn tidy(name: &str, grammar: &Grammar) -> String {
    let mut name = name.trim_matches([',', '、', ':', ' ', '-', '—', '。', '；', ';', '.']);
    name = name.strip_prefix(['的', '是']).unwrap_or(name);
    // 经济增长预期目标是在提高效益的基础上: how. 目标是水泥产能: what.
    if let Some((goal, said)) = name.split_once('是') {
        let (goal_chars, said_chars): (Vec<char>, Vec<char>) =
            (goal.chars().collect(), said.chars().collect());
        if grammar.ends(Context::Goal, &goal_chars) > 0 && !said.is_empty() {
            name = if grammar.begins(Context::OnBase, &said_chars) > 0 { goal } else { said };
        }
    }
    let chars: Vec<char> = name.chars().collect();
    if !chars.is_empty() && !in_whole(&chars, chars.len() - 1, grammar) {
        let loose =
            |char| char == '的' || grammar.is(Context::ListEnd, char) || grammar.is(Context::FromBase, char);
        name = name.strip_suffix(loose).unwrap_or(name);
    }
    let chars: Vec<char> = name.chars().collect();
    match grammar.context(Context::Tail).suffix(&chars) {
        Some((length, ())) if chars.len() > length + 1 => chars[..chars.len() - length].iter().collect(),
        _ => name.to_owned(),
    }
}
