//! What a command prints.

use std::io::{self, BufWriter, StdoutLock, Write};

use serde::Serialize;

/// Standard output in large pieces.
pub(crate) fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// One value as a line of JSON.
pub(crate) fn json_line(out: &mut impl Write, value: &impl Serialize) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")?;
    Ok(())
}

/// A fact with the name of its document, which is told where several were read.
#[derive(Serialize)]
pub(crate) struct Of<T> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) file: Option<String>,
    #[serde(flatten)]
    pub(crate) fact: T,
}

/// Tells the file of a fact above it where it is another than that of the fact before, `last`.
pub(crate) fn file_line<'f>(
    out: &mut impl Write,
    file: &'f Option<String>,
    last: &mut Option<&'f String>,
) -> io::Result<()> {
    match file {
        Some(file) if last.replace(file) != Some(file) => writeln!(out, "{file}"),
        _ => Ok(()),
    }
}

/// A cell that no spreadsheet takes for a formula.
pub(crate) fn csv_cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    let text = format!("{guard}{}", text.replace('\n', " "));
    if text.contains([',', '"', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}
