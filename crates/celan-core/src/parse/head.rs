//! The head of a document: where the body begins, the title, who issued it and to whom, kind and period.
//!
//! A title ends with a kind of document (…实施意见, …的通知), perhaps with brackets behind it, and may run over several lines.
//! Of several such groups of lines the best one counts: it begins with a place or an organ, speaks 关于…, stands below a
//! document number or above a date, and is near the body. Where there is none, the opening sentence may tell what the
//! document calls itself; such a title is inferred.

use std::ops::Range;

use celan_data::{Structure, Tables};

use super::date::dates;
use super::line::{Line, is_han};
use super::marker::{Form, marker};
use super::number::numbers;
use super::outline::is_contents_line;
use super::part::is_organ;
use super::{DocumentKind, Period};
use crate::chars::{first_of, without_blanks};

/// How far from the top a body may begin, in lines: behind the menus of a saved page.
const HEAD_LINES: usize = 4000;
/// The longest line of a title, in characters.
const TITLE_LINE: usize = 90;
/// More lines than this before the body are the menus of a page.
const MENU_LINES: usize = 14;
/// A line of fewer Chinese characters may stand twice in a menu.
const NAME_CHARS: usize = 8;
/// Lines between the address and the first heading.
const OPENING_LINES: usize = 8;
/// Joins what a title carries to its kind: 《…》的通知.
const ATTRIBUTIVE: char = '的';
/// A line with a full stop and at least so many characters is running text.
const BODY_CHARS: usize = 40;

