//! Time phrases: when a promise is due.
//!
//! ```text
//! when = (到|至|截至)? year 年? (底|末|底前|年底|前|…)?          到2025年, 2026年底
//!      | year range-mark year 年                              2024—2026年
//!      | “? plan ”? (期间|时期|末|期末)                        “十四五”期间; “十四五”, alone before a clause or a bound figure
//!      | (于|到|民国) three digits 年                        114年 is 2025
//!      | 今年 | 全年 | 年内 | 当年 | 本年                       the year of the document
//!      | 未来 number 年 | number 年内 | number 年时间            no year that could be named
//! ```
//! A year behind 比, 较, 由, 从 is the base of a comparison, not a date; a year before that of the document tells of
//! results. A phrase before a comma governs the paragraph until the next one, another only its sentence.

use celan_data::{Change, Context, Grammar};

use super::figure::{bound_before, is_han};
use crate::extract::number::number;
use crate::numeral::is_numeral;

/// A time phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct When {
    /// First character.
    pub(crate) start: usize,
    /// Character behind.
    pub(crate) end: usize,
    /// First year, where stated.
    pub(crate) from: Option<i32>,
    /// Last year; `None` for a span without a base.
    pub(crate) until: Option<i32>,
    /// How many years, where only that is said (三年内).
    pub(crate) years: Option<i32>,
    /// It lies before the document.
    pub(crate) past: bool,
    /// It names a year and not only the whole of it or a half (全年, 本年, 下半年), which reviews have as well.
    pub(crate) firm: bool,
    /// It governs what follows in the paragraph.
    pub(crate) heads: bool,
}

impl When {
    /// How many years it is long, where both ends are named.
    pub(super) fn spans(&self) -> Option<i32> {
        Some(self.until? - self.from? + 1)
    }
}

/// The time phrases of `chars[range]`, in order. `year` is that of the document.
pub(crate) fn whens(
    chars: &[char],
    start: usize,
    end: usize,
    year: Option<i32>,
    grammar: &Grammar,
) -> Vec<When> {
    let mut found: Vec<When> = Vec::new();
    let text = &chars[..end];
    let mut next = start;
    while let Some(at) = grammar.starts.time.next(text, next) {
        let phrase = year_phrase(text, at, year, grammar)
            .or_else(|| plan_phrase(text, at, year, grammar))
            .or_else(|| this_year(text, at, year, grammar))
            .or_else(|| open_span(text, at, grammar));
        let Some((when, is_date)) = phrase else {
            next = at + 1;
            continue;
        };
        next = when.end;
        // 去年…:全年完成…: the whole of the year said before.
        let when = match found.last() {
            Some(before) if !when.firm => When { until: before.until, past: before.past, ..when },
            _ => when,
        };
        // 到2030年,当年新增…: the year said before.
        let said = text[when.start] == '当' && found.iter().any(|before| before.firm);
        // 比2005年, 较“十五”期末: the base of a comparison.
        if is_date && !said && grammar.ends(Context::BaseMark, &text[..when.start]) == 0 {
            found.push(when);
        }
    }
    if found.is_empty() {
        return found;
    }
    let titles = titles(&chars[start..end]);
    found.retain(|when| !names_plan(text, when, grammar));
    found.retain(|when| {
        !titles.iter().any(|(from, to)| *from <= when.start - start && when.end - start <= *to)
    });
    for when in &mut found {
        let rest = &chars[when.end..end];
        when.heads = rest.first().is_some_and(|char| matches!(char, ',' | ':' | '—'));
    }
    found
}

/// The longest name of a plan behind its years.
const LONGEST_PLAN_NAME: usize = 16;

/// 2005—2007年扶贫开发整村推进计划: years that belong to the name of a plan say nothing of when something is due.
fn names_plan(chars: &[char], when: &When, grammar: &Grammar) -> bool {
    let rest = &chars[when.end..];
    let name = rest.iter().take(LONGEST_PLAN_NAME).take_while(|char| is_han(**char)).count();
    when.from.is_some()
        && chars[when.end - 1] == '年'
        && (4..=name).any(|length| grammar.context(Context::PlanName).suffix(&rest[..length]).is_some())
        && grammar.begins(Context::PeriodNoun, rest) == 0
}

