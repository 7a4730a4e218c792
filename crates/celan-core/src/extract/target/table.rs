//! Tables of indicators that a page was flattened from: a name with its unit in brackets, then a number a line, or all in a
//! line.
//!
//! ```text
//! row  = item? name "(" unit ")" "\n" (number "\n")+        6.固定宽带家庭普及率(%) / 40 / 70 / 〔30〕
//!      | item? name "(" unit ")" number " " number rest?    城镇化率(%)58.2 64预期性
//! ```
//! The first number (or a dash) is the base year's, the second the target's; one number alone could be either
//! and is not read.

use celan_data::{Grammar, Relation};

use super::figure::is_han;
use super::when::year_at;
use crate::extract::number::number;
use crate::extract::quantity::unit;

/// A row: where its name, its unit and its value stand.
#[derive(Debug)]
pub(crate) struct TableRow {
    pub(crate) name: (usize, usize),
    pub(crate) unit: String,
    pub(crate) value: f64,
    /// Upper end of a range.
    pub(crate) value_max: Option<f64>,
    pub(crate) relation: Option<Relation>,
    /// The year that its column is of.
    pub(crate) deadline: Option<i32>,
    /// It says how fast the thing grows.
    pub(crate) rate: bool,
    /// Character behind the value.
    pub(crate) end: usize,
}

/// The row that begins at `start`, the first character of a line.
pub(crate) fn row(chars: &[char], start: usize, grammar: &Grammar) -> Option<TableRow> {
    let line_end = line_end(chars, start);
    let line = &chars[start..line_end];
    if line.last() != Some(&')') {
        return inline(line, start, grammar);
    }
    let open = line.iter().rposition(|char| *char == '(')?;
    let unit = unit_name(&line[open + 1..line.len() - 1], grammar)?;
    let item = line.iter().take_while(|char| char.is_ascii_digit() || matches!(char, '.' | '、')).count();
    if open <= item + 1 {
        return None;
    }
    let (mut at, mut plain, mut last) = (line_end + 1, 0, None);
    while at < chars.len() {
        let end = self::line_end(chars, at);
        let Some(found) = number(&chars[..end], at, grammar).filter(|found| found.end == end) else {
            let no_base = plain == 0 && matches!(chars[at..end], ['-' | '—' | '/'] | ['—', '—']);
            if no_base || chars.get(at) == Some(&'〔') && plain > 0 {
                plain += usize::from(no_base);
                at = end + 1;
                continue;
            }
            break;
        };
        plain += 1;
        // The third is how fast it grows.
        if plain < 3 {
            last = found.value.map(|value| (value * found.scale, end));
        }
        at = end + 1;
    }
    let (value, end) = last.filter(|_| plain > 1)?;
    Some(TableRow {
        name: (start + item, start + open),
        unit,
        value,
        value_max: None,
        relation: None,
        deadline: None,
        rate: false,
        end,
    })
}

/// A row in one line: behind the unit the base year's number, the target's and perhaps how fast it grows.
fn inline(line: &[char], start: usize, grammar: &Grammar) -> Option<TableRow> {
    if line.len() > LONGEST_ROW {
        return None;
    }
    let close = line.windows(2).position(|pair| pair[0] == ')' && pair[1].is_ascii_digit())?;
    let open = line[..close].iter().rposition(|char| *char == '(')?;
    let unit = unit_name(&line[open + 1..close], grammar)?;
    let item = line.iter().take_while(|char| char.is_ascii_digit() || matches!(char, '.' | '、')).count();
    let base = number(line, close + 1, grammar).filter(|base| line.get(base.end) == Some(&' '))?;
    let goal = number(line, base.end + 1, grammar).filter(|goal| goal.value.is_some())?;
    let rest = &line[goal.end..];
    let ends = rest.first().is_none_or(|char| *char == ' ' || is_han(*char)) && rest.len() <= LONGEST_REST;
    (ends && open > item + 1).then(|| TableRow {
        name: (start + item, start + open),
        unit,
        value: goal.value.unwrap_or_default() * goal.scale,
        value_max: None,
        relation: None,
        deadline: None,
        rate: false,
        end: start + goal.end,
    })
}

/// The last year that the head of a table names: 指标2020年2025年属性.
pub(super) fn last_year(line: &[char]) -> Option<i32> {
    if line.len() > LONGEST_HEAD {
        return None;
    }
    (0..line.len()).rev().find_map(|at| year_at(line, at).filter(|_| line.get(at + 4) == Some(&'年')))
}

/// The longest row with its numbers in one line.
const LONGEST_ROW: usize = 60;

/// The longest line that may be the head of a table.
const LONGEST_HEAD: usize = 30;

/// The longest text behind the numbers of a row: a rate and 预期性.
const LONGEST_REST: usize = 12;

/// Whether a line is the row of a table with its cells in one line: a code or several numbers, and no sentence.
/// `2010105人大立法14`, `付息支出4901 3283 -33.0%`.
pub(crate) fn is_cells(line: &[char]) -> bool {
    let ends = line.last().is_some_and(|char| char.is_ascii_digit() || *char == '%');
    let code = || line.iter().take_while(|char| char.is_ascii_digit()).count() > 2;
    let apart = |at: usize| {
        line[at].is_ascii_digit()
            && (line[at + 1] == ' ' || line[at + 1] == '-' && line[at + 2].is_ascii_digit())
    };
    let several = || (0..line.len().saturating_sub(2)).any(apart);
    let says = || line.iter().any(|char| matches!(char, ',' | '。' | ';' | ':' | '、'));
    ends && !says() && (code() || several())
}

fn line_end(chars: &[char], start: usize) -> usize {
    chars[start..].iter().position(|char| *char == '\n').map_or(chars.len(), |length| start + length)
}

/// The text in the brackets, where all of it is a unit.
pub(super) fn unit_name(text: &[char], grammar: &Grammar) -> Option<String> {
    let scale = text.iter().take_while(|char| grammar.group(**char).is_some()).count();
    let (length, _) = unit(&text[scale..], grammar)?;
    (scale + length == text.len()).then(|| text.iter().collect())
}
