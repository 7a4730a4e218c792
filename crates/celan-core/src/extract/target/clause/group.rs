//! A sentence in groups and runs: what its brackets and commas part.

use celan_data::{Change, Context, Grammar};

use crate::extract::target::figure::{Figure, Role, is_han};

/// One level of brackets of a sentence: its characters without the brackets inside, each with its place in the scan.
pub(super) struct Group {
    pub(super) chars: Vec<char>,
    pub(super) places: Vec<usize>,
    pub(super) figures: Vec<Figure>,
    /// Where the brackets inside were taken out.
    pub(super) inner: Vec<(usize, Group)>,
}

/// Brackets deeper than this are read as text.
const DEEPEST: usize = 8;

pub(super) fn group(chars: &[char], at: &mut usize, end: usize, figures: &[Figure], depth: usize) -> Group {
    let room = if depth == 0 { end - *at } else { 0 };
    let mut group = Group {
        chars: Vec::with_capacity(room),
        places: Vec::with_capacity(room),
        figures: Vec::new(),
        inner: Vec::new(),
    };
    while *at < end {
        if let Ok(index) = figures.binary_search_by_key(at, |figure| figure.start) {
            // A bracket inside a unit, 台(套), is none.
            let figure = &figures[index];
            let shift = |place: usize| group.chars.len() + place - figure.start;
            group.figures.push(Figure {
                start: shift(figure.start),
                end: shift(figure.end),
                tail: shift(figure.tail),
                ..figure.clone()
            });
            let tail = figure.tail.min(end).max(*at + 1);
            group.chars.extend(&chars[*at..tail]);
            group.places.extend(*at..tail);
            *at = tail;
            continue;
        }
        let char = chars[*at];
        *at += 1;
        if depth < DEEPEST && matches!(char, '(' | '〔' | '[' | '【') {
            let place = group.chars.len();
            let inner = self::group(chars, at, end, figures, depth + 1);
            if !inner.figures.is_empty() {
                group.inner.push((place, inner));
            }
        } else if depth > 0 && matches!(char, ')' | '〕' | ']' | '】') {
            break;
        } else {
            group.chars.push(char);
            group.places.push(*at - 1);
        }
    }
    group
}

/// A run of a group: which figures it holds and where its text begins and ends.
pub(super) struct Run {
    pub(super) first: usize,
    pub(super) last: usize,
    /// First character of the run.
    pub(super) left: usize,
    /// Character behind the run's last name.
    pub(super) right: usize,
    /// It follows the run before as the item of a list (、, 和) and not as a clause.
    pub(super) listed: bool,
}

/// Splits a group into runs.
pub(super) fn runs(group: &Group, grammar: &Grammar) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (index, figure) in group.figures.iter().enumerate() {
        let from = index.checked_sub(1).map_or(0, |before| group.figures[before].tail);
        let between = &group.chars[from.min(figure.start)..figure.start];
        let named_both = index > 0 && {
            let behind = group.chars.get(figure.tail).is_some_and(|char| is_han(*char));
            behind && figure.role == Role::Count && group.figures[index - 1].role == Role::Count
        };
        // 10亿元以上|不少于10个, 10个|超亿元项目: a size beside its count is no value of its own.
        let sizes = index > 0 && grammar.before.get(between).is_some() && {
            let before = &group.figures[index - 1];
            let named = group.chars.get(figure.tail).is_some_and(|char| is_han(*char));
            match (before.role, figure.role) {
                (Role::Money, Role::Count) => before.has_tail,
                (Role::Count, Role::Money) => named,
                _ => false,
            }
        };
        // 治理河道9条|85公里, 组建队伍20支|600人: how many and how long or large they are.
        let measured = index > 0
            && between.is_empty()
            && group.figures[index - 1].role == Role::Count
            && matches!(figure.role, Role::Measure | Role::Count)
            && !group.chars.get(figure.tail).is_some_and(|char| is_han(*char));
        let parting = match (sizes, measured) {
            (true, _) => None,
            (_, true) => Some((0, 0, true)),
            _ => boundary(between, index > 0, named_both, grammar),
        };
        match parting {
            Some((noun, left, listed)) => {
                if let Some(run) = runs.last_mut() {
                    run.right = from + noun;
                }
                runs.push(Run { first: index, last: index, left: from + left, right: 0, listed });
            }
            None => match runs.last_mut() {
                Some(run) => run.last = index,
                None => runs.push(Run { first: index, last: index, left: from, right: 0, listed: false }),
            },
        }
    }
    if let Some(run) = runs.last_mut() {
        let from = group.figures[run.last].tail;
        run.right = from + noun_end(&group.chars[from..], grammar);
    }
    runs
}

