//! The corpus as a whole, and one industry across it.

use celan_data::Order;
use std::collections::BTreeMap;

use celan_core::FacetKind;
use celan_data::{Indicator, Industry};
use celan_wire as wire;

use crate::Engine;

/// What the facts of all documents name, with how often.
#[derive(Default)]
struct Named {
    /// For the id of an indicator its targets, and the documents that have one.
    indicators: BTreeMap<String, (usize, usize)>,
    /// Own names for an industry, by its id.
    own_names: BTreeMap<(String, String), usize>,
}

impl Engine {
    pub(crate) fn overview(&self) -> wire::Overview {
        let named = self.named();
        let docs = || self.corpus.iter().map(|(_, entry)| entry).filter(|entry| !entry.is_announced());
        wire::Overview {
            docs: docs().map(wire::DocumentHead::new).collect(),
            announced: self.corpus.iter().count() - docs().count(),
            passages: docs().map(|entry| entry.passages().count() - 1).sum(),
            targets: docs().map(|entry| entry.targets).sum(),
            duties: docs().map(|entry| entry.duties).sum(),
            indicators: self.indicators(&named),
            industries: self.tables.industries.all().map(|row| self.industry_row(row, &named)).collect(),
        }
    }

    /// What the facts of all documents name.
    fn named(&self) -> Named {
        let mut named = Named::default();
        for (_, entry) in self.corpus.iter() {
            let facts = entry.facts();
            let mut here = BTreeMap::<String, usize>::new();
            for id in facts.targets.into_iter().filter_map(|target| target.indicator_id) {
                *here.entry(id).or_default() += 1;
            }
            for (id, targets) in here {
                let sums = named.indicators.entry(id).or_default();
                *sums = (sums.0 + targets, sums.1 + 1);
            }
            for mention in facts.industries.into_iter().filter(|mention| mention.own) {
                *named.own_names.entry((mention.industry, mention.name)).or_default() += 1;
            }
        }
        named
    }

    /// Indicators that have a target, those of most documents first.
    fn indicators(&self, named: &Named) -> Vec<wire::IndicatorCount> {
        let row = |(id, &(targets, docs)): (&String, &(usize, usize))| wire::IndicatorCount {
            targets,
            docs,
            ..self.indicator_row(id)
        };
        let mut rows: Vec<wire::IndicatorCount> = named.indicators.iter().map(row).collect();
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

    fn industry_row(&self, row: &Industry, named: &Named) -> wire::IndustryRow {
        let own_names = named.own_names.iter().filter(|((industry, _), _)| *industry == row.id);
        let mut own_names: Vec<(&str, usize)> =
            own_names.map(|((_, name), times)| (name.as_str(), *times)).collect();
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
            industry: self.industry_row(row, &self.named()),
            docs: self.documents(&everything).items,
            targets: self.targets(&everything).items,
            duties: self.duties(&everything).items,
            passages: self.search(&browse),
        })
    }
}
