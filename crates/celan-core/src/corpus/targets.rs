//! What figures and years of a query are compared with: a row for each target of the corpus, names told by numbers.

use std::collections::HashMap;

use celan_data::Tables;

use crate::extract::Target;
use crate::fold::fold;
use crate::query::{BaseUnit, Figure, Order, base_unit};

/// The targets of all documents, in the order of documents and text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Targets {
    /// The numbers as written; no number where there is none.
    values: Vec<f64>,
    rows: Vec<Row>,
    /// Indicators, folded.
    indicators: Names<String>,
    units: Names<Option<BaseUnit>>,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    indicator: u32,
    unit: u32,
    /// `i32::MIN` for none.
    deadline: i32,
    /// Its passage; `u32::MAX` for none.
    passage: u32,
}

/// Words by number, each with what is known of it.
#[derive(Clone, Debug)]
struct Names<T> {
    by_name: HashMap<String, u32>,
    all: Vec<T>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self { by_name: HashMap::new(), all: Vec::new() }
    }
}

impl<T> Names<T> {
    /// The number of `name`; `make` tells what is known of a new one.
    fn number(&mut self, name: &str, make: impl FnOnce() -> T) -> u32 {
        if let Some(number) = self.by_name.get(name) {
            return *number;
        }
        let number = self.all.len() as u32;
        self.by_name.insert(name.to_owned(), number);
        self.all.push(make());
        number
    }
}

impl Targets {
    /// Adds the next target, which stands in `passage`.
    pub(super) fn push(&mut self, target: &Target, passage: Option<u32>, tables: &Tables) {
        let folded = || fold(&target.indicator, tables);
        self.values.push(target.value.unwrap_or(f64::NAN));
        self.rows.push(Row {
            indicator: self.indicators.number(&target.indicator, folded),
            unit: self.units.number(&target.unit, || base_unit(&target.unit, tables)),
            deadline: target.deadline.unwrap_or(i32::MIN),
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
        let deadline = self.rows[at].deadline;
        deadline != i32::MIN && if before { deadline <= year } else { deadline >= year }
    }

    /// What a target must have to stand to `figure` as asked, in the same unit.
    pub(crate) fn asked(&self, figure: &Figure) -> Asked {
        let named = |name: &String| figure.indicator.is_empty() || name.contains(&figure.indicator);
        let scale = |base: &Option<BaseUnit>| {
            let Some(asked) = &figure.unit else { return Some(1.0) };
            // 家 and 个 count the same thing only where the thing is named.
            let same = |base: &&BaseUnit| {
                base.unit == asked.unit || base.family == asked.family && !figure.indicator.is_empty()
            };
            base.as_ref().filter(same).map(|base| base.scale)
        };
        Asked {
            named: self.indicators.all.iter().map(named).collect(),
            scales: self.units.all.iter().map(scale).collect(),
            order: figure.order,
            value: figure.value,
        }
    }

    /// Whether target number `at` has what is asked.
    pub(crate) fn holds(&self, at: usize, asked: &Asked) -> bool {
        let row = self.rows[at];
        let value = self.values[at];
        asked.named[row.indicator as usize]
            && !value.is_nan()
            && asked.scales[row.unit as usize]
                .is_some_and(|scale| asked.order.holds(value * scale, asked.value))
    }
}

/// A comparison told for each indicator and unit of the corpus.
pub(crate) struct Asked {
    named: Vec<bool>,
    /// By what a figure in this unit is multiplied; `None` where it cannot be compared.
    scales: Vec<Option<f64>>,
    order: Order,
    value: f64,
}
