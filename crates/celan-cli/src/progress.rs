//! How far long work is: a line on a terminal, nothing in a pipe.

use std::io::{IsTerminal, Write, stderr};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Time between two lines, so that a terminal is not what takes longest.
const PAUSE: Duration = Duration::from_millis(100);
/// Cells of the bar.
const CELLS: u64 = 24;

/// Counts items and their bytes; any thread may.
pub(crate) struct Progress {
    items: u64,
    bytes: u64,
    start: Instant,
    shown: bool,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    items: u64,
    bytes: u64,
    told: Option<Instant>,
}

impl Progress {
    /// Work on so many items of so many bytes together.
    pub(crate) fn new(items: u64, bytes: u64) -> Self {
        let shown = stderr().is_terminal();
        Self { items, bytes, start: Instant::now(), shown, state: Mutex::default() }
    }

    /// One item of so many bytes is done.
    pub(crate) fn step(&self, bytes: u64) {
        if !self.shown {
            return;
        }
        let Ok(mut state) = self.state.lock() else { return };
        state.items += 1;
        state.bytes += bytes;
        if state.told.is_none_or(|told| told.elapsed() >= PAUSE) {
            state.told = Some(Instant::now());
            let line = line(&state, self.items, self.bytes, self.start.elapsed());
            // A terminal that is gone is no reason to stop.
            let _ = write!(stderr(), "\r\x1b[K{line}");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}

/// `██████──────  812/3200 files  6.1 MB/s  0:42 left`.
fn line(state: &State, items: u64, bytes: u64, spent: Duration) -> String {
    let full = (state.bytes * CELLS).checked_div(bytes).unwrap_or(CELLS).min(CELLS);
    let bar = "█".repeat(full as usize) + &"─".repeat((CELLS - full) as usize);
    let rate = state.bytes as f64 / spent.as_secs_f64().max(0.001);
    let left = (bytes.saturating_sub(state.bytes) as f64 / rate.max(1.0)).ceil() as u64;
    format!(
        "{bar}  {}/{items} files  {:.1} MB/s  {}:{:02} left",
        state.items,
        rate / 1e6,
        left / 60,
        left % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_rate_and_time_left() {
        let state = State { items: 812, bytes: 25_000_000, told: None };
        let told = line(&state, 3200, 100_000_000, Duration::from_secs(5));
        assert!(told.starts_with("██████──"), "{told}");
        assert!(told.ends_with("  812/3200 files  5.0 MB/s  0:15 left"), "{told}");
        assert!(line(&State::default(), 1, 0, Duration::ZERO).ends_with("0:00 left"));
    }
}
