use anyhow::bail;
use celan_core::{Day, Offsets, Span, Unit, dates, number_ranges, quantities};
use celan_data::Tables;
use serde::{Deserialize, Serialize};

use crate::Outcome;
use crate::input;
use crate::output::{json_line, stdout};

/// List the numbers with units of each text, one JSON line a text; beside them bounded numbers and dates.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Read {"id","text"} lines from standard input.
    #[arg(long, required = true)]
    batch: bool,
}

#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    text: String,
}

#[derive(Serialize)]
struct Answer {
    id: serde_json::Value,
    quantities: Vec<QuantityLine>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ranges: Vec<RangeLine>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dates: Vec<DateLine>,
}

/// A bounded number (超过300, 一千到一千五百), both bounds in full; null where it is open.
#[derive(Serialize)]
struct RangeLine {
    text: String,
    lo: Option<f64>,
    hi: Option<f64>,
    start: usize,
    end: usize,
}

/// A date or a stretch of time, as year-month-day; null where it is open. `to` is the day named last, or the first one
/// behind a whole year or month.
#[derive(Serialize)]
struct DateLine {
    text: String,
    from: Option<String>,
    to: Option<String>,
    start: usize,
    end: usize,
}

/// A quantity on the command line; offsets count characters.
#[derive(Serialize)]
struct QuantityLine {
    text: String,
    value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value_max: Option<f64>,
    scale: f64,
    unit: String,
    start: usize,
    end: usize,
}

impl Args {
    pub(crate) fn run(&self) -> anyhow::Result<Outcome> {
        if !self.batch {
            bail!("quantities reads lines of JSON: celan quantities --batch < in.jsonl");
        }
        let mut out = stdout();
        for line in input::json_lines::<Line>() {
            let Line { id, text } = line?;
            let offsets = Offsets::new(&text);
            let place = |span: Span| offsets.range(Unit::Chars, span);
            let quantities = quantities(&text, Tables::embedded()).into_iter().map(|quantity| QuantityLine {
                text: quantity.span.of(&text).to_owned(),
                value: quantity.value,
                value_max: quantity.value_max,
                scale: quantity.scale,
                unit: quantity.unit,
                start: place(quantity.span).start,
                end: place(quantity.span).end,
            });
            let ranges = number_ranges(&text, Tables::embedded()).into_iter().map(|range| RangeLine {
                text: range.span.of(&text).to_owned(),
                lo: range.low,
                hi: range.high,
                start: place(range.span).start,
                end: place(range.span).end,
            });
            let dates = dates(&text, Tables::embedded()).into_iter().map(|date| DateLine {
                text: date.span.of(&text).to_owned(),
                from: date.from.map(written),
                to: date.to.map(written),
                start: place(date.span).start,
                end: place(date.span).end,
            });
            let (quantities, ranges, dates) = (quantities.collect(), ranges.collect(), dates.collect());
            json_line(&mut out, &Answer { id, quantities, ranges, dates })?;
        }
        Ok(Outcome::Done)
    }
}

/// 2026-01-31.
fn written(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)
}
