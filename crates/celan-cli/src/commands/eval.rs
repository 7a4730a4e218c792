//! Scores targets against annotated passages.
//!
//! A prediction meets a gold target when value and unit agree (万 and 亿 reckoned in) and their places overlap; pairs are
//! one to one, the best indicator first. Deadline, kind and comparator are judged on these pairs.

use std::collections::HashMap;
use std::fs;
use std::io::Write;

use anyhow::Context;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::sample;
use super::targets::read_passage;
use crate::Outcome;
use crate::output::stdout;

/// Score the extraction of targets against annotated passages: precision, recall, F1. Or draw targets for a person to judge.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Passages, one JSON object a line: id, text, doc_year_hint, targets. To draw from: a folder of documents.
    #[arg(required_unless_present = "verdicts")]
    gold: Option<String>,
    /// Score this file of {"id","targets"} lines instead of extracting.
    #[arg(long)]
    predictions: Option<String>,
    /// Draw so many targets, each with its sentence and room for a verdict.
    #[arg(long, value_name = "COUNT")]
    sample: Option<usize>,
    /// Draw sentences with figures instead of targets: what was missed.
    #[arg(long, requires = "sample")]
    sentences: bool,
    /// The same seed draws the same.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Report on two halves of the passages apart, told by their ids: rules are written by one, the other is left unread.
    #[arg(long, conflicts_with_all = ["sample", "verdicts"])]
    halves: bool,
    /// Count the verdicts of such a drawing.
    #[arg(long, value_name = "FILE", conflicts_with = "sample")]
    verdicts: Option<String>,
}

#[derive(Deserialize)]
struct Passage {
    id: String,
    text: String,
    doc_year_hint: Option<i32>,
    targets: Vec<Entry>,
}

#[derive(Deserialize)]
struct Prediction {
    id: String,
    #[serde(default)]
    targets: Vec<Entry>,
}

/// A target of either side.
#[derive(Clone, Debug, Default, Deserialize)]
struct Entry {
    #[serde(default)]
    indicator: String,
    value: Option<f64>,
    value_max: Option<f64>,
    #[serde(default)]
    unit: String,
    deadline: Option<i32>,
    kind: Option<String>,
    comparator: Option<String>,
    #[serde(default)]
    start: usize,
    #[serde(default)]
    end: usize,
}

impl Args {
    pub(crate) fn run(&self) -> anyhow::Result<Outcome> {
        if let Some(verdicts) = &self.verdicts {
            return sample::count(verdicts, self.gold.as_deref());
        }
        let gold = self.gold.as_deref().context("a file or folder is missing")?;
        if let Some(count) = self.sample {
            return sample::draw(gold, count, self.seed, self.sentences);
        }
        let gold: Vec<Passage> = read_lines(gold)?;
        let mut predicted: HashMap<String, Vec<Entry>> = HashMap::new();
        if let Some(file) = &self.predictions {
            predicted.extend(read_lines::<Prediction>(file)?.into_iter().map(|line| (line.id, line.targets)));
        } else {
            predicted.extend(gold.iter().map(|passage| (passage.id.clone(), extracted(passage))));
        }
        let report = |passages: &mut dyn Iterator<Item = &Passage>| {
            let mut tally = Tally::default();
            for passage in passages {
                tally.add(&passage.targets, predicted.get(&passage.id).map_or(&[], Vec::as_slice));
            }
            tally.report()
        };
        if !self.halves {
            write!(stdout(), "{}", report(&mut gold.iter()))?;
            return Ok(Outcome::Done);
        }
        for half in [0, 1] {
            let passages = || gold.iter().filter(|passage| half_of(&passage.id) == half);
            let name = ["first", "second"][half];
            writeln!(stdout(), "{name} half, {} passages\n{}", passages().count(), report(&mut passages()))?;
        }
        Ok(Outcome::Done)
    }
}

/// Which half a passage is in, 0 or 1: the same on every machine and whatever other passages there are.
fn half_of(id: &str) -> usize {
    id.bytes().map(usize::from).sum::<usize>() % 2
}

fn read_lines<T: for<'a> Deserialize<'a>>(file: &str) -> anyhow::Result<Vec<T>> {
    let text = fs::read_to_string(file).with_context(|| format!("{file} cannot be read"))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| serde_json::from_str(line).with_context(|| format!("{file} line {}", at + 1)))
        .collect()
}

fn extracted(passage: &Passage) -> Vec<Entry> {
    let (doc, facts) = read_passage(passage.text.clone(), passage.doc_year_hint);
    let entry = |target: celan_wire::Target| Entry {
        indicator: target.indicator,
        value: target.value,
        value_max: target.value_max,
        unit: target.unit,
        deadline: target.deadline,
        kind: Some(target.kind),
        comparator: Some(target.comparator),
        start: target.start,
        end: target.end,
    };
    celan_wire::targets(&doc, &facts.targets).into_iter().map(entry).collect()
}

