//! What a text without a title calls itself.
//!
//! ```text
//! opening  = … (以下简称“SUBJECT”)工作 …, 特制定本KIND        → PLACE“SUBJECT”工作KIND
//!          | …, LEAD-ON 我市 GOAL, 特制定本KIND                → PLACE LEAD-ON GOAL KIND
//! report   = … 我代表ORGAN向大会报告工作              → PLACE政府工作报告
//!          | … 向大会报告SUBJECT情况 …                  → SUBJECT情况的报告
//! work     = headings that look back and headings that look ahead, and an agency that begins a clause: AGENCY工作报告
//! letter   = 现将《TITLE》印发给你们                           → ORGAN关于印发《TITLE》的通知
//! ```
//! Place and organ come from evidence elsewhere in the text; without any of these words there is no title.

use celan_data::Tables;

use super::{DocumentKind, Place};

/// The longest name of an agency that gives its report, in characters.
const AGENCY_CHARS: usize = 8;

/// How much of the body is read for it, in bytes.
const OPENING: usize = 3000;
/// The longest goal that makes a title, in characters.
const GOAL_CHARS: usize = 30;

/// A title put together from the text.
pub(super) struct Inferred {
    pub(super) title: String,
    pub(super) kind: Option<DocumentKind>,
}

/// The title that the opening of the body, folded, and its place tell.
pub(super) fn infer(body: &str, places: &[Place], organs: &[String], tables: &Tables) -> Option<Inferred> {
    let opening = &body[..super::floor_char(body, OPENING)];
    let letter = || letter(opening, organs, tables);
    letter()
        .or_else(|| plan(opening, places, tables))
        .or_else(|| report(opening, places, tables))
        .or_else(|| account(opening, tables))
}

fn letter(opening: &str, organs: &[String], tables: &Tables) -> Option<Inferred> {
    let (at, carries) = tables.structure.find("carries", opening)?;
    // Only the first sentences: later on a text may speak of printing anything.
    let before = &opening[..at];
    if before.matches('。').count() > 1
        || tables.structure.prefix("to_you", &opening[at + carries.len()..]).is_none()
    {
        return None;
    }
    let close = before.rfind('》')?;
    let open = before[..close].find('《')?;
    let title = &before[open..close + '》'.len_utf8()];
    let several = title.matches('《').count() > 1;
    let title = if several { &title[..title.find('》')? + '》'.len_utf8()] } else { title };
    let organ = organs.first().map_or("", String::as_str);
    let first = |group| tables.structure.words(group).first().map_or("", String::as_str);
    let others = if several { first("others") } else { "" };
    let kind = super::head::kind(title.trim_matches(['《', '》']), tables);
    Some(Inferred {
        title: format!("{organ}{}{carries}{title}{others}{}", first("about"), first("of_notice")),
        kind,
    })
}

/// 我代表市人民政府向大会作政府工作报告: the report that a government gives to its congress.
fn report(opening: &str, places: &[Place], tables: &Tables) -> Option<Inferred> {
    let (at, _) = tables.structure.find("report_to", opening)?;
    let (report, _) = tables.structure.find("report_of", &opening[..at])?;
    // The opening address, not a mention somewhere in the text.
    if at - report > 120 || opening[..at].matches('。').count() > 1 {
        return None;
    }
    let title = tables.structure.words("report_title").first()?;
    let place = places.first().map_or("", |place| place.name.as_str());
    let (kind, _) = tables.kinds.of_title(title)?;
    Some(Inferred { title: format!("{place}{title}"), kind: Some(DocumentKind(kind.name.clone())) })
}

/// 受市人民政府委托,向大会报告2025年预算执行情况和2026年预算草案,请予审议: a report on what it names.
fn account(opening: &str, tables: &Tables) -> Option<Inferred> {
    let words = &tables.structure;
    let (at, reports) = words.find("reports_on", opening)?;
    let behind = &opening[at + reports.len()..];
    // The address before it is no sentence.
    let subject: String = behind[..behind.find([',', ';', '。'])?].split_whitespace().collect();
    if opening[..at].contains('。') || words.suffix("account", &subject).is_none() {
        return None;
    }
    let title = format!("{subject}{}", words.words("report_on").first()?);
    let (kind, _) = tables.kinds.of_title(&title)?;
    Some(Inferred { title, kind: Some(DocumentKind(kind.name.clone())) })
}

