//! Says what is done and how long it took, and runs commands.

use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Does `work`, saying before what it is and after how long it took.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("· {what} …");
    let start = Instant::now();
    let done = work().with_context(|| what.to_owned())?;
    eprintln!("  {what}: {}", spell(start.elapsed()));
    Ok(done)
}

/// A command in the folder of the workspace.
pub(crate) fn command(program: impl AsRef<OsStr>, words: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(words).current_dir(crate::root());
    command
}

/// Runs a command and expects it to succeed; its words go where ours go.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = line(command);
    let status = command.status().with_context(|| format!("{line} could not be started"))?;
    if !status.success() {
        bail!("{line} ended with {status}");
    }
    Ok(())
}

/// What a command prints, or nothing when it cannot be run or fails.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// What a measurement prints, done as a step; its errors go where ours go.
pub(crate) fn told(measure: &mut Command, what: &str) -> Result<String> {
    let output = step(what, || measure.stderr(Stdio::inherit()).output().with_context(|| line(measure)))?;
    if !output.status.success() {
        bail!("{} ended with {}", line(measure), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The command as somebody would type it.
pub(crate) fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// `850 ms`, `12.3 s` or `4 min 05 s`.
pub(crate) fn spell(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 1.0 {
        format!("{} ms", time.as_millis())
    } else if seconds < 60.0 {
        format!("{seconds:.1} s")
    } else {
        format!("{} min {:02} s", time.as_secs() / 60, time.as_secs() % 60)
    }
}
