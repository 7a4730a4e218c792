//! Facets: under which values each item of each view is filed, and how many of a result fall under each.
//!
//! Values of one facet widen, facets narrow. A value's count is what a person would get with its box ticked and nothing
//! else in its facet, so an item that fails one facet counts for that facet's values and for no others.

use celan_data::Order;
use std::collections::HashMap;
use std::sync::Arc;

use crate::bits::Bits;
use crate::room;
use crate::rows::Rows;

/// The facets, in the order they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FacetKind {
    /// 产业, a tree.
    Industries,
    /// 地区, a tree.
    Places,
    /// 文种.
    Kinds,
    /// 年份 in which a plan period or deadline falls.
    Years,
    /// Groups of indicators.
    Indicators,
    /// 责任单位.
    Agencies,
    /// Documents.
    Docs,
}

impl FacetKind {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Industries,
        Self::Places,
        Self::Kinds,
        Self::Years,
        Self::Indicators,
        Self::Agencies,
        Self::Docs,
    ];

    /// Its name in machine formats.
    pub fn name(self) -> &'static str {
        match self {
            Self::Industries => "industries",
            Self::Places => "places",
            Self::Kinds => "kinds",
            Self::Years => "years",
            Self::Indicators => "indicators",
            Self::Agencies => "agencies",
            Self::Docs => "docs",
        }
    }
}

/// A value of a facet, as an index that stays while the corpus grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ValueId(pub(crate) u32);

impl ValueId {
    /// Its index.
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

/// A value that items are filed under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Its facet.
    pub facet: FacetKind,
    /// What names it in a filter.
    pub id: Arc<str>,
    /// The words for it.
    pub label: Arc<str>,
    /// The value above it in a tree.
    pub parent: Option<ValueId>,
    /// Its place in the order of its facet; equal ranks are ordered by id.
    pub rank: u32,
}

/// The items of each view with the values they are filed under, trees closed upwards.
#[derive(Clone, Debug, Default)]
pub struct Filing {
    values: Vec<Value>,
    by_key: [HashMap<Arc<str>, ValueId>; FacetKind::ALL.len()],
    /// The values that were committed, by facet, in their order.
    ordered: [Vec<ValueId>; FacetKind::ALL.len()],
    /// Values that hold for all of a document: place, kind, plan period, the document itself.
    whole: Rows,
    /// Values of the parts of a document beside those of the document.
    docs: Rows,
    /// Values of passages beside those of the document, by passage id.
    passages: Rows,
    /// Values of targets beside those of the document, in the order of documents and text.
    targets: Rows,
    /// Values of duties, likewise.
    duties: Rows,
    /// For each document the number of its first target and of its first duty.
    firsts: Vec<(u32, u32)>,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Items are passages, by passage id.
    Passages,
    /// Items are targets, by document and index.
    Targets,
    /// Items are duties, by document and index.
    Duties,
    /// Items are documents.
    Docs,
}

impl Filing {
    /// Files the next document: under `whole` what holds for all of it, beside that its passages, targets and duties.
    pub fn push(&mut self, whole: Vec<ValueId>, [passages, targets, duties]: [Vec<Vec<ValueId>>; 3]) {
        self.firsts.push((self.targets.len() as u32, self.duties.len() as u32));
        let mut all = Vec::new();
        let parts =
            [(&mut self.passages, passages), (&mut self.targets, targets), (&mut self.duties, duties)];
        for (filed, rows) in parts {
            for mut row in rows {
                row.retain(|value| !whole.contains(value));
                all.extend_from_slice(&row);
                filed.push(row);
            }
        }
        self.docs.push(all);
        self.whole.push(whole);
    }

    /// The value with this id, made where it is new.
    pub fn value(&mut self, value: Value) -> ValueId {
        let next = ValueId(self.values.len() as u32);
        let id = *self.by_key[value.facet as usize].entry(value.id.clone()).or_insert(next);
        if id == next {
            room(&mut self.values, 1);
            self.values.push(value);
        }
        id
    }

