//! All tables of the bundle `core`, read once and handed to every stage.

use crate::bundle::{Bundle, DataError};
use crate::damage::Damage;
use crate::digest;
use crate::gbk::Gbk;
use crate::grammar::Grammar;
use crate::indicators::Indicators;
use crate::industries::Industries;
use crate::kinds::Kinds;
use crate::query::QueryWords;
use crate::regions::Regions;
use crate::repair::Repair;
use crate::roles::Roles;
use crate::script::Script;
use crate::structure::Structure;
use crate::terms::Terms;

/// The tables that every stage reads. Cheap to share by reference, made once per program.
pub struct Tables {
    /// Tells these tables from all others: a [`digest`] of the bundle.
    pub digest: u64,
    /// What is known of the accidents that happen to texts.
    pub damage: Damage,
    /// Characters of GBK by their bytes, where the program has a decoder for it; without, some damage is only marked.
    pub gbk: Option<Gbk>,
    /// The model that tells what slipped bytes said; a bundle of its own, given when [`Tables`] are already in use.
    pub repair: Repair,
    /// Traditional and simplified script.
    pub script: Script,
    /// Places and zones.
    pub regions: Regions,
    /// Kinds of document.
    pub kinds: Kinds,
    /// Words that tell the parts of a document.
    pub structure: Structure,
    /// Words that say who answers for a measure.
    pub roles: Roles,
    /// Words of the target grammar.
    pub grammar: Grammar,
    /// What may be compared between places.
    pub indicators: Indicators,
    /// Industries and the words that name them.
    pub industries: Industries,
    /// Words of the query language, and words that mean the same.
    pub query: QueryWords,
    /// What plans are about, by name.
    pub terms: Terms,
}

impl Tables {
    /// Reads the bundle `core`. `gbk` and `repair` are not part of it and stay empty.
    ///
    /// # Errors
    /// The first table that cannot be read, with file and line.
    pub fn load(core: &[u8]) -> Result<Self, DataError> {
        let bundle = Bundle::parse(core)?;
        let indicators = Indicators::load(&bundle)?;
        let industries = Industries::load(&bundle)?;
        let query = QueryWords::load(&bundle)?;
        Ok(Self {
            digest: digest([core]),
            damage: Damage::load(&bundle)?,
            gbk: None,
            repair: Repair::default(),
            script: Script::load(&bundle)?,
            regions: Regions::load(&bundle)?,
            kinds: Kinds::load(&bundle)?,
            structure: Structure::load(&bundle)?,
            roles: Roles::load(&bundle)?,
            grammar: Grammar::load(&bundle)?,
            terms: Terms::load(&bundle, &industries, &indicators, &query)?,
            indicators,
            industries,
            query,
        })
    }

    /// The tables that are part of the program.
    #[cfg(feature = "embed")]
    pub fn embedded() -> &'static Self {
        static TABLES: std::sync::LazyLock<Tables> = std::sync::LazyLock::new(|| {
            Tables::with_core(crate::embedded::CORE).expect("tests prove the embedded tables")
        });
        &TABLES
    }

    /// The tables that are part of the program, but with another bundle `core`.
    ///
    /// # Errors
    /// As [`Tables::load`].
    #[cfg(feature = "embed")]
    pub fn with_core(core: &[u8]) -> Result<Self, DataError> {
        let mut tables = Self::load(core)?;
        let decode = |bytes: &[u8]| encoding_rs::GBK.decode_without_bom_handling(bytes).0.into_owned();
        tables.gbk = Some(Gbk::new(decode));
        tables.repair = Repair::part_of_program(crate::embedded::REPAIR);
        Ok(tables)
    }
}
