//! Form A: 高新技术企业数量突破60家. The name stands before the figure, or is that of the promise before.

use celan_data::{Change, Context, Grammar};

use super::group::{Group, Run};
use super::lead::Lead;
use super::name::{
    before_first_value, chars, ends_with, is_year, likening, measured_before, sized_like, split_names, text,
    verb_is_noun,
};
use super::{Reader, Shared};
use crate::extract::quantity::base_in;
use crate::extract::target::figure::{Figure, Role};
use crate::extract::target::indicator::tier;

/// So many characters have the names of things, where those of levels have fewer: 县、乡、村三级.
const SHORTEST_THING: usize = 3;

/// Whether a name lists things of which each can be covered: 千兆光网、物联网, 村村光纤和5G信号.
fn lists_things(name: &str, grammar: &Grammar) -> bool {
    let mut parts = name.split(|char| char == '、' || grammar.is(Context::NameJoin, char));
    parts.all(|part| part.chars().count() >= SHORTEST_THING)
}

/// What is shared out among places: 新增市场主体目标:|东城区5000户、西城区4500户.
fn shared_out(lead: &Lead, group: &Group, run: &Run, shared: &Shared, grammar: &Grammar) -> Option<String> {
    let (':', before) = group.chars[..run.left].split_last().map(|(char, rest)| (*char, rest))? else {
        return None;
    };
    let from = before.iter().rposition(|char| matches!(char, ',' | ';' | '。' | ':')).map_or(0, |at| at + 1);
    let clause = &before[from..];
    let mut name = &clause[..clause.len() - grammar.ends(Context::Goal, clause)];
    let goal = name.len() < clause.len();
    let opens = |name: &[char]| [Context::Subject, Context::Now].map(|class| grammar.begins(class, name));
    while let Some(length) = opens(name).into_iter().find(|length| *length > 0) {
        name = &name[length..];
    }
    (goal && lead.is_place && shared.name.is_empty() && name.len() > 1).then(|| text(name))
}