    /// The value `id` of a facet.
    pub fn find(&self, facet: FacetKind, id: &str) -> Option<ValueId> {
        self.by_key[facet as usize].get(id).copied()
    }

    /// What a value is.
    pub fn get(&self, id: ValueId) -> &Value {
        &self.values[id.0 as usize]
    }

    /// All values of a facet that were committed in their order, which no result changes.
    pub fn values(&self, facet: FacetKind) -> &[ValueId] {
        &self.ordered[facet as usize]
    }

    /// Changes whenever the order of the values may have.
    pub fn revision(&self) -> u32 {
        self.values.len() as u32
    }

    /// Gives new values their place in the order.
    pub fn commit(&mut self) {
        let known: usize = self.ordered.iter().map(Vec::len).sum();
        if known == self.values.len() {
            return;
        }
        for (at, value) in self.values.iter().enumerate().skip(known) {
            self.ordered[value.facet as usize].push(ValueId(at as u32));
        }
        let key = |id: &ValueId| {
            let value = &self.values[id.at()];
            (value.rank, &value.id)
        };
        for ids in &mut self.ordered {
            ids.order_by(|a, b| key(a).cmp(&key(b)));
        }
    }

    /// For each value, by [`ValueId::at`], how often it is named in `docs`, the number, first and last passage of each
    /// document: passages that have it as their own, and documents.
    pub fn weights(&self, docs: impl Iterator<Item = (usize, usize, usize)>) -> Vec<usize> {
        let mut weights = vec![0; self.values.len()];
        for (doc, first, last) in docs {
            self.count_passages(first, last, &mut weights);
            self.of(View::Docs, doc, 0).for_each(|id| weights[id.at()] += 1);
        }
        weights
    }

    /// Adds to `counts`, by [`ValueId::at`], how many of the passages from `first` to `last` have each value as their own.
    pub fn count_passages(&self, first: usize, last: usize, counts: &mut Vec<usize>) {
        counts.resize(self.values.len(), 0);
        (first..=last).flat_map(|passage| self.passages.row(passage)).for_each(|id| counts[id.at()] += 1);
    }

    /// Some of the values, to be looked up.
    pub fn mask(&self, values: &[ValueId]) -> Mask {
        let mut bits = Bits::none(self.values.len());
        values.iter().for_each(|value| bits.set(value.at()));
        Mask(bits)
    }

    /// The passages filed under one of `values`, themselves or by their document, as they lie in `docs`: number, first and last
    /// passage of each document.
    pub fn passages_under(&self, values: &Mask, docs: impl Iterator<Item = (usize, usize, usize)>) -> Bits {
        let mut under = Bits::none(self.passages.len());
        for (doc, first, last) in docs {
            if values.has_any(self.whole.row(doc)) {
                under.set_range(first, last);
                continue;
            }
            for passage in (first..=last).filter(|passage| values.has_any(self.passages.row(*passage))) {
                under.set(passage);
            }
        }
        under
    }

    /// The number of a target of `doc` among those of all documents.
    pub fn target(&self, doc: usize, index: usize) -> usize {
        self.first_row(View::Targets, doc) + index
    }

    /// The values of one item: those of its document, then its own.
    pub fn of(&self, view: View, doc: usize, item: usize) -> impl Iterator<Item = ValueId> + Clone {
        self.whole.row(doc).chain(self.rows(view).row(self.first_row(view, doc) + item))
    }

    /// The values of the items of a view beside those of their documents.
    fn rows(&self, view: View) -> &Rows {
        match view {
            View::Passages => &self.passages,
            View::Targets => &self.targets,
            View::Duties => &self.duties,
            View::Docs => &self.docs,
        }
    }

    /// The row of the first item of a document: that of a passage stands where its id says, a document is its own first item.
    fn first_row(&self, view: View, doc: usize) -> usize {
        match view {
            View::Passages => 0,
            View::Targets => self.firsts[doc].0 as usize,
            View::Duties => self.firsts[doc].1 as usize,
            View::Docs => doc,
        }
    }
}

