//! What the repair of byte slips is worth: damages texts byte for byte as the known accident does, cleans them, compares.
//!
//! ```text
//! cargo run --release -p celan-data --example repair_model -- half.bin 79000 --half 0 ../shared/corpus
//! cargo run --release -p celan-core --example slip_measure -- ../shared/corpus --model half.bin --half 1
//! ```
//! `--model` takes a model file in the place of the shipped one and `--half` every second text only, so that the model is
//! measured on texts it has not seen. `--show` prints runs: `missed`, `wrong`, `marked` or `false`. Each text is damaged as
//! a whole, once as it is and once in traditional script: it is written as GBK, cut at the bytes of `。`, `；` and `？`
//! wherever they stand, and each piece is decoded by itself; pairs that GBK lacks and left-over first bytes vanish.

use std::ops::Range;
use std::{env, fs};

use celan_core::{Cleaned, clean, script};
use celan_data::{Bundle, Gbk, ScriptPhrases, Tables};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let args: Vec<String> = env::args().skip(1).collect();
    let folder = args.first().filter(|arg| !arg.starts_with("--")).ok_or("expected a folder of texts")?;
    let option = |name: &str| {
        args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1)).map(String::as_str)
    };
    let tables = tables(option("--model"))?;
    let gbk = tables.gbk.as_ref().ok_or("the tables know no GBK")?;
    let texts = texts(folder, option("--half").map(|half| half == "1"))?;
    println!(
        "{:<12}{:>8}{:>10}{:>8}{:>8}{:>9}{:>15}{:>14}",
        "script", "runs", "detected", "exact", "wrong", "marked", "false alarms", "characters"
    );
    for traditional in [false, true] {
        let mut sums = Sums::default();
        for text in &texts {
            let text: String = match traditional {
                true => script::to_traditional(text, ScriptPhrases::embedded()),
                false => text.clone(),
            };
            measure(&text, gbk, &tables, option("--show"), &mut sums);
        }
        sums.print(if traditional { "traditional" } else { "simplified" });
    }
    Ok(())
}

/// The tables, with the model in this file or the one that is shipped.
fn tables(model: Option<&str>) -> Outcome<Tables> {
    let mut tables = Tables::load(celan_data::embedded::CORE)?;
    tables.gbk = Some(Gbk::new(|bytes| encoding_rs::GBK.decode_without_bom_handling(bytes).0.into_owned()));
    let Some(file) = model else {
        tables.repair.give(celan_data::embedded::REPAIR)?;
        return Ok(tables);
    };
    let shipped = Bundle::parse(celan_data::embedded::REPAIR)?;
    let length = |bytes: &[u8]| (bytes.len() as u32).to_le_bytes();
    let mut bundle = Vec::new();
    for (name, bytes) in [("model.bin", &*fs::read(file)?), ("variants.tsv", shipped.bytes("variants.tsv")?)]
    {
        bundle.extend([&length(name.as_bytes()), name.as_bytes(), &length(bytes), bytes].concat());
    }
    tables.repair.give(&bundle)?;
    Ok(tables)
}

fn texts(folder: &str, half: Option<bool>) -> Outcome<Vec<String>> {
    let mut files =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "txt"));
    files.sort();
    let files = files.iter().enumerate().filter(|(at, _)| half.is_none_or(|odd| (at % 2 == 1) == odd));
    files.map(|(_, file)| Ok(fs::read_to_string(file)?)).collect()
}

/// A text in which bytes slipped.
struct Damaged {
    text: String,
    runs: Vec<Run>,
}

/// Where bytes slipped: bytes of the damaged text, and of the text before.
struct Run {
    damaged: Range<usize>,
    sound: Range<usize>,
}

impl Damaged {
    /// The bytes of the text before for those of the damaged text, and for all of a run at either end.
    fn sound(&self, range: &Range<usize>) -> Range<usize> {
        let (mut start, mut end) = (range.start, range.end);
        for run in &self.runs {
            if run.damaged.end <= range.start {
                start = run.sound.end + (range.start - run.damaged.end);
            } else if run.damaged.start < range.start {
                start = run.sound.start;
            }
            if run.damaged.end <= range.end {
                end = run.sound.end + (range.end - run.damaged.end);
            } else if run.damaged.start < range.end {
                end = run.sound.end;
            }
        }
        start..end
    }
}

