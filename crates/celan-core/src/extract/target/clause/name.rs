//! The names of what is measured: where they end, what they share, what does not belong to them.

use std::ops::RangeInclusive;

use celan_data::{Context, Grammar, Numeral, Relation, UnitRole};
pub(super) use celan_words::{chars, text};

use crate::extract::quantity::measures;
use crate::extract::target::figure::{Role, is_han};

/// A verb that is part of a noun here: 培育库, 建设用地, 完成率.
pub(super) fn verb_is_noun(verb: &[char], rest: &[char], grammar: &Grammar) -> bool {
    let follows = |class| grammar.context(class).prefix(rest).is_some();
    let noun_verb = grammar.context(Context::NounVerb).get(verb).is_some();
    follows(Context::NounTail) || noun_verb && (rest.is_empty() || follows(Context::NounRest))
}

/// A counted name without what is said of it: 在建铁路项目|加快建设.
pub(super) fn before_predicate<'n>(name: &'n [char], grammar: &Grammar) -> &'n [char] {
    let predicate = |at: &usize| {
        let adverb = grammar.verbs.prefix(&name[*at..]).filter(|(_, verb)| verb.adverb);
        let rest = adverb.map_or(&name[..0], |(length, _)| &name[at + length..]);
        // 重点建设项目 is a noun.
        let verb = grammar.verbs.prefix(rest).map(|(length, _)| rest.split_at(length));
        verb.is_some_and(|(verb, rest)| !verb_is_noun(verb, rest, grammar))
    };
    (2..name.len()).find(predicate).map_or(name, |at| &name[..at])
}

/// Parts what is so many times as big as something from that: 人均产值|全国平均水平, |某某港. Names of other figures are whole.
pub(super) fn likening<'n>(name: &'n str, role: Role, grammar: &Grammar) -> (&'n str, &'n str) {
    if role != Role::Multiple {
        return (name, "");
    }
    let letters = chars(name);
    let bytes = |end: usize| letters[..end].iter().map(|char| char.len_utf8()).sum::<usize>();
    let likens = grammar.context(Context::Likens);
    let found = (0..letters.len()).find_map(|at| {
        let (length, ()) = likens.prefix(&letters[at..])?;
        // 企业数量|是|2020年的.
        (at == 0 || length > 1 || is_year(&text(&letters[at + length..]))).then_some((at, at + length))
    });
    found.map_or((name, ""), |(at, end)| (&name[..bytes(at)], &name[bytes(end)..]))
}

/// What the clause before speaks of, where it is something measured: 产业规模|大幅跃升,年均增速达到20%.
pub(super) fn measured_before(before: &[char], grammar: &Grammar) -> Option<String> {
    let (',', clause) = before.split_last().map(|(char, rest)| (*char, rest))? else { return None };
    let from = clause.iter().rposition(|char| matches!(char, ',' | '。' | ';' | ':')).map_or(0, |at| at + 1);
    let clause = &clause[from..];
    let measures = |end: &usize| {
        let adverb = grammar.verbs.prefix(&clause[*end..]).is_some_and(|(_, verb)| verb.adverb);
        let grows = adverb || grammar.begins(Context::Twofold, &clause[*end..]) > 0;
        grows && grammar.ends(Context::Head, &clause[..*end]) > 0
    };
    (2..clause.len()).find(measures).map(|end| text(&clause[..end]))
}

/// A size alone takes the noun of the name before: 亿元以上项目, |10亿元以上.
pub(super) fn sized_like(name: &str, last: &str, grammar: &Grammar) -> Option<String> {
    let last = chars(last);
    let noun = Some(grammar.ends(Context::Sized, &last)).filter(|length| *length > 0)?;
    let letters = chars(name);
    let size = measures(&letters, grammar);
    let size = size.first().filter(|size| size.start == 0 && size.role == Some(UnitRole::Money))?;
    let whole = size.end < letters.len() && bound_behind(&letters[size.end..], grammar);
    whole.then(|| format!("{name}{}", text(&last[last.len() - noun..])))
}

