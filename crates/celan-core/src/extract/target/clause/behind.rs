//! Form B: 培育3个以上省级先进制造业集群. The name stands behind the figure.

use celan_data::{Change, Context, Grammar, UnitRole};

use super::group::Group;
use super::lead::Lead;
use super::name::{
    before_predicate, bound_behind, chars, ends_with, first_verb, is_figure, is_place, places_act,
    sized_thing, text,
};
use super::{Reader, Shared};
use crate::extract::quantity::measures;
use crate::extract::target::figure::{Figure, Role, is_han};

/// From here on a number without a unit is a sum of money: 3个500亿.
const LEAST_SUM: f64 = 1e8;

impl Reader<'_> {
    /// Form B: the name stands behind the figure.
    pub(super) fn named_behind(
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
            if lead.increment.is_none() {
                // 打造A、B等4个产业: the verb before the list.
                lead.increment = first_verb(&lead.name, grammar);
            }
        }
        let rule = match figure.role {
            Role::Count if self.counts(name, group.chars.get(end), figure, &lead) => "counted_behind",
            // 供应量达41万个单位: what is measured stands before.
            Role::Count if self.is_measured(&lead) => "named_before",
            Role::Percent if ends_with(grammar, Context::Change, name) => {
                lead.change = Change::Up;
                "rate_of_change"
            }
            Role::Percent if ends_with(grammar, Context::Rate, name) && right[0] == '的' => "rate_behind",
            Role::Percent if self.shares(right, figure, &lead) => "share_behind",
            Role::Duration if grammar.context(Context::Served).prefix(name).is_some() => "speed",
            Role::DoubleDigit => "double_digit",
            // 用户带宽实现100Mbps以上灵活选择.
            Role::Measure if self.is_measured(&lead) && is_deed(name, grammar) => "named_before",
            Role::Measure | Role::Money if self.amount(name, figure, &lead) => "amount_behind",
            // 沿海风电将达到580万千瓦装机容量.
            Role::Measure | Role::Money
                if lead.relation.is_some()
                    && !lead.name.is_empty()
                    && ends_with(grammar, Context::Head, name) =>
            {
                "measured_behind"
            }
            _ => return,
        };
        if rule == "counted_behind" && lead.bound_verb == Some(false) {
            // 提升5个商圈: they are there already.
            lead.change = Change::None;
        }
        let text = match rule {
            "rate_of_change" | "double_digit" | "named_before" => lead.name.clone(),
            "rate_behind" | "speed" | "share_behind" | "measured_behind" => {
                format!("{}{}", lead.name, text(name))
            }
            _ => format!("{}{}{}", lead.kept, text(name), self.noun_of_list(group, name, end)),
        };
        let text = if text.is_empty() { shared.name.clone() } else { text };
        if text.is_empty() {
            return;
        }
        let start = if matches!(rule, "counted_behind" | "share_behind" | "amount_behind") {
            let named = rule == "share_behind" && !lead.name.is_empty();
            lead.verb_start.or(named.then_some(lead.start)).unwrap_or(figure.start)
        } else {
            lead.start
        };
        let quote = (group.places[start], group.places[end - 1] + 1);
        self.push(&text, figure.clone(), &lead, quote, shared, rule);
    }

    /// The noun that the last of several sizes has: 12个百亿元、70个30亿元以上|项目, 1个千亿级、3个百亿级|产业集群. `end` is where
    /// the name of this one ends.
    fn noun_of_list(&self, group: &Group, name: &[char], end: usize) -> String {
        let ends_in_size = measures(name, self.grammar).last().is_some_and(|size| {
            let sum = size.role == Some(UnitRole::Money) || size.role.is_none() && size.scale >= LEAST_SUM;
            sum && bound_behind(&name[size.end..], self.grammar)
        });
        let tier = name.last() == Some(&'级');
        let listed = (ends_in_size || tier) && group.chars.get(end) == Some(&'、');
        let sized = self.grammar.context(Context::Sized);
        let noun = group.figures.iter().filter(|figure| listed && figure.start > end).find_map(|figure| {
            let behind = &group.chars[figure.tail..];
            let goes_on = |char: &char| is_han(*char) || char.is_ascii_digit() || *char == '.';
            let clause = behind.iter().position(|char| !goes_on(char)).unwrap_or(behind.len());
            let (at, length, ()) = sized.find(&behind[..clause])?;
            let size = measures(&behind[..at], self.grammar).last().map_or(0, |size| size.end);
            let bound = self.grammar.after.prefix(&behind[size..at]).map_or(0, |(length, _)| length);
            let level = behind[..at].iter().rposition(|char| *char == '级').filter(|_| tier);
            let own = level.map_or(size + bound, |level| level + 1);
            Some(text(&behind[own..at + length]))
        });
        noun.unwrap_or_default()
    }

    /// Whether so many `name` are promised, and not merely where or on what something is done.
    fn counts(&self, name: &[char], ends: Option<&char>, figure: &Figure, lead: &Lead) -> bool {
        let grammar = self.grammar;
        let (scope, adjective) = (grammar.context(Context::Scope), grammar.context(Context::ScopeAdj));
        let mut bare = name;
        while let Some((length, ())) = adjective.prefix(bare) {
            bare = &bare[length..];
        }
        // 12个重点产业稳增长方案, 3个产业加快发展, 5个方面工作; but 10个行业高质量数据集.
        let is_scope = scope.prefix(bare).is_some_and(|(length, ())| {
            let rest = &bare[length..];
            let thing = sized_thing(rest, grammar) || grammar.begins(Context::Sized, rest) > 1;
            let acts = grammar.verbs.prefix(rest).is_some_and(|(_, verb)| verb.increment.is_some());
            let sector = grammar.context(Context::Sector).get(&bare[..length]).is_some();
            // 组建12个产业专班: they come into being.
            let made = lead.increment == Some(true) && lead.verb_start.is_some();
            let noun =
                sector && bare.len() == name.len() && (rest.len() > 2 || made && rest.len() > 1) && !acts;
            // 200项国家、行业标准.
            let noun =
                noun || rest.first() == Some(&'、') && grammar.context(Context::Sized).find(rest).is_some();
            // 形成3个特色产业: they come into being.
            rest.is_empty() && !(sector && made) || rest.len() > 1 && !thing && !noun && rest[0] != '级'
        }) || places_act(name, grammar);
        let adverbial = lead.adverbial && grammar.context(Context::Builds).find(name).is_none();
        let verb = lead.verb_start.is_some() || lead.inherited;
        let settled = !figure.chinese || lead.increment == Some(true) && verb;
        // 这里可容纳1200余名工人: words that are no verb before it make it somebody's, not a promise.
        let lists = lead.name.chars().next_back().is_some_and(|last| grammar.is(Context::ListEnd, last));
        // 实施10大类60项民生实事: of how many kinds says nothing of what.
        // 每个行政村有1所卫生室: for whom, and no name.
        let unnamed = lead.name.is_empty() || lead.name.starts_with('每') || is_figure(&lead.name, grammar);
        // 该省将加快|450所公办幼儿园建设: who will.
        let who = chars(&lead.name);
        let adverb = grammar.verbs.suffix(&who).filter(|(_, verb)| verb.adverb).map(|(length, _)| length);
        let hastens =
            adverb.is_some_and(|length| grammar.ends(Context::Meant, &who[..who.len() - length]) > 0);
        let opens = unnamed || lists || hastens || lead.increment.is_some();
        // 6个街道:…: what there is, told one by one.
        let told = ends == Some(&':') && lead.increment.is_none() && !lists;
        // 4个财政事权作为重点领域.
        let serves = name.windows(2).any(|pair| pair == ['作', '为']);
        !told
            && !serves
            && !is_scope
            && !adverbial
            && settled
            && opens
            && name.len() > usize::from(figure.chinese)
    }

    /// Whether a name before a bound says what is measured: 供应量|达.
    fn is_measured(&self, lead: &Lead) -> bool {
        let name = chars(&lead.name);
        let measured = |class| ends_with(self.grammar, class, &name);
        lead.relation.is_some() && name.len() > 2 && (measured(Context::Head) || measured(Context::NounTail))
    }

    /// Whether a proportion of what stands behind is promised: 实现60%的乡镇通油路.
    fn shares(&self, right: &[char], figure: &Figure, lead: &Lead) -> bool {
        let grammar = self.grammar;
        let all = figure.value == Some(100.0) && grammar.verbs.prefix(right).is_some();
        let part = right[0] == '的' || figure.has_tail || all;
        // 完成焦化行业70%以上产能改造: of whom stands before it.
        let attained = grammar.context(Context::Attain).get(&chars(&lead.verb)).is_some();
        // 95%的重点水土流失区得到治理: the verb stands behind.
        let acts = right[0] == '的'
            && grammar.begins(Context::Change, &right[1..]) == 0
            && (2..right.len()).any(|at| {
                // 90%的园区降至较低风险等级.
                let becomes = grammar.before.prefix(&right[at..]);
                grammar.begins(Context::Attain, &right[at..]) > 0
                    || becomes.is_some_and(|(_, bound)| bound.change == Change::To)
            });
        // 服务覆盖80%的城市社区.
        let covers = lead.name.ends_with(&grammar.word(Context::CoverNoun));
        // 新建建筑100%执行绿色标准: all of what stands before.
        let every = all && !lead.name.is_empty();
        every
            || part && covers
            || part
                && (attained || lead.name.chars().count() <= 4)
                && (acts || lead.increment.is_some() && !sized_thing(right, grammar))
    }

    /// Whether an amount before a noun is what is promised (落实4200亩土地) and not its size (30万吨项目).
    fn amount(&self, name: &[char], figure: &Figure, lead: &Lead) -> bool {
        // 推进某某开发区完成1000亩以上工业用地的扩容: who does it stands before. 完成二环路28公里立体绿化: where.
        let deed = self.grammar.verbs.suffix(name).is_some_and(|(length, _)| length > 1);
        // 设立总规模|10亿元的基金: all of it.
        let whole =
            || self.grammar.context(Context::Head).get(&chars(lead.name.trim_start_matches('总'))).is_some();
        let fund = figure.role == Role::Money && whole();
        (lead.name.is_empty() || deed || fund || is_place(&lead.name, self.grammar))
            && lead.increment.is_some()
            && lead.verb_start.is_some()
            && !sized_thing(name, self.grammar)
    }
}

/// Whether a text says what is done and names no thing: 灵活选择.
fn is_deed(text: &[char], grammar: &Grammar) -> bool {
    let verb = grammar.verbs.suffix(text).is_some_and(|(length, _)| length > 1);
    verb && !text.contains(&'的')
}
