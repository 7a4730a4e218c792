//! The rules, in the order in which they run.

mod blank;
mod boilerplate;
mod byte_slip;
mod dash_one;
mod invisible;
mod latin_etc;
mod line_break;
mod line_end;
mod look_alike;
mod padded_name;
mod pinyin;
mod pinyin_note;
mod torn_note;

use celan_data::Tables;

use super::draft::Finds;
use super::scan::Scan;

/// A kind of damage and how it is undone.
pub(super) struct Rule {
    /// Its name in edits and marks; never changed.
    pub(super) name: &'static str,
    /// Finds the damage in a text. What a rule leaves behind must not give it more to do without end.
    pub(super) find: fn(&Scan<'_>, &Tables, &mut Finds),
}

/// Bytes come before characters, characters before lines: a torn note must be seen before the whole notes around it go,
/// damaged words before the lines they stand in are judged, and pages' own words before paragraphs are put together.
pub(super) const RULES: &[Rule] = &[
    Rule { name: "line-end", find: line_end::find },
    Rule { name: "invisible", find: invisible::find },
    Rule { name: "torn-note", find: torn_note::find },
    Rule { name: "pinyin-note", find: pinyin_note::find },
    Rule { name: "byte-slip", find: byte_slip::find },
    Rule { name: "latin-etc", find: latin_etc::find },
    Rule { name: "look-alike", find: look_alike::find },
    Rule { name: "dash-one", find: dash_one::find },
    Rule { name: "boilerplate", find: boilerplate::find },
    Rule { name: "padded-name", find: padded_name::find },
    Rule { name: "blank", find: blank::find },
    Rule { name: "line-break", find: line_break::find },
];
