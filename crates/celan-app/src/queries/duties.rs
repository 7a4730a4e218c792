//! Who does what: from duties to agencies, and the table of 四清单.

use celan_data::Order;
use std::collections::BTreeMap;
use std::rc::Rc;

use celan_wire::{DocumentHead, Duty, Target};

use crate::charts::{Cell, Table, target_figure};
use crate::strings::Texts;

/// What an agency does in a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// 牵头, 责任单位.
    Lead,
    /// 配合.
    Partner,
    /// 参与.
    Participant,
}

impl Role {
    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Lead => "role.lead",
            Self::Partner => "role.partner",
            Self::Participant => "role.participant",
        }
    }
}

/// An agency with how often it has each role.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AgencyRow {
    /// Its name as written.
    pub name: String,
    /// 牵头.
    pub lead: usize,
    /// 配合.
    pub partner: usize,
    /// 参与.
    pub participant: usize,
}

impl AgencyRow {
    /// Duties in all.
    pub fn total(&self) -> usize {
        self.lead + self.partner + self.participant
    }
}

/// All agencies, those that lead most first.
pub fn agencies(duties: &[Rc<Duty>]) -> Vec<AgencyRow> {
    let mut rows: BTreeMap<&str, AgencyRow> = BTreeMap::new();
    for duty in duties {
        for name in duty.lead.iter().chain(&duty.partners).chain(&duty.participants) {
            let row =
                rows.entry(name).or_insert_with(|| AgencyRow { name: name.clone(), ..AgencyRow::default() });
            match role_in(duty, name) {
                Some(Role::Lead) => row.lead += 1,
                Some(Role::Partner) => row.partner += 1,
                _ => row.participant += 1,
            }
        }
    }
    let mut rows: Vec<AgencyRow> = rows.into_values().collect();
    rows.order_by(|a, b| b.lead.cmp(&a.lead).then(b.total().cmp(&a.total())).then(a.name.cmp(&b.name)));
    rows
}

/// The weightiest role of an agency in a duty.
pub fn role_in(duty: &Duty, agency: &str) -> Option<Role> {
    let among = |names: &[String]| names.iter().any(|name| name == agency);
    if among(&duty.lead) {
        Some(Role::Lead)
    } else if among(&duty.partners) {
        Some(Role::Partner)
    } else if among(&duty.participants) {
        Some(Role::Participant)
    } else {
        None
    }
}

/// The duties of an agency (of all, where it is empty), those it leads first, else as they stand in the documents.
pub fn duties_of(duties: &[Rc<Duty>], agency: &str) -> Vec<Rc<Duty>> {
    let mut out: Vec<Rc<Duty>> =
        duties.iter().filter(|duty| agency.is_empty() || role_in(duty, agency).is_some()).cloned().collect();
    if !agency.is_empty() {
        out.order_by_key(|duty| role_in(duty, agency));
    }
    out
}

/// Duties with what their clause promises: 目标、措施、时限、责任.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Promises {
    /// Targets by document and headings, parts left out.
    by_clause: BTreeMap<(String, Vec<String>), Vec<Rc<Target>>>,
    /// Plan periods by document, in the order of ids.
    periods: Vec<(String, (i32, i32))>,
}

