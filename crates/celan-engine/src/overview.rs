//! The corpus as a whole, and one industry across it.

use celan_data::Order;
use std::collections::BTreeMap;

use celan_core::FacetKind;
use celan_data::{Indicator, Industry};
use celan_wire as wire;

use crate::Engine;

impl Engine {
    pub(crate) fn overview(&self) -> wire::Overview {
        let docs = || self.corpus.iter().map(|(_, entry)| entry).filter(|entry| !entry.is_announced());
        wire::Overview {
            docs: docs().map(wire::DocumentHead::new).collect(),
            announced: self.corpus.iter().count() - docs().count(),
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
            let mut here: Vec<&str> = Vec::new();
            for id in entry.facts.targets.iter().filter_map(|target| target.indicator_id.as_deref()) {
                let at = rows.iter().position(|row| row.id == id).unwrap_or_else(|| {
                    rows.push(self.indicator_row(id));
                    rows.len() - 1
                });
                rows[at].targets += 1;
                if !here.contains(&id) {
                    here.push(id);
                    rows[at].docs += 1;
                }
            }
        }
        rows.order_by(|a, b| b.docs.cmp(&a.docs).then(b.targets.cmp(&a.targets)).then(a.id.cmp(&b.id)));
        rows
    }

    fn indicator_row(&self, id: &str) -> wire::IndicatorCount {
        let row = self.tables.indicators.get(id);
        let name = |of: fn(&Indicator) -> &String| row.map_or(id, |row| of(row)).to_owned();
        wire::IndicatorCount {
            id: id.to_owned(),
            name_zh: name(|row| &row.zh),
            name_hant: name(|row| &row.zh_hant),
            name_en: name(|row| &row.en),
            group: row.map(|row| row.group.clone()).unwrap_or_default(),
            targets: 0,
            docs: 0,
        }
    }

    fn industries(&self) -> Vec<wire::IndustryRow> {
        self.tables.industries.all().map(|row| self.industry_row(row)).collect()
    }

    fn industry_row(&self, row: &Industry) -> wire::IndustryRow {
        let mut own_names: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, entry) in self.corpus.iter() {
            let mentions = entry.facts.industries.iter();
            let named = mentions.filter(|mention| mention.own && mention.industry == row.id);
            named.for_each(|mention| *own_names.entry(&mention.name).or_default() += 1);
        }
        let mut own_names: Vec<(&str, usize)> = own_names.into_iter().collect();
        own_names.order_by_key(|(_, times)| usize::MAX - times);
        let value = self.corpus.filing().find(FacetKind::Industries, &row.id);
        wire::IndustryRow {
            id: row.id.clone(),
            name_zh: row.zh.clone(),
            name_hant: row.hant.clone(),
            name_en: row.en.clone(),
            parent: row.parent.clone(),
            own_names: own_names.into_iter().map(|(name, _)| name.to_owned()).collect(),
            passages: value.map_or(0, |value| self.corpus.filing().passages_of(value)),
        }
    }

    pub(crate) fn industry(&mut self, id: &str, browse: &wire::Browse) -> Option<wire::IndustryAnswer> {
        // A document's own name stands below the industry: new_materials/镁基新材料.
        let row = self.tables.industries.get(id.split('/').next().unwrap_or(id))?;
        let mut browse = browse.clone();
        browse.filters.industries = vec![id.to_owned()];
        let everything = wire::Browse { offset: 0, limit: usize::MAX, ..browse.clone() };
        Some(wire::IndustryAnswer {
            industry: self.industry_row(row),
            docs: self.documents(&everything).items,
            targets: self.targets(&everything).items,
            duties: self.duties(&everything).items,
            passages: self.search(&browse),
        })
    }
}
