//! Throughput, native and in the browser, over the documents that are there.

use anyhow::Result;

/// Prints figures and ratios.
pub(crate) fn bench() -> Result<()> {
    Ok(())
}
