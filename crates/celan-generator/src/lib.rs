//! Made-up plans in any number, for measurements and tests of size.
//!
//! The same seed gives the same documents, each made for itself: the ten-thousandth is there without those before it, on any
//! core. A document has what plans have: a title with its place, a number, recipients, an outline, targets, duties, agencies
//! and industries, in 2,300 characters at the mean. The sentences make grammatical sense and no other; nothing here measures
//! how well Celan reads.

mod chance;
mod document;
mod grammar;
mod place;

use celan_data::Tables;

use grammar::Grammar;
use place::Place;

/// Makes documents.
///
/// ```
/// use celan_data::Tables;
/// use celan_generator::Generator;
///
/// let generator = Generator::new(Tables::embedded(), 1);
/// let document = generator.document(41);
/// assert!(document.text.starts_with(&document.title));
/// assert_eq!(document.text, Generator::new(Tables::embedded(), 1).document(41).text);
/// ```
pub struct Generator {
    seed: u64,
    grammar: Grammar,
    places: Vec<Place>,
    industries: Vec<String>,
}

/// A made-up plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// A file's name, another one for each document: `plan-000041.txt`.
    pub name: String,
    /// Its title, as it stands in its first line.
    pub title: String,
    /// All of it.
    pub text: String,
}

impl Generator {
    /// A generator of documents about the counties and industries of `tables`.
    pub fn new(tables: &Tables, seed: u64) -> Self {
        let grammar = Grammar::of_program();
        let places = place::counties(&tables.regions, &grammar);
        let industries = tables.industries.all().filter(|row| !row.parent.is_empty());
        Self { seed, grammar, places, industries: industries.map(|row| row.zh.clone()).collect() }
    }

    /// The document with this number.
    pub fn document(&self, at: u64) -> Document {
        document::write(self, at)
    }

    /// The first documents, made one by one.
    pub fn documents(&self, count: u64) -> impl Iterator<Item = Document> {
        (0..count).map(|at| self.document(at))
    }
}