/// Whether a year or its end stands there, which may be masked: 2020年, 2023年底的, xxxx年.
pub(super) fn is_year(text: &str) -> bool {
    let year = text.trim_end_matches('的').trim_end_matches(['底', '末']).strip_suffix('年');
    year.is_some_and(|year| year.chars().all(|char| char.is_ascii_digit() || char == 'x'))
}

/// What stands before the first value of a change: 总产值|由原定的, 占比|由“十三五”末的.
pub(super) fn before_first_value(name: &str, grammar: &Grammar) -> Option<String> {
    let letters = chars(name.trim_end_matches('的'));
    let from = letters.iter().rposition(|char| grammar.is(Context::FromBase, *char))?;
    let base = &letters[from + 1..];
    let plan = base.first().is_some_and(|char| matches!(char, '“' | '"'))
        && grammar.plans.prefix(&base[1..]).is_some();
    (plan || grammar.context(Context::Base).get(base).is_some()).then(|| text(&letters[..from]))
}

/// What a name says of the share or multiple it ends in: 本地投资|不低于|基金规模的20%.
pub(super) fn bound_inside(name: &str, grammar: &Grammar) -> Option<Relation> {
    let letters = chars(name);
    // “最多跑一次”事项覆盖率: between quotation marks it is a name.
    (1..letters.len()).filter(|at| letters[at - 1] != '“').find_map(|at| {
        let (length, bound) = grammar.before.prefix(&letters[at..])?;
        let base = letters.get(at + length).is_some_and(|char| is_han(*char));
        let binds = matches!(bound.relation, Some(Relation::Ge | Relation::Le));
        bound
            .relation
            .filter(|_| binds && base && length > 1 && !measures_at(&letters[at + length..], grammar))
    })
}

/// Whether a figure opens a text.
fn measures_at(text: &[char], grammar: &Grammar) -> bool {
    measures(text, grammar).first().is_some_and(|found| found.start == 0)
}

/// Whether so many places are named alone or do something (57个|县, 20个|县深化改革): a scope.
pub(super) fn places_act(name: &[char], grammar: &Grammar) -> bool {
    let places = name.iter().take_while(|char| grammar.is(Context::Place, **char)).count();
    let (places, act) = name.split_at(places);
    if act.is_empty() {
        return true;
    }
    let verb = grammar.verbs.prefix(act).filter(|(length, verb)| *length > 1 && !verb.adverb);
    // 在30个县建设服务中心: what is built is promised.
    let builds = grammar.begins(Context::Builds, act) > 0;
    !builds
        && places.last().is_some_and(|last| *last != '级')
        && verb.is_some_and(|(length, _)| !verb_is_noun(&act[..length], &act[length..], grammar))
}

/// What the first verb of a list before its count says: 打造A、B等|4个.
pub(super) fn first_verb(name: &str, grammar: &Grammar) -> Option<bool> {
    let letters = chars(name);
    letters.last().filter(|last| grammar.is(Context::ListEnd, **last))?;
    (0..letters.len()).find_map(|at| {
        let (length, verb) = grammar.verbs.prefix(&letters[at..])?;
        verb.increment.filter(|_| length > 1)
    })
}

/// Whether what stands behind a figure is no name: |是适宜的, |并纳入预算, |等, |的目标, |为目标, 按3%|安排.
pub(super) fn goes_on(behind: &[char], role: Role, grammar: &Grammar) -> bool {
    let Some((first, rest)) = behind.split_first() else { return false };
    let joined = grammar.begins(Context::Conjunction, behind);
    matches!((first, rest), ('是', _) | ('后', []))
        || grammar.context(Context::Fund).get(behind).is_some() && role == Role::Percent
        || matches!(first, '的' | '为') && grammar.context(Context::Goal).get(rest).is_some()
        || grammar.is(Context::ListEnd, *first) && (role != Role::Count || rest.is_empty())
        || joined > 0 && verb_at(&behind[joined..], grammar)
}

/// Whether nothing but a bound stands there: 以上.
pub(super) fn bound_behind(behind: &[char], grammar: &Grammar) -> bool {
    behind.is_empty() || grammar.after.get(behind).is_some()
}

/// The longest purpose that goes into a name.
const LONGEST_PURPOSE: usize = 40;

