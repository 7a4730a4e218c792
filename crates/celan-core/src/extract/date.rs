//! Days, months and years, and the spans between them.
//!
//! ```text
//! dates = since? date ((到 | 至 | -) date)? side?      从2016年1月10日到12日, 2018年以前
//! date  = year 年 (month 月 (day (日 | 号)?)? | half)?  2016年1月10日, 二零零四年八月十五, 2017年上半年
//!       | year sep month sep day | day sep month sep year     2010/01/29, 2015-02-01, 10/1/2017
//! side  = 以前 | 或之前 | 之后 | 起 …                   rows of contexts.tsv
//! ```
//! A second date that leaves out its year or month takes that of the first.

use celan_data::{Context, Grammar, Numeral, Tables};

use super::number::number;
use super::scan::Scan;
use crate::span::Span;

/// A day of the calendar, as it is written: not checked against the length of months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// 2026.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
}

/// A stretch of time as a text names it.
#[derive(Clone, Debug, PartialEq)]
pub struct DateSpan {
    /// The words.
    pub span: Span,
    /// First day; `None` where it is open.
    pub from: Option<Day>,
    /// The day named last, or the first day behind a whole year or month; `None` where it is open.
    pub to: Option<Day>,
}

/// All dates of a text, in order, without overlap.
pub fn dates(text: &str, tables: &Tables) -> Vec<DateSpan> {
    let scan = Scan::new(text, tables);
    let mut found = Vec::new();
    let mut at = 0;
    while at < scan.chars.len() {
        match dates_at(&scan.chars, at, &tables.grammar) {
            Some((from, to, end)) => {
                found.push(DateSpan { span: scan.span(at, end), from, to });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// A date: its parts and the character behind it.
#[derive(Clone, Copy)]
struct Date {
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
    /// First and last month of half a year.
    half: Option<(u32, u32)>,
    end: usize,
}

impl Date {
    fn first(self) -> Day {
        let month = self.half.map(|(first, _)| first).or(self.month).unwrap_or(1);
        Day { year: self.year, month, day: self.day.unwrap_or(1) }
    }

    /// The day itself, or the first one behind a year or month.
    fn last(self) -> Day {
        if self.day.is_some() {
            return self.first();
        }
        match self.half.map(|(_, last)| last).or(self.month) {
            Some(month) if month < 12 => Day { year: self.year, month: month + 1, day: 1 },
            _ => Day { year: self.year + 1, month: 1, day: 1 },
        }
    }
}

type Ends = (Option<Day>, Option<Day>, usize);

fn dates_at(chars: &[char], at: usize, grammar: &Grammar) -> Option<Ends> {
    let word = |class, at: usize| grammar.context(class).prefix(chars.get(at..)?).map(|(length, ())| length);
    let digit_before = at.checked_sub(1).is_some_and(|before| chars[before].is_ascii_digit());
    let since = word(Context::DateSince, at);
    let until = word(Context::DateUntil, at);
    let start = at + since.or(until).unwrap_or(0);
    if digit_before && start == at {
        return None;
    }
    if let Some(years) = year_range(chars, start, grammar) {
        return Some(years);
    }
    let first = date(chars, start, grammar)?;
    if until.is_some() {
        return Some((None, Some(first.first()), first.end));
    }
    if let Some(mark) = word(Context::RangeMark, first.end)
        && let Some(second) = second(chars, first.end + mark, first, grammar)
    {
        return Some((Some(first.first()), Some(second.first()), second.end));
    }
    let (begins, ends) = (first.first(), first.last());
    let sides = [
        (Context::DateTill, None, Some(ends)),
        (Context::DateBefore, None, Some(begins)),
        (Context::DateFrom, Some(begins), None),
        (Context::DateAfter, Some(ends), None),
    ];
    for (class, from, to) in sides {
        if let Some(length) = word(class, first.end) {
            return Some((from, to, first.end + length));
        }
    }
    let to = since.is_none().then(|| first.last());
    Some((Some(first.first()), to, first.end))
}

/// 1995-1997年: only the second year has its 年.
fn year_range(chars: &[char], at: usize, grammar: &Grammar) -> Option<Ends> {
    let (first, end) = year(chars, at, grammar).filter(|(_, end)| end - at == 4)?;
    let (mark, ()) = grammar.context(Context::RangeMark).prefix(&chars[end..])?;
    let (last, end) = year(chars, end + mark, grammar).filter(|(last, _)| *last > first)?;
    let day = |year| Some(Day { year, month: 1, day: 1 });
    (chars.get(end) == Some(&'年')).then(|| (day(first), day(last), end + 1))
}

fn date(chars: &[char], at: usize, grammar: &Grammar) -> Option<Date> {
    if let Some(date) = plain(chars, at) {
        return Some(date);
    }
    let (year, end) = year(chars, at, grammar)?;
    if chars.get(end) != Some(&'年') {
        return None;
    }
    let date = Date { year, month: None, day: None, half: None, end: end + 1 };
    let halves = [(Context::FirstHalf, (1, 6)), (Context::SecondHalf, (7, 12))];
    for (class, half) in halves {
        if let Some((length, ())) = grammar.context(class).prefix(&chars[date.end..]) {
            return Some(Date { half: Some(half), end: date.end + length, ..date });
        }
    }
    Some(month_and_day(chars, date, grammar))
}

/// Adds 10月1日 to a year, as far as it is there.
fn month_and_day(chars: &[char], date: Date, grammar: &Grammar) -> Date {
    let Some((month, end)) = small(chars, date.end, 12, grammar) else { return date };
    if chars.get(end) != Some(&'月') {
        return date;
    }
    day_of(chars, Date { month: Some(month), end: end + 1, ..date }, grammar)
}

/// Adds 1日 to a month, where it is there. A Chinese numeral needs no 日: 八月十五.
fn day_of(chars: &[char], date: Date, grammar: &Grammar) -> Date {
    let Some((day, end)) = small(chars, date.end, 31, grammar) else { return date };
    let counter = matches!(chars.get(end), Some('日' | '号'));
    if !counter && chars[date.end].is_ascii_digit() {
        return date;
    }
    Date { day: Some(day), end: end + usize::from(counter), ..date }
}

/// The second date of a span; what it leaves out is that of the first.
fn second(chars: &[char], at: usize, first: Date, grammar: &Grammar) -> Option<Date> {
    if let Some(date) = date(chars, at, grammar) {
        return Some(date);
    }
    let blank = Date { month: None, day: None, half: None, end: at, ..first };
    let month = month_and_day(chars, blank, grammar);
    if month.month.is_some() {
        return Some(month);
    }
    let day = day_of(chars, Date { month: first.month, ..blank }, grammar);
    (day.day.is_some() && first.day.is_some()).then_some(day)
}

/// 2010/01/29, 2015-02-01, 10/1/2017 (day first).
fn plain(chars: &[char], at: usize) -> Option<Date> {
    let mut parts = [0u32; 3];
    let (mut end, mut sep, mut wide) = (at, None, [0usize; 3]);
    for part in 0..3 {
        let digits = chars[end..].iter().take(5).take_while(|char| char.is_ascii_digit()).count();
        parts[part] = chars[end..end + digits].iter().collect::<String>().parse().ok()?;
        wide[part] = digits;
        end += digits;
        if part < 2 {
            let mark = chars.get(end).copied().filter(|char| matches!(char, '/' | '-' | '.'))?;
            if *sep.get_or_insert(mark) != mark {
                return None;
            }
            end += 1;
        }
    }
    let (year, month, day) = match wide {
        [4, _, _] => (parts[0], parts[1], parts[2]),
        [_, _, 4] => (parts[2], parts[1], parts[0]),
        _ => return None,
    };
    let fits = (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    fits.then_some(Date { year: year as i32, month: Some(month), day: Some(day), half: None, end })
}

/// A year of four or two digits, in either script; two are of this century up to 30.
fn year(chars: &[char], at: usize, grammar: &Grammar) -> Option<(i32, usize)> {
    let digit = |char: &char| match (char.to_digit(10), grammar.numerals.get(char)) {
        (Some(digit), _) => Some(digit),
        (None, Some(Numeral::Digit(digit))) if *char != '两' => Some(u32::from(*digit)),
        _ => None,
    };
    let digits: Vec<u32> = chars.get(at..)?.iter().take(5).map_while(digit).collect();
    let value = digits.iter().fold(0, |value, digit| value * 10 + *digit as i32);
    match digits.len() {
        4 if (1900..2100).contains(&value) => Some((value, at + 4)),
        2 if chars.get(at + 2) == Some(&'年') && !(30..=70).contains(&value) => {
            Some((value + if value < 30 { 2000 } else { 1900 }, at + 2))
        }
        _ => None,
    }
}

/// A number from 1 to `most`.
fn small(chars: &[char], at: usize, most: u32, grammar: &Grammar) -> Option<(u32, usize)> {
    let number = number(chars.get(..)?, at, grammar).filter(|_| at < chars.len())?;
    let value = number.value.filter(|value| number.scale == 1.0 && value.fract() == 0.0)?;
    (value >= 1.0 && value <= f64::from(most)).then_some((value as u32, number.end))
}
