//! Line and page breaks inside a sentence or a word: the paragraph comes back whole.
//!
//! ```text
//! break = words, line end and blank lines, words
//! ```
//!
//! A break goes only where the line before it stops short of an end, the line behind it does not begin anything
//! ([`begins_something`]), and one of these says that they belong together:
//! - the line behind begins with a mark that only follows words (`，` `、` `）`), or the one before ends with `，` or `、`;
//! - a bracket or quotation is open at the break and is closed by the line behind;
//! - the line before is running text that fills its column or is long, and the line behind goes on as running text.
//!
//! So headings, items, rows of tables, names and signatures stay apart, and so do two figures that meet at a break.
//!
//! In: `形成一\n\n批具有较强带动力的产业发展新支柱。` behind a sentence. Out: `形成一批具有较强带动力的产业发展新支柱。`

use std::cell::OnceCell;
use std::ops::Range;

use super::{Finds, Scan, Tables};
use crate::clean::text::{is_blank, is_han, is_running, lines, trimmed};
use crate::numeral::is_numeral;

/// Half-width columns of a line that is long for one that is no running text.
const LONG: usize = 80;
/// Half-width columns that a column of text has at least.
const NARROW: usize = 36;
/// Half-width columns by which a full line may miss the edge of its column: a mark that may not begin a line takes two.
const RAGGED: usize = 10;
/// Lines on each side that show how wide the column is.
const AROUND: usize = 5;

/// So many bytes before a break are looked at.
const MOST_LOOKED_AT: usize = 900;

/// A line that holds something.
struct Line<'t> {
    words: &'t str,
    range: Range<usize>,
    /// Half-width columns, once they were counted.
    width: OnceCell<usize>,
    /// Half-width columns of the blanks before it.
    indent: usize,
}

impl Line<'_> {
    /// Half-width columns.
    fn width(&self) -> usize {
        *self.width.get_or_init(|| width(self.words))
    }

    /// Whether it is long for one that is no running text.
    fn is_long(&self) -> bool {
        self.words.len() >= 2 * LONG || (self.words.len() >= LONG && self.width() >= LONG)
    }
}

pub(super) fn find(scan: &Scan<'_>, tables: &Tables, finds: &mut Finds) {
    let text = scan.text;
    let lines: Vec<_> = lines(text).filter_map(|raw| line(text, raw)).collect();
    let prose = Prose::of(&lines, tables);
    let mut paragraph = lines.first().map_or(0, |line| line.range.start);
    for at in 1..lines.len() {
        let (this, next) = (&lines[at - 1], &lines[at]);
        // A hostile text may be one endless paragraph; its last part is enough to judge by.
        let start = paragraph.max(floor(text, this.range.start.saturating_sub(MOST_LOOKED_AT)));
        if prose.joins(&text[start..this.range.end], &lines, at) {
            finds.remove(this.range.end..next.range.start);
        } else {
            paragraph = next.range.start;
        }
    }
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

fn line(text: &str, raw: Range<usize>) -> Option<Line<'_>> {
    let range = trimmed(text, raw.clone());
    let words = &text[range.clone()];
    (!words.is_empty()).then(|| Line {
        words,
        width: OnceCell::new(),
        indent: width(&text[raw.start..range.start]),
        range,
    })
}

fn width(words: &str) -> usize {
    // A byte of ASCII is a narrow character; the first byte of any other stands for a wide one.
    words.bytes().map(|byte| if byte < 0x80 { 1 } else { 2 * usize::from(byte >= 0xC0) }).sum()
}

/// Whether `words` take at least so many half-width columns: a column is one byte of ASCII, or half of two to four bytes.
fn reaches(words: &str, columns: usize) -> bool {
    words.len() >= 2 * columns || (words.len() >= columns && width(words) >= columns)
}

/// How a document ends its lines.
struct Prose<'t> {
    tables: &'t Tables,
    /// Long lines mostly end as sentences do, so that one that does not was cut.
    ends: bool,
}