#[derive(Default)]
struct Tally {
    gold: usize,
    predicted: usize,
    matched: usize,
    matched_indicator: usize,
    deadline: usize,
    deadline_stated: usize,
    deadline_stated_right: usize,
    kind: (usize, usize),
    comparator: (usize, usize),
    negative: usize,
    negative_bad: usize,
    negative_predictions: usize,
}

impl Tally {
    fn add(&mut self, gold: &[Entry], predicted: &[Entry]) {
        let pairs = pair(gold, predicted, false);
        self.gold += gold.len();
        self.predicted += predicted.len();
        self.matched += pairs.len();
        self.matched_indicator += pair(gold, predicted, true).len();
        if gold.is_empty() {
            self.negative += 1;
            self.negative_bad += usize::from(!predicted.is_empty());
            self.negative_predictions += predicted.len();
        }
        for (i, j) in pairs {
            let (found, wanted) = (&predicted[i], &gold[j]);
            let right = found.deadline == wanted.deadline;
            self.deadline += usize::from(right);
            if wanted.deadline.is_some() {
                self.deadline_stated += 1;
                self.deadline_stated_right += usize::from(right);
            }
            for (tally, found, wanted) in [
                (&mut self.kind, &found.kind, &wanted.kind),
                (&mut self.comparator, &found.comparator, &wanted.comparator),
            ] {
                if found.is_some() {
                    tally.0 += usize::from(found == wanted);
                    tally.1 += 1;
                }
            }
        }
    }

    fn report(&self) -> String {
        let share = |part: usize, whole: usize| format!("{:?}", rounded(part as f64 / whole.max(1) as f64));
        let rows = [
            ("value_unit_span", self.f1(self.matched)),
            ("plus_indicator", self.f1(self.matched_indicator)),
            ("deadline_acc", share(self.deadline, self.matched)),
            ("deadline_acc_where_gold_has_one", share(self.deadline_stated_right, self.deadline_stated)),
            ("kind_acc", share(self.kind.0, self.kind.1)),
            ("kind_given", self.kind.1.to_string()),
            ("comparator_acc", share(self.comparator.0, self.comparator.1)),
            ("comparator_given", self.comparator.1.to_string()),
            ("negative_passages", self.negative.to_string()),
            ("negatives_with_a_prediction", self.negative_bad.to_string()),
            ("predictions_on_negatives", self.negative_predictions.to_string()),
        ];
        rows.iter().map(|(name, value)| format!("{name:<34} {value}\n")).collect()
    }

    fn f1(&self, right: usize) -> String {
        let part = |whole: usize| if whole == 0 { 0.0 } else { right as f64 / whole as f64 };
        let (precision, recall) = (part(self.predicted), part(self.gold));
        let f1 =
            if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
        let [precision, recall, f1] = [precision, recall, f1].map(rounded);
        let (predicted, gold) = (self.predicted, self.gold);
        format!(
            "tp={right}  pred={predicted}  gold={gold}  precision={precision:?}  recall={recall:?}  f1={f1:?}"
        )
    }
}

/// Four places.
fn rounded(value: f64) -> f64 {
    format!("{value:.4}").parse().unwrap_or(value)
}

/// A pair that could be made, with what speaks for it.
struct Candidate {
    indicator: f64,
    overlap: f64,
    agreements: usize,
    predicted: usize,
    gold: usize,
}

/// One-to-one pairs of prediction and gold target.
fn pair(gold: &[Entry], predicted: &[Entry], with_indicator: bool) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, found) in predicted.iter().enumerate() {
        for (j, wanted) in gold.iter().enumerate() {
            let overlap = found.end.min(wanted.end) as f64 - found.start.max(wanted.start) as f64;
            if overlap <= 0.0 || !same_value(found, wanted) {
                continue;
            }
            let indicator = same_indicator(&found.indicator, &wanted.indicator);
            if indicator > 0.0 || !with_indicator {
                candidates.push(Candidate {
                    indicator,
                    overlap: overlap / (wanted.end - wanted.start).max(1) as f64,
                    agreements: usize::from(found.deadline == wanted.deadline)
                        + usize::from(found.kind == wanted.kind),
                    predicted: i,
                    gold: j,
                });
            }
        }
    }
    candidates.sort_by(|a, b| {
        let best = |c: &Candidate| (c.indicator, c.overlap);
        best(b)
            .partial_cmp(&best(a))
            .expect("shares are numbers")
            .then(b.agreements.cmp(&a.agreements))
            .then((a.predicted, a.gold).cmp(&(b.predicted, b.gold)))
    });
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for candidate in &candidates {
        if !pairs.iter().any(|(i, j)| *i == candidate.predicted || *j == candidate.gold) {
            pairs.push((candidate.predicted, candidate.gold));
        }
    }
    augment(&candidates, &mut pairs);
    pairs
}