/// The line at which the body begins.
pub(super) fn body_start(lines: &[Line<'_>], contents: &Range<usize>, tables: &Tables) -> usize {
    let begins = |(at, line): &(usize, &Line<'_>)| {
        if line.is_blank() || contents.contains(at) || is_contents_line(line) {
            return false;
        }
        let long = line.is_long() || line.text.chars().count() >= BODY_CHARS;
        let sentence = line.text.contains('。') && (long || line.ends_sentence());
        let numbered = marker(line.text, tables)
            .is_some_and(|marker| marker.number == 1 && marker.form <= Form::ParenCn);
        sentence || line.is_long() || numbered
    };
    lines.iter().enumerate().take(HEAD_LINES).find(begins).map_or(0, |(at, _)| at)
}

/// A title in the text.
pub(super) struct Title {
    /// In one line, as written but for blanks.
    pub(super) text: String,
    /// The same for comparing.
    pub(super) key: String,
    /// First and last line.
    pub(super) lines: (usize, usize),
}

/// The line at which to look for what the document calls itself: that of the address, where a heading begins the body.
pub(super) fn opening(lines: &[Line<'_>], body: usize, words: &Structure) -> usize {
    let above = (0..body).rev().filter(|&at| !lines[at].is_blank()).take(OPENING_LINES);
    above.filter(|&at| is_address(&lines[at], words)).last().unwrap_or(body)
}

/// The title among the lines before `body`.
pub(super) fn title(
    lines: &[Line<'_>],
    body: usize,
    contents: &Range<usize>,
    tables: &Tables,
) -> Option<Title> {
    // Behind the menus of a page a title must show itself by more than its ending.
    let menus = lines[..body].iter().filter(|line| !line.is_blank()).count() > MENU_LINES;
    let mut best: Option<(i32, Title)> = None;
    for at in (0..body).filter(|at| !contents.contains(at)) {
        let Some(title) = title_ending_at(lines, at, tables) else { continue };
        let shown = score(lines, &title, tables);
        if menus && shown < 1 {
            continue;
        }
        let score = shown + i32::from(body - title.lines.1 < 12) * 2;
        if best.as_ref().is_none_or(|(most, _)| score >= *most) {
            best = Some((score, title));
        }
    }
    best.map(|(_, title)| title).or_else(|| plain_title(lines, body, contents, tables))
}

/// A title without a kind of document: the name of a page, or the first line of a text that stands there like a title.
fn plain_title(lines: &[Line<'_>], body: usize, contents: &Range<usize>, tables: &Tables) -> Option<Title> {
    let words = &tables.structure;
    let top = if contents.is_empty() { body } else { body.min(contents.start) };
    let says = |line: &&Line<'_>| !line.is_blank() && !is_page_number(line);
    let at = lines[..top].iter().position(|line| says(&line))?;
    let may_name = |line: &Line<'_>| {
        (6..=TITLE_LINE).contains(&line.text.chars().count())
            && !is_address(line, words)
            && marker(line.text, tables).is_none()
    };
    let fits = |line: &Line<'_>| may_name(line) && !line.ends_sentence();
    // The name of a page comes again above its text.
    let name = without_site(&lines[at].key);
    let again = (at + 1..body).rev().find(|&again| lines[again].key == name && fits(&lines[again]));
    if let Some(again) = again {
        return Some(assemble(lines, again, again, words));
    }
    if let Some(again) = dated_again(lines, body, &may_name, tables) {
        let Line { text, key, .. } = &lines[again];
        return Some(Title { text: text.trim().to_owned(), key: key.clone(), lines: (again, again) });
    }
    let single = lines[at + 1..top].iter().filter(says).count() <= 6;
    (fits(&lines[at]) && single && !is_menu(&lines[at])).then(|| assemble(lines, at, at, words))
}

/// The line that a page's path or name has already said, and below which it is dated: 首页, 资讯, TITLE, TITLE, 发布时间.
fn dated_again(
    lines: &[Line<'_>],
    body: usize,
    may_name: &dyn Fn(&Line<'_>) -> bool,
    tables: &Tables,
) -> Option<usize> {
    let is_dated = |&at: &usize| {
        let below = lines[at + 1..body].iter().find(|line| !line.is_blank());
        below.is_some_and(|line| !dates(line.text, &tables.grammar).is_empty())
    };
    let is_named = |&at: &usize| {
        let key = &lines[at].key;
        key.chars().filter(|&c| is_han(c)).count() >= NAME_CHARS
            && may_name(&lines[at])
            && lines[..at].iter().any(|line| line.key == *key || without_site(&line.key) == key)
    };
    (1..body).filter(is_dated).find(is_named)
}

/// The number of a page: — 12 —.
fn is_page_number(line: &Line<'_>) -> bool {
    line.key.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '—' | '–'))
}

/// The name of a page without that of its site: 统计公报 - 某市人民政府.
fn without_site(key: &str) -> &str {
    let cut = key.find(['-', '_', '|', '–']).filter(|&cut| key[..cut].chars().count() >= 8);
    cut.map_or(key, |cut| &key[..cut])
}

/// The title whose last line is `at`, if that line ends as titles do.
fn title_ending_at(lines: &[Line<'_>], at: usize, tables: &Tables) -> Option<Title> {
    let line = &lines[at];
    if !may_be_title_line(line, tables) {
        return page_title(lines, at, tables);
    }
    // A page may break before the last character of a title.
    let torn = line.key.chars().count() < 3;
    if !torn && !ends_title(&line.key, tables) {
        return page_title(lines, at, tables);
    }
    let mut first = at;
    while let Some(above) = joined_above(lines, first, tables) {
        first = above;
        if at - first >= 6 {
            break;
        }
    }
    let mut title = assemble(lines, first, at, &tables.structure);
    if torn && !ends_title(&title.key, tables) {
        return None;
    }
    // (2024—2026年) or (试行) on the next line is part of the title, a date is not.
    if let Some(below) =
        lines.get(at + 1).filter(|below| is_bracket(below) && dates(below.text, &tables.grammar).is_empty())
    {
        title.text.push_str(below.text);
        title.key.push_str(&below.key);
        title.lines.1 = at + 1;
    }
    let length = title.key.chars().count();
    (6..=200).contains(&length).then_some(title)
}

/// Whether a kind of document, or the title of one that is carried, stands at the end.
fn ends_title(key: &str, tables: &Tables) -> bool {
    let bare = without_brackets(key);
    let carries = || bare.strip_suffix('》').filter(|_| tables.structure.find("prints", bare).is_some());
    let carried = || carries().is_some_and(|inner| tables.kinds.of_title(without_brackets(inner)).is_some());
    tables.kinds.of_title(bare).is_some() || carried()
}

/// The name of a page whose first part is a title: …统计公报-某市统计局.
fn page_title(lines: &[Line<'_>], at: usize, tables: &Tables) -> Option<Title> {
    let line = &lines[at];
    let name = without_site(&line.key);
    let whole =
        name.len() < line.key.len() && line.text.chars().count() <= TITLE_LINE && ends_title(name, tables);
    let told = whole && (0..at).all(|above| lines[above].is_blank());
    told.then(|| {
        // A bracket in front says where, for lists of pages.
        let bare =
            name.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or(name, |(_, rest)| rest);
        let text = without_blanks(line.text);
        let skip = name.chars().count() - bare.chars().count();
        let text = text.chars().skip(skip).take(bare.chars().count()).collect();
        Title { text, key: bare.to_owned(), lines: (at, at) }
    })
}

fn may_be_title_line(line: &Line<'_>, tables: &Tables) -> bool {
    let length = line.text.chars().count();
    (1..=TITLE_LINE).contains(&length)
        && !line.key.contains('。')
        && line.key.matches(',').count() < 2
        && !line.ends_sentence()
        && !is_menu(line)
        && !is_contents_line(line)
        && !is_address(line, &tables.structure)
}

/// The line above `first` that belongs to the same title.
fn joined_above(lines: &[Line<'_>], first: usize, tables: &Tables) -> Option<usize> {
    let words = &tables.structure;
    let gap = (0..first).rev().take_while(|&at| lines[at].is_blank()).count();
    let at = first.checked_sub(gap + 1)?;
    let (above, below) = (&lines[at], &lines[first]);
    let repeats = above.key.ends_with(below.key.as_str()) && below.key.chars().count() > 2;
    if gap > 1 || !may_be_title_line(above, tables) || repeats || above.key.ends_with(':') {
        return None;
    }
    // 3月16日: the head of a report, no title.
    if above.key.contains("月")
        && above.key.contains('日')
        && above.key.contains(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    if !numbers(above.text, words).is_empty()
        || !dates(above.text, &tables.grammar).is_empty()
        || above.key.chars().count() < 3
    {
        return None;
    }
    let leads_on = ["carries", "about"].iter().any(|group| words.suffix(group, &above.key).is_some())
        || is_unclosed(&above.key)
        || above.key.ends_with('、')
        || words.suffix("joins", &above.key).is_some();
    let organ_above = is_organ(&above.key, words) && words.suffix("mark", &above.key).is_none();
    let of_organ = organ_above && words.prefix("about", &below.key).is_some();
    let complete = is_complete(&below.key, tables);
    (leads_on || of_organ || (gap == 0 && !complete && is_wordy(&above.key))).then_some(at)
}

/// A title is whole when it begins with what titles begin with.
fn is_complete(key: &str, tables: &Tables) -> bool {
    let begins = tables.structure.prefix("about", key).is_some()
        || tables.structure.prefix("national", key).is_some()
        || key.starts_with(|c: char| c.is_ascii_digit() || "《“\"".contains(c))
        || tables.regions.find(key).next().is_some_and(|(at, _, _)| at == 0);
    let is_kind =
        tables.kinds.of_title(key).is_some_and(|(_, ending)| ending == key && key.chars().count() >= 6);
    (begins || is_kind) && !is_overclosed(key)
}

fn is_wordy(key: &str) -> bool {
    let length = key.chars().count();
    (6..=50).contains(&length)
        && key.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count() * 2 > length
}

fn is_unclosed(key: &str) -> bool {
    let count = |c: char| key.matches(c).count();
    count('《') > count('》') || count('“') > count('”') || count('(') > count(')')
}

fn is_overclosed(key: &str) -> bool {
    let count = |c: char| key.matches(c).count();
    count('《') < count('》') || count('“') < count('”') || count('(') < count(')')
}

/// Menus, paths and labels of a page.
fn is_menu(line: &Line<'_>) -> bool {
    line.text.contains(['>', '|', '»', '›', '→', '\t', '_', '＞'])
        || (line.key.contains(':') && !line.key.contains('《'))
        || line.key.starts_with(['·', '•', '['])
}

/// 各市、县人民政府: or 各位代表:
fn is_address(line: &Line<'_>, words: &Structure) -> bool {
    line.key.ends_with(':') || words.prefix("salutation", &line.key).is_some()
}

/// Nothing but a bracket.
fn is_bracket(line: &Line<'_>) -> bool {
    line.key.starts_with('(') && line.key.ends_with(')') && line.key.chars().count() <= 24
}

/// Lines `first` to `last` as one title: a page broke it, so blanks inside go; those between two organs stay.
fn assemble(lines: &[Line<'_>], first: usize, last: usize, words: &Structure) -> Title {
    let (mut text, mut key) = (String::new(), String::new());
    for line in lines[first..=last].iter().filter(|line| !line.is_blank()) {
        for word in line.text.trim_matches('*').split_whitespace() {
            let after_organ =
                words.suffix("organ", &text).is_some() && is_organ(before_subject(word, words), words);
            let after_latin = text.ends_with(|c: char| c.is_ascii_alphanumeric())
                && word.starts_with(|c: char| c.is_ascii_alphabetic());
            if after_organ || after_latin {
                text.push(' ');
            }
            text.push_str(word);
        }
        key.push_str(&line.key);
    }
    // 统计公报[1]: the mark of a note.
    for title in [&mut text, &mut key] {
        if let Some((bare, mark)) = title.strip_suffix(']').and_then(|title| title.rsplit_once('['))
            && mark.chars().all(|c| c.is_ascii_digit())
        {
            *title = bare.to_owned();
        }
    }
    Title { text, key, lines: (first, last) }
}

/// A word of a title up to where its subject begins.
fn before_subject<'w>(word: &'w str, words: &Structure) -> &'w str {
    words.find("about", word).map_or(word, |(at, _)| &word[..at])
}

/// How well a title shows itself.
fn score(lines: &[Line<'_>], title: &Title, tables: &Tables) -> i32 {
    let words = &tables.structure;
    let mut score = 0;
    let bare = without_brackets(&title.key);
    score += 4 * i32::from(words.find("about", bare).is_some());
    let place = tables.regions.find(bare).find(|(_, length, _)| *length >= 9);
    score += 3 * i32::from(place.is_some());
    score += 2 * i32::from(title.key.contains(|c: char| c.is_ascii_digit()) || title.key.contains('“'));
    let carries = words.find("carries", bare).is_some();
    let wraps = tables.kinds.of_title(bare).is_some_and(|(kind, _)| kind.wraps);
    score += if carries == wraps { i32::from(carries) * 2 } else { -1 };
    // 政府工作报告 is a title by itself.
    score += i32::from(tables.kinds.of_title(bare).is_some_and(|(_, ending)| ending == bare));
    score -= 4 * i32::from(is_overclosed(&title.key) || is_unclosed(&title.key));
    let above = (0..title.lines.0).rev().find(|&at| !lines[at].is_blank());
    let numbered = |at: usize| !numbers(lines[at].text, words).is_empty() || is_mark(&lines[at], words);
    score += 3 * i32::from(above.is_some_and(numbered));
    let below = (title.lines.1 + 1..lines.len()).find(|&at| !lines[at].is_blank());
    let dated = |at: usize| {
        !dates(lines[at].text, &tables.grammar).is_empty() || numbered(at) || is_address(&lines[at], words)
    };
    score + 3 * i32::from(below.is_some_and(dated))
}

/// 中共青阳县委文件.
fn is_mark(line: &Line<'_>, words: &Structure) -> bool {
    organ_of_mark(&line.key, words).is_some()
}

/// The organ that a mark names.
fn organ_of_mark<'k>(key: &'k str, words: &Structure) -> Option<&'k str> {
    let mark = words.suffix("mark", key)?;
    let organ = &key[..key.len() - mark.len()];
    is_organ(organ, words).then_some(organ)
}

/// A title without the brackets at its end: (2024—2026年), (试行), (征求意见稿).
pub(super) fn without_brackets(title: &str) -> &str {
    let mut bare = title.trim();
    while let Some(inner) = bare.strip_suffix([')', '）', '〕', ']']) {
        let Some(open) = inner.rfind(['(', '（', '〔', '[']) else { break };
        bare = inner[..open].trim_end();
    }
    bare.trim_end_matches(['*', '#'])
}

/// What is carried by 关于印发《…》的通知, or the title itself.
pub(super) fn carried<'k>(key: &'k str, tables: &Tables) -> &'k str {
    let bare = without_brackets(key);
    let wrapped = tables.kinds.of_title(bare).filter(|(kind, _)| kind.wraps).map(|(_, ending)| ending.len());
    // A report says 印发《…》 without 的通知.
    let Some(ending) = wrapped.or(bare.ends_with('》').then_some(0)) else { return key };
    let Some((at, word)) = tables.structure.find("carries", bare) else { return key };
    let inner = &bare[at + word.len()..bare.len() - ending];
    let inner = inner.strip_suffix(ATTRIBUTIVE).unwrap_or(inner);
    match (inner.find('《'), inner.rfind('》')) {
        (Some(open), Some(close)) if open < close => &inner[open + '《'.len_utf8()..close],
        _ => inner,
    }
}

/// The kind of document that a title tells, that of a carried document first.
pub(super) fn kind(key: &str, tables: &Tables) -> Option<DocumentKind> {
    let of = |title: &str| {
        tables.kinds.of_title(without_brackets(title)).map(|(kind, _)| DocumentKind(kind.name.clone()))
    };
    of(carried(key, tables)).or_else(|| of(key))
}

/// The organs that a title begins with, as written: everything before 关于 or 印发.
pub(super) fn organs_of_title(title: &Title, words: &Structure) -> Vec<String> {
    let before = |group| words.find(group, &title.key).map(|(at, _)| at);
    let Some(end) = before("about").into_iter().chain(before("carries")).min() else { return Vec::new() };
    // The key drops blanks and folds; walk the text alongside to cut it at the same character.
    let count = title.key[..end].chars().count();
    let mut seen = 0;
    let cut = title.text.char_indices().find(|(_, c)| {
        let here = seen == count;
        seen += usize::from(!c.is_whitespace());
        here && !c.is_whitespace()
    });
    let written = &title.text[..cut.map_or(title.text.len(), |(at, _)| at)];
    split_organs(written, words)
}

/// Organs parted by blanks or 、, and written one behind the other: 中共某县委某县人民政府.
pub(super) fn split_organs(written: &str, words: &Structure) -> Vec<String> {
    let parts =
        written.split(|c: char| c.is_whitespace() || "、,，".contains(c)).filter(|part| !part.is_empty());
    let mut organs: Vec<String> = Vec::new();
    for part in parts {
        match organs.last_mut() {
            // A page broke inside the name.
            Some(last) if words.suffix("organ", last).is_none() => last.push_str(part),
            _ => organs.push(part.to_owned()),
        }
    }
    organs.retain(|organ| organ.chars().count() >= 3 && words.suffix("organ", organ).is_some());
    organs.into_iter().flat_map(|organ| part_party_and_state(organ, words)).collect()
}

/// 中共某县委某县人民政府 is two organs, 中共中央国务院 too.
fn part_party_and_state(organ: String, words: &Structure) -> Vec<String> {
    if let Some(first) = words.prefix("national", &organ) {
        let rest = &organ[first.len()..];
        let office = words.prefix("general_office", rest).unwrap_or_default();
        let second = &rest[office.len()..];
        if words.prefix("national", second).is_some() {
            return vec![format!("{first}{office}"), second.to_owned()];
        }
    }
    let of_party = words.prefix("party", &organ).is_some();
    for (at, _) in organ.char_indices().filter(|_| of_party) {
        let Some(committee) = words.prefix("committee", &organ[at..]) else { continue };
        let (first, second) = organ.split_at(at + committee.len());
        let is_organ = second.chars().count() >= 3 && words.suffix("organ", second).is_some();
        // 县委办公室 is an office of the committee.
        if is_organ && words.prefix("office", second).is_none() {
            return vec![first.to_owned(), second.to_owned()];
        }
    }
    vec![organ]
}

/// The organs that the lines of the head name on their own: the mark of a document with red head.
pub(super) fn organ_mark(lines: &[Line<'_>], body: usize, words: &Structure) -> Option<String> {
    let mark = lines[..body].iter().find(|line| is_mark(line, words))?;
    let text = without_blanks(mark.text);
    let ending = words.suffix("mark", &mark.key)?;
    let keep = text.chars().count() - ending.chars().count();
    Some(first_of(text, keep))
}

/// Organs that stand alone in the lines right below the title.
pub(super) fn organs_below(lines: &[Line<'_>], after: usize, body: usize, words: &Structure) -> Vec<String> {
    let below = lines[after.min(body)..body].iter().filter(|line| !line.is_blank()).take(4);
    below.filter(|line| is_organ(&line.key, words)).flat_map(|line| split_organs(line.text, words)).collect()
}

/// 主送机关: a line behind the title that ends with a colon and addresses organs, not people.
pub(super) fn recipients(lines: &[Line<'_>], after: usize, body: usize, words: &Structure) -> Option<String> {
    let end = (body + 3).min(lines.len());
    let line = lines.get(after..end)?.iter().find(|line| {
        let salutes = words.prefix("salutation", &line.key).is_some();
        let names_organs = line.key.split(',').any(|part| words.prefix("each", part).is_some())
            || words.suffix("organ", line.key.trim_end_matches(':')).is_some();
        line.text.ends_with([':', '：']) && !salutes && names_organs
    })?;
    Some(line.text.trim_end_matches([':', '：']).to_owned())
}

/// 规划期: years in the title, a five-year plan, or the one year that a report or yearly plan is about.
pub(super) fn period(key: &str, kind: Option<&DocumentKind>, tables: &Tables) -> Option<Period> {
    let years = years(key);
    if let Some(range) = year_range(key, tables) {
        return Some(range);
    }
    if let Some(plan) = five_year_plan(key, tables) {
        return Some(plan);
    }
    let yearly = kind.is_some_and(|kind| tables.kinds.is_yearly(&kind.0));
    years.last().filter(|_| yearly).map(|&year| Period { start: year, end: year })
}

/// Four digits before 年, or closed by a bracket.
fn years(key: &str) -> Vec<i32> {
    let digits: Vec<(usize, char)> = key.char_indices().collect();
    let mut years = Vec::new();
    let mut at = 0;
    while at + 4 <= digits.len() {
        let run = digits[at..].iter().take_while(|(_, c)| c.is_ascii_digit()).count();
        if run == 4 {
            let value = digits[at..at + 4]
                .iter()
                .fold(0, |sum, (_, c)| sum * 10 + c.to_digit(10).unwrap_or(0) as i32);
            if (1949..=2100).contains(&value) {
                years.push(value);
            }
        }
        at += run.max(1);
    }
    years
}

/// 2024—2026年, 2019-2021, 2021年至2025年.
fn year_range(key: &str, tables: &Tables) -> Option<Period> {
    let until = tables.structure.words("until");
    let is_dash = |c: char| "-—–―~～－".contains(c) || until.iter().any(|word| word.starts_with(c));
    for (at, _) in key.match_indices(is_dash) {
        let before = key[..at].trim_end_matches(is_dash).trim_end_matches('年');
        let behind = key[at..].trim_start_matches(is_dash);
        let start =
            before.get(before.len().checked_sub(4)?..).map(years).and_then(|years| years.first().copied());
        let end = behind.get(..4).map(years).and_then(|years| years.first().copied());
        if let (Some(start), Some(end)) = (start, end)
            && start <= end
            && end - start <= 30
        {
            return Some(Period { start, end });
        }
    }
    None
}

/// The years of the five-year plan that a title names: 十四五.
fn five_year_plan(key: &str, tables: &Tables) -> Option<Period> {
    let chars: Vec<char> = key.chars().collect();
    (0..chars.len()).find_map(|at| {
        let (length, &(start, end)) = tables.grammar.plans.prefix(&chars[at..])?;
        // 十五 and 九五 are numbers as well.
        let quoted = at > 0 && matches!(chars[at - 1], '“' | '"' | '‘' | '「');
        let behind: String = chars[at + length..].iter().take(1).collect();
        let counts = tables.structure.prefix("counted", &behind).is_some();
        ((quoted || length > 2) && !counts).then_some(Period { start, end })
    })
}
