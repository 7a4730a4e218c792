//! Makes the repair model from texts: counts sequences of characters, smooths, prunes to a size, packs.
//!
//! ```text
//! cargo run --release -p celan-data --example repair_model -- OUT.bin BYTES [--half 0|1] FILE-OR-FOLDER…
//! cargo run --release -p celan-data --example repair_model -- crates/celan-data/data/repair/model.bin 79000 ../shared/corpus
//! ```
//! `--half` takes every second text only, so that the others can measure what the model is worth on unseen ones.
//! Sequences that were seen once are never kept: the model tells how the genre writes, not what a text said.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use celan_data::repair::{Listed, RepairModel, letter_form};

/// Longest sequence.
const ORDER: usize = 4;
/// A character seen less often is unknown to the model.
const LEAST_SEEN: f32 = 2.0;

/// Counts of sequences of one length.
type Counts = HashMap<Vec<char>, f32>;

fn main() -> io::Result<()> {
    let mut args: Vec<String> = env::args().skip(1).collect();
    let half = args
        .iter()
        .position(|arg| arg == "--half")
        .map(|at| args.drain(at..at + 2).nth(1) == Some("1".into()));
    let words = args
        .iter()
        .position(|arg| arg == "--words")
        .map(|at| args.drain(at..at + 3).skip(1).collect::<Vec<_>>());
    let [out, bytes, texts @ ..] = args.as_slice() else {
        eprintln!("expected OUT.bin BYTES [--half 0|1] FILE-OR-FOLDER…");
        std::process::exit(2);
    };
    let limit: usize = bytes.parse().map_err(io::Error::other)?;
    let mut files = Vec::new();
    for text in texts {
        collect(Path::new(text), &mut files)?;
    }
    files.sort();
    let files = files.iter().enumerate().filter(|(at, _)| half.is_none_or(|odd| (at % 2 == 1) == odd));
    let mut lines = Vec::new();
    for (_, file) in files {
        lines.extend(fs::read_to_string(file)?.lines().filter_map(letters_of));
    }
    let mut counts: Vec<Counts> = (1..=ORDER).map(|order| count(&lines, order)).collect();
    if let Some([file, weight]) = words.as_deref() {
        count_words(&fs::read_to_string(file)?, weight.parse().map_err(io::Error::other)?, &mut counts);
    }
    let candidates = candidates(&counts);
    let packed = fitting(&candidates, limit);
    eprintln!("{} lines, sequences {:?}, {} bytes", lines.len(), packed.0.sizes(), packed.1.len());
    fs::write(out, packed.1)
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            files.push(path);
        }
    }
    Ok(())
}

/// A line between its edges; nothing for an empty one.
fn letters_of(line: &str) -> Option<Vec<char>> {
    let line = line.trim();
    let edge = std::iter::once('\n');
    (!line.is_empty()).then(|| edge.clone().chain(line.chars().map(letter_form)).chain(edge).collect())
}

/// A sequence that may be listed, and how much it would help.
struct Candidate {
    listed: Listed,
    /// Nats of the training text that are lost without it.
    gain: f32,
}

/// All sequences seen at least twice, shortest first.
fn candidates(counts: &[Counts]) -> Vec<Candidate> {
    let mut shorter: HashMap<Vec<char>, f32> = HashMap::new();
    let mut found = Vec::new();
    for counts in counts {
        let likelihoods = smooth(counts, &shorter);
        let mut sequences: Vec<_> = counts.iter().filter(|&(_, &count)| count >= LEAST_SEEN).collect();
        sequences.sort_unstable_by(|a, b| a.0.cmp(b.0));
        for (sequence, &count) in sequences {
            let likelihood = likelihoods[sequence].ln();
            let without = shorter.get(&sequence[1..]).map_or(-16.0, |likelihood| likelihood.ln());
            let gain = count * (likelihood - without);
            found.push(Candidate { listed: Listed { sequence: sequence.clone(), likelihood }, gain });
        }
        shorter = likelihoods;
    }
    found
}

fn count(lines: &[Vec<char>], order: usize) -> Counts {
    let mut counts = Counts::new();
    for sequence in lines.iter().flat_map(|line| line.windows(order)) {
        *counts.entry(sequence.to_vec()).or_default() += 1.0;
    }
    counts
}

/// Adds the words of a dictionary (`word frequency …` a line) to the counts, each `weight` times its frequency.
fn count_words(dictionary: &str, weight: f32, counts: &mut [Counts]) {
    for line in dictionary.lines() {
        let mut cells = line.split([' ', '\t']);
        let (Some(word), Some(Ok(frequency))) = (cells.next(), cells.next().map(str::parse::<f32>)) else {
            continue;
        };
        let word: Vec<char> = word.chars().map(letter_form).collect();
        for (order, counts) in (1..).zip(counts.iter_mut()) {
            for sequence in word.windows(order) {
                *counts.entry(sequence.to_vec()).or_default() += frequency * weight;
            }
        }
    }
}

/// Absolute discounting: a little is taken from each seen sequence and given out again by the shorter ones.
fn smooth(counts: &Counts, shorter: &HashMap<Vec<char>, f32>) -> HashMap<Vec<char>, f32> {
    let mut contexts: HashMap<&[char], (f32, f32)> = HashMap::new();
    #[expect(clippy::iter_over_hash_type, reason = "sums of whole numbers come out the same in any order")]
    for (sequence, &count) in counts {
        let context = contexts.entry(&sequence[..sequence.len() - 1]).or_default();
        context.0 += count;
        context.1 += 1.0;
    }
    let seen = |times| counts.values().filter(|&&count| count.round() == times).count() as f32;
    let discount = seen(1.0) / (seen(1.0) + 2.0 * seen(2.0)).max(1.0);
    let likelihood = |(sequence, &count): (&Vec<char>, &f32)| {
        let (total, kinds) = contexts[&sequence[..sequence.len() - 1]];
        let below = shorter.get(&sequence[1..]).copied().unwrap_or(1e-5);
        (sequence.clone(), (count - discount).max(0.0) / total + discount * kinds / total * below)
    };
    counts.iter().map(likelihood).collect()
}

/// The richest model whose file has at most `limit` bytes.
fn fitting(candidates: &[Candidate], limit: usize) -> (RepairModel, Vec<u8>) {
    let (mut low, mut high) = (0.0_f32, 200.0_f32);
    let mut best = None;
    for _ in 0..14 {
        let least = (low + high) / 2.0;
        let model = RepairModel::new(&prune(candidates, least));
        let bytes = model.pack();
        if bytes.len() <= limit {
            best = Some((model, bytes));
            high = least;
        } else {
            low = least;
        }
    }
    best.expect("a model of single characters fits")
}

/// What helps by at least `least` nats, with all that it needs.
fn prune(candidates: &[Candidate], least: f32) -> Vec<Listed> {
    let mut needed: std::collections::HashSet<&[char]> = std::collections::HashSet::new();
    let mut kept = Vec::new();
    for candidate in candidates.iter().rev() {
        let sequence = candidate.listed.sequence.as_slice();
        if sequence.len() == 1 || candidate.gain >= least || needed.contains(sequence) {
            needed.insert(&sequence[1..]);
            needed.insert(&sequence[..sequence.len() - 1]);
            kept.push(candidate.listed.clone());
        }
    }
    kept
}