impl Reader<'_> {
    /// Form A: the name stands before the figure.
    pub(super) fn named_before(
        &mut self,
        group: &Group,
        run: &Run,
        figure: &Figure,
        lead: &Lead,
        shared: &mut Shared,
        inside: bool,
    ) {
        let mut quote = (group.places[lead.start], group.places[figure.tail - 1] + 1);
        if self.shared_by_names(run, figure, lead, quote, shared) {
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
        // 占地|200亩: how big a thing is; 规划占地 says how big it shall be.
        if lead.verb_start.is_none() && self.grammar.ends(Context::Extent, &chars(&lead.name)) > 0 {
            return;
        }
        let (measured, likened) = likening(&lead.name, figure.role, self.grammar);
        if self.likens(figure, lead, measured, likened) {
            return;
        }
        let told = measured_before(&group.chars[..run.left], self.grammar);
        // 工业增加值达到133亿元,年均增速达到27%: of what, stands before.
        let speed = figure.role == Role::Percent
            && self.grammar.context(Context::Change).get(&chars(measured)).is_some();
        let of = Some(shared.name.clone()).filter(|name| !name.is_empty()).or_else(|| told.clone());
        if let Some(name) = of.filter(|_| speed) {
            let lead = Lead { change: Change::Up, ..lead.clone() };
            self.push(&name, figure.clone(), &lead, quote, shared, "name_carried_over");
            return;
        }
        // 打造全覆盖、可替代的网络: of what, it does not say.
        if figure.role == Role::Cover && lead.name.is_empty() && shared.name.is_empty() {
            return;
        }
        let own = self.is_own_verb(run, figure, lead, shared);
        let (mut name, rule) = if measured.is_empty() && (lead.subject.is_none() || !inside) {
            if let Some(verb) = lead.verb_start.filter(|_| own) {
                quote.0 = group.places[verb];
            }
            (self.carried_name(lead, shared, own), "name_carried_over")
        } else {
            self.measured_name((group, run), measured, figure, lead, shared)
        };
        if name.is_empty() {
            // 企业数量倍增,达到2000家: the clause before says of what.
            let Some(told) = told else { return };
            name = told;
        }
        if figure.role == Role::Cover {
            name += &self.grammar.word(Context::CoverNoun);
        }
        let lead = self.lead_of(figure, lead, measured, shared);
        self.push(&name, figure.clone(), &lead, quote, shared, rule);
    }

    /// What stands before a figure, read with what the figure is.
    fn lead_of(&self, figure: &Figure, lead: &Lead, measured: &str, shared: &Shared) -> Lead {
        let mut own = lead.clone();
        let is_rate = figure.role == Role::Percent;
        // 农房风貌提升1000户: things that are there already.
        let improved =
            figure.role == Role::Count && lead.bound_verb == Some(false) && lead.change == Change::Up;
        if improved && !ends_with(self.grammar, Context::Head, &chars(measured)) {
            (own.change, own.increment) = (Change::None, Some(false));
        }
        // 压减一般性支出5%: by so much.
        let verb = self.grammar.before.get(&chars(&lead.verb));
        if is_rate && own.change == Change::None && verb.is_some_and(|verb| verb.change == Change::Down) {
            own.change = Change::Down;
        }
        // 生产总值增长11%,力争达到12%: a rate of change still.
        let last = shared.last.map(|last| &self.found[last]).filter(|_| measured.is_empty());
        let rate = last.filter(|last| last.figure.role == Role::Percent && is_rate);
        if let Some(last) = rate.filter(|_| own.change == Change::None) {
            (own.change, own.fall) = (last.change, last.fall.clone());
        }
        own
    }

    /// Reads a figure that several names share, where they do: 游客人次、旅游花费均增长10%.
    fn shared_by_names(
        &mut self,
        run: &Run,
        figure: &Figure,
        lead: &Lead,
        quote: (usize, usize),
        shared: &mut Shared,
    ) -> bool {
        let several = lead.spread
            || matches!(
                figure.role,
                Role::Percent | Role::Point | Role::Doubling | Role::DoubleDigit | Role::Rank | Role::Cover
            );
        let counted = run.first != run.last;
        if !several || counted {
            return false;
        }
        let covers = figure.role == Role::Cover;
        let names = split_names(
            &lead.name,
            self.grammar,
            lead.spread || covers && lists_things(&lead.name, self.grammar),
        );
        if names.len() < 2 {
            return false;
        }
        let mut lead = lead.clone();
        for mut name in names {
            if covers {
                name += &self.grammar.word(Context::CoverNoun);
            }
            self.push(&name, figure.clone(), &lead, quote, shared, "shared_figure");
            // Two that share a figure are parts of the same total, not one of the other.
            lead.opens_parts = false;
        }
        true
    }

    /// 海岸线241公里,是某某港的4倍: how big it is beside another. 是2020年的2倍: how big it shall be beside itself.
    fn likens(&self, figure: &Figure, lead: &Lead, measured: &str, likened: &str) -> bool {
        let unsaid = lead.relation.is_none() && lead.change == Change::None;
        let is_so = figure.role == Role::Multiple && unsaid && measured.contains('是');
        is_so || measured.is_empty() && !likened.is_empty() && !is_year(likened)
    }

    /// Whether the verb is all the name there is (培训4万人次), or the figure measures another thing than the one before
    /// (产量突破200亿立方米、投资超120亿元).
    fn is_own_verb(&self, run: &Run, figure: &Figure, lead: &Lead, shared: &Shared) -> bool {
        shared.name.is_empty()
            || !run.listed && lead.verb_start.is_some() && lead.relation.is_none()
            || self.is_noun(&lead.verb) && !self.same_family(figure, shared)
    }

    /// The name where none stands before the figure: the verb, or the name before.
    fn carried_name(&self, lead: &Lead, shared: &Shared, own: bool) -> String {
        if own {
            lead.verb.clone()
        } else if lead.kept.is_empty() {
            // 新建房源3500套、改建4500套: the same thing, without the verb that is its own.
            let kept = !shared.verb.is_empty() && shared.name.starts_with(&shared.verb);
            let another = lead.verb_start.is_some() && lead.verb != shared.verb;
            if kept && another { self.without_verbs(&shared.name) } else { shared.name.clone() }
        } else {
            // 保障性住房基本建成470万套、新开工630万套: the same thing, another verb.
            format!("{}{}", lead.kept, self.without_verbs(&shared.name))
        }
    }

    /// The name that `measured`, what stands before the figure, makes with the one before, and the rule by which it does.
    fn measured_name(
        &self,
        (group, run): (&Group, &Run),
        measured: &str,
        figure: &Figure,
        lead: &Lead,
        shared: &Shared,
    ) -> (String, &'static str) {
        let part = lead.is_place
            && figure.role != Role::Cover
            && self.same_unit(figure, shared)
            && !(shared.name.is_empty() && self.carry.name.is_empty());
        // 净增企业15家,总数达到80家: of the same.
        let counts =
            !shared.name.is_empty() && self.grammar.context(Context::Tail).get(&chars(measured)).is_some();
        if counts {
            (shared.name.clone(), "name_carried_over")
        } else if measured.is_empty() {
            (shared.name.clone(), "part_by_place")
        } else if lead.is_place && lead.name.ends_with('级') && !shared.name.is_empty() {
            let whole = chars(&shared.name);
            // 省级以上平台200家,其中国家级10家: another tier of the same.
            let own = tier(&whole, self.grammar).unwrap_or(0);
            (format!("{}{}", lead.name, text(&whole[own..])), "part_by_tier")
        } else if part {
            let last = if shared.name.is_empty() { &self.carry.name } else { &shared.name };
            (last.clone(), "part_by_place")
        } else if let Some(name) = shared_out(lead, group, run, shared, self.grammar) {
            (name, "named_before")
        } else if let Some(name) = sized_like(measured, &shared.name, self.grammar) {
            (name, "size_of_last")
        } else if lead.name.starts_with('占') && !shared.name.is_empty() {
            let base = shared.name.split('占').next().unwrap_or_default();
            (format!("{base}{}", lead.name), "share_of_last")
        } else {
            (format!("{}{measured}", lead.kept), "named_before")
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
            // 高标准农田: of what kind, and no verb.
            let acts = self.grammar.verbs.get(verb).is_some_and(|verb| verb.increment.is_some());
            acts && !rest.is_empty() && !verb_is_noun(verb, rest, self.grammar)
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
        shared.last.is_none_or(|last| self.family(&self.found[last].figure) == self.family(figure))
    }

    /// What kind of thing a figure measures: money, area.
    pub(super) fn family(&self, figure: &Figure) -> Option<&str> {
        base_in(&figure.unit, self.grammar).map(|(_, family)| family)
    }

    /// Whether the promise before, if this sentence holds one, is measured in the same unit.
    fn same_unit(&self, figure: &Figure, shared: &Shared) -> bool {
        figure.role == Role::Point
            || shared.last.is_none_or(|last| self.found[last].figure.unit == figure.unit)
    }
}
