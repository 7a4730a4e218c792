//! In which script a document is written, as its own characters show it.

use celan_data::{RepairModel, Script as Forms};

/// A character of the other script costs this much (nats) in a document that doesn't use it elsewhere.
const OTHER_SCRIPT: f32 = -6.0;
/// A form that traditional texts seldom use (綫 for 線) costs this much in a document that doesn't use it elsewhere.
const SELDOM: f32 = -3.0;

/// The script of a document.
pub(super) struct Script<'a> {
    forms: &'a Forms,
    model: &'a RepairModel,
    /// The characters of the document.
    used: CharSet,
    /// Simplified characters that have a traditional form of their own.
    simplified: CharSet,
    side: Side,
}

/// Which script a document keeps to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Traditional,
    Simplified,
    /// Too little text to tell, or both.
    Either,
}

impl<'a> Script<'a> {
    pub(super) fn of(text: &str, forms: &'a Forms, model: &'a RepairModel) -> Self {
        let simplified: CharSet = forms.simplified_forms().collect();
        let (mut traditional_seen, mut simplified_seen) = (0_u32, 0_u32);
        for c in text.chars() {
            traditional_seen += u32::from(forms.simplified(c) != c);
            simplified_seen += u32::from(simplified.holds(c));
        }
        let side = match (traditional_seen, simplified_seen) {
            (t, s) if t > 3 * s => Side::Traditional,
            (t, s) if s > 3 * t => Side::Simplified,
            _ => Side::Either,
        };
        Self { forms, model, used: text.chars().collect(), simplified, side }
    }

    /// Whether the document keeps to simplified script.
    pub(super) fn is_simplified(&self) -> bool {
        self.side == Side::Simplified
    }

    /// What it says about a character of a repair, in nats: 0 where it fits, less where it is of the other script.
    pub(super) fn cost(&self, c: char) -> f32 {
        if self.used.holds(c) {
            return 0.0;
        }
        let other = match self.side {
            Side::Traditional => self.simplified.holds(c),
            Side::Simplified => self.forms.simplified(c) != c,
            Side::Either => false,
        };
        let wide = matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
        match () {
            () if other || wide => OTHER_SCRIPT,
            () if self.model.is_variant(c) => SELDOM,
            () => 0.0,
        }
    }

    /// A number that differs, but for a rare accident, for documents of another script or with other characters.
    pub(super) fn digest(&self) -> u64 {
        let mix = |sum: u64, bits: &u64| (sum.rotate_left(5) ^ bits).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.used.0.iter().fold(self.side as u64, mix)
    }
}

/// A set of characters.
struct CharSet(Vec<u64>);

impl CharSet {
    fn holds(&self, c: char) -> bool {
        let code = c as usize;
        self.0.get(code / 64).is_some_and(|bits| bits >> (code % 64) & 1 == 1)
    }
}

impl FromIterator<char> for CharSet {
    fn from_iter<T: IntoIterator<Item = char>>(chars: T) -> Self {
        let mut bits = vec![0; char::MAX as usize / 64 + 1];
        for c in chars {
            bits[c as usize / 64] |= 1_u64 << (c as usize % 64);
        }
        Self(bits)
    }
}
