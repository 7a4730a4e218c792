//! Colours and their contrast (WCAG 2.2, relative luminance of sRGB).

/// A colour of sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colour([u8; 3]);

/// Least contrast between text and what it stands on.
pub(super) const LEAST: f64 = 4.5;

/// The paper of a theme, which text in the accent stands on, and how much of the accent a soft ground has.
pub(super) struct Ground {
    papers: &'static [Colour],
    softness: f64,
    /// To where an accent goes for more contrast.
    ink: Colour,
}

/// The light theme: `--paper` and `--surface` of www/styles/tokens.css.
pub(super) const LIGHT: Ground = Ground {
    papers: &[Colour([0xfb, 0xfa, 0xf7]), Colour([0xff, 0xff, 0xff])],
    softness: 0.1,
    ink: Colour([0, 0, 0]),
};

/// The dark theme.
pub(super) const DARK: Ground = Ground {
    papers: &[Colour([0x17, 0x16, 0x14]), Colour([0x1f, 0x1e, 0x1b])],
    softness: 0.16,
    ink: Colour([0xff, 0xff, 0xff]),
};

impl Colour {
    /// Reads `#9c2f22`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self([part(0)?, part(2)?, part(4)?]))
    }

    pub(super) fn text(self) -> String {
        let Self([red, green, blue]) = self;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// This with a share of another.
    fn mixed(self, other: Self, share: f64) -> Self {
        let part = |at: usize| {
            let (own, other) = (f64::from(self.0[at]), f64::from(other.0[at]));
            (own + (other - own) * share).round() as u8
        };
        Self([part(0), part(1), part(2)])
    }
}

impl Ground {
    /// The soft ground that goes with an accent.
    pub(super) fn soft(&self, accent: Colour) -> Colour {
        self.papers[0].mixed(accent, self.softness)
    }

    /// The least contrast of an accent to what it stands on.
    pub(super) fn contrast(&self, accent: Colour) -> f64 {
        let grounds = self.papers.iter().copied().chain([self.soft(accent)]);
        grounds.map(|ground| accent.contrast(ground)).fold(f64::INFINITY, f64::min)
    }

    /// The nearest colour on the way to the ink that can be read.
    pub(super) fn readable(&self, accent: Colour) -> Colour {
        let steps = (0..=20).map(|step| accent.mixed(self.ink, f64::from(step) / 20.0));
        steps.into_iter().find(|colour| self.contrast(*colour) >= LEAST).unwrap_or(self.ink)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).expect("a colour")
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((colour("#000000").contrast(colour("#ffffff")) - 21.0).abs() < 1e-9);
        assert!((colour("#777777").contrast(colour("#ffffff")) - 4.48).abs() < 0.01);
    }

    #[test]
    fn what_is_suggested_can_be_read_in_both_themes() {
        for text in ["#e0a0a0", "#ffff00", "#00ff00", "#102030", "#ffffff", "#000000", "#9c2f22"] {
            for ground in [&LIGHT, &DARK] {
                let readable = ground.readable(colour(text));
                assert!(ground.contrast(readable) >= LEAST, "{text} {readable:?}");
            }
        }
        assert_eq!(LIGHT.readable(colour("#9c2f22")), colour("#9c2f22"), "the accent that is there stays");
        assert_eq!(DARK.readable(colour("#ec9685")), colour("#ec9685"));
    }

    #[test]
    fn other_spellings_are_none() {
        for text in ["9c2f22", "#9c2f2", "#9c2f2g", "#9c2f2é", "red", ""] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }
}