/// Whether a verb before a sum says that it is spent, and not how big a thing is: 投资|3000万元, but 总投资|3000万元.
pub(super) fn spends(before: &[char], grammar: &Grammar) -> bool {
    let verb =
        grammar.verbs.suffix(before).filter(|(length, verb)| *length > 1 && verb.increment == Some(false));
    verb.is_some_and(|(length, _)| grammar.ends(Context::Property, before) <= length)
}

/// Whether a sum says how big the thing behind it is: 投资|50亿元|的产业园一期投产, but 投资|50亿元|的目标, |的资金用于.
pub(super) fn is_size(before: &[char], role: Role, behind: &[char], grammar: &Grammar) -> bool {
    let Some((&'的', thing)) = behind.split_first() else { return false };
    let is = |class| grammar.begins(class, thing) > 0;
    role == Role::Money
        && grammar.ends(Context::Property, before) > 0
        && !is(Context::Goal)
        && !is(Context::Fund)
        && thing.first().is_some_and(|first| is_han(*first))
}

/// What money is for: 1311亿元|发展水利, |的资金用于节能. `spends` where a verb before it says so of a thing with a size as well.
pub(super) fn spent_on<'n>(
    behind: &'n [char],
    role: Role,
    spends: bool,
    grammar: &Grammar,
) -> Option<&'n [char]> {
    let bare = match behind.strip_prefix(&['的']) {
        Some(fund) => &fund[grammar.begins(Context::Fund, fund)..],
        None => behind,
    };
    // 用于, 主要用于.
    let join = Some(grammar.begins(Context::Join, bare)).filter(|join| bare[..*join].contains(&'用'));
    let said = join.is_some() || verb_at(bare, grammar);
    let thing = !spends && sized_thing(behind, grammar);
    let fits = role == Role::Money && said && !thing && bare.len() <= LONGEST_PURPOSE;
    fits.then(|| &bare[join.unwrap_or(0)..])
}

/// Whether a verb of more than one character opens a text.
fn verb_at(text: &[char], grammar: &Grammar) -> bool {
    grammar.verbs.prefix(text).is_some_and(|(length, verb)| length > 1 && verb.increment.is_some())
}

/// Things whose size is told before them: 30万吨项目.
pub(super) fn sized_thing(name: &[char], grammar: &Grammar) -> bool {
    ends_with(grammar, Context::Sized, name)
}

/// Takes 由57% off the right end of a name.
pub(super) fn trim_base(name: &str, grammar: &Grammar) -> String {
    let cut = name.rfind(|char| grammar.is(Context::FromBase, char)).filter(|at| *at > 0);
    cut.map_or(name, |at| &name[..at]).to_owned()
}

/// Whether `name` is nothing but a place.
pub(super) fn is_place(name: &str, grammar: &Grammar) -> bool {
    let chars = chars(name);
    let place = grammar
        .context(Context::Place)
        .suffix(&chars)
        .is_some_and(|(length, ())| length < chars.len() || length > 2);
    // 百亿级开发区 is a thing, 省级 a place.
    let tier = chars.iter().position(|char| *char == '级').is_none_or(|at| at + 1 == chars.len() && at < 3);
    let place = place && grammar.ends(Context::NoPlace, &chars) == 0;
    place && tier && chars.len() <= 10 || grammar.context(Context::Subject).get(&chars).is_some()
}

/// Parts a list of indicators that share a figure. Where no 均 or 分别 says that they do, each must end in a word for
/// something measured.
pub(super) fn split_names(name: &str, grammar: &Grammar, said: bool) -> Vec<String> {
    split_in(name, 2..=8, grammar, said)
}

/// The list of so many indicators that a name is, if it is one.
pub(super) fn split_names_in(name: &str, count: usize, grammar: &Grammar) -> Vec<String> {
    split_in(name, count..=count, grammar, true)
}

