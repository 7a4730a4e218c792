//! How the page looks: what the person chose, and the room there is.

use super::choice::Theme;
use crate::strings::Language;

/// How the person wants the page to look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Language of the page.
    pub language: Language,
    /// Light, dark, or as the system has it.
    pub theme: Theme,
    /// 关怀版: larger type and controls, higher contrast.
    pub care: bool,
}

/// How much room the page has, in CSS pixels of its own width, not the window's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Width {
    /// Below 600: a phone.
    Narrow,
    /// Below 960: a tablet, a column of a portal.
    Medium,
    /// Below 1500: a desk.
    #[default]
    Wide,
    /// A large screen.
    Huge,
}

impl Width {
    /// The class of a page that is `pixels` wide.
    pub fn of(pixels: f64) -> Self {
        match pixels {
            p if p < 600.0 => Self::Narrow,
            p if p < 960.0 => Self::Medium,
            p if p < 1500.0 => Self::Wide,
            _ => Self::Huge,
        }
    }

    /// Its name in the style sheets.
    pub fn name(self) -> &'static str {
        match self {
            Self::Narrow => "narrow",
            Self::Medium => "medium",
            Self::Wide => "wide",
            Self::Huge => "huge",
        }
    }
}
