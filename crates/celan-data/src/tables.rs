//! All tables of the bundle `core`, read once and handed to every stage.

use crate::bundle::{Bundle, DataError};
use crate::grammar::Grammar;
use crate::industries::Industries;
use crate::kinds::Kinds;
use crate::regions::Regions;
use crate::roles::Roles;
use crate::script::Script;
use crate::structure::Structure;

/// The tables that every stage reads. Cheap to share by reference, made once per program.
pub struct Tables {
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
    /// Industries and the words that name them.
    pub industries: Industries,
}

impl Tables {
    /// Reads the bundle `core`.
    ///
    /// # Errors
    /// The first table that cannot be read, with file and line.
    pub fn load(core: &[u8]) -> Result<Self, DataError> {
        let bundle = Bundle::parse(core)?;
        Ok(Self {
            script: Script::load(&bundle)?,
            regions: Regions::load(&bundle)?,
            kinds: Kinds::load(&bundle)?,
            structure: Structure::load(&bundle)?,
            roles: Roles::load(&bundle)?,
            grammar: Grammar::load(&bundle)?,
            industries: Industries::load(&bundle)?,
        })
    }

    /// The tables that are part of the program.
    #[cfg(feature = "embed")]
    pub fn embedded() -> &'static Self {
        static TABLES: std::sync::LazyLock<Tables> = std::sync::LazyLock::new(|| {
            Tables::load(crate::embedded::CORE).expect("tests prove the embedded tables")
        });
        &TABLES
    }
}