/// Some of the values of a [`Filing`].
#[derive(Clone, Debug)]
pub struct Mask(Bits);

impl Mask {
    /// Whether one of `values` is among them.
    pub fn has_any(&self, mut values: impl Iterator<Item = ValueId>) -> bool {
        values.any(|value| self.0.has(value.at()))
    }
}

/// The chosen values of a question.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Facets with at least one choice; a choice of nothing that is there leaves nothing.
    active: Vec<FacetKind>,
    chosen: Vec<bool>,
}

impl Selection {
    /// Chooses `ids` of `facet`; no ids mean no choice. Ids that the corpus does not have choose nothing.
    pub fn choose<'a>(&mut self, filing: &Filing, facet: FacetKind, ids: impl IntoIterator<Item = &'a str>) {
        for id in ids {
            if !self.active.contains(&facet) {
                self.active.push(facet);
            }
            if let Some(value) = filing.find(facet, id) {
                self.chosen.resize(self.chosen.len().max(value.0 as usize + 1), false);
                self.chosen[value.0 as usize] = true;
            }
        }
    }

    fn has(&self, value: ValueId) -> bool {
        self.chosen.get(value.0 as usize).copied().unwrap_or(false)
    }

    /// Counts an item with the values `all`; says whether it passes.
    fn count<I: Iterator<Item = ValueId>>(
        &self,
        filing: &Filing,
        all: impl Fn() -> I,
        counts: &mut [u32],
    ) -> bool {
        let mut failed = None;
        for &facet in &self.active {
            let passes = all().any(|value| self.has(value) && filing.get(value).facet == facet);
            if !passes && failed.replace(facet).is_some() {
                return false;
            }
        }
        // What a part shares with its document is filed once, so nothing counts twice.
        for value in all() {
            if failed.is_none_or(|facet| filing.get(value).facet == facet) {
                counts[value.at()] += 1;
            }
        }
        failed.is_none()
    }
}

/// How many items of a result fall under each value.
pub struct Counts(Vec<u32>);

impl Counts {
    /// Counts the items that answer a query, each by document and [`View`]'s item, and gives those that pass the filters
    /// too. `item` is the passage id, the index of target or duty in its document, or nothing for a document.
    pub fn of(
        filing: &Filing,
        selection: &Selection,
        view: View,
        items: Vec<(usize, usize)>,
    ) -> (Self, Vec<(usize, usize)>) {
        let mut counts = vec![0; filing.values.len()];
        let kept = if selection.active.is_empty() {
            let rows = items.iter().map(|&(doc, item)| filing.first_row(view, doc) + item);
            filing.rows(view).count(rows, &mut counts);
            for (doc, times) in by_doc(&items) {
                filing.whole.row(doc).for_each(|value| counts[value.at()] += times);
            }
            items
        } else {
            let passes = |&(doc, item): &(usize, usize)| {
                let values = filing.of(view, doc, item);
                selection.count(filing, || values.clone(), &mut counts)
            };
            items.into_iter().filter(passes).collect()
        };
        (Self(counts), kept)
    }

    /// How many items have `value` and pass the other facets.
    pub fn count(&self, value: ValueId) -> u32 {
        self.0[value.at()]
    }
}

/// The documents of `items`, which stand together by document, and how many each has: what holds for the whole of a document is
/// counted once for all of them.
fn by_doc(items: &[(usize, usize)]) -> Vec<(usize, u32)> {
    // Where a document ends cannot be foreseen: nothing is decided by it.
    let mut docs = vec![(usize::MAX, 0); items.len() + 1];
    let mut count = 0;
    for &(doc, _) in items {
        count += usize::from(docs[count].0 != doc);
        docs[count] = (doc, docs[count].1 + 1);
    }
    docs.drain(1..=count).collect()
}
