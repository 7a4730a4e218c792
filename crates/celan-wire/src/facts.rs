//! Targets and duties.

use celan_core::{Offsets, Unit, number};
use serde::{Deserialize, Serialize};

/// A target. The first fields are the contract of `celan targets`; the rest is for showing it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// What is measured.
    pub indicator: String,
    /// Row of the indicator table.
    pub indicator_id: Option<String>,
    /// The number, in `unit` as written.
    pub value: Option<f64>,
    /// Upper end of a range.
    pub value_max: Option<f64>,
    /// 家, 亿元, %.
    pub unit: String,
    /// `eq gt ge lt le approx range rank multiple`.
    pub comparator: String,
    /// `level increment growth_rate share rank multiple`.
    pub kind: String,
    /// First year, where stated.
    pub period_start: Option<i32>,
    /// Year by which.
    pub deadline: Option<i32>,
    /// Who or where it is about.
    pub subject: Option<String>,
    /// Ids of industries.
    pub industries: Vec<String>,
    /// Index of the total in the list of the document.
    pub parent: Option<usize>,
    /// The number is masked.
    pub redacted: bool,
    /// The shortest exact piece of text that holds indicator and number.
    pub quote: String,
    /// Its start in the clean text.
    pub start: usize,
    /// Its end in the clean text.
    pub end: usize,
    /// Headings above it.
    pub section: Vec<String>,
    /// `quantified relative rank masked`.
    pub state: String,
    /// `firm striven approximate encouraged`.
    pub strength: String,
    /// Where the same promise is said again, as start and end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub restated: Vec<(usize, usize)>,
    /// Where it is shown beside targets of other documents; the command line leaves it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<TargetPlace>,
}

/// What a target needs to be shown among those of other documents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetPlace {
    /// Id of the document.
    pub doc: String,
    /// Its index among the document's targets.
    pub index: usize,
    /// Title of the document.
    pub title: String,
    /// The document's number.
    pub number: Option<String>,
    /// Short name of the place: 青阳县.
    pub region: String,
    /// Code of the place.
    pub region_code: String,
    /// Group of the indicator.
    pub group: Option<String>,
    /// `value` in the base unit of its family (元, 家, %), for one axis.
    pub base_value: Option<f64>,
    /// Upper end in the base unit.
    pub base_value_max: Option<f64>,
    /// The base unit.
    pub base_unit: String,
    /// The sentence around the quote.
    pub sentence: String,
    /// Where the quote stands in `sentence`.
    pub sentence_mark: (usize, usize),
    /// For a total with parts: whether they add up; `None` without parts.
    pub parts_add_up: Option<bool>,
    /// It is one of the parts whose sum its total should be.
    pub in_sum: bool,
}

/// Who is responsible for a measure. The contract of `celan duties`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Duty {
    /// Headings above it.
    pub section: Vec<String>,
    /// What is to be done.
    pub measure: String,
    /// 牵头 / 责任单位.
    pub lead: Vec<String>,
    /// 配合.
    pub partners: Vec<String>,
    /// 参与.
    pub participants: Vec<String>,
    /// In charge.
    pub persons: Vec<Person>,
    /// The place it holds for.
    pub place: Option<String>,
    /// Where the text says who.
    pub quote: String,
    /// Its start in the clean text.
    pub start: usize,
    /// Its end in the clean text.
    pub end: usize,
    /// Id of the document; the command line leaves it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// Title of the document; the command line leaves it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// A person in charge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// 胡俊.
    pub name: String,
    /// 副群长.
    pub role: String,
    /// 县委副书记.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub post: String,
}

impl Duty {
    /// A duty of `doc` with its offsets in `unit`s.
    pub fn new(
        duty: &celan_core::Duty,
        doc: &celan_core::Document,
        offsets: &Offsets<'_>,
        unit: Unit,
    ) -> Self {
        let range = offsets.range(unit, duty.quote);
        let person = |person: &celan_core::Person| Person {
            name: person.name.clone(),
            role: person.role.clone(),
            post: person.post.clone(),
        };
        Self {
            section: doc.path(duty.section),
            measure: duty.measure.clone(),
            lead: duty.lead.clone(),
            partners: duty.partners.clone(),
            participants: duty.participants.clone(),
            persons: duty.persons.iter().map(person).collect(),
            place: duty.place.clone(),
            quote: duty.quote.of(&doc.text).to_owned(),
            start: range.start,
            end: range.end,
            doc: None,
            title: None,
        }
    }
}

/// Targets of `doc` as they cross the edge; offsets count characters.
pub fn targets(doc: &celan_core::Document, targets: &[celan_core::Target]) -> Vec<Target> {
    let offsets = Offsets::new(&doc.text);
    targets.iter().map(|target| Target::new(target, doc, &offsets, Unit::Chars)).collect()
}

impl Target {
    /// A target as it crosses the edge, its offsets in `unit`s of the clean text.
    pub fn new(
        target: &celan_core::Target,
        doc: &celan_core::Document,
        offsets: &Offsets<'_>,
        unit: Unit,
    ) -> Self {
        let place = |span| {
            let range = offsets.range(unit, span);
            (range.start, range.end)
        };
        let (start, end) = place(target.quote);
        Self {
            indicator: target.indicator.clone(),
            indicator_id: target.indicator_id.clone(),
            value: target.value,
            value_max: target.value_max,
            unit: target.unit.clone(),
            comparator: target.comparator.name().to_owned(),
            kind: target.kind.name().to_owned(),
            period_start: target.period_start,
            deadline: target.deadline,
            subject: target.subject.clone(),
            industries: target.industries.clone(),
            parent: target.parent,
            redacted: target.state == celan_core::State::Masked,
            quote: target.quote.of(&doc.text).to_owned(),
            start,
            end,
            section: doc.path(target.section),
            state: target.state.name().to_owned(),
            strength: target.strength.name().to_owned(),
            restated: target.restated.iter().map(|span| place(*span)).collect(),
            place: None,
        }
    }

    /// The figure with comparator, sign and unit: `≥60家`, `+105家`, `1000—1200亿元`; `about` says 约. `None` where there is
    /// no number, and for a place in a ranking, which takes a sentence.
    pub fn figure(&self, about: &str) -> Option<String> {
        let value = self.value.filter(|_| !self.is_rank())?;
        let mark = match self.comparator.as_str() {
            "gt" => ">",
            "ge" => "≥",
            "lt" => "<",
            "le" => "≤",
            "approx" => about,
            _ => "",
        };
        let sign = if self.kind == "increment" && value > 0.0 { "+" } else { "" };
        let range = self.value_max.map(|max| format!("—{}", number(max))).unwrap_or_default();
        Some(format!("{mark}{sign}{}{range}{}", number(value), self.unit))
    }

    /// The number is a place in a ranking.
    pub fn is_rank(&self) -> bool {
        self.kind == "rank" || self.comparator == "rank"
    }

    /// The number is hidden.
    pub fn is_masked(&self) -> bool {
        self.redacted || self.state == "masked"
    }
}
