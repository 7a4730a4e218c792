//! The tables of Celan, kept as files that somebody who knows policy but not Rust can read and change.
//!
//! Each folder of `data/` becomes one [`Bundle`]; `core` is what every document needs. Natively the bundles are part of
//! the program (feature `embed`), in the browser they are fetched beside the wasm. This crate reads tables and proves
//! them; what they mean is the business of `celan-core`.

mod bundle;
mod by_han;
mod damage;
mod decimal;
mod dictionary;
mod fold;
mod gbk;
mod grammar;
mod indicators;
mod industries;
mod kinds;
mod lexicon;
mod order;
mod query;
mod regions;
pub mod repair;
mod roles;
mod script;
mod structure;
mod tables;
mod terms;
mod tsv;
mod word_list;
mod words;

pub use bundle::{Bundle, DataError};
pub use damage::{Damage, LookAlike, PageChrome, Slip};
pub use decimal::{decimal, number};
pub use dictionary::{Dictionary, LONGEST_WORD};
pub use fold::fold_char;
pub use gbk::Gbk;
pub use grammar::{Bound, Change, Context, Grammar, Numeral, Promise, Relation, Unit, UnitRole, Verb};
pub use indicators::{Better, Indicator, IndicatorGroup, Indicators};
pub use industries::{Industries, Industry};
pub use kinds::{Kind, Kinds};
pub use lexicon::Lexicon;
pub use order::Order;
pub use query::QueryWords;
pub use regions::{Rank, Region, Regions};
pub use repair::{Repair, RepairModel};
pub use roles::{Role, Roles};
pub use script::{Phrases, Script, ScriptPhrases};
pub use structure::Structure;
pub use tables::Tables;
pub use terms::Terms;
pub use tsv::{Row, Tsv};
pub use words::Words;

/// A short name for content (FNV-1a, 64 bits): the same bytes have the same on every machine.
pub fn digest<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> u64 {
    let fold = |digest: u64, byte: &u8| (digest ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    pieces.into_iter().flatten().fold(0xcbf2_9ce4_8422_2325, fold)
}

/// The bundles as bytes, named as the folders of `data/`.
#[cfg(feature = "embed")]
pub mod embedded {
    /// Tables that every document needs.
    pub const CORE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/core.bundle"));
    /// What search does better with.
    pub const DICT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/dict.bundle"));
    /// Phrases for showing a text in the other script.
    pub const SCRIPT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/script.bundle"));
    /// The model that repairs of cut bytes ask; wanted only by documents that show such damage.
    pub const REPAIR: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/repair.bundle"));
}