/// Where titles in 《》 stand: their years say nothing of the sentence.
fn titles(chars: &[char]) -> Vec<(usize, usize)> {
    let mut titles = Vec::new();
    let mut open = None;
    for (at, char) in chars.iter().enumerate() {
        match char {
            '《' => open = Some(at),
            '》' => titles.extend(open.take().map(|from| (from, at))),
            _ => {}
        }
    }
    titles
}

/// Four digits between 1900 and 2099.
pub(super) fn year_at(chars: &[char], at: usize) -> Option<i32> {
    let digits = chars.get(at..at + 4)?;
    let whole = digits.iter().all(char::is_ascii_digit)
        && !chars.get(at + 4).is_some_and(char::is_ascii_digit)
        && !at.checked_sub(1).is_some_and(|before| chars[before].is_ascii_digit() || chars[before] == '.');
    let digit = |year, char: &char| year * 10 + char.to_digit(10).unwrap_or_default() as i32;
    let year = digits.iter().fold(0, digit);
    (whole && (1900..2100).contains(&year)).then_some(year)
}

/// Years of the Republic (民国) that plans speak of, and the year before its first.
const REPUBLIC_YEARS: std::ops::Range<i32> = 100..160;
const BEFORE_REPUBLIC: i32 = 1911;

/// 于114年, 至115年底, 民国114年: the year as Taiwan counts it, and its length.
fn republic_year(chars: &[char], at: usize, grammar: &Grammar) -> Option<(i32, usize)> {
    let digits = chars[at..].iter().take(4).map_while(|char| char.to_digit(10));
    let (count, year) = digits.fold((0, 0), |(count, year), digit| (count + 1, year * 10 + digit as i32));
    let before = &chars[..at];
    let named = before.ends_with(&['民', '国']) || before.ends_with(&['于']);
    let due = grammar.ends(Context::Until, before) > 0;
    let ends = count == 3 && chars.get(at + 3) == Some(&'年');
    (ends && (named || due) && REPUBLIC_YEARS.contains(&year)).then_some((year + BEFORE_REPUBLIC, 3))
}

/// How far behind a year its goal is named: 2030年的|具体目标.
const FARTHEST_GOAL: usize = 5;

fn year_phrase(chars: &[char], at: usize, doc: Option<i32>, grammar: &Grammar) -> Option<(When, bool)> {
    let (first, length) =
        year_at(chars, at).map(|year| (year, 4)).or_else(|| republic_year(chars, at, grammar))?;
    let mut end = at + length;
    let mut from = None;
    let mut until = first;
    // 2024—2026年, 2021年至2025年.
    let dash = end + usize::from(chars.get(end) == Some(&'年'));
    let mark = grammar.begins(Context::RangeMark, chars.get(dash..).unwrap_or_default());
    if let Some(last) = Some(dash + mark).filter(|_| mark > 0).and_then(|at| year_at(chars, at)) {
        (from, until, end) = (Some(first), last, dash + mark + 4);
    }
    // 2027-28年度.
    let short = chars.get(dash + mark..dash + mark + 2).filter(|_| mark > 0 && from.is_none());
    if short.is_some_and(|last| last.iter().all(char::is_ascii_digit))
        && chars.get(dash + mark + 2) == Some(&'年')
    {
        end = dash + mark + 2;
    }
    if chars.get(end) != Some(&'年') {
        return None;
    }
    end += 1;
    // 2021年9月28日 is a date like any other; 2010年的57% is a base.
    if chars.get(end) == Some(&'度') {
        end += 1;
    }
    if let Some((length, ())) = grammar.context(Context::YearTail).prefix(&chars[end..]) {
        end += length;
    }
    let goal = chars.get(end + 1..).is_some_and(|rest| {
        grammar.context(Context::Goal).find(&rest[..rest.len().min(FARTHEST_GOAL)]).is_some()
    });
    // 在2020年基础上: a base as well.
    let base = grammar.begins(Context::BaseTail, &chars[end..]) > 0;
    // 提高到2025年的85%: by then, and 提高到 belongs to the figure.
    let reached = chars.get(end) == Some(&'的')
        && bound_before(&chars[..at], grammar).is_some_and(|(_, bound)| bound.change == Change::To);
    let is_date = !base && !matches!(chars.get(end), Some('的' | '度')) || goal || reached;
    let start = if reached { at } else { prefixed(chars, at, grammar) };
    // 截至 tells how far something has come, 预计2025年, and 2025年全市预计实现 in that year how far it will have.
    let expected = chars.get(end) == Some(&',') && grammar.ends(Context::Forecast, &chars[..start]) > 0
        || expects(&chars[end..], grammar);
    let so_far = expected || grammar.begins(Context::SoFar, &chars[start..]) > 0;
    let past = doc.map_or(so_far, |doc| until < doc || so_far && until <= doc);
    Some((
        When { start, end, from, until: Some(until), years: None, past, firm: true, heads: false },
        is_date,
    ))
}

