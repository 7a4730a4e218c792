//! How likely a text is: the repair model, and the document's own habits of writing.
//!
//! A plan repeats itself: the names of its county, its programmes and its products. What the undamaged lines of the
//! document say counts as evidence beside the model, the more the longer the match.

use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use celan_data::{Context, Letter, RepairModel, Tables, letter_form};

use super::bytes::cut;

/// How much the document's own single characters weigh beside the model.
const OWN_CHARACTERS: f32 = 0.1;
/// How many times the model is trusted more than the document, by letters of context (1, 2, 3).
const TRUST: [f32; 3] = [8.0, 3.0, 1.0];
/// A character this unlikely (nats) behind a mark makes the rest of its line no evidence of how the document writes.
const ODD: f32 = -8.5;
/// How far behind a mark to look for such a character.
const REACH: usize = 4;

/// Likelihood in one document.
pub(super) struct Language<'a> {
    tables: &'a Tables,
    model: &'a RepairModel,
    /// Characters that the model doesn't know but the document has, in order.
    own: Vec<char>,
    /// How often sequences of one to four symbols stand in the document.
    seen: HashMap<u64, u32, Plain>,
    /// After sequences of up to three symbols: how many symbols follow, and how many different ones.
    followed: HashMap<u64, (u32, u32), Plain>,
}

/// What was read so far, as far as it matters for what comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Past {
    model: Context,
    /// The last three symbols, 16 bits each, the nearest lowest.
    symbols: u64,
}

/// Numbers for letters: those of the model, then the document's own.
type Symbol = u16;

const EDGE: Symbol = 1;

impl<'a> Language<'a> {
    pub(super) fn new(text: &str, tables: &'a Tables, model: &'a RepairModel) -> Self {
        let mut language =
            Self { tables, model, own: Vec::new(), seen: HashMap::default(), followed: HashMap::default() };
        language.learn(text);
        language
    }
}