/// Bytes of the marks that the tool looked for: 。；？
const NEEDLES: [[u8; 2]; 3] = [[0xA1, 0xA3], [0xA3, 0xBB], [0xA3, 0xBF]];

/// Cuts `text`, all of it characters of GBK, as the tool did.
fn damage(text: &str, gbk: &Gbk) -> Damaged {
    // The bytes, and behind how many bytes of the text each stands if a character begins there.
    let (mut bytes, mut begins) = (Vec::new(), Vec::new());
    for (at, c) in text.char_indices() {
        begins.push(Some(at));
        match gbk.pair_of(c) {
            Some(pair) => {
                bytes.extend(pair);
                begins.push(None);
            }
            None => bytes.push(c as u8),
        }
    }
    begins.push(Some(text.len()));
    let mut out = Damaged { text: String::new(), runs: Vec::new() };
    let mut open: Option<(usize, usize)> = None;
    let mut at = 0;
    while at < bytes.len() {
        if let (Some((damaged, sound)), Some(back)) = (open, begins[at]) {
            out.runs.push(Run { damaged: damaged..out.text.len(), sound: sound..back });
            open = None;
        }
        let pair = [bytes[at], bytes.get(at + 1).copied().unwrap_or(0)];
        let next = [pair[1], bytes.get(at + 2).copied().unwrap_or(0)];
        if pair[0] > 0x80 && pair[1] > 0x80 && !NEEDLES.contains(&pair) && NEEDLES.contains(&next) {
            // The byte before the mark is left over and vanishes.
            if open.is_none() {
                open = begins[at].map(|begin| (out.text.len(), begin));
            }
            out.text.extend(gbk.char_of(next[0], next[1]));
            at += 3;
        } else if pair[0] > 0x80 && pair[1] >= 0x40 {
            out.text.extend(gbk.char_of(pair[0], pair[1]));
            at += 2;
        } else {
            out.text.extend((pair[0] < 0x80).then_some(char::from(pair[0])));
            at += 1;
        }
    }
    if let Some((damaged, sound)) = open {
        out.runs.push(Run { damaged: damaged..out.text.len(), sound: sound..text.len() });
    }
    out
}

#[derive(Default)]
struct Sums {
    runs: usize,
    detected: usize,
    exact: usize,
    wrong: usize,
    marked: usize,
    false_alarms: usize,
    characters: usize,
}

impl Sums {
    fn print(&self, script: &str) {
        let share = |part: usize| part as f64 / self.runs.max(1) as f64;
        println!(
            "{script:<12}{:>8}{:>10.3}{:>8.3}{:>8.3}{:>9.3}{:>15}{:>14}",
            self.runs,
            share(self.detected),
            share(self.exact),
            share(self.wrong),
            share(self.marked),
            self.false_alarms,
            self.characters
        );
    }
}