/// Where the text between two figures parts: the end of what belongs to the first, the start of what belongs to the
/// second, and whether the second continues a list.
fn boundary(
    between: &[char],
    follows: bool,
    named_both: bool,
    grammar: &Grammar,
) -> Option<(usize, usize, bool)> {
    if !follows {
        let left = (0..between.len()).rfind(|at| parts(between, *at)).map_or(0, |at| at + 1);
        return Some((0, left, false));
    }
    let noun = noun_end(between, grammar);
    if let Some(at) = (0..between.len()).rfind(|at| parts(between, *at)) {
        // ,50亿元以上项目5个 goes on with the list; ,规上工业总产值达 does not.
        let listed = at + 1 == between.len() || between[..at].iter().all(|char| !is_han(*char));
        return Some((noun, at + 1, listed));
    }
    if between.first().is_some_and(|char| matches!(char, '、' | '/')) {
        return Some((0, 1, true));
    }
    if let Some(at) = between.iter().rposition(|char| *char == '、') {
        // 两个产业|和菌菇、竹木三个产业: the names of the second stand before it.
        let first = between.iter().position(|char| *char == '、' || grammar.is(Context::NameJoin, *char));
        let at = first.filter(|first| named_both && *first > 0 && at + 1 < between.len()).unwrap_or(at);
        return Some((at, at + 1, true));
    }
    for word in grammar.context(Context::Conjunction).words() {
        if between == word {
            return Some((0, between.len(), true));
        }
        if between.ends_with(word) && between.len() > word.len() {
            return Some((between.len() - word.len(), between.len(), true));
        }
        if between.starts_with(word) && between.len() > word.len() {
            return Some((0, word.len(), true));
        }
        // 20个A和培育30个B, 20个A和B等30个: parts where a verb follows.
        let at = between.windows(word.len()).position(|window| window == word);
        if let Some(at) = at.filter(|at| {
            grammar.verbs.prefix(&between[at + word.len()..]).is_some_and(|(length, _)| length > 1)
        }) {
            return Some((at, at + word.len(), true));
        }
    }
    // 14条高速公路项目和黄百等4个在建铁路项目: both have their names behind.
    if let Some(at) = between
        .iter()
        .rposition(|char| grammar.is(Context::NameJoin, *char))
        .filter(|at| named_both && *at > 0)
    {
        return Some((at, at + 1, true));
    }
    // 完成100亿元增长10%, 65万元较去年下降7%: only bounds between them.
    let mut rest = cut_comparison(between, 0, between.len(), grammar);
    if rest == between.len() {
        while let Some((length, _)) = grammar.before.suffix(&between[..rest]) {
            rest -= length;
        }
        rest = cut_comparison(between, 0, rest, grammar);
    }
    let moves = grammar.before.prefix(between).is_some_and(|(_, bound)| bound.change == Change::To);
    (rest == 0 && !between.is_empty() && !moves).then_some((0, 0, true))
}

/// Whether a clause ends at `at`. The dash of 0—6岁儿童 ends none.
fn parts(text: &[char], at: usize) -> bool {
    let digit = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(char::is_ascii_digit);
    match text[at] {
        '—' => !(digit(at.checked_sub(1)) && digit(Some(at + 1))),
        char => matches!(char, ',' | ';' | ':'),
    }
}

/// Where the name behind a figure ends. 、 goes on when neither a figure nor a verb follows.
fn noun_end(text: &[char], grammar: &Grammar) -> usize {
    let hard = text
        .iter()
        .position(|char| matches!(char, ',' | ';' | ':' | '。' | '—' | '\n'))
        .unwrap_or(text.len());
    if text.first().is_none_or(|char| *char == '、') {
        return 0;
    }
    let mut end = text[..hard].iter().position(|char| *char == '、').unwrap_or(hard);
    while end < hard {
        let next = &text[end + 1..hard];
        let stop = next.iter().position(|char| *char == '、').unwrap_or(next.len());
        // 大数据应用、服务和制造企业: joined by 和 it is a noun.
        let verb = grammar.verbs.prefix(next).is_some_and(|(length, verb)| {
            let joined = next.get(length).is_some_and(|char| grammar.is(Context::NameJoin, *char));
            length > 1 && verb.increment.is_some() && !joined
        });
        // 专业水平高、服务能力强的供应商: no name ends so.
        let quality = grammar.ends(Context::Quality, &text[..end]) > 0;
        if (verb || stop > 16) && !quality || hard < text.len() && text[hard] == ':' {
            break;
        }
        end += 1 + stop;
    }
    end
}

/// The longest base that stands between a name and its bounds: 在2020年实际完成数的基础上.
const LONGEST_BASE: usize = 20;

/// Cuts 比2005年, 较上年, 在2020年基础上 off the right end.
pub(super) fn cut_comparison(chars: &[char], start: usize, end: usize, grammar: &Grammar) -> usize {
    let base = grammar.context(Context::Base);
    if grammar.ends(Context::BaseTail, &chars[start..end]) > 0 {
        let near = start.max(end.saturating_sub(LONGEST_BASE))..end;
        let opens = |at: &usize| grammar.begins(Context::OnBase, &chars[*at..end]) > 0;
        return near.rev().find(opens).filter(|at| *at > start).unwrap_or(end);
    }
    (start..end)
        .rev()
        .find(|&at| {
            let rest = &chars[at + 1..end];
            grammar.is(Context::Compare, chars[at])
                && (rest.first().is_some_and(|char| char.is_ascii_digit() || matches!(char, '“' | '"'))
                    || base.prefix(rest).is_some())
        })
        .unwrap_or(end)
}
