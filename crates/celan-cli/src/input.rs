//! What a command reads: a file, `-` for standard input, lines of JSON.

use std::fs;
use std::io::{self, BufRead, Read};

use anyhow::{Context, bail};
use celan_formats::Source;
use serde::de::DeserializeOwned;

/// The documents in `file` (`-`: standard input). An archive may hold several.
pub(crate) fn read(file: &str) -> anyhow::Result<Vec<Source>> {
    let mut bytes = Vec::new();
    if file == "-" {
        io::stdin().lock().read_to_end(&mut bytes).context("standard input cannot be read")?;
    } else {
        bytes = fs::read(file).with_context(|| format!("{file} cannot be read"))?;
    }
    let (sources, refused) = celan_formats::read(file, &bytes);
    match refused.first() {
        Some(refusal) if sources.is_empty() => bail!("{refusal}"),
        _ => Ok(sources),
    }
}

/// The lines of standard input, each a JSON object; blank lines are passed over.
pub(crate) fn json_lines<T: DeserializeOwned>() -> impl Iterator<Item = anyhow::Result<T>> {
    let lines = io::stdin().lock().lines().enumerate();
    lines.filter(|(_, line)| !line.as_ref().is_ok_and(|line| line.trim().is_empty())).map(|(at, line)| {
        let line = line.context("standard input cannot be read")?;
        serde_json::from_str(&line).with_context(|| format!("line {} of standard input", at + 1))
    })
}