/// Whether a clause begins to tell what will be reached when the year is over: 全市|预计|实现.
fn expects(rest: &[char], grammar: &Grammar) -> bool {
    let rest = &rest[grammar.begins(Context::Subject, rest)..];
    let foresees = grammar.begins(Context::Forecast, rest);
    foresees > 0 && grammar.begins(Context::Attain, &rest[foresees..]) > 0
}

/// Takes 到, 至, 截至 in.
fn prefixed(chars: &[char], at: usize, grammar: &Grammar) -> usize {
    at - grammar.ends(Context::Until, &chars[..at])
}

fn plan_phrase(chars: &[char], at: usize, doc: Option<i32>, grammar: &Grammar) -> Option<(When, bool)> {
    let quote = usize::from(matches!(chars[at], '“' | '"' | '「'));
    let (length, &(from, until)) = grammar.plans.prefix(&chars[at + quote..])?;
    let mut end = at + quote + length;
    end += usize::from(quote == 1 && matches!(chars.get(end), Some('”' | '"' | '」')));
    let tail = |class| grammar.context(class).prefix(&chars[end..]).map(|(length, ())| length);
    let whole = tail(Context::PlanSpan);
    let bare = || Some(0).filter(|_| quote == 1 && opens_clause(&chars[end..], grammar));
    let whole = whole.or_else(bare);
    let tail = whole.or(tail(Context::PlanEnd))?;
    end += tail;
    let start = prefixed(chars, at, grammar);
    let from = whole.map(|_| from);
    let past = doc.is_some_and(|doc| until < doc);
    Some((When { start, end, from, until: Some(until), years: None, past, firm: true, heads: false }, true))
}

/// Whether the bare name of a plan stands for its years: “十四五”,… “十四五”要… “十四五”全市… “十四五”新建….
fn opens_clause(rest: &[char], grammar: &Grammar) -> bool {
    let verb = grammar.verbs.prefix(rest).is_some_and(|(_, verb)| verb.increment == Some(true));
    let subject = grammar.begins(Context::Subject, rest) > 0;
    let next = rest.iter().take(FARTHEST_MEANT).take_while(|char| is_han(**char)).count();
    let meant = grammar.context(Context::Meant).find(&rest[..next]).is_some()
        && grammar.begins(Context::PlanName, rest) == 0;
    let plain = grammar.begins(Context::PlanName, rest) + grammar.begins(Context::PlanEnd, rest) == 0;
    let bounds = (1..rest.len().min(FARTHEST_BOUND)).take_while(|at| is_han(rest[*at])).any(|at| {
        let bound = grammar.before.prefix(&rest[at..]).filter(|(length, _)| *length > 1);
        bound.is_some_and(|(length, _)| rest.get(at + length).is_some_and(char::is_ascii_digit))
    });
    rest.first() == Some(&',')
        || verb
        || subject
        || meant
        || plain && bounds
        || grammar.begins(Context::Modal, rest) > 0
}