impl<'t> Prose<'t> {
    fn of(lines: &[Line<'_>], tables: &'t Tables) -> Self {
        let long = lines.iter().filter(|line| line.is_long()).count();
        let open = lines.iter().filter(|line| !is_end(line.words) && line.is_long()).count();
        Self { tables, ends: open <= 3 || open * 5 <= long * 2 }
    }

    /// Whether the break between line `at - 1`, which ends `paragraph`, and line `at` goes.
    fn joins(&self, paragraph: &str, lines: &[Line<'_>], at: usize) -> bool {
        let (this, next) = (&lines[at - 1], &lines[at]);
        let (Some(last), Some(first)) = (this.words.chars().next_back(), next.words.chars().next()) else {
            return false;
        };
        if is_end(this.words) || !fit(last, first) || next.indent > this.indent + 1 {
            return false;
        }
        if matches!(first, '，' | '。' | '、' | '；' | '）' | '》' | '”' | '〕') {
            return true;
        }
        if begins_something(next.words, self.tables) || is_row(this.words) {
            return false;
        }
        let listed = matches!(last, '，' | '、');
        if (listed && is_open_list(paragraph)) || closes_open(paragraph, next.words) {
            return true;
        }
        if !is_prose(paragraph, self.tables) {
            return false;
        }
        let goes_on = is_running(next.words) || is_end(next.words);
        if this.is_long() {
            self.ends && goes_on && !matches!(last, '%' | '％')
        } else {
            fills_column(lines, at - 1, is_label(paragraph) && paragraph.contains('、'))
                && next.width() <= this.width() + RAGGED
        }
    }
}

/// Whether a line ends as a sentence or a heading with a colon does, or with a closed bracket.
fn is_end(words: &str) -> bool {
    let words = words.trim_end_matches(['”', '』', '」', '"']);
    words.ends_with([
        '。', '！', '？', '；', '：', '…', '.', '!', '?', ';', ':', '）', ')', '】', ']', '〕', '|', '>',
    ])
}

/// Whether what ends with `last` and begins with `first` may be one word or sentence without a blank between.
fn fit(last: char, first: char) -> bool {
    let ends = is_han(last)
        || last.is_ascii_alphanumeric()
        || matches!(last, '，' | '、' | '”' | '》' | '%' | '％' | '（' | '“' | '《' | '—');
    let begins = is_han(first)
        || first.is_ascii_alphanumeric()
        || matches!(
            first,
            '“' | '《' | '（' | '〔' | '，' | '。' | '、' | '；' | '）' | '》' | '”' | '〕' | '%'
        );
    // Two figures or two Latin words would become one.
    ends && begins && !(last.is_ascii_alphanumeric() && first.is_ascii_alphanumeric())
}

/// Whether a line begins with what only begins something: a number of the outline, a bullet, a label, a date, a name
/// beside a post.
fn begins_something(words: &str, tables: &Tables) -> bool {
    let first = words.chars().next().unwrap_or_default();
    matches!(first, '—' | '●' | '■' | '◆' | '★' | '▲' | '•' | '·' | '*' | '#' | '|' | '【' | '①'..='⑳' | '-')
        || is_numbered(words, tables)
        || is_label(words)
        || is_row(words)
        || tables.structure.annex(words).is_some()
        || is_date(words, tables)
}

/// 一、 （一） 1. 1、 （1） 第一章.
fn is_numbered(words: &str, tables: &Tables) -> bool {
    let inner = words.trim_start_matches(['（', '(']);
    let bracketed = inner.len() < words.len();
    let numeral = |c: char| is_numeral(c, &tables.grammar);
    let rest = inner.trim_start_matches(numeral);
    if rest.len() == inner.len() {
        let article = inner.strip_prefix('第').map(|rest| rest.trim_start_matches(numeral));
        return article.is_some_and(|rest| {
            rest.len() + '第'.len_utf8() < inner.len() && tables.structure.ordinal(rest).is_some()
        });
    }
    let close = rest.trim_start_matches(is_blank);
    if bracketed {
        close.starts_with(['）', ')'])
    } else {
        close.starts_with(['、', '.', '．', '）', ')']) && !is_decimal(close)
    }
}

/// `.5` behind a numeral.
fn is_decimal(close: &str) -> bool {
    let digits =
        close.strip_prefix('.').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    // Four are a year behind the number of an item: 2.2025年预算表.
    (1..4).contains(&digits)
}

/// 牵头部门：
fn is_label(words: &str) -> bool {
    let colon = words.char_indices().take(11).find(|&(_, c)| matches!(c, '：' | ':'));
    colon.is_some_and(|(at, _)| words[..at].chars().all(|c| is_han(c) || is_blank(c)))
}

/// 朱智龙 县委常委: cells parted by blanks.
fn is_row(words: &str) -> bool {
    let name: usize = words.chars().take(5).take_while(|&c| is_han(c)).map(char::len_utf8).sum();
    let behind = words[name..].trim_start_matches(is_blank);
    let parted = behind.len() < words.len() - name && behind.starts_with(is_han);
    words.contains('\t') || ((1..=4).contains(&words[..name].chars().count()) && parted)
}

/// 2021年9月28日 and nothing else.
fn is_date(words: &str, tables: &Tables) -> bool {
    let rest = words.trim_start_matches(|c: char| {
        is_numeral(c, &tables.grammar) || matches!(c, '年' | '月' | '日' | ' ')
    });
    rest.len() < words.len() && (rest.is_empty() || (rest.chars().count() <= 2 && words.contains('日')))
}

/// Whether a paragraph is running text by itself and not a heading, however long.
fn is_prose(paragraph: &str, tables: &Tables) -> bool {
    if paragraph.contains('。') {
        return true;
    }
    let clauses = paragraph.matches(['，', ',', '；', '、']).count();
    let labelled = paragraph.contains(['：', ':']);
    !is_numbered(paragraph, tables) && (clauses >= 2 || labelled) && reaches(paragraph, NARROW)
}

/// Whether a list that ends with a comma is more than a short line of a table.
fn is_open_list(paragraph: &str) -> bool {
    reaches(paragraph, NARROW / 2)
}

/// Whether a bracket or quotation is open at the end of `paragraph` and `next` closes it.
fn closes_open(paragraph: &str, next: &str) -> bool {
    let near = next.char_indices().nth(60).map_or(next, |(at, _)| &next[..at]);
    [('（', '）'), ('《', '》'), ('“', '”'), ('〔', '〕')].iter().any(|&(open, close)| {
        let closes = near.find(close).is_some_and(|at| !near[..at].contains(open));
        closes && paragraph.rfind(open).is_some_and(|at| !paragraph[at..].contains(close))
    })
}

/// Whether line `at` ends at the edge of a column that lines around it show. Lines longer than any column are paragraphs
/// that were not broken and say nothing; of a list behind a label the next line is witness enough.
fn fills_column(lines: &[Line<'_>], at: usize, labelled: bool) -> bool {
    let this = lines[at].width();
    if this < NARROW {
        return false;
    }
    let around = &lines[at.saturating_sub(AROUND)..(at + AROUND + 1).min(lines.len())];
    let widths = || around.iter().filter(|line| !line.is_long()).map(Line::width);
    let edge = widths().max().unwrap_or(0);
    let full = widths().filter(|&width| width + RAGGED >= edge).count();
    edge <= this + RAGGED && full >= if labelled { 2 } else { 3 }
}
