//! What the page or the portal's editor asked for.

use wasm_bindgen::JsValue;

use crate::plain::{Plain, Trouble, plain};

/// The wishes of whoever put the explorer on a page: attributes of `<celan-explorer>`. Empty means no wish.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The explorer is part of somebody else's page: state is not kept in the address, only one view may be shown.
    pub embedded: bool,
    /// `search`, `targets`, `industries`, `duties`, `documents`, or `chart` for one chart alone.
    pub view: String,
    /// The search box.
    pub q: String,
    /// Ids of industries, parted by blanks.
    pub industry: String,
    /// Codes of places, parted by blanks.
    pub region: String,
    /// Id of an indicator.
    pub indicator: String,
    /// `zh-Hans`, `zh-Hant` or `en`.
    pub lang: String,
    /// `light` or `dark`.
    pub theme: String,
}

impl Options {
    /// Reads what the script hands over; what is missing or of another type is no wish.
    #[expect(clippy::needless_pass_by_value, reason = "JavaScript hands it over")]
    pub fn from_js(value: JsValue) -> Self {
        Self::read(&value, &mut Trouble::default())
    }
}

plain! {
    Options { embedded, view, q, industry, region, indicator, lang, theme }
}
