//! What becomes of the findings of a sentence: a promise, a result, or nothing; and when it is due.

use celan_data::{Change, Context, Relation};

use super::rules::{is_condition, is_set};
use super::{Paragraph, REVIEW_WEIGHT, Reading, Sentence};
use crate::extract::target::clause::Found;
use crate::extract::target::figure::Role;
use crate::extract::target::genre::Genre;
use crate::extract::target::when::When;
use crate::extract::target::{Target, TargetKind, promise};

/// How many promises back the total of 其中 may stand.
const PARTS_REACH: usize = 4;

/// From this weight down a sentence and what surrounds it tell of results.
const PAST_WEIGHT: i32 = -2;

/// From this weight down a sentence makes nothing of the year that governs it.
const DENIED_WEIGHT: i32 = -8;

/// From this weight down a figure is a result of which nothing says that it shall be so; one round figure counts so much.
const TOLD_WEIGHT: i32 = 2;

/// From this weight down what they tell of the document's own year is a result, too.
const REPORT_WEIGHT: i32 = -16;

impl Reading<'_> {
    /// Sorts the findings of a sentence into targets and past results, and leaves out what is neither.
    pub(super) fn keep(
        &mut self,
        sentence: &Sentence,
        found: Vec<Found>,
        around: i32,
        governing: Option<When>,
        whens: &[When],
        paragraph: &Paragraph,
    ) {
        let section = paragraph.section;
        let weight = sentence.weight * 2 + around;
        let reviewed = self.genre == Genre::Results
            || self.headed(section).weight <= REVIEW_WEIGHT
            || paragraph.line_weight <= REVIEW_WEIGHT;
        let text = &self.scan.chars[sentence.start..sentence.end];
        // 2023年下达任务20个,已完成15个: the year is the document's own, and over. A budget for it is counted as well.
        let budget = self.grammar.context(Context::Budget).find(text).is_some();
        let reported = weight <= REPORT_WEIGHT && !budget;
        let rewards = !found.is_empty() && self.rewards(sentence);
        let cause = self.grammar.context(Context::Cause).find(text).map(|(at, ..)| at);
        let forecast = self.forecast(text).map(|at| sentence.start + at);
        let foreseen = self.foreseen(text, forecast.map(|at| at - sentence.start));
        let cause = cause.into_iter().chain(foreseen).min().map(|at| sentence.start + at);
        // 优良比例达到95%,安全处置率100%: a rate beside one of which it is said.
        let rate = |found: &Found| found.figure.role == Role::Percent;
        let said_of_rates = found.iter().any(|found| rate(found) && !self.is_told(found));
        let before = (self.targets.len(), self.past.len());
        let mut places: Vec<Option<(bool, usize)>> = Vec::new();
        let whens = if sentence.whens.is_empty() && governing.is_some() { whens } else { &sentence.whens };
        let own_whens: Vec<Option<When>> =
            (0..found.len()).map(|at| self.when_of_list(&found, at, whens)).collect();
        let mut done: Vec<bool> = Vec::new();
        for (found, own) in found.into_iter().zip(own_whens) {
            let of_done = found.parent.is_some_and(|parent| done.get(parent) == Some(&true));
            // 改造5000个已建成村的设施: what is said of things counted is not said of their number.
            let behind = found.rules.contains(&"counted_behind");
            done.push(of_done || self.is_done(if behind { found.quote.0 } else { found.quote.1 }));
            let at = found.quote.1;
            let last = || sentence.whens.iter().rfind(|when| when.start < at).copied();
            let said = own.or_else(last);
            // 今年以来,完成…。下一步,确保…: what is planned is not of the time that is over.
            let over = governing.filter(|when| !when.past || sentence.weight <= 0);
            let when = said.or(over).or_else(|| self.when_behind(at, sentence));
            // 今年,计划造林8万亩。目前,累计完成5万亩: the year that governs makes no promise of it.
            let reports = said.is_none() && sentence.weight <= DENIED_WEIGHT;
            // “十三五”期间,…;五年累计投资1200亿元: due within the years that govern.
            let within = when.filter(|when| when.years.is_none()).or(governing);
            let due = !reports
                && within.is_some_and(|when| {
                    when.firm && self.is_ahead(&when) && !(reported && when.until == self.year)
                });
            let caused = cause.is_some_and(|cause| cause < at);
            if caused
                || rewards
                    && is_condition(&found)
                    && !self.is_allotted(&found)
                    && !(budget && found.part_of_last)
                || self.is_routine(&found)
                || self.genre == Genre::Rules && !due
                || paragraph.lawful && !due && is_set(&found)
            {
                places.push(None);
                continue;
            }
            // Under a heading that reviews, only a year still to come makes a promise.
            let later =
                when.and_then(|when| when.until).zip(self.year).is_some_and(|(until, year)| until > year);
            let part_of_past = found
                .parent
                .and_then(|parent| places.get(parent).copied().flatten())
                .is_some_and(|(past, _)| past);
            // 老年人口1100万,预计到2025年突破1300万: what there is now.
            let stands = forecast.is_some_and(|forecast| at < forecast) && self.is_told(&found);
            let told = self.is_told(&found) && !(said_of_rates && rate(&found));
            let past = when.is_some_and(|when| when.past)
                || stands
                || done.last() == Some(&true)
                || reviewed && !later
                || (part_of_past || weight <= PAST_WEIGHT || weight <= TOLD_WEIGHT && told) && !due;
            let parent = found.parent.and_then(|parent| places.get(parent).copied().flatten());
            let parent = parent.filter(|(side, _)| *side == past).map(|(_, at)| at);
            // 较上年下降2%。其中,公务接待费100万元,下降6%: a rate of change is no part of another.
            let part = found.part_of_last && !(rate(&found) && found.change != Change::None);
            let parent = parent.or_else(|| self.whole_of(&found, past, before).filter(|_| part));
            let part_of_last = found.part_of_last;
            let mut target = promise::target(found, self.scan, self.tables);
            (target.parent, target.section) = (parent, section);
            (target.period_start, target.deadline) = self.years_of(when, governing, paragraph, past);
            if let Some(whole) = parent.filter(|_| part_of_last && when.is_none()) {
                // 其中 behind a stop: due with the whole.
                target.deadline = self.side(past)[whole].deadline;
            }
            let side = if past { &mut self.past } else { &mut self.targets };
            side.push(target);
            places.push(Some((past, side.len() - 1)));
        }
    }

    /// Whether nothing says that it shall be so: 总面积848.5平方公里.
    fn is_told(&self, found: &Found) -> bool {
        let lasts = found.figure.role == Role::Duration && found.relation == Some(Relation::Approx);
        let unsaid = found.increment.is_none()
            && (found.relation.is_none() || lasts)
            && found.change == Change::None
            && match found.figure.role {
                Role::Count | Role::Measure | Role::Money | Role::Duration => true,
                // 抽检合格率99%, but 90%的煤矿达到安全标准.
                Role::Percent => !found.figure.has_tail && !found.rules.contains(&"share_behind"),
                _ => false,
            };
        unsaid && !found.part_of_last && self.genre == Genre::Mixed
    }

    /// When the finding at `at` is due, where as many years as figures of one name stand in lists: 到2023年和2025年,产量分别达到5万吨
    /// 和6万吨. `whens` are the years before it.
    fn when_of_list(&self, found: &[Found], at: usize, whens: &[When]) -> Option<When> {
        let one = &found[at];
        let listed = |found: &Found| found.rules.contains(&"parallel_lists");
        let same = |other: &&Found| {
            other.name == one.name && other.figure.unit == one.figure.unit && listed(other) == listed(one)
        };
        let before = found[..at].iter().rev().take_while(same).count();
        let count = before + found[at..].iter().take_while(same).count();
        let whens = &whens[..whens.iter().take_while(|when| when.start < one.quote.1).count()];
        let listed = whens.get(whens.len().checked_sub(count)?..).filter(|_| count > 1)?;
        let joined = |pair: &[When]| match &self.scan.chars[pair[0].end..pair[1].start] {
            ['、'] => true,
            between => self.grammar.context(Context::NameJoin).get(between).is_some(),
        };
        listed.windows(2).all(joined).then(|| listed[before])
    }

    /// When the finding that ends at `at` is due, where that stands behind it: 建设厂房12万平方米,|2025年底前|投用.
    fn when_behind(&self, at: usize, sentence: &Sentence) -> Option<When> {
        let when = sentence.whens.iter().find(|when| when.start == at + 1)?;
        let done = self.grammar.begins(Context::Finished, &self.scan.chars[when.end..sentence.end]) > 0;
        (done && self.scan.chars[at] == ',').then_some(*when)
    }

    /// Where a sentence begins to foresee what others will do: 有望达到…, and 预计到2015年进口… where `forecast` begins it. A budget
    /// foresees its own.
    fn foreseen(&self, text: &[char], forecast: Option<usize>) -> Option<usize> {
        let grammar = self.grammar;
        let hoped = grammar.context(Context::Hoped).find(text).map(|(at, ..)| at);
        let here = |at: usize| grammar.begins(Context::Subject, &text[at..]) == 2 && text[at + 1] != '国';
        forecast.filter(|_| !(0..text.len()).any(here)).into_iter().chain(hoped).min()
    }

    /// Where a sentence that speaks of no account begins to foresee and not to promise.
    fn forecast(&self, text: &[char]) -> Option<usize> {
        let grammar = self.grammar;
        let opens = |at: &usize| *at == 0 || matches!(text[at - 1], ',' | ':');
        let clauses = (0..text.len()).filter(opens);
        let foresees = |at: &usize| {
            let length = grammar.begins(Context::Forecast, &text[*at..]);
            if length > 0 && grammar.verbs.prefix(&text[*at..]).is_some_and(|(deed, _)| deed > length) {
                // 预计完成改建65所: what those who plan do.
                return false;
            }
            let rest = &text[at + length..];
            // 达到45亿元,预计比上年增长32%: how the promise before compares.
            let compares = rest.first().is_some_and(|char| grammar.is(Context::Compare, *char))
                || grammar.before.prefix(rest).is_some_and(|(_, bound)| bound.change == Change::Up);
            length > 0 && !compares
        };
        // 项目建成后,预计年产值50亿元: what those who plan expect of their own.
        let yields = |at: &usize| grammar.context(Context::Yields).find(&text[..*at]).is_some();
        let account = || grammar.context(Context::Account).find(text).is_some();
        clauses.into_iter().find(foresees).filter(|at| !yields(at) && !account())
    }

    /// Whether a clause says, up to `end`, that its figure is reached or spent: 已经超过2万亿元.
    fn is_done(&self, end: usize) -> bool {
        self.grammar.context(Context::Done).find(self.clause_before(end)).is_some()
    }

    /// Which of the last promises a part in a sentence of its own belongs to: the nearest in the same unit. `before` is
    /// how many there were of either side before the sentence.
    fn whole_of(&self, part: &Found, past: bool, before: (usize, usize)) -> Option<usize> {
        let side = &self.side(past)[..if past { before.1 } else { before.0 }];
        let is_scale = |char| self.grammar.group(char).is_some();
        let unit = part.figure.unit.trim_start_matches(is_scale);
        let near = side.len().saturating_sub(PARTS_REACH)..side.len();
        near.rev().find(|&at| {
            side[at].parent.is_none()
                && side[at].kind != TargetKind::Increment
                && side[at].unit.trim_start_matches(is_scale) == unit
        })
    }

    fn side(&self, past: bool) -> &Vec<Target> {
        if past { &self.past } else { &self.targets }
    }
}