/// A greedy choice may stand in the way of a second pair.
fn augment(candidates: &[Candidate], pairs: &mut Vec<(usize, usize)>) {
    for candidate in candidates {
        let gold_used = pairs.iter().any(|(_, j)| *j == candidate.gold);
        let Some(at) = pairs.iter().position(|(i, _)| *i == candidate.predicted).filter(|_| !gold_used)
        else {
            continue;
        };
        let free = |i: usize| !pairs.iter().any(|(used, _)| *used == i);
        let other = candidates.iter().find(|other| other.gold == pairs[at].1 && free(other.predicted));
        if let Some(other) = other {
            pairs[at] = (other.predicted, pairs[at].1);
            pairs.push((candidate.predicted, candidate.gold));
        }
    }
}

fn same_value(found: &Entry, wanted: &Entry) -> bool {
    let (value, unit) = reckoned(found.value, &found.unit);
    let mut bounds = vec![wanted.value];
    if wanted.value_max.is_some() {
        bounds.push(wanted.value_max);
    }
    bounds.into_iter().any(|bound| {
        let (bound, wanted_unit) = reckoned(bound, &wanted.unit);
        let near = match (value, bound) {
            (Some(a), Some(b)) => (a - b).abs() <= 2e-3 * a.abs().max(b.abs()) + 1e-9,
            (None, None) => true,
            _ => false,
        };
        unit == wanted_unit && near
    })
}

/// By which words two answers are held to be the same: rows of class, word and value.
const SAME: &str = include_str!("../../data/same-answers.tsv");

/// The rows of a class: word and value.
fn same(class: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    SAME.lines().filter(|line| !line.starts_with('#')).filter_map(move |line| {
        let mut cells = line.split('\t');
        (cells.next()? == class).then_some(())?;
        Some((cells.next()?, cells.next().unwrap_or_default()))
    })
}

/// The number in the base unit and the base unit.
fn reckoned(value: Option<f64>, unit: &str) -> (Option<f64>, String) {
    let (folded, mut factor) = (fold(unit), 1.0);
    let mut rest = folded.as_str();
    while !same("whole").any(|(whole, _)| rest.starts_with(whole)) {
        let found = same("magnitude").find_map(|(name, times)| Some((rest.strip_prefix(name)?, times)));
        let Some((behind, times)) = found else { break };
        factor *= times.parse().unwrap_or(1.0);
        rest = behind;
    }
    let unit = same("alias").find(|(alias, _)| *alias == rest).map_or(rest, |(_, unit)| unit);
    (value.map(|value| value * factor), unit.to_owned())
}

fn fold(text: &str) -> String {
    text.nfkc().filter(|char| !char.is_whitespace()).collect()
}

/// 1 equal, 0.9 one within the other, below that the share of common pairs of characters; 0 for no agreement.
fn same_indicator(a: &str, b: &str) -> f64 {
    let (a, b) = (bare_indicator(a), bare_indicator(b));
    let length = |text: &str| text.chars().count();
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    if a == b {
        return 1.0;
    }
    if length(&a).min(length(&b)) >= 2 && (a.contains(&b) || b.contains(&a)) {
        return 0.9;
    }
    Some(dice(&a, &b)).filter(|dice| *dice >= 0.6).unwrap_or(0.0)
}

fn dice(a: &str, b: &str) -> f64 {
    let pairs = |text: &str| -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        if chars.len() < 2 {
            vec![text.to_owned()]
        } else {
            chars.windows(2).map(|pair| pair.iter().collect()).collect()
        }
    };
    let (a, mut b) = (pairs(a), pairs(b));
    let total = a.len() + b.len();
    let mut common = 0;
    for pair in &a {
        if let Some(at) = b.iter().position(|other| other == pair) {
            b.swap_remove(at);
            common += 1;
        }
    }
    2.0 * common as f64 / total.max(1) as f64
}

fn bare_indicator(text: &str) -> String {
    let marks = "，,。；;、：:“”\"'‘’（）()《》〈〉—-";
    let mut text: String = fold(text).chars().filter(|char| !marks.contains(*char)).collect();
    while let Some((opener, _)) = same("opener").find(|(opener, _)| text.starts_with(opener)) {
        text.drain(..opener.len());
    }
    same("synonym").fold(text, |text, (word, other)| text.replace(word, other))
}

#[cfg(test)]
mod tests {
    use super::half_of;

    #[test]
    fn numbered_passages_fall_into_halves_of_the_same_size() {
        let first = (0..100).filter(|number| half_of(&format!("g{number:03}")) == 0).count();
        assert_eq!(first, 50);
        assert_eq!(half_of("g010"), half_of("g010"));
    }
}
