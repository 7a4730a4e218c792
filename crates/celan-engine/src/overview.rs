//! The corpus as a whole, and one industry across it.

use celan_core::{FacetKind, ValueId};
use celan_wire as wire;

use crate::Engine;
use crate::convert;

impl Engine {
    pub(crate) fn overview(&self) -> wire::Overview {
        let docs = || self.corpus.iter().map(|(_, entry)| entry);
        wire::Overview {
            docs: docs().map(convert::head).collect(),
            passages: docs().map(|entry| entry.passages().count() - 1).sum(),
            targets: docs().map(|entry| entry.facts.targets.len()).sum(),
            duties: docs().map(|entry| entry.facts.duties.len()).sum(),
            indicators: self.indicators(),
            industries: self.industries(),
        }
    }

    /// Indicators that have a target, those of most documents first.
    fn indicators(&self) -> Vec<wire::IndicatorCount> {
        let mut rows: Vec<wire::IndicatorCount> = Vec::new();
        for (_, entry) in self.corpus.iter() {
            let first = rows.len();
            let mut here: Vec<&str> = Vec::new();
            for id in entry.facts.targets.iter().filter_map(|target| target.indicator_id.as_deref()) {
                let at = rows.iter().position(|row| row.id == id).unwrap_or_else(|| {
                    rows.push(indicator_row(id));
                    rows.len() - 1
                });
                rows[at].targets += 1;
                if !here.contains(&id) {
                    here.push(id);
                    rows[at].docs += 1;
                }
            }
            debug_assert!(first <= rows.len(), "rows only grow");
        }
        rows.sort_by(|a, b| b.docs.cmp(&a.docs).then(b.targets.cmp(&a.targets)).then(a.id.cmp(&b.id)));
        rows
    }

    fn industries(&self) -> Vec<wire::IndustryRow> {
        let filing = self.corpus.filing();
        filing.values(FacetKind::Industries).into_iter().map(|value| self.industry_row(value)).collect()
    }

    fn industry_row(&self, value: ValueId) -> wire::IndustryRow {
        let filing = self.corpus.filing();
        let row = filing.get(value);
        let mut own_names: Vec<(String, usize)> = Vec::new();
        for (_, entry) in self.corpus.iter() {
            for mention in entry.facts.industries.iter().filter(|mention| mention.industry == row.id) {
                match own_names.iter_mut().find(|(name, _)| *name == mention.name) {
                    Some((_, times)) => *times += 1,
                    None => own_names.push((mention.name.clone(), 1)),
                }
            }
        }
        own_names.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        wire::IndustryRow {
            id: row.id.clone(),
            name_zh: row.label.clone(),
            name_hant: row.label.clone(),
            name_en: row.label.clone(),
            parent: row.parent.map(|parent| filing.get(parent).id.clone()).unwrap_or_default(),
            own_names: own_names.into_iter().map(|(name, _)| name).collect(),
            passages: filing.passages_of(value),
        }
    }

    pub(crate) fn industry(&self, id: &str, browse: &wire::Browse) -> Option<wire::IndustryAnswer> {
        let value = self.corpus.filing().find(FacetKind::Industries, id)?;
        let mut browse = browse.clone();
        browse.filters.industries = vec![id.to_owned()];
        let everything = wire::Browse { offset: 0, limit: usize::MAX, ..browse.clone() };
        Some(wire::IndustryAnswer {
            industry: self.industry_row(value),
            docs: self.documents(&everything).items,
            targets: self.targets(&everything).items,
            duties: self.duties(&everything).items,
            passages: self.search(&browse),
        })
    }
}

fn indicator_row(id: &str) -> wire::IndicatorCount {
    wire::IndicatorCount {
        id: id.to_owned(),
        name_zh: id.to_owned(),
        name_hant: id.to_owned(),
        name_en: id.to_owned(),
        group: String::new(),
        targets: 0,
        docs: 0,
    }
}
