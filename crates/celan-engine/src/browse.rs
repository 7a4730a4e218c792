//! Lists under the filters: targets, duties, documents.

use celan_core::{Counts, FacetKind, Filing, Selection, Target, ValueId, View, matching, parse_query};
use celan_data::Order;
use celan_wire as wire;

use crate::Engine;
use crate::convert::Source;

impl Engine {
    pub(crate) fn targets(&mut self, browse: &wire::Browse) -> wire::Page<wire::Target> {
        self.page(browse, View::Targets, Self::placed_target)
    }

    pub(crate) fn duties(&mut self, browse: &wire::Browse) -> wire::Page<wire::Duty> {
        self.page(browse, View::Duties, |_, source, index| source.duty(index))
    }

    pub(crate) fn documents(&mut self, browse: &wire::Browse) -> wire::Page<wire::DocumentHead> {
        self.page(browse, View::Docs, |_, source, _| wire::DocumentHead::new(source.entry))
    }

    /// The items of a view that answer, in the order of documents and text; those asked for made by `item`.
    fn page<T>(
        &mut self,
        browse: &wire::Browse,
        view: View,
        item: impl Fn(&Self, &Source<'_>, usize) -> T,
    ) -> wire::Page<T> {
        let selection = selection(self.corpus.filing(), &browse.filters);
        let known = self.kept.items.take().filter(|(query, of, _)| *query == browse.query && *of == view);
        let items = known.map_or_else(|| self.items(&browse.query, view), |(_, _, items)| items);
        let (counts, kept) = Counts::of(self.corpus.filing(), &selection, view, items.clone());
        self.kept.items = Some((browse.query.clone(), view, items));
        let asked: Vec<_> = kept.iter().skip(browse.offset).take(browse.limit).copied().collect();
        let docs = match view {
            View::Docs => Vec::new(),
            _ => of_docs(&asked).map(|doc| wire::DocumentHead::new(self.corpus.doc(doc[0].0))).collect(),
        };
        let of_doc = |of_doc: &[(usize, usize)]| {
            let source = Source::new(self.corpus.doc(of_doc[0].0));
            of_doc.iter().map(|&(_, index)| item(self, &source, index)).collect::<Vec<_>>()
        };
        wire::Page {
            total: kept.len(),
            items: of_docs(&asked).flat_map(of_doc).collect(),
            docs,
            counts: self.offered.counts(&counts),
        }
    }

    fn items(&self, query: &str, view: View) -> Vec<(usize, usize)> {
        let query = parse_query(query, &self.tables);
        celan_core::matching_items(&self.corpus, &query, view, self.lexicon())
    }

    /// A target with what it needs to be shown among those of other documents.
    fn placed_target(&self, source: &Source<'_>, index: usize) -> wire::Target {
        let (entry, targets) = (source.entry, &source.facts().targets);
        let mut target = source.target(index);
        let fact = &targets[index];
        let sentence = entry.sentence(fact.quote);
        let (start, _) = source.range(sentence);
        let place = source.document().head.places.first();
        let base = celan_core::base_unit(&fact.unit, &self.tables);
        let scale = base.as_ref().map_or(1.0, |base| base.scale);
        let group = fact.indicator_id.as_deref().and_then(|id| self.tables.indicators.get(id));
        target.place = Some(wire::TargetPlace {
            doc: entry.id.to_string(),
            index,
            title: entry.title().to_owned(),
            number: entry.number().map(ToString::to_string),
            region: place.map(|place| place.name.clone()).unwrap_or_default(),
            region_code: place.map(|place| place.code.clone()).unwrap_or_default(),
            group: group.map(|row| row.group.clone()),
            base_value: target.value.map(|value| value * scale),
            base_value_max: target.value_max.map(|value| value * scale),
            base_unit: base.map_or_else(|| target.unit.clone(), |base| base.unit),
            sentence: sentence.of(entry.text()).to_owned(),
            sentence_mark: (target.start - start, target.end - start),
            parts_add_up: parts_add_up(targets, index),
            in_sum: fact.parent.is_some_and(|total| parts(targets, total).contains(&index)),
        });
        target
    }
}

/// Items, those of each document together.
fn of_docs(items: &[(usize, usize)]) -> impl Iterator<Item = &[(usize, usize)]> {
    items.chunk_by(|a, b| a.0 == b.0)
}

/// The parts whose sum a total should be. Where parts measure what the total does (巢湖市15家), others beside them are of
/// something narrower (产值超10亿元企业7家) and no part of the sum.
fn parts(targets: &[Target], total: usize) -> Vec<usize> {
    let mut parts: Vec<usize> =
        (0..targets.len()).filter(|part| targets[*part].parent == Some(total)).collect();
    let same = |part: &usize| targets[*part].indicator == targets[total].indicator;
    if parts.iter().any(same) {
        parts.retain(same);
    }
    parts
}

/// For a total with parts of the same unit: whether they add up.
fn parts_add_up(targets: &[Target], total: usize) -> Option<bool> {
    let whole = &targets[total];
    let parts: Vec<_> = parts(targets, total).into_iter().map(|part| &targets[part]).collect();
    if parts.is_empty() || parts.iter().any(|part| part.unit != whole.unit) {
        return None;
    }
    let sum: f64 = parts.iter().map(|part| part.value).sum::<Option<f64>>()?;
    let value = whole.value?;
    Some((sum - value).abs() <= 1e-9 * value.abs().max(1.0))
}

/// The chosen values.
pub(crate) fn selection(filing: &Filing, filters: &wire::Filters) -> Selection {
    let mut selection = Selection::default();
    let lists = [
        (FacetKind::Industries, &filters.industries),
        (FacetKind::Places, &filters.places),
        (FacetKind::Kinds, &filters.kinds),
        (FacetKind::Indicators, &filters.indicators),
        (FacetKind::Agencies, &filters.agencies),
        (FacetKind::Docs, &filters.docs),
    ];
    for (facet, ids) in lists {
        selection.choose(filing, facet, ids.iter().map(String::as_str));
    }
    let years: Vec<String> = filters.years.iter().map(i32::to_string).collect();
    selection.choose(filing, FacetKind::Years, years.iter().map(String::as_str));
    selection
}

/// Documents beyond which there is no tick box for each: nobody reads so many, and they would cross with every answer.
const TICKED: usize = 200;
/// The same for agencies: of more than these, the ones named most often have one.
const TICKED_AGENCIES: usize = 1000;

/// The values that have tick boxes. They change with the values there are and with nothing else, so that [`wire::Facets`] and
/// [`wire::Counts`] of one revision speak of the same ones.
#[derive(Default)]
pub(crate) struct Offered {
    revision: u32,
    facets: Vec<(FacetKind, Vec<ValueId>)>,
}

impl Offered {
    /// The counts of these values.
    pub(crate) fn counts(&self, counts: &Counts) -> wire::Counts {
        let values = self.facets.iter().flat_map(|(_, values)| values);
        wire::Counts::new(self.revision, values.map(|value| counts.count(*value)))
    }
}

impl Engine {
    /// Brings what is offered up to the values that are there now.
    pub(crate) fn offer(&mut self) {
        if self.offered.revision == self.corpus.filing().revision() {
            return;
        }
        // Only then is it asked which are named most often.
        if self.corpus.filing().values(FacetKind::Agencies).len() > TICKED_AGENCIES {
            self.count_passages();
        }
        let filing = self.corpus.filing();
        let offered = |facet: FacetKind| {
            let values = filing.values(facet);
            let values = match facet {
                FacetKind::Docs if values.len() > TICKED => return None,
                FacetKind::Agencies => self.most_named(values),
                _ => values.to_vec(),
            };
            Some((facet, values))
        };
        let facets = FacetKind::ALL.into_iter().filter_map(offered).collect();
        self.offered = Offered { revision: filing.revision(), facets };
    }

