//! The tick boxes of the rail over the filters of a question.

use celan_wire::Filters;

use super::choice::FacetKind;

/// What the page asks of [`Filters`].
pub trait Ticks {
    /// The chosen values of a facet.
    fn chosen(&self, facet: FacetKind) -> Vec<String>;
    /// With a value on if it was off, off if it was on.
    #[must_use]
    fn ticked(&self, facet: FacetKind, id: &str) -> Self;
    /// How many values are chosen.
    fn count(&self) -> usize;
}

impl Ticks for Filters {
    fn chosen(&self, facet: FacetKind) -> Vec<String> {
        match facet {
            FacetKind::Industries => self.industries.clone(),
            FacetKind::Places => self.places.clone(),
            FacetKind::Kinds => self.kinds.clone(),
            FacetKind::Years => self.years.iter().map(ToString::to_string).collect(),
            FacetKind::Indicators => self.indicators.clone(),
            FacetKind::Agencies => self.agencies.clone(),
            FacetKind::Docs => self.docs.clone(),
        }
    }

    fn ticked(&self, facet: FacetKind, id: &str) -> Self {
        let mut next = self.clone();
        match facet {
            FacetKind::Industries => toggle(&mut next.industries, id.to_owned()),
            FacetKind::Places => toggle(&mut next.places, id.to_owned()),
            FacetKind::Kinds => toggle(&mut next.kinds, id.to_owned()),
            FacetKind::Years => id.parse().into_iter().for_each(|year| toggle(&mut next.years, year)),
            FacetKind::Indicators => toggle(&mut next.indicators, id.to_owned()),
            FacetKind::Agencies => toggle(&mut next.agencies, id.to_owned()),
            FacetKind::Docs => toggle(&mut next.docs, id.to_owned()),
        }
        next
    }

    fn count(&self) -> usize {
        FacetKind::ALL.iter().map(|facet| self.chosen(*facet).len()).sum()
    }
}

fn toggle<T: PartialEq>(values: &mut Vec<T>, value: T) {
    match values.iter().position(|old| *old == value) {
        Some(at) => drop(values.remove(at)),
        None => values.push(value),
    }
}
