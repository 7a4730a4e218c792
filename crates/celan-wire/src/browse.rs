//! Filters, facets and pages: what the five views share.

use serde::{Deserialize, Serialize};

use crate::{DocumentHead, Duty, SearchAnswer, Target};

/// A question to one of the views.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Browse {
    /// The search box, in the query language; empty for everything.
    pub query: String,
    /// The filters.
    pub filters: Filters,
    /// Leave out so many from the front.
    pub offset: usize,
    /// Give at most so many.
    pub limit: usize,
}

/// Chosen values by facet. Values of one facet widen (or), facets narrow (and). Empty means no filter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filters {
    /// Ids of industries; a class stands for all below it.
    pub industries: Vec<String>,
    /// Codes of places; a province stands for its cities and counties.
    pub places: Vec<String>,
    /// 文种.
    pub kinds: Vec<String>,
    /// Years in which a plan period or deadline falls.
    pub years: Vec<i32>,
    /// Indicator groups.
    pub indicators: Vec<String>,
    /// Agencies.
    pub agencies: Vec<String>,
    /// Documents.
    pub docs: Vec<String>,
}

/// The filters of the corpus. They change with its documents and with no result, so they cross once and [`Counts`] with
/// each answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Facets {
    /// Which [`Counts`] are about these values.
    pub revision: u32,
    /// All of them.
    pub facets: Vec<Facet>,
}

/// A filter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facet {
    /// `industries`, `places`, `kinds`, `years`, `indicators` or `agencies`, as in [`Filters`].
    pub name: String,
    /// All values of the corpus, in an order that does not change with the result.
    pub values: Vec<FacetValue>,
}

/// A tick box.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FacetValue {
    /// What goes into [`Filters`].
    pub id: String,
    /// The words beside the box, Simplified Chinese as in the table or the document.
    pub label: String,
    /// The value above it in a tree; empty at the top.
    pub parent: String,
    /// How many results there are with this box ticked and nothing else in its facet; 0 until [`Facets::counted`].
    #[serde(default)]
    pub count: usize,
}

/// For each value of [`Facets`], one facet after another, how many results of an answer fall under it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    /// Which [`Facets`] they are about.
    pub revision: u32,
    /// The numbers, which are thousands, as one text: six bits to a character, the lowest first; the last one of a number is
    /// 0x40 higher.
    pub text: String,
}

/// What is added to a character that ends its number.
const LAST: u8 = 0x40;

impl Counts {
    /// Says these numbers about the values of the facets of `revision`.
    pub fn new(revision: u32, numbers: impl Iterator<Item = u32>) -> Self {
        let mut bytes = Vec::new();
        for mut number in numbers {
            while number >= u32::from(LAST) {
                bytes.push(number as u8 % LAST);
                number /= u32::from(LAST);
            }
            bytes.push(number as u8 + LAST);
        }
        // All of them are ASCII.
        Self { revision, text: String::from_utf8(bytes).unwrap_or_default() }
    }

    /// The numbers.
    pub fn numbers(&self) -> impl Iterator<Item = usize> {
        let mut bytes = self.text.bytes();
        std::iter::from_fn(move || {
            let mut number = 0;
            for shift in (0..usize::BITS).step_by(6) {
                let byte = bytes.next()?;
                number |= usize::from(byte % LAST) << shift;
                if byte >= LAST {
                    break;
                }
            }
            Some(number)
        })
    }
}

impl Facets {
    /// The filters with the counts of an answer; `None` where it is about the filters of another moment.
    pub fn counted(&self, counts: &Counts) -> Option<Vec<Facet>> {
        let mut facets = self.facets.clone();
        let mut numbers = counts.numbers();
        for value in facets.iter_mut().flat_map(|facet| &mut facet.values) {
            value.count = numbers.next()?;
        }
        (self.revision == counts.revision).then_some(facets)
    }
}

impl Overview {
    /// How many documents there are, those included that are only announced.
    pub fn all_docs(&self) -> usize {
        self.docs + self.announced
    }
}

/// Part of a list with its counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    /// How many there are in all.
    pub total: usize,
    /// Those asked for.
    pub items: Vec<T>,
    /// Heads of the documents that they stand in; none where they are documents.
    pub docs: Vec<DocumentHead>,
    /// Counts for the present result.
    pub counts: Counts,
}

/// The corpus as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// How many documents were read.
    pub docs: usize,
    /// How many documents are announced beside them: of a corpus in parts, those that were not fetched yet.
    pub announced: usize,
    /// How many passages.
    pub passages: usize,
    /// How many targets.
    pub targets: usize,
    /// How many duties.
    pub duties: usize,
    /// Indicators that have at least one target, most documents first.
    pub indicators: Vec<IndicatorCount>,
    /// The industries of the table, classes before what is below them.
    pub industries: Vec<IndustryRow>,
}

/// An indicator with what the corpus says of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IndicatorCount {
    /// Row of the indicator table.
    pub id: String,
    /// 高新技术企业.
    pub name_zh: String,
    /// 高新技術企業.
    pub name_hant: String,
    /// High-tech enterprises.
    pub name_en: String,
    /// Id of its group.
    pub group: String,
    /// Targets.
    pub targets: usize,
    /// Documents that have one.
    pub docs: usize,
}

/// A row of the industry table with what the corpus says of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IndustryRow {
    /// Id.
    pub id: String,
    /// 新材料.
    pub name_zh: String,
    /// 新材料.
    pub name_hant: String,
    /// Advanced materials.
    pub name_en: String,
    /// Id of the class above; empty for a class.
    pub parent: String,
    /// The documents' own names for it, most frequent first.
    pub own_names: Vec<String>,
    /// Passages that name it.
    pub passages: usize,
}

/// What is said of one industry; of long lists the beginning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IndustryAnswer {
    /// Its row.
    pub industry: IndustryRow,
    /// Documents that name it.
    pub docs: Page<DocumentHead>,
    /// Targets about it.
    pub targets: Page<Target>,
    /// Duties about it.
    pub duties: Page<Duty>,
    /// Passages about it.
    pub passages: SearchAnswer,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_come_back() {
        let numbers = [0, 1, 63, 64, 4095, 4096, 262_144, u32::MAX];
        let counts = Counts::new(7, numbers.into_iter());
        assert!(counts.numbers().eq(numbers.map(|number| number as usize)));
        assert_eq!(Counts::new(7, [].into_iter()).numbers().next(), None);
    }
}
