use anyhow::bail;
use celan_core::{Offsets, Unit, quantities};
use celan_data::Tables;
use serde::{Deserialize, Serialize};

use crate::Outcome;
use crate::input;
use crate::output::{json_line, stdout};

/// List the numbers with units of each text, one JSON line a text.
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
            let quantities = quantities(&text, Tables::embedded()).into_iter().map(|quantity| {
                let range = offsets.range(Unit::Chars, quantity.span);
                QuantityLine {
                    text: quantity.span.of(&text).to_owned(),
                    value: quantity.value,
                    value_max: quantity.value_max,
                    scale: quantity.scale,
                    unit: quantity.unit,
                    start: range.start,
                    end: range.end,
                }
            });
            json_line(&mut out, &Answer { id, quantities: quantities.collect() })?;
        }
        Ok(Outcome::Done)
    }
}
