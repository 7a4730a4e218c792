//! Lines that are neither headings nor running text: annexes, interpretations, questions, signatures, copies, sources.

use celan_data::{Grammar, Structure, Tables};

use crate::numeral::{self, is_numeral};

use super::date::dates;
use super::line::Line;

/// The longest line that can be a signature or a title of an annex, in characters.
const SHORT: usize = 60;

/// What a line is by its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// 附件 with nothing behind it, or with its number only: an annex begins.
    Annex,
    /// 附件 with a title in the same line, in bytes of the line: of a list of annexes, or at the head of one.
    AnnexTitle { title: usize },
    /// 【负责人解读】….
    Interpretation,
    /// 问:….
    Question { text: usize },
    /// 抄送, (此件公开发布), a printing line, a source line.
    Tail,
    /// A date and nothing else.
    Date,
    /// The name of an organ and nothing else.
    Organ,
    /// A short line with a label before a colon, or cells of a table.
    Row,
}

/// Tells what a line is; `None` for running text.
pub(super) fn part(line: &Line<'_>, tables: &Tables) -> Option<Part> {
    let words = &tables.structure;
    let key = line.key.as_str();
    if key.is_empty() {
        return None;
    }
    if let Some(word) = words.prefix("attachment", key)
        && let Some(part) = annex(line, word, &tables.grammar)
    {
        return Some(part);
    }
    if let Some(word) = words.prefix("question", key)
        && key[word.len()..].starts_with(':')
        && !is_answered(key, words)
    {
        let colon = line.text.find([':', '：'])?;
        let text = colon + line.text[colon..].chars().next().map_or(1, char::len_utf8);
        return Some(Part::Question { text });
    }
    if line.is_long() || line.text.chars().count() > 2 * SHORT {
        return is_tail(key, tables).then_some(Part::Tail);
    }
    if is_interpretation(key, words) {
        return Some(Part::Interpretation);
    }
    if is_tail(key, tables) {
        return Some(Part::Tail);
    }
    if is_date(line, &tables.grammar) {
        return Some(Part::Date);
    }
    if is_organ(key, words) {
        return Some(Part::Organ);
    }
    is_row(line).then_some(Part::Row)
}

/// Whether the answer stands in the line of its question: 问:…?答:….
fn is_answered(key: &str, words: &Structure) -> bool {
    key.char_indices().any(|(at, _)| {
        let answer = words.prefix("answer", &key[at..]);
        answer.is_some_and(|word| key[at + word.len()..].starts_with(':'))
    })
}

/// 附件 [number] [:] [title].
fn annex(line: &Line<'_>, word: &str, grammar: &Grammar) -> Option<Part> {
    let mut rest = line.text;
    for _ in word.chars() {
        rest = rest.trim_start().get(rest.trim_start().chars().next()?.len_utf8()..)?;
    }
    let behind = rest.trim_start();
    let number = behind.trim_start_matches(|c: char| is_numeral(c, grammar) || matches!(c, '-' | '－' | '—'));
    let numbered = number.len() < behind.len();
    let rest = number.trim_start();
    let marked = rest.starts_with([':', '：', '.', '．', '、']);
    let title = rest.trim_start_matches([':', '：', '.', '．', '、']).trim_start();
    if title.is_empty() {
        return (numbered || marked || word.chars().count() > 1).then_some(Part::Annex);
    }
    let set_off = marked || (numbered && number.starts_with(|c: char| c.is_whitespace()));
    (set_off && title.chars().count() <= 2 * SHORT)
        .then(|| Part::AnnexTitle { title: line.text.len() - title.len() })
}

/// 【负责人解读】… or …《行动计划》政策解读; the bare word is an entry of a menu.
fn is_interpretation(key: &str, words: &Structure) -> bool {
    let Some((_, word)) = words.find("interpretation", key) else { return false };
    let closed = key.ends_with(['》', '】']) || key.ends_with(word);
    let titled = key.starts_with('【') || key.contains('《');
    closed && titled && !key.contains(['。', ':', ';'])
}

fn is_tail(key: &str, tables: &Tables) -> bool {
    let words = &tables.structure;
    let inner = key.trim_start_matches(['(', '[', '【']);
    let remark = inner.len() < key.len() && words.prefix("remark", inner).is_some();
    let labelled = |group| words.prefix(group, key).is_some_and(|word| key[word.len()..].starts_with(':'));
    let printed = words.suffix("date_printed", key).is_some()
        && !dates(key, &tables.grammar).is_empty()
        && key.chars().count() < SHORT;
    remark || labelled("copies") || labelled("source") || printed
}

/// A date and nothing else but brackets.
fn is_date(line: &Line<'_>, grammar: &Grammar) -> bool {
    let inner = line.text.trim_matches(['(', ')', '（', '）']).trim();
    let begins = inner.starts_with(|c| numeral::digit(c, grammar).is_some());
    begins && matches!(dates(inner, grammar).as_slice(), [day] if day.at == (0, inner.len()))
}

/// Whether the words could sign a document.
pub(super) fn is_organ(key: &str, words: &Structure) -> bool {
    let length = key.chars().count();
    let ends = words.suffix("organ", key).is_some();
    (3..=SHORT).contains(&length) && ends && !key.contains(['。', ',', ':', ';', '!', '?', '“', '《', '('])
}

/// 牵头部门:县发改委, or cells of a table.
fn is_row(line: &Line<'_>) -> bool {
    if line.text.contains('\t') || line.text.matches(['|', '｜']).count() >= 2 {
        return true;
    }
    let Some(colon) = line.key.find(':') else { return false };
    let label = line.key[..colon].chars().count();
    (2..=8).contains(&label) && !line.ends_sentence() && line.key[..colon].chars().all(|c| c.is_alphabetic())
}
