//! The corpus as a whole, and one industry across it.

use celan_data::Order;
use std::collections::BTreeMap;

use celan_core::{FacetKind, ValueId};
use celan_data::{Indicator, Industry};
use celan_wire as wire;

use crate::Engine;

/// Documents, targets and duties that are listed of an industry: a page of more would stand still while it is drawn.
const LISTED: usize = 300;

/// What the facts of documents name, with how often. A corpus that grows is not read anew.
#[derive(Default)]
pub(crate) struct Named {
    /// Numbers of documents below this one were read.
    read: usize,
    /// For the id of an indicator its targets, and the documents that have one.
    indicators: BTreeMap<String, (usize, usize)>,
    /// Own names for an industry behind its id, as in filters (`new_materials/镁基新材料`), with how often each stands. In the
    /// same kind of map: each kind is a part of the program.
    own_names: BTreeMap<String, (usize, usize)>,
}

/// How many passages have each value of a facet as their own. A corpus that grows is not counted anew.
#[derive(Default)]
pub(crate) struct Tally {
    /// Numbers of documents below this one were counted.
    read: usize,
    /// By the number of the value.
    passages: Vec<usize>,
}

impl Tally {
    /// How many passages have it.
    pub(crate) fn of(&self, value: ValueId) -> usize {
        self.passages.get(value.at()).copied().unwrap_or_default()
    }
}

impl Engine {
    pub(crate) fn overview(&mut self) -> wire::Overview {
        self.read_named();
        let docs = || self.corpus.since(0).filter(|entry| !entry.is_announced());
        let count = docs().count();
        wire::Overview {
            docs: count,
            announced: self.corpus.count() - count,
            passages: docs().map(|entry| entry.passages().count() - 1).sum(),
            targets: docs().map(|entry| entry.targets).sum(),
            duties: docs().map(|entry| entry.duties).sum(),
            indicators: self.indicators(),
            industries: self.tables.industries.all().map(|row| self.industry_row(row)).collect(),
        }
    }

    /// Brings `tally` up to the documents that are there now. What announces a document counts for nothing.
    pub(crate) fn count_passages(&mut self) {
        let tally = &mut self.tally;
        let from = std::mem::replace(&mut tally.read, self.corpus.doc_bound());
        for entry in self.corpus.since(from).filter(|entry| !entry.is_announced()) {
            let passages = entry.passages();
            let (first, last) = (*passages.start() as usize, *passages.end() as usize);
            self.corpus.filing().count_passages(first, last, &mut tally.passages);
        }
    }

    /// Brings `named` up to the documents that are there now.
    fn read_named(&mut self) {
        self.count_passages();
        let named = &mut self.named;
        let from = std::mem::replace(&mut named.read, self.corpus.doc_bound());
        for entry in self.corpus.since(from) {
            let facts = entry.facts();
            let mut here: Vec<String> =
                facts.targets.into_iter().filter_map(|target| target.indicator_id).collect();
            here.order_by(Ord::cmp);
            for of_one in here.chunk_by(|a, b| a == b) {
                let sums = named.indicators.entry(of_one[0].clone()).or_default();
                *sums = (sums.0 + of_one.len(), sums.1 + 1);
            }
            for mention in facts.industries.into_iter().filter(|mention| mention.own) {
                named.own_names.entry(format!("{}/{}", mention.industry, mention.name)).or_default().0 += 1;
            }
        }
    }

    /// Indicators that have a target, those of most documents first.
    fn indicators(&self) -> Vec<wire::IndicatorCount> {
        let row = |(id, &(targets, docs)): (&String, &(usize, usize))| wire::IndicatorCount {
            targets,
            docs,
            ..self.indicator_row(id)
        };
        let mut rows: Vec<wire::IndicatorCount> = self.named.indicators.iter().map(row).collect();
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

    fn industry_row(&self, row: &Industry) -> wire::IndustryRow {
        let of_row = |(id, (times, _)): (&'_ String, &(usize, usize))| {
            let (industry, name) = id.split_once('/')?;
            (industry == row.id).then(|| (name.to_owned(), *times))
        };
        let mut own_names: Vec<(String, usize)> = self.named.own_names.iter().filter_map(of_row).collect();
        own_names.order_by_key(|(_, times)| usize::MAX - times);
        let value = self.corpus.filing().find(FacetKind::Industries, &row.id);
        wire::IndustryRow {
            id: row.id.clone(),
            name_zh: row.zh.clone(),
            name_hant: row.hant.clone(),
            name_en: row.en.clone(),
            parent: row.parent.clone(),
            own_names: own_names.into_iter().map(|(name, _)| name).collect(),
            passages: value.map_or(0, |value| self.tally.of(value)),
        }
    }

    pub(crate) fn industry(&mut self, id: &str, browse: &wire::Browse) -> Option<wire::IndustryAnswer> {
        // A document's own name stands below the industry: new_materials/镁基新材料.
        self.read_named();
        let industry = self.industry_row(self.tables.industries.get(id.split('/').next().unwrap_or(id))?);
        let mut browse = browse.clone();
        browse.filters.industries = vec![id.to_owned()];
        let listed = wire::Browse { offset: 0, limit: LISTED, ..browse.clone() };
        Some(wire::IndustryAnswer {
            industry,
            docs: self.documents(&listed),
            targets: self.targets(&listed),
            duties: self.duties(&listed),
            passages: self.search(&browse),
        })
    }
}