/// How far behind it a figure is bound: “十四五”|单位增加值能耗|下降15%.
const FARTHEST_BOUND: usize = 20;

/// How far behind the name of a plan it is said what shall be: “十二五”|总投资将.
const FARTHEST_MEANT: usize = 10;

fn this_year(chars: &[char], at: usize, year: Option<i32>, grammar: &Grammar) -> Option<(When, bool)> {
    let shifts = [(Context::Now, 0), (Context::NextYear, 1), (Context::LastYear, -1)];
    let (length, shift) = shifts.iter().find_map(|(class, shift)| {
        grammar.context(*class).prefix(&chars[at..]).map(|(length, ())| (length, *shift))
    })?;
    // 当年收支结余 is a name.
    if grammar.begins(Context::Bare, &chars[at..]) > length {
        return None;
    }
    let word = &chars[at..at + length];
    // 三年内, 5年内: no year of its own. 全年龄: another word.
    let before = at.checked_sub(1).map(|at| chars[at]);
    // 占当年新建建筑的比例, 项目当年开工率: part of a name.
    let inside = word[0] == '当' && at > 0 && is_han(chars[at - 1]) && {
        let before = &chars[..at];
        let opens = |class| grammar.ends(class, before) > 0;
        !opens(Context::Subject) && grammar.verbs.suffix(before).is_none() && !opens(Context::Join)
    };
    if inside {
        return None;
    }
    // 上年底, 截至年底: of another year, or how far it has come.
    let other =
        |char| matches!(char, '上' | '前' | '明' | '每') || grammar.ends(Context::SoFar, &chars[..at]) > 0;
    // 2022年下半年: of the year before it.
    let of_year = word[0] == '下' && matches!(before, Some('年' | '度'));
    let counted = word[0] == '年'
        && before
            .is_some_and(|char| is_numeral(char, grammar) || grammar.is(Context::More, char) || other(char));
    if counted || of_year || chars.get(at + length) == Some(&'龄') {
        return None;
    }
    let mut end = at + length;
    end += grammar.begins(Context::YearEnd, &chars[end..]);
    let until = year.map(|year| year + shift);
    // 今年以来, 今年上半年: so far.
    let so_far =
        grammar.tense.prefix(&chars[at..]).is_some_and(|(longer, sign)| longer > length && *sign < 0);
    Some((
        When {
            start: at,
            end,
            from: None,
            until,
            years: None,
            past: shift < 0 || so_far,
            firm: !matches!(word[0], '全' | '本' | '下'),
            heads: false,
        },
        true,
    ))
}

/// 未来五年, 三年内, 用三年时间, 3年累计: a span whose first year is not said.
fn open_span(chars: &[char], at: usize, grammar: &Grammar) -> Option<(When, bool)> {
    let opens = grammar.context(Context::SpanOpen).prefix(&chars[at..]).map(|(length, ())| length);
    let first = at + opens.unwrap_or(0);
    let digits = chars[first..]
        .iter()
        .take_while(|char| char.is_ascii_digit() || grammar.numerals.contains_key(char))
        .count();
    if !(1..=2).contains(&digits) || chars.get(first + digits) != Some(&'年') {
        return None;
    }
    let years = number(chars, first, grammar).and_then(|number| number.value).map(|years| years as i32);
    let mut end = first + digits + 1;
    // 累计 closes a span as well and is read again as a word before the figure.
    let adds_up = grammar.begins(Context::AddsUp, &chars[end..]) > 0;
    let tail = grammar.context(Context::SpanTail).prefix(&chars[end..]).map(|(length, ())| length);
    let acts = at == 0 || matches!(chars[at - 1], ',' | '。' | ';' | '、' | '\n');
    let acts = acts && grammar.verbs.prefix(&chars[end..]).is_some();
    if opens.is_none() && tail.is_none() && !acts && !adds_up {
        return None;
    }
    end += tail.unwrap_or(0);
    Some((
        When { start: at, end, from: None, until: None, years, past: false, firm: true, heads: false },
        true,
    ))
}
