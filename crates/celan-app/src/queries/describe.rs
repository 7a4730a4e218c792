//! A document and a place in it, in words.

use celan_wire::{DocumentHead, Section};

use crate::strings::Texts;

/// Place, kind, period or date, number: what stands under a title.
pub fn document_facts(texts: Texts, doc: &DocumentHead) -> Vec<String> {
    let places: Vec<&str> = doc.places.iter().map(|place| place.name.as_str()).collect();
    let years = |(start, end)| if start == end { format!("{start}") } else { format!("{start}—{end}") };
    let period = doc.period.map(years);
    let kind = doc.kind.as_deref().map(|kind| texts.name("kind", kind));
    [Some(texts.list(&places)), kind, period.or_else(|| doc.date.clone()), doc.number.clone()]
        .into_iter()
        .flatten()
        .filter(|fact| !fact.is_empty())
        .collect()
}

/// Headings above a passage: `三、重点任务 › (三)`.
pub fn path_words(path: &[String]) -> String {
    path.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" › ")
}

/// A citation as officials write it: `《…》(青发〔2021〕12号),三、重点任务(三)8`.
///
/// The outermost heading stands with its words, those below it with their numbers, or words where they have none.
pub fn citation(doc: &DocumentHead, path: &[&Section]) -> String {
    let title = doc.title.trim_matches(['《', '》']);
    let number = doc.number.as_ref().map(|number| format!("({number})")).unwrap_or_default();
    let place: String = path.iter().map(|section| clause(section)).collect();
    let comma = if place.is_empty() { "" } else { "," };
    format!("《{title}》{number}{comma}{place}")
}

fn clause(section: &Section) -> String {
    let number =
        section.number.trim().trim_matches(['(', ')', '\u{ff08}', '\u{ff09}', '.', '\u{ff0e}', '、']);
    let heading = section.heading.trim().trim_end_matches(['。', ':', '\u{ff1a}']);
    match (section.level, number) {
        (_, "") => format!("“{heading}”"),
        (1, number) => format!("{number}、{heading}"),
        (2 | 4, number) => format!("({number})"),
        (_, number) => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(title: &str, number: Option<&str>) -> DocumentHead {
        DocumentHead {
            id: "d".into(),
            file: "f".into(),
            title: title.into(),
            title_inferred: false,
            organs: Vec::new(),
            number: number.map(str::to_owned),
            date: None,
            kind: None,
            period: None,
            places: Vec::new(),
            chars: 0,
            targets: 0,
            duties: 0,
            edits: 0,
            added: false,
            damaged: false,
        }
    }

    #[test]
    fn a_citation_names_title_number_and_clause() {
        let section = |level, number: &str, heading: &str| Section {
            level,
            number: number.into(),
            heading: heading.into(),
            start: 0,
            end: 9,
        };
        let path =
            [section(1, "三", "重点任务"), section(2, "(三)", "合金材料"), section(3, "8", "强化要素保障。")];
        let cited = citation(&head("关于加快发展的意见", Some("青发〔2021〕12号")), &path.each_ref());
        assert_eq!(cited, "《关于加快发展的意见》(青发〔2021〕12号),三、重点任务(三)8");
        assert_eq!(citation(&head("《计划》", None), &[]), "《计划》");
    }
}