fn measure(text: &str, gbk: &Gbk, tables: &Tables, show: Option<&str>, sums: &mut Sums) {
    // What a decoder keeps as a private character is not to be had by decoding.
    let is_in_gbk = |c: char| gbk.pair_of(c).is_some_and(|[a, b]| gbk.char_of(a, b) == Some(c));
    let text: String = text.chars().filter(|&c| c.is_ascii() || is_in_gbk(c)).collect();
    // Both the text and its damaged twin can give false alarms.
    sums.characters += 2 * text.chars().count();
    let sound = clean(&text, tables);
    for alarm in alarms(&sound) {
        sums.false_alarms += 1;
        if show == Some("false") {
            println!("  {} | {}", around(&text, &alarm), sources(&sound, &alarm));
        }
    }
    let damaged = damage(&text, gbk);
    let cleaned = clean(&damaged.text, tables);
    let is_damage = |alarm: &Range<usize>| damaged.runs.iter().any(|run| overlap(alarm, &run.damaged));
    for alarm in alarms(&cleaned).iter().filter(|alarm| !is_damage(alarm)) {
        sums.false_alarms += 1;
        if show == Some("false") {
            println!("  in damaged: {}", around(&damaged.text, alarm));
        }
    }
    for run in &damaged.runs {
        let edits = || cleaned.edits.iter().filter(|edit| overlap(&edit.source, &run.damaged));
        if edits().any(|edit| edit.rule == "boilerplate") {
            continue; // It left with the page's own words.
        }
        sums.runs += 1;
        let (range, now) = rewritten(&damaged.text, &cleaned, &run.damaged);
        let was = &text[damaged.sound(&range)];
        let is_changed = edits().any(|edit| edit.rule == "byte-slip");
        let is_marked = alarms(&cleaned).iter().any(|alarm| overlap(alarm, &run.damaged));
        let kind = match () {
            () if is_changed && solid(&now) == solid(was) => "exact",
            () if is_changed => "wrong",
            () if is_marked => "marked",
            () => "missed",
        };
        sums.detected += usize::from(is_changed || is_marked);
        sums.exact += usize::from(kind == "exact");
        sums.wrong += usize::from(kind == "wrong");
        sums.marked += usize::from(kind == "marked");
        if show == Some(kind) {
            let suggestion = sources(&cleaned, &run.damaged);
            println!("  {} | was {was} | now {now} | {suggestion}", around(&damaged.text, &run.damaged));
        }
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Without blanks and line breaks, which other rules move.
fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Where in the source a slip was repaired or marked.
fn alarms(cleaned: &Cleaned) -> Vec<Range<usize>> {
    let edits = cleaned.edits.iter().filter(|edit| edit.rule == "byte-slip").map(|edit| edit.source.clone());
    let marks = cleaned.marks.iter().filter(|mark| mark.rule == "byte-slip");
    edits
        .chain(marks.map(|mark| to_source(cleaned, mark.span.start())..to_source(cleaned, mark.span.end())))
        .collect()
}

/// The byte of the source for one of the clean text outside of edits.
fn to_source(cleaned: &Cleaned, at: usize) -> usize {
    let before = cleaned.edits.partition_point(|edit| edit.span.start() <= at);
    let Some(edit) = before.checked_sub(1).map(|last| &cleaned.edits[last]) else { return at };
    edit.source.end + at.saturating_sub(edit.span.end())
}

/// What now stands in the place of `run`, and for which bytes of the source.
fn rewritten(source: &str, cleaned: &Cleaned, run: &Range<usize>) -> (Range<usize>, String) {
    let edits = cleaned.edits.iter().filter(|edit| overlap(&edit.source, run));
    let (mut range, mut now, mut done) = (run.clone(), String::new(), None);
    for edit in edits {
        range = range.start.min(edit.source.start)..range.end.max(edit.source.end);
        now.push_str(&source[done.unwrap_or(range.start)..edit.source.start]);
        now.push_str(&edit.after);
        done = Some(edit.source.end);
    }
    now.push_str(&source[done.unwrap_or(range.start)..range.end]);
    (range, now)
}

/// What the marks on `range` of the source suggest.
fn sources(cleaned: &Cleaned, range: &Range<usize>) -> String {
    let marks = cleaned.marks.iter().filter(|mark| {
        let source = to_source(cleaned, mark.span.start())..to_source(cleaned, mark.span.end());
        mark.rule == "byte-slip" && overlap(&source, range)
    });
    marks.map(|mark| mark.suggestion.as_deref().unwrap_or("?")).collect::<Vec<_>>().join(" … ")
}

/// `range` of a text in brackets, with some characters around.
fn around(text: &str, range: &Range<usize>) -> String {
    let before: Vec<char> = text[..range.start].chars().rev().take(8).collect();
    let behind = text[range.end..].chars().take(8);
    let shown = before.into_iter().rev().chain(['[']).chain(text[range.clone()].chars()).chain([']']);
    shown.chain(behind).map(|c| if c == '\n' { '⏎' } else { c }).collect()
}
