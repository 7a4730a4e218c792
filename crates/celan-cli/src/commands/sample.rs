//! Draws what a person is to judge, and counts the verdicts.
//!
//! A drawn target is a comment line with its sentence, the quote in 【】, and a row of tab-separated cells ([`COLUMNS`])
//! whose first two a person fills in: `right` or `wrong`, and why. Rows without their sentences are what is kept:
//!
//! ```text
//! celan eval --sample 100 --seed 7 FOLDER > drawn.tsv     draw, then write verdicts
//! grep -v '^#' drawn.tsv > verdicts.tsv                   keep the annotations, not the documents
//! celan eval --verdicts verdicts.tsv FOLDER               how many were right, and what of it is still found
//! ```

use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};
use celan_core::{Document, clean, extract, parse};
use celan_data::Tables;
use celan_wire::Target;

use crate::Outcome;
use crate::input;
use crate::output::stdout;

/// What a row holds.
const COLUMNS: &str =
    "verdict\twhy\tfile\tquote\tindicator\tfigure\tcomparator\tkind\tdeadline\tsubject\tparent";

/// Prints `count` targets of the documents in `folder`, or sentences with digits, drawn with `seed`.
pub(super) fn draw(folder: &str, count: usize, seed: u64, sentences: bool) -> anyhow::Result<Outcome> {
    let mut pool = Vec::new();
    for (name, doc, targets) in documents(folder)? {
        if sentences {
            pool.extend(sentences_with_figures(&name, &doc, &targets));
        } else {
            pool.extend(targets.iter().map(|target| shown(&name, &doc, &targets, target)));
        }
    }
    let mut out = stdout();
    writeln!(out, "{COLUMNS}")?;
    for drawn in pick(pool.len(), count, seed) {
        writeln!(out, "{}", pool[drawn])?;
    }
    Ok(if pool.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// Counts the verdicts of `file` and how many of each kind the extraction still gives for `folder`.
pub(super) fn count(file: &str, folder: Option<&str>) -> anyhow::Result<Outcome> {
    let text = fs::read_to_string(file).with_context(|| format!("{file} cannot be read"))?;
    let found: Option<HashSet<String>> = match folder {
        Some(folder) => Some(
            documents(folder)?
                .iter()
                .flat_map(|(name, _, targets)| targets.iter().map(|target| cells(name, targets, target)))
                .collect(),
        ),
        None => None,
    };
    let mut out = stdout();
    for verdict in ["right", "wrong"] {
        let rows: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix(verdict)?.strip_prefix('\t')?.split_once('\t'))
            .map(|(_why, cells)| cells)
            .collect();
        write!(out, "{verdict}  {}", rows.len())?;
        if let Some(found) = &found {
            let (same, other): (Vec<&str>, Vec<&str>) =
                rows.iter().copied().partition(|row| found.contains(*row));
            writeln!(out, "  given today as then  {}", same.len())?;
            // What is worth a look: a right one that is gone, a wrong one that is still there.
            for row in if verdict == "right" { other } else { same } {
                writeln!(out, "  {row}")?;
            }
        } else {
            writeln!(out)?;
        }
    }
    Ok(Outcome::Done)
}

/// Every document of a folder with its targets.
fn documents(folder: &str) -> anyhow::Result<Vec<(String, Document, Vec<Target>)>> {
    let files = input::folder(folder)?;
    if files.is_empty() {
        bail!("{folder} holds no document");
    }
    let mut documents = Vec::new();
    for file in files {
        let name = Path::new(&file).file_name().unwrap_or_default().to_string_lossy().into_owned();
        for source in input::read(&file)? {
            let doc = parse(&clean(&source.text, Tables::embedded()), Tables::embedded());
            let targets = celan_wire::targets(&doc, &extract(&doc, None, Tables::embedded()).targets);
            documents.push((name.clone(), doc, targets));
        }
    }
    Ok(documents)
}

/// A target with its sentence and room for a verdict.
fn shown(file: &str, doc: &Document, targets: &[Target], target: &Target) -> String {
    let chars: Vec<char> = doc.text.chars().collect();
    let (from, to) = sentence(&chars, target.start, target.end);
    let piece = |from: usize, to: usize| flat(&chars[from..to].iter().collect::<String>());
    format!(
        "# {}：{}【{}】{}\n\t\t{}",
        flat(&target.section.join(" › ")),
        piece(from, target.start),
        piece(target.start, target.end),
        piece(target.end, to),
        cells(file, targets, target)
    )
}

/// The cells of a row behind the verdict.
fn cells(file: &str, targets: &[Target], target: &Target) -> String {
    let value = target.value.map_or("xx".to_owned(), |value| value.to_string());
    let max = target.value_max.map_or(String::new(), |max| format!("—{max}"));
    let year = |year: Option<i32>| year.map_or(String::new(), |year| year.to_string());
    let period = target.period_start.map_or(String::new(), |start| format!("{start}—"));
    let parent = target.parent.and_then(|at| targets.get(at)).map_or("", |whole| whole.quote.as_str());
    [
        file,
        &flat(&target.quote),
        &target.indicator,
        &format!("{value}{max} {}", target.unit),
        &target.comparator,
        &target.kind,
        &format!("{period}{}", year(target.deadline)),
        target.subject.as_deref().unwrap_or_default(),
        &flat(parent),
    ]
    .join("\t")
}

/// Sentences that hold digits, each with the targets read from it.
fn sentences_with_figures(file: &str, doc: &Document, targets: &[Target]) -> Vec<String> {
    let chars: Vec<char> = doc.text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let (from, to) = sentence(&chars, at, at + 1);
        let text: String = chars[from..to].iter().collect();
        if text.chars().any(|char| char.is_ascii_digit()) {
            let inside = targets.iter().filter(|target| from <= target.start && target.end <= to);
            let rows: String =
                inside.map(|target| format!("\n\t\t{}", cells(file, targets, target))).collect();
            found.push(format!("# {file}：{}{rows}", flat(&text)));
        }
        at = to.max(at + 1);
    }
    found
}

/// The sentence around `chars[start..end]`.
fn sentence(chars: &[char], start: usize, end: usize) -> (usize, usize) {
    let stops = |char: &char| matches!(char, '。' | '！' | '？' | '\n');
    let from = chars[..start].iter().rposition(stops).map_or(0, |at| at + 1);
    let last = end.saturating_sub(1);
    let to = chars[last..].iter().position(stops).map_or(chars.len(), |length| last + length + 1);
    (from, to.max(end))
}

fn flat(text: &str) -> String {
    text.trim().replace(['\n', '\t', '\r'], " ")
}

/// `count` different numbers below `size`, in order, the same for the same `seed`.
fn pick(size: usize, count: usize, seed: u64) -> Vec<usize> {
    let mut state = seed;
    let mut next = || {
        // SplitMix64.
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    };
    let mut numbers: Vec<usize> = (0..size).collect();
    let count = count.min(size);
    for at in 0..count {
        let other = at + (next() % (size - at) as u64) as usize;
        numbers.swap(at, other);
    }
    numbers.truncate(count);
    numbers.sort_unstable();
    numbers
}

#[cfg(test)]
mod tests {
    use super::pick;

    #[test]
    fn a_seed_draws_the_same_again_and_nothing_twice() {
        let drawn = pick(1000, 100, 7);
        assert_eq!(drawn, pick(1000, 100, 7));
        assert_ne!(drawn, pick(1000, 100, 8));
        assert!(drawn.windows(2).all(|pair| pair[0] < pair[1]) && drawn.len() == 100);
        assert_eq!(pick(3, 100, 7), [0, 1, 2]);
    }
}
