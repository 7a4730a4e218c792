//! What stands before a figure: the bounds on it, when and who, the verbs, the name.

use celan_data::{Change, Context, Grammar, Promise, Relation, Verb};

use super::Reader;
use super::Shared;
use super::group::{Group, Run, cut_comparison};
use super::name::{chars, ends_with, in_whole, is_place, text, verb_is_noun};
use crate::extract::quantity::measures;
use crate::extract::target::figure::{bound_before, is_han};
use crate::extract::target::when::When;
use crate::numeral::is_numeral;

impl Reader<'_> {
    /// Reads what stands before a figure: from its left end to the name, from its right end to the bounds.
    pub(super) fn lead(
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
        let compared = cut_comparison(&group.chars, run.left, end, self.grammar);
        if compared < end {
            // 单位能耗要比2010年下降16%.
            end = compared - self.grammar.ends(Context::Modal, &group.chars[run.left..compared]);
            // 二氧化硫、氮氧化物排放量分别比2015年下降15%.
            self.read_bounds(&group.chars, run.left, &mut end, &mut lead);
        }
        end = self.before_reached(group, run.left, end, &mut lead);
        let mut start = self.behind_when(group, run.left, &mut end);
        start += behind_base(&group.chars[start..end], self.grammar);
        self.read_front(&group.chars, &mut start, end, &mut lead);
        self.read_middle(&group.chars, &mut start, end, &mut lead, named_right);
        let verb = lead.verb_start.filter(|_| matches!(lead.relation, None | Some(Relation::Eq)));
        lead.verb_bound = verb.and_then(|verb| bound_of_verb(&group.chars[run.left..verb], self.grammar));
        if start == end && lead.verb_start.is_none() && !lead.fund.is_empty() {
            // 安排3.4亿元,支持…: no name but the verb.
            (lead.verb, lead.verb_start, lead.increment) = (lead.fund.clone(), Some(end), Some(false));
        }
        if named_right && lead.increment.is_none() {
            // 实现60%的乡镇通油路: before a name it is a verb, not a bound.
            lead.increment = lead.bound_verb;
            lead.verb_start = lead.bound_verb.map(|_| end);
        }
        lead.start = lead.verb_start.filter(|_| !lead.kept.is_empty()).unwrap_or(start).min(figure_start);
        lead.name = text(&group.chars[start..end]);
        self.read_place(run, &mut lead, shared);
        if run.listed {
            self.inherit(group.chars.get(run.left), &group.chars[start..end], &mut lead, shared);
        }
        lead
    }

    /// Where the name is that of a place, the figure is about it.
    fn read_place(&self, run: &Run, lead: &mut Lead, shared: &Shared) {
        let behind = lead.name.trim_matches(['“', '”', ':', '、', ',']).to_owned();
        // 创建绿色工厂60家、绿色园区5家: what is built is no place.
        let built = run.listed && shared.increment == Some(true) && shared.total.is_none();
        lead.is_place =
            !behind.is_empty() && !built && lead.verb_start.is_none() && is_place(&behind, self.grammar);
        // 高于全省2.1个百分点: no place.
        let compared = || self.grammar.before.prefix(&chars(&behind)).is_some();
        if lead.is_place && !compared() {
            lead.subject = Some(behind);
        }
        if lead.is_place && lead.increment.is_none() {
            lead.increment = shared.increment;
        }
    }

    /// What an item of a list has from the items before: its verb. `first` is its first character.
    fn inherit(&self, first: Option<&char>, name: &[char], lead: &mut Lead, shared: &Shared) {
        // 新建公路20公里,让1亿人落户, 新增债券5亿元,收入总计66亿元: another matter.
        let is = |class| self.grammar.context(class).get(name).is_some();
        let leads_to = matches!(first, Some('让' | '使')) || is(Context::Bare);
        let unsaid = lead.increment.is_none() && lead.relation.is_none() && lead.change == Change::None;
        if unsaid && !leads_to {
            // 新建项目226个,年度计划投资290亿元: of what size they are.
            // 引进项目700个、到位投资2000亿元: measured, and not brought about.
            let measured = self.grammar.ends(Context::Head, name) > 0 && !shared.verb.starts_with('新');
            // 新建水库1座,总库容4亿立方米,移民安置6300人: nor what is done besides.
            let whole = name.first() == Some(&'总') || is(Context::Property);
            let done = self.grammar.verbs.suffix(name);
            let done = done.is_some_and(|(length, verb)| length > 1 && verb.increment == Some(false));
            let adds_none = measured || whole || done;
            lead.increment = shared.increment.map(|adds| adds && !adds_none);
            lead.verb.clone_from(&shared.verb);
            lead.inherited = shared.increment.is_some();
            if lead.name.is_empty() {
                // 年均分别增长3.5%、6%、5%.
                lead.change = shared.change;
            }
            // 新建农田81万亩、粮食总产436亿斤: what is measured is not built.
            let measured =
                self.grammar.ends(Context::Head, name) > 0 || self.grammar.ends(Context::Bare, name) > 0;
            if lead.kept.is_empty() && lead.verb.starts_with('新') && !measured {
                lead.kept.clone_from(&lead.verb);
            }
        }
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
            if self.grammar.context(Context::Fund).get(word).is_some() {
                lead.fund = word.iter().collect();
            }
            if bound.change != Change::None && lead.change == Change::None {
                lead.change = bound.change;
                if bound.change == Change::Down {
                    lead.fall = word.iter().collect();
                }
            }
            if let (None | Some(Relation::Eq), Some(relation)) = (lead.relation, bound.relation) {
                lead.relation = Some(relation);
            }
            *end -= length;
            // 新|安排740万套: they come into being.
            if lead.fund.chars().count() == length && chars[..*end].ends_with(&['新']) {
                (lead.bound_verb, lead.fund) = (Some(true), String::new());
                lead.increment = Some(true);
                *end -= 1;
            }
        }
    }

    /// Takes 提高到2025年的 off the right end, which says by when the figure is reached.
    fn before_reached(&self, group: &Group, left: usize, end: usize, lead: &mut Lead) -> usize {
        let place = |scan: usize| group.places.partition_point(|place| *place < scan);
        let closes = |when: &&When| {
            place(when.end) + 1 == end && group.chars[end - 1] == '的' && place(when.start) > left
        };
        let Some(when) = self.whens.iter().rfind(closes) else { return end };
        let mut from = place(when.start);
        self.read_bounds(&group.chars, left, &mut from, lead);
        from
    }

    /// The character behind the last time phrase of a run's front. 技术合同成交额2030年达到: nothing stands behind the phrase,
    /// and a name before it, which then ends there. 签约项目当年开工率: the phrase is part of a name.
    fn behind_when(&self, group: &Group, left: usize, end: &mut usize) -> usize {
        let mut start = left;
        for when in self.whens {
            let place = |scan: usize| group.places.partition_point(|place| *place < scan);
            let (from, until) = (place(when.start), place(when.end));
            if from >= start && until <= *end && until > from {
                let before = &group.chars[start..from];
                let thing = ends_with(self.grammar, Context::Sized, before);
                if until == *end && (thing || ends_with(self.grammar, Context::Head, before)) {
                    *end = from;
                    break;
                }
                let own = &group.chars[from..until];
                if thing
                    && own[0] == '当'
                    && ends_with(self.grammar, Context::Rate, &group.chars[until..*end])
                {
                    break;
                }
                start = until;
            }
        }
        start
    }

    /// Takes joining words, subjects, verbs and adverbs off the left end.
    fn read_front(&self, chars: &[char], start: &mut usize, end: usize, lead: &mut Lead) {
        let grammar = self.grammar;
        let from = *start + item_mark(&chars[*start..end], grammar);
        *start = from;
        while *start < end {
            let text = &chars[*start..end];
            if matches!(text[0], ',' | '、' | ':' | '—' | '-' | '.' | ' ' | ')' | '”' | '"' | '。' | '；')
            {
                *start += 1;
                continue;
            }
            if *start == from && says_how(text, grammar) {
                // 为全县|8000名妇女: whom it serves.
                let whom = grammar.begins(Context::Subject, &text[1..]);
                if text[0] == '为' && whom > 0 && whom + 1 == text.len() {
                    lead.subject = Some(celan_words::text(&text[1..]));
                    *start = end;
                }
                break;
            }
            let part = grammar.context(Context::Part).prefix(text).map(|(length, ())| length);
            let join = grammar.context(Context::Join).prefix(text).map(|(length, ())| length);
            let subject = grammar.context(Context::Subject).prefix(text).map(|(length, ())| length);
            let spread = grammar.begins(Context::Spread, text);
            if spread > 1 && spread < text.len() {
                lead.spread = true;
                *start += spread;
                continue;
            }
            let verb = grammar.verbs.prefix(text);
            let verb = anew(text, grammar)
                .filter(|(length, _)| verb.is_none_or(|(other, _)| *length > other))
                .or(verb);
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
                lead.subject = Some(celan_words::text(&text[..longest]));
            } else if let Some((_, verb)) = verb.filter(|(length, _)| *length == longest) {
                let (word, rest) = text.split_at(longest);
                let noun = !rest.is_empty() && verb.increment.is_some() && verb_is_noun(word, rest, grammar);
                if noun || opens_size(word, rest, grammar) {
                    break;
                }
                lead.strength = lead.strength.or(verb.strength);
                if verb.increment.is_some() || verb.keep {
                    // 新建改扩建及维修改造幼儿园: some come into being.
                    lead.increment = lead.increment.filter(|adds| *adds).or(verb.increment);
                    lead.verb = celan_words::text(&text[..longest]);
                    // 新建和加密建设、改造提升服务区: all that is done to them.
                    let first = lead.verb_start.filter(|_| verb.keep && !lead.kept.is_empty());
                    let first = first.unwrap_or(*start);
                    lead.verb_start = Some(first);
                    lead.kept.clear();
                    if verb.keep {
                        lead.kept.extend(&chars[first..*start + longest]);
                    }
                }
            }
            *start += longest;
        }
    }

    /// Cuts 围绕…布局建设 and the like: what stands before the last verb says how, not what.
    fn read_middle(&self, chars: &[char], start: &mut usize, end: usize, lead: &mut Lead, named_right: bool) {
        let text = &chars[*start..end];
        let adverbial = says_how(text, self.grammar);
        let mut cut = None;
        let mut at = 0;
        while at < text.len() {
            match self.grammar.verbs.prefix(&text[at..]) {
                Some((length, verb)) if length > 1 && verb.increment.is_some() => {
                    let rest = &text[at + length..];
                    let last = rest.is_empty() && named_right;
                    // 西藏将完成公路建设投资: who stands before it.
                    let adverb = self.grammar.verbs.suffix(&text[..at]).filter(|(_, verb)| verb.adverb);
                    let before = &text[..at - adverb.map_or(0, |(length, _)| length)];
                    let meant = self.grammar.ends(Context::Meant, before) > 0
                        || self.grammar.begins(Context::Meant, &text[at..]) > 0;
                    // 支持每个县|建设2个园区.
                    let who = self.grammar.ends(Context::Place, before) > 0;
                    // 棚户区改造安置房: only what comes into being is a verb there without more.
                    let adds = verb.keep && verb.increment == Some(true);
                    let strong = adds || adverbial || text[at] == '实' || last || meant;
                    // 湖北省将投资1189亿元: who spends it stands before.
                    let spends = rest.is_empty() && meant && acting_place(before, self.grammar).is_some();
                    // 为老年人免费体检5万人次: the verb is all the name there is.
                    if strong
                        && (!rest.is_empty() || named_right || spends || adverbial && cut.is_none())
                        && (adverbial || at > 6 || last || meant)
                        && (last && (adverbial || who)
                            || spends
                            || !verb_is_noun(&text[at..at + length], rest, self.grammar))
                    {
                        cut = Some((at, length, *verb));
                    }
                    at += length;
                }
                _ => at += 1,
            }
        }
        match cut {
            Some((at, length, verb)) if at + length == text.len() && !named_right => {
                (lead.increment, lead.verb_start) = (verb.increment, Some(*start + at));
                if let Some(place) = acting_place(&text[..at], self.grammar) {
                    (lead.subject, lead.verb) = (Some(place), celan_words::text(&text[at..]));
                }
                *start += at;
            }
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
pub(super) struct Lead {
    /// Where the name (or a verb that belongs to it) begins.
    pub(super) start: usize,
    pub(super) name: String,
    /// The verb, where it belongs to the name.
    pub(super) kept: String,
    pub(super) verb: String,
    pub(super) verb_start: Option<usize>,
    pub(super) increment: Option<bool>,
    /// What a bound that is a verb as well (实现, 完成) would say.
    pub(super) bound_verb: Option<bool>,
    /// What money is for, where that stands right behind it.
    pub(super) purpose: String,
    /// The word that says that it falls by the figure.
    pub(super) fall: String,
    /// A bound that allots money: 安排.
    pub(super) fund: String,
    pub(super) strength: Option<Promise>,
    pub(super) subject: Option<String>,
    pub(super) relation: Option<Relation>,
    /// What a word before the verb says of the figure: 至少建成.
    pub(super) verb_bound: Option<Relation>,
    pub(super) change: Change,
    pub(super) spread: bool,
    pub(super) opens_parts: bool,
    pub(super) inherited: bool,
    pub(super) is_place: bool,
    pub(super) adverbial: bool,
}

/// Whether a bound of one character may be taken off here; some end names as well.
fn single_bound(chars: &[char], end: usize, before_bound: bool, grammar: &Grammar) -> bool {
    let text = &chars[..end];
    let modal = grammar.context(Context::Modal).suffix(text).is_some();
    let weak = grammar.context(Context::WeakBound).suffix(text).is_some();
    let after_name = end.checked_sub(2).is_none_or(|at| !is_han(text[at]));
    modal && before_bound || after_name || !weak && !in_whole(chars, end - 1, grammar)
}

/// Whether a verb opens the size of a thing: 投资|5亿元以上项目.
fn opens_size(verb: &[char], rest: &[char], grammar: &Grammar) -> bool {
    let size = || {
        measures(rest, grammar)
            .first()
            .is_some_and(|size| size.start == 0 && grammar.after.prefix(&rest[size.end..]).is_some())
    };
    rest.first().is_some_and(char::is_ascii_digit)
        && grammar.context(Context::Property).get(verb).is_some()
        && size()
}

/// Whether a word that says how or where opens a text: 在|30个县, but 在建里程.
fn says_how(text: &[char], grammar: &Grammar) -> bool {
    let length = grammar.begins(Context::Adverbial, text);
    length > 0 && grammar.begins(Context::Whole, text) <= length
}

/// How long the number of an item in running text is: 2.|改造供水管网, 三、|为全县8000名妇女.
fn item_mark(text: &[char], grammar: &Grammar) -> usize {
    let digits = text.iter().take(2).take_while(|char| char.is_ascii_digit()).count();
    let numerals = text.iter().take(3).take_while(|char| is_numeral(**char, grammar)).count();
    let han = |at: usize| text.get(at).is_some_and(|char| is_han(*char));
    match (digits, numerals) {
        (1.., _) if text.get(digits) == Some(&'.') && han(digits + 1) => digits + 1,
        // 一、二类: which, and no item.
        (0, 1..) if text.get(numerals) == Some(&'、') && acts(&text[numerals + 1..], grammar) => {
            numerals + 1
        }
        _ => 0,
    }
}

/// Whether a text opens with a deed or with whom it is for.
fn acts(text: &[char], grammar: &Grammar) -> bool {
    let verb = grammar.verbs.prefix(text).is_some_and(|(length, _)| length > 1);
    verb || text.first() == Some(&'为')
}

/// Who acts, where nothing but a place and a word of intent stand before a verb: 湖北省|将.
fn acting_place(before: &[char], grammar: &Grammar) -> Option<String> {
    let place = text(&before[..before.len() - grammar.ends(Context::Meant, before)]);
    Some(place).filter(|place| is_place(place, grammar))
}

/// What a word before the verbs says of the figure behind them: 至少|建成, 大约要|投资, 至少|引进|投资.
fn bound_of_verb(before: &[char], grammar: &Grammar) -> Option<Relation> {
    let mut end = before.len();
    loop {
        let bound = bound_before(&before[..end], grammar);
        let relation = bound.filter(|(length, _)| *length > 1).and_then(|(_, bound)| bound.relation);
        if matches!(relation, Some(Relation::Ge | Relation::Le | Relation::Approx)) {
            return relation;
        }
        let verb = || grammar.verbs.suffix(&before[..end]).map(|(length, _)| length);
        end -= bound.map(|(length, _)| length).or_else(verb)?;
    }
}

/// What 新 before any verb makes of it.
const ANEW: Verb = Verb { increment: Some(true), adverb: false, keep: true, strength: None };

/// 新|集聚: a verb of its own, where the table has no other word for it.
fn anew<'g>(text: &[char], grammar: &'g Grammar) -> Option<(usize, &'g Verb)> {
    let rest = text.strip_prefix(&['新'])?;
    let (length, verb) = grammar.verbs.prefix(rest)?;
    (length > 1 && verb.increment.is_some()).then_some((length + 1, &ANEW))
}

/// How long 在上年压减6%的基础上 at the start of a text is.
fn behind_base(text: &[char], grammar: &Grammar) -> usize {
    let opens = grammar.begins(Context::OnBase, text) > 0;
    let found = grammar.context(Context::BaseTail).find(text).filter(|_| opens);
    found.map_or(0, |(at, length, ())| at + length)
}
