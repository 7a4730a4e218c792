//! The sheets of `www/styles` as one.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::lean::lean_styles;
use crate::at;

/// All sheets, in the order in which `index.css` imports them; without such a file in the order of names.
pub(crate) fn bundle() -> Result<String> {
    let folder = at("www/styles");
    let index = folder.join("index.css");
    let sheets: Vec<PathBuf> = if index.is_file() {
        imports(&super::read(&index)?)?.iter().map(|sheet| folder.join(sheet)).collect()
    } else {
        let entries =
            fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))?;
        let mut paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        paths.sort();
        paths
    };
    let mut styles = String::new();
    for sheet in sheets {
        styles.push_str(&super::read(&sheet)?);
    }
    Ok(lean_styles(&styles))
}

/// The files named by lines such as `@import "tokens.css";`.
fn imports(index: &str) -> Result<Vec<String>> {
    let lines = lean_styles(index);
    let lines = lines.lines().map(|line| {
        let name = line.strip_prefix("@import \"").and_then(|line| line.strip_suffix("\";"));
        Ok(name.with_context(|| format!("index.css holds imports only, found `{line}`"))?.to_owned())
    });
    lines.collect()
}