impl Promises {
    /// Files `targets` under their clauses, and the plan periods of `docs`.
    pub fn new<'a>(targets: &[Rc<Target>], docs: impl IntoIterator<Item = &'a DocumentHead>) -> Self {
        let mut by_clause: BTreeMap<_, Vec<Rc<Target>>> = BTreeMap::new();
        for target in targets.iter().filter(|target| target.parent.is_none()) {
            if let (Some(place), false) = (&target.place, target.section.is_empty()) {
                by_clause
                    .entry((place.doc.clone(), target.section.clone()))
                    .or_default()
                    .push(target.clone());
            }
        }
        let period = |doc: &DocumentHead| Some((doc.id.clone(), doc.period?));
        let mut periods: Vec<_> = docs.into_iter().filter_map(period).collect();
        periods.order_by(|a, b| a.0.cmp(&b.0));
        Self { by_clause, periods }
    }

    /// The targets that stand under the same headings as a duty.
    pub fn of(&self, duty: &Duty) -> &[Rc<Target>] {
        let clause = (duty.doc.clone().unwrap_or_default(), duty.section.clone());
        self.by_clause.get(&clause).map_or(&[], Vec::as_slice)
    }

    /// The period of the plan, for a duty whose clause has no year of its own.
    pub fn period(&self, texts: Texts, duty: &Duty) -> Option<String> {
        let doc = duty.doc.as_ref()?;
        let at = self.periods.binary_search_by(|(other, _)| other.cmp(doc)).ok()?;
        let (start, end) = &self.periods[at].1;
        let words = || texts.fill("duties.period", &[("start", start), ("end", end)]);
        self.deadlines(duty).is_empty().then(words)
    }

    /// The years by which they are promised, earliest first.
    pub fn deadlines(&self, duty: &Duty) -> Vec<String> {
        let mut years: Vec<i32> = self.of(duty).iter().filter_map(|target| target.deadline).collect();
        years.order_by_key(|year| *year);
        years.dedup();
        years.iter().map(i32::to_string).collect()
    }
}

/// A target in a few words: 规上工业企业 >60家.
pub fn promise_words(texts: Texts, target: &Target) -> String {
    format!("{} {}", target.indicator, target_figure(texts, target))
}

/// The table of duties: targets, measure, time, who, where it says so.
pub fn duty_table(texts: Texts, duties: &[Rc<Duty>], promises: &Promises) -> Table {
    let columns = [
        ("document", "column.document"),
        ("section", "column.section"),
        ("targets", "view.targets"),
        ("measure", "column.measure"),
        ("deadline", "column.deadline"),
        ("lead", "role.lead"),
        ("partners", "role.partner"),
        ("participants", "role.participant"),
        ("persons", "column.persons"),
        ("place", "column.region"),
        ("quote", "column.quote"),
    ];
    let row = |duty: &Rc<Duty>| {
        let promised: Vec<String> =
            promises.of(duty).iter().map(|target| promise_words(texts, target)).collect();
        let persons: Vec<String> =
            duty.persons.iter().map(|person| format!("{} {}", person.role, person.name)).collect();
        [
            duty.title.clone().unwrap_or_default(),
            duty.section.join(" › "),
            texts.list(&promised),
            duty.measure.clone(),
            promises.period(texts, duty).unwrap_or_else(|| texts.list(&promises.deadlines(duty))),
            texts.list(&duty.lead),
            texts.list(&duty.partners),
            texts.list(&duty.participants),
            texts.list(&persons),
            duty.place.clone().unwrap_or_default(),
            duty.quote.clone(),
        ]
        .map(|text| Cell::from(text.as_str()))
        .to_vec()
    };
    Table {
        columns: columns.map(|(name, key)| (name, texts.say(key))).to_vec(),
        rows: duties.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn duty(lead: &[&str], partners: &[&str]) -> Rc<Duty> {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Rc::new(Duty {
            section: Vec::new(),
            measure: "m".into(),
            lead: owned(lead),
            partners: owned(partners),
            participants: Vec::new(),
            persons: Vec::new(),
            place: None,
            quote: "q".into(),
            start: 0,
            end: 1,
            doc: None,
            title: None,
        })
    }

    #[test]
    fn leading_counts_before_helping() {
        let duties = [duty(&["甲局"], &["乙局"]), duty(&["甲局"], &[]), duty(&["乙局"], &["甲局", "丙局"])];
        let rows = agencies(&duties);
        let told: Vec<_> = rows.iter().map(|row| (row.name.as_str(), row.lead, row.partner)).collect();
        assert_eq!(told, [("甲局", 2, 1), ("乙局", 1, 1), ("丙局", 0, 1)]);
        assert_eq!(duties_of(&duties, "乙局").first(), Some(&duties[2]));
    }
}