fn split_in(name: &str, count: RangeInclusive<usize>, grammar: &Grammar, said: bool) -> Vec<String> {
    let chars = chars(name);
    let heads = grammar.context(Context::Head);
    let measured = |part: &&[char]| heads.suffix(part).is_some();
    let fits = |parts: &Vec<&[char]>| count.contains(&parts.len()) && (said || parts.iter().all(measured));
    // 甲比重、乙和丙占丁的比重: what 和 joins need not be measured.
    let mut ways = [true, false].into_iter().map(|joins| listed(&chars, joins, grammar));
    let Some(parts) = ways.find(fits) else { return vec![name.to_owned()] };
    let last = parts[parts.len() - 1];
    // 京津冀、长三角、珠三角|等|区域细颗粒物浓度: what stands behind the list belongs to each.
    if let Some(at) = last.iter().position(|char| grammar.is(Context::ListEnd, *char)).filter(|at| *at > 1)
        && said
        && heads.suffix(&last[at + 1..]).is_some()
    {
        let (own, behind) = (text(&last[..at]), text(&last[at + 1..]));
        let listed = parts[..parts.len() - 1].iter().map(|part| text(part));
        return listed.chain([own]).map(|part| part + &behind).collect();
    }
    // 政务系统、业务专网、移动应用整合: a verb that is a noun belongs to each as well.
    let noun = || grammar.context(Context::NounVerb).suffix(last);
    let shared: String = heads
        .suffix(last)
        .or_else(noun)
        .map(|(length, ())| last[last.len() - length..].iter().collect())
        .unwrap_or_default();
    // 城镇和农村居民收入, 城镇居民和农村居民收入: what stands behind the last modifier belongs to each.
    let modifiers = grammar.context(Context::Modifier);
    let behind = modifiers.prefix(last).map(|(length, ())| &last[length..]);
    let end = |part: &[char]| {
        let own = modifiers.prefix(part).map(|(length, ())| &part[length..]);
        match own.zip(behind) {
            _ if measured(&part) => String::new(),
            Some((own, behind)) if behind.starts_with(own) => text(&behind[own.len()..]),
            // 洪涝灾害和干旱灾害|损失占比: what stands behind the noun that both have.
            _ => noun_of_both(part, last).map_or_else(|| shared.clone(), |noun| text(&last[noun..])),
        }
    };
    // 单位GDP能耗、水耗: by what the first is measured, the others are, too.
    let per = &parts[0][..grammar.begins(Context::Per, parts[0])];
    let open = |at: usize, part: &[char]| {
        let own = at == 0 || grammar.begins(Context::Per, part) > 0 || part.ends_with(per);
        if own { String::new() } else { text(per) }
    };
    let whole = |(at, part): (usize, &&[char])| format!("{}{}{}", open(at, part), text(part), end(part));
    parts.iter().enumerate().map(whole).collect()
}

/// Where the noun that `part` ends in ends in `last`.
fn noun_of_both(part: &[char], last: &[char]) -> Option<usize> {
    let noun = part.last_chunk::<2>()?;
    last.windows(2).position(|pair| pair == noun).map(|at| at + 2)
}

/// The items of a list, parted by 、 and, where `joins`, by 和.
fn listed<'c>(chars: &'c [char], joins: bool, grammar: &Grammar) -> Vec<&'c [char]> {
    let parts = |at: usize| {
        chars[at] == '、'
            || joins
                && grammar.is(Context::NameJoin, chars[at])
                && at > 1
                && chars.len() - at > 2
                && !in_whole(chars, at, grammar)
    };
    let (mut items, mut from) = (Vec::new(), 0);
    for at in (0..chars.len()).filter(|at| parts(*at)) {
        items.push(&chars[from..at]);
        from = at + 1;
    }
    items.push(&chars[from..]);
    items.retain(|item| !item.is_empty());
    items
}

/// The names that share a list of figures under one: 一二三产增加值, 城乡居民收入. Where it is none of these, each has it whole.
pub(super) fn each_of(name: &str, count: usize, grammar: &Grammar) -> Vec<String> {
    let letters = chars(name);
    let (first, rest) = letters.split_at(count.min(letters.len()));
    let modifiers: Vec<&[char]> = grammar.context(Context::Modifier).words().collect();
    let part = |char: &char| match grammar.numerals.get(char) {
        Some(Numeral::Digit(_)) => Some(vec![*char]),
        _ => modifiers.iter().rfind(|word| word[0] == *char).map(|word| word.to_vec()),
    };
    let parts: Option<Vec<String>> =
        first.iter().map(|char| Some(text(&part(char)?) + &text(rest))).collect();
    parts.filter(|parts| parts.len() == count).unwrap_or_else(|| vec![name.to_owned(); count])
}