fn plan(opening: &str, places: &[Place], tables: &Tables) -> Option<Inferred> {
    let words = &tables.structure;
    let (at, enact) = words.find("enact", opening)?;
    let behind = &opening[at + enact.len()..];
    let end = behind.find(['。', '.', ',', ';', '\n'])?;
    let kind_words = behind[..end].trim();
    let (kind, _) = tables.kinds.of_title(kind_words)?;
    let sentence = opening[..at].rfind('。').map_or(0, |stop| stop + '。'.len_utf8());
    let sentence = &opening[sentence..at];
    let place = places.first().map_or("", |place| place.name.as_str());
    let subject = abbreviated(sentence, tables).or_else(|| goal(sentence, tables))?;
    let title = format!("{place}{subject}{kind_words}");
    // “…工作” and 方案 together are a 工作方案.
    let kind = tables.kinds.of_title(&title).map_or(kind, |(kind, _)| kind);
    Some(Inferred { title, kind: Some(DocumentKind(kind.name.clone())) })
}

/// “双招双引”工作 from (以下简称“双招双引”)工作.
fn abbreviated(sentence: &str, tables: &Tables) -> Option<String> {
    let (at, word) = tables.structure.find("abbreviation", sentence)?;
    let inner = &sentence[at + word.len()..];
    let close = inner.find(')')?;
    let behind = &inner[close + 1..];
    let noun: String = behind.chars().take_while(|c| !",。;、".contains(*c)).collect();
    let short = noun.chars().count() <= 6;
    Some(format!("{}{}", &inner[..close], if short { noun.as_str() } else { "" }))
}

/// The last goal before the text enacts itself: 推动我市六大新兴产业高质量发展.
fn goal(sentence: &str, tables: &Tables) -> Option<String> {
    let words = &tables.structure;
    let clause =
        sentence.split([',', ';']).rev().map(str::trim).find(|clause| {
            words.prefix("lead_on", clause).is_some() && clause.chars().count() <= GOAL_CHARS
        })?;
    let groups = ["our_county", "our_city", "our_district", "our_province", "our_state"];
    let mut clause = clause.to_owned();
    for word in groups.iter().flat_map(|group| words.words(group)) {
        clause = clause.replace(word.as_str(), "");
    }
    Some(clause)
}

/// A work report, told by its headings: 一、回望…, 二、展望…. The agency is the one that begins a clause: 县经信局认真抓好….
pub(super) fn work_report(text: &str, headings: &[String], tables: &Tables) -> Option<Inferred> {
    let words = &tables.structure;
    let says = |group| headings.iter().any(|heading| words.find(group, heading).is_some());
    let title = words.words("work_report").first()?;
    let (kind, _) = tables.kinds.of_title(title)?;
    if !says("looks_back") || !says("looks_ahead") {
        return None;
    }
    let agency = agency(text, tables)?;
    Some(Inferred { title: format!("{agency}{title}"), kind: Some(DocumentKind(kind.name.clone())) })
}

/// The agency that begins clauses most often.
fn agency<'t>(text: &'t str, tables: &Tables) -> Option<&'t str> {
    let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    let words = &tables.structure;
    let begins_name = |at: &usize| words.prefix("rank", &text[*at..]).is_some();
    for (at, _) in text.char_indices().filter(|(at, _)| begins_name(at)) {
        let begins = text[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
        let ends = text[at..].char_indices().take(AGENCY_CHARS).filter(|_| begins);
        let end = ends
            .map(|(end, _)| at + end)
            .find_map(|end| Some(end + words.prefix("agency_end", &text[end..])?.len()));
        if let Some(name) = end.map(|end| &text[at..end])
            && name.chars().count() > 2
            && tables.roles.is_agency(name)
        {
            *counts.entry(name).or_default() += 1;
        }
    }
    let most = counts.values().max().copied()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stray_bracket_is_no_title() {
        let tables = Tables::embedded();
        let title = |opening: &str| infer(opening, &[], &[], tables).map(|inferred| inferred.title);
        assert_eq!(title("三年》的通知:《行动方案,现印发给你们"), None);
        assert_eq!(title("《行动方案》,现印发给你们").as_deref(), Some("关于印发《行动方案》的通知"));
    }
}
