//! What figures and years of a query are compared with: a row for each target of the corpus, names told by numbers.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use celan_data::Tables;
use celan_index::Long;

use crate::extract::Target;
use crate::fold::fold;
use crate::query::{BaseUnit, Figure, Order, base_unit};

/// The targets of all documents, in the order of documents and text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Targets {
    rows: Long<Row>,
    /// Indicators, folded: most are so as they are written.
    indicators: Names<Arc<str>, Arc<str>>,
    /// Deadlines, `i32::MIN` for none, each with a unit.
    terms: Names<Arc<str>, (i32, Option<BaseUnit>)>,
    /// Numbers as written, by their bits; not a number where there is none.
    values: Names<u64, f64>,
}

/// A target: numbers of its names, as most are those of many others.
#[derive(Clone, Copy, Debug)]
struct Row {
    indicator: u32,
    term: u32,
    value: u32,
    /// Its passage; `u32::MAX` for none.
    passage: u32,
}

/// What many targets have, by number and by what tells one from another.
#[derive(Clone, Debug)]
struct Names<K, T> {
    by_name: HashMap<K, u32>,
    all: Vec<T>,
}

impl<K, T> Default for Names<K, T> {
    fn default() -> Self {
        Self { by_name: HashMap::new(), all: Vec::new() }
    }
}

impl<K: Eq + Hash, T> Names<K, T> {
    /// The number of `name`; `make` tells what is known of a new one, which it is given as it is kept.
    fn number<Q>(&mut self, name: &Q, make: impl FnOnce(&K) -> T) -> u32
    where
        Q: ?Sized + Eq + Hash + ToOwned,
        K: Borrow<Q> + From<Q::Owned>,
    {
        if let Some(number) = self.by_name.get(name) {
            return *number;
        }
        let (number, name) = (self.all.len() as u32, K::from(name.to_owned()));
        self.all.push(make(&name));
        self.by_name.insert(name, number);
        number
    }

    fn get(&self, number: u32) -> &T {
        &self.all[number as usize]
    }
}

impl Targets {
    /// Adds the next target, which stands in `passage`.
    pub(super) fn push(&mut self, target: &Target, passage: Option<u32>, tables: &Tables) {
        let folded = |name: &Arc<str>| {
            let folded = fold(name, tables);
            if *folded == **name { name.clone() } else { folded.into() }
        };
        let deadline = target.deadline.unwrap_or(i32::MIN);
        let value = target.value.unwrap_or(f64::NAN);
        let term = format!("{deadline}{}", target.unit);
        self.rows.push(Row {
            indicator: self.indicators.number(target.indicator.as_str(), folded),
            term: self.terms.number(term.as_str(), |_| (deadline, base_unit(&target.unit, tables))),
            value: self.values.number(&value.to_bits(), |_| value),
            passage: passage.unwrap_or(u32::MAX),
        });
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The passage of target number `at`.
    pub(crate) fn passage(&self, at: usize) -> Option<u32> {
        Some(self.rows[at].passage).filter(|passage| *passage != u32::MAX)
    }

    /// Whether target number `at` is due up to a year (`before`) or from a year on.
    pub(crate) fn is_due(&self, at: usize, year: i32, before: bool) -> bool {
        let deadline = self.terms.get(self.rows[at].term).0;
        deadline != i32::MIN && if before { deadline <= year } else { deadline >= year }
    }

    /// What a target must have to stand to `figure` as asked, in the same unit.
    pub(crate) fn asked(&self, figure: &Figure) -> Asked {
        let named = |name: &str| figure.indicator.is_empty() || name.contains(&figure.indicator);
        let scale = |(_, base): &(i32, Option<BaseUnit>)| {
            let Some(asked) = &figure.unit else { return Some(1.0) };
            // 家 and 个 count the same thing only where the thing is named.
            let same = |base: &&BaseUnit| {
                base.unit == asked.unit || base.family == asked.family && !figure.indicator.is_empty()
            };
            base.as_ref().filter(same).map(|base| base.scale)
        };
        Asked {
            named: self.indicators.all.iter().map(|name| named(name)).collect(),
            scales: self.terms.all.iter().map(scale).collect(),
            order: figure.order,
            value: figure.value,
        }
    }

    /// Whether target number `at` has what is asked.
    pub(crate) fn holds(&self, at: usize, asked: &Asked) -> bool {
        let row = self.rows[at];
        let value = *self.values.get(row.value);
        asked.named[row.indicator as usize]
            && !value.is_nan()
            && asked.scales[row.term as usize]
                .is_some_and(|scale| asked.order.holds(value * scale, asked.value))
    }
}

/// A comparison told for each indicator and term of the corpus.
pub(crate) struct Asked {
    named: Vec<bool>,
    /// By what a figure of this term is multiplied; `None` where it cannot be compared.
    scales: Vec<Option<f64>>,
    order: Order,
    value: f64,
}
