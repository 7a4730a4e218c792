//! A value axis: round ticks, linear from zero or logarithmic, and the unit its labels are written in.

use celan_wire::number;

/// From value to place, for one panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Value at the left end.
    pub from: f64,
    /// Value at the right end.
    pub to: f64,
    /// Equal steps are equal ratios.
    pub log: bool,
    /// Ticks, in order.
    pub ticks: Vec<f64>,
    /// What labels are divided by.
    pub scale: f64,
    /// The unit of the labels.
    pub unit: String,
}

impl Axis {
    /// The axis for values up to `max`, the smallest above zero being `min`, with about `ticks` ticks: whole
    /// numbers where the values are `whole`, since there is no half company.
    pub fn new(min: f64, max: f64, log: bool, whole: bool, ticks: usize, base_unit: &str) -> Self {
        let max = if max.is_finite() && max > 0.0 { max } else { 1.0 };
        let min = if min.is_finite() && min > 0.0 { min.min(max) } else { max };
        let (scale, unit) = label_unit(max, base_unit);
        let ticks = if log { decades(min, max) } else { steps(max, whole, ticks.max(2)) };
        let from = if log { ticks.first().copied().unwrap_or(min) } else { 0.0 };
        let to = ticks.last().copied().unwrap_or(max).max(max);
        Self { from, to, log, ticks, scale, unit }
    }

    /// 0 at the left end, 1 at the right end.
    pub fn place(&self, value: f64) -> f64 {
        let at = if self.log {
            let (from, to) = (self.from.ln(), self.to.ln());
            if value > 0.0 && to > from { (value.ln() - from) / (to - from) } else { 0.0 }
        } else {
            (value - self.from) / (self.to - self.from)
        };
        if at.is_finite() { at.clamp(0.0, 1.0) } else { 0.0 }
    }

    /// The words at a tick; the last one carries the unit.
    pub fn label(&self, tick: f64) -> String {
        let last = self.ticks.last() == Some(&tick);
        let text = number(tick / self.scale);
        if last { format!("{text}{}", self.unit) } else { text }
    }
}

/// Money is told in 亿元 or 万元, other units in 万 where the numbers are long.
fn label_unit(max: f64, base: &str) -> (f64, String) {
    let (hundred_million, ten_thousand) = ("亿", "万");
    if base == "元" && max >= 1e8 {
        (1e8, format!("{hundred_million}{base}"))
    } else if (base == "元" && max >= 1e4) || max >= 1e5 {
        (1e4, format!("{ten_thousand}{base}"))
    } else {
        (1.0, base.to_owned())
    }
}

fn steps(max: f64, whole: bool, wanted: usize) -> Vec<f64> {
    let rough = (max / wanted as f64).max(if whole { 1.0 } else { 0.0 });
    let power = 10f64.powi(decade(rough));
    let fits = |step: &f64| *step >= rough && !(whole && step.fract() > 0.0);
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|m| m * power).find(fits);
    let step = step.unwrap_or(10.0 * power);
    let count = (max / step).ceil().clamp(1.0, 20.0) as usize;
    (0..=count).map(|n| n as f64 * step).collect()
}

/// The largest power of ten that is not above `value`, which is above zero.
fn decade(value: f64) -> i32 {
    let power = value.ln() / std::f64::consts::LN_10;
    let near = (power.clamp(-300.0, 300.0) + 0.5).floor() as i32;
    if 10f64.powi(near) > value { near - 1 } else { near }
}

fn decades(min: f64, max: f64) -> Vec<f64> {
    let low = decade(min);
    let high = decade(max);
    let high = if 10f64.powi(high) < max { high + 1 } else { high };
    let high = high.max(low + 1).min(low + 15);
    (low..=high).map(|power| 10f64.powi(power)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_axis_holds_its_values_in_order(a in 1e-3f64..1e13, b in 1e-3f64..1e13, log: bool, ticks in 2usize..8) {
            let (min, max) = if a < b { (a, b) } else { (b, a) };
            let axis = Axis::new(min, max, log, false, ticks, "元");
            prop_assert!(axis.place(min) <= axis.place(max));
            prop_assert!(axis.to >= max);
            prop_assert!(axis.ticks.windows(2).all(|pair| pair[0] < pair[1]));
        }

        #[test]
        fn counts_have_whole_ticks(max in 1u64..10_000_000, ticks in 0usize..12) {
            let axis = Axis::new(1.0, max as f64, false, true, ticks, "家");
            prop_assert!(axis.ticks.iter().all(|tick| tick.fract() == 0.0), "{:?}", axis.ticks);
            prop_assert!(axis.to >= max as f64 && axis.ticks.windows(2).all(|pair| pair[0] < pair[1]));
        }

        #[test]
        fn no_number_breaks_an_axis(min: f64, max: f64, value: f64, log: bool) {
            let axis = Axis::new(min, max, log, value > 0.0, 5, "家");
            prop_assert!((0.0..=1.0).contains(&axis.place(value)));
        }
    }

    #[test]
    fn labels_are_short_and_the_last_has_the_unit() {
        let axis = Axis::new(2e10, 1e11, false, true, 4, "元");
        let labels: Vec<_> = axis.ticks.iter().map(|tick| axis.label(*tick)).collect();
        assert_eq!(labels, ["0", "250", "500", "750", "1000亿元"]);
        let axis = Axis::new(60.0, 80.0, false, true, 4, "家");
        assert_eq!(axis.label(80.0), "80家");
    }
}