/// Whether the character at `at` belongs to a word of its own (普及).
pub(in crate::extract::target) fn in_whole(chars: &[char], at: usize, grammar: &Grammar) -> bool {
    let whole = grammar.context(Context::Whole);
    (at.saturating_sub(3)..=at)
        .any(|start| whole.prefix(&chars[start..]).is_some_and(|(length, ())| start + length > at))
}

/// Whether a name is nothing but a number and its unit.
pub(super) fn is_figure(name: &str, grammar: &Grammar) -> bool {
    let chars = || chars(name);
    name.starts_with(|char: char| char.is_ascii_digit())
        && measures(&chars(), grammar).first().is_some_and(|found| found.end == chars().len())
}

pub(super) fn ends_with(grammar: &Grammar, class: Context, name: &[char]) -> bool {
    grammar.context(class).suffix(name).is_some()
}

/// The longest text in brackets that a name takes in.
const LONGEST_BRACKET: usize = 8;

/// A name as it stands in `quote`, with what its inner brackets hold: 细颗粒物|(PM2.5)|浓度.
pub(super) fn with_brackets(name: String, quote: &[char]) -> String {
    if !quote.contains(&'(') {
        return name;
    }
    let letters = chars(&name);
    let whole = (0..quote.len()).find_map(|start| {
        let (mut at, mut matched) = (start, 0);
        while matched < letters.len() {
            if *quote.get(at)? == letters[matched] {
                (at, matched) = (at + 1, matched + 1);
            } else if quote[at] == '(' && matched > 0 {
                let length = quote[at..].iter().take(LONGEST_BRACKET + 2).position(|char| *char == ')')?;
                at += length + 1;
            } else {
                return None;
            }
        }
        Some(text(&quote[start..at]))
    });
    whole.unwrap_or(name)
}

/// A name without the words that say how it is set: 一般公共预算|按照|收入.
fn without_manner(name: &str, grammar: &Grammar) -> String {
    let letters = chars(name);
    let end = letters.len() - grammar.ends(Context::Bare, &letters);
    let manner = [&['按', '照'][..], &['按']].into_iter().find(|word| letters[..end].ends_with(word));
    manner.map_or_else(|| name.to_owned(), |word| text(&letters[..end - word.len()]) + &text(&letters[end..]))
}

/// Takes off what does not belong to a name: punctuation, 的, the counter said again (数量).
pub(super) fn tidy(name: &str, grammar: &Grammar) -> String {
    let mut name = name.trim_matches([',', '、', ':', ' ', '-', '—', '。', '；', ';', '.']);
    name = name.strip_prefix(['的', '是']).unwrap_or(name);
    // 发展目标|为自给率达70%.
    let behind = name.strip_prefix('为').filter(|rest| ends_with(grammar, Context::Head, &chars(rest)));
    name = behind.unwrap_or(name);
    // 加|上年结转: 加上 itself is a joining word and gone.
    if ["加上", "加结", "加省", "加补", "加债", "加调", "加动"].iter().any(|adds| name.starts_with(adds))
    {
        name = &name['加'.len_utf8()..];
    }
    // 经济增长预期目标是在提高效益的基础上: how. 目标是水泥产能: what.
    if let Some((goal, said)) = name.split_once('是')
        && grammar.ends(Context::Goal, &chars(goal)) > 0
        && !said.is_empty()
    {
        name = if grammar.begins(Context::OnBase, &chars(said)) > 0 { goal } else { said };
    }
    let loose =
        |char| char == '的' || grammar.is(Context::ListEnd, char) || grammar.is(Context::FromBase, char);
    if let Some(bare) = name.strip_suffix(loose) {
        let letters = chars(name);
        name = if in_whole(&letters, letters.len() - 1, grammar) { name } else { bare };
    }
    let letters = chars(name);
    match grammar.context(Context::Tail).suffix(&letters) {
        // 服务数量: without its tail it would be a verb.
        Some((length, ()))
            if letters.len() > length + 1
                && grammar.verbs.get(&letters[..letters.len() - length]).is_none() =>
        {
            text(&letters[..letters.len() - length])
        }
        _ => without_manner(name, grammar),
    }
}