    /// Of many values those that are named most often, in the order they have.
    fn most_named(&self, values: &[ValueId]) -> Vec<ValueId> {
        if values.len() <= TICKED_AGENCIES {
            return values.to_vec();
        }
        let mut places: Vec<usize> = (0..values.len()).collect();
        places.order_by_key(|place| (usize::MAX - self.tally.of(values[*place]), *place));
        places.truncate(TICKED_AGENCIES);
        places.order_by_key(|place| *place);
        places.into_iter().map(|place| values[place]).collect()
    }

    /// Every value that is offered.
    pub(crate) fn facets(&self) -> wire::Facets {
        let filing = self.corpus.filing();
        let value = |&id: &ValueId| {
            let value = filing.get(id);
            let parent = value.parent.map(|parent| filing.get(parent).id.to_string());
            wire::FacetValue {
                id: value.id.to_string(),
                label: value.label.to_string(),
                parent: parent.unwrap_or_default(),
                count: 0,
            }
        };
        let facet = |(facet, values): &(FacetKind, Vec<ValueId>)| wire::Facet {
            name: facet.name().to_owned(),
            values: values.iter().map(value).collect(),
        };
        wire::Facets {
            revision: self.offered.revision,
            facets: self.offered.facets.iter().map(facet).collect(),
        }
    }

    /// How many passages answer a query without filters.
    pub(crate) fn count(&self, query: &str) -> usize {
        matching(&self.corpus, &parse_query(query, &self.tables), self.lexicon()).len()
    }
}
