//! Our rows beside the figures of other search engines, on the same inputs.
//!
//! `cargo run --release -p celan-engine --example peers [-- FOLDER [large]]`. FOLDER holds the public cases (S.jsonl,
//! M.jsonl.gz, queries.json, known-*.json, substr-*.json) and is `../shared/peers/search` unless given. `large` adds
//! 10,000 documents made of M's sentences. The peers' figures are in their own table; the best one is repeated here.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use std::{env, fs};

use celan_core::{Corpus, DocId, HelpKind, Lexicon, Selection, fold, parse_query};
use celan_data::{Dictionary, Tables};
use serde_json::Value;

fn main() {
    let mut args = env::args().skip(1);
    let folder = args.next().unwrap_or_else(|| "../shared/peers/search".into());
    let large = args.next().filter(|word| word == "large");
    let count = args.next().and_then(|count| count.parse().ok()).unwrap_or(10_000);
    let folder = PathBuf::from(folder);
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return;
    }
    let small = records(&fs::read_to_string(folder.join("S.jsonl")).expect("S.jsonl can be read"));
    let medium = records(&gunzip(&folder.join("M.jsonl.gz")));
    let queries = json(&folder.join("queries.json"));

    println!("S: {} records", small.len());
    let corpus = build(&small);
    known(&corpus, &json(&folder.join("known-S.json")));
    substrings(&corpus, &json(&folder.join("substr-S.json")));
    println!("M: {} records", medium.len());
    let corpus = build(&medium);
    known(&corpus, &json(&folder.join("known-M.json")));
    substrings(&corpus, &json(&folder.join("substr-M.json")));
    latency(&corpus, &queries);
    zero(&corpus, &queries);
    drop(corpus);
    if large.is_some() {
        let records = recombined(&medium, count);
        println!("{count} recombined documents");
        let corpus = build(&records);
        drop(records);
        println!("  memory {} MB", memory());
        latency(&corpus, &queries);
        zero(&corpus, &queries);
    }
}

struct Record {
    id: String,
    title: String,
    text: String,
}

fn records(lines: &str) -> Vec<Record> {
    let record = |line: &str| {
        let value: Value = serde_json::from_str(line).expect("a record is a JSON object");
        Record { id: text(&value, "id"), title: text(&value, "title"), text: text(&value, "text") }
    };
    lines.lines().map(record).collect()
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

fn json(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).expect("a list of cases")
}

fn gunzip(path: &Path) -> String {
    let output = Command::new("gzip").arg("-dc").arg(path).output().expect("gzip is installed");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// `count` documents of the sentences of `records`, dealt out in an order that is always the same.
fn recombined(records: &[Record], count: usize) -> Vec<Record> {
    let pieces: Vec<&str> =
        records.iter().flat_map(|record| record.text.split_inclusive(['。', '\n'])).collect();
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    let mut next = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    };
    let mut document = |at: usize| {
        let like = &records[at % records.len()];
        let mut text = String::new();
        while text.len() < like.text.len() {
            text.push_str(pieces[next(pieces.len())]);
        }
        Record { id: format!("l{at:05}"), title: like.title.clone(), text }
    };
    (0..count).map(&mut document).collect()
}

fn build(records: &[Record]) -> Corpus {
    let tables = Tables::embedded();
    let bytes: usize = records.iter().map(|record| record.text.len() + record.title.len()).sum();
    let start = Instant::now();
    let mut corpus = Corpus::default();
    for record in records {
        corpus.add_record(&record.id, &record.title, &record.text, tables);
    }
    corpus.commit();
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "  build {seconds:.2} s ({:.1} MB/s), index {:.2} MB = {:.3} of the text, {} passages",
        bytes as f64 / 1e6 / seconds,
        corpus.index_size() as f64 / 1e6,
        corpus.index_size() as f64 / bytes as f64,
        corpus.passage_bound(),
    );
    corpus
}

fn lexicon() -> Lexicon<'static> {
    Lexicon { tables: Tables::embedded(), dictionary: Some(Dictionary::embedded()) }
}

/// Ids of the records that answer, best first, each once.
fn answer(corpus: &Corpus, query: &str) -> (Vec<String>, bool) {
    let tables = Tables::embedded();
    let selection = Selection::default();
    let found = celan_core::search(corpus, &parse_query(query, tables), &selection, lexicon());
    let helped = found.helps.iter().any(|help| help.kind != HelpKind::Script);
    let mut seen = HashSet::new();
    let docs = found.best(usize::MAX).into_iter().map(|hit| corpus.doc_of(hit.passage));
    let docs = docs.filter(|doc| seen.insert(*doc)).map(|doc| corpus.doc(doc).id.to_string());
    (docs.collect(), helped)
}

fn known(corpus: &Corpus, cases: &[Value]) {
    let mut sets: Vec<String> = Vec::new();
    for case in cases {
        let set = text(case, "set");
        if !sets.contains(&set) {
            sets.push(set);
        }
    }
    for set in sets {
        for key in ["q", "trad"] {
            let cases = cases.iter().filter(|case| text(case, "set") == set && case[key].is_string());
            let ranks: Vec<f64> = cases
                .map(|case| {
                    let (ids, _) = answer(corpus, &text(case, key));
                    let at = ids.iter().take(10).position(|id| *id == text(case, "id"));
                    if env::var_os("CELAN_MISSES").is_some() && at != Some(0) {
                        println!("    {} {} {at:?} of {}", text(case, key), text(case, "id"), ids.len());
                    }
                    at.map_or(0.0, |at| 1.0 / (at + 1) as f64)
                })
                .collect();
            if !ranks.is_empty() {
                let mrr = ranks.iter().sum::<f64>() / ranks.len() as f64;
                println!("  known item, {set}, {key}: MRR@10 {mrr:.3} over {}", ranks.len());
            }
        }
    }
}

fn substrings(corpus: &Corpus, cases: &[Value]) {
    for quoted in [true, false] {
        let (mut recall, mut precision, mut repaired) = (0.0, 0.0, 0.0);
        for case in cases {
            let q = text(case, "q");
            let (ids, _) = answer(corpus, &if quoted { format!("\"{q}\"") } else { q.clone() });
            let ids: HashSet<String> = ids.into_iter().collect();
            let truth = case["truth"].as_array().expect("a list of ids").iter();
            let truth: HashSet<String> = truth.map(|id| id.as_str().unwrap_or_default().to_owned()).collect();
            let both = ids.intersection(&truth).count() as f64;
            if env::var_os("CELAN_MISSES").is_some() && ids != truth {
                let odd: Vec<_> = ids.symmetric_difference(&truth).take(3).collect();
                println!("    {q}: {} found, {} true, {odd:?}", ids.len(), truth.len());
            }
            recall += if truth.is_empty() { 1.0 } else { both / truth.len() as f64 };
            let share = |right: f64| if ids.is_empty() { 1.0 } else { right / ids.len() as f64 };
            precision += share(both);
            repaired +=
                share(ids.iter().filter(|id| truth.contains(*id) || holds(corpus, id, &q)).count() as f64);
        }
        let all = cases.len() as f64;
        let how = if quoted { "quoted" } else { "as typed" };
        let [recall, precision, repaired] = [recall, precision, repaired].map(|sum| sum / all);
        println!(
            "  substrings {how}: recall {recall:.4}, precision {repaired:.4}, {precision:.4} before repair"
        );
    }
}

/// Whether a document holds `q` as it is searched: repaired, in one spelling and without blanks. The truth of the cases is told
/// of the texts as they came.
fn holds(corpus: &Corpus, id: &str, q: &str) -> bool {
    let tables = Tables::embedded();
    let bare = |text: &str| fold(text, tables).split_whitespace().collect::<String>();
    let entry = corpus.get(&DocId::given(id)).expect("what was found is there");
    [entry.title(), entry.text()].iter().any(|text| bare(text).contains(&bare(q)))
}

fn latency(corpus: &Corpus, queries: &[Value]) {
    let tables = Tables::embedded();
    let selection = Selection::default();
    let mut all: Vec<(u128, String, String)> = Vec::new();
    for query in queries {
        let q = text(query, "q");
        // The least of three: other programs share the machine.
        let mut least = u128::MAX;
        for _ in 0..3 {
            let start = Instant::now();
            let found = celan_core::search(corpus, &parse_query(&q, tables), &selection, lexicon());
            let best = found.best(20);
            let mut finder = found.finder();
            for hit in best {
                celan_core::snippet(corpus, hit.passage, &mut finder, tables);
            }
            least = least.min(start.elapsed().as_micros());
        }
        all.push((least, text(query, "type"), q));
    }
    let print = |name: &str, mut times: Vec<u128>| {
        times.sort_unstable();
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize] as f64 / 1000.0;
        println!("  {name:6} median {:.3} ms, p99 {:.3} ms, worst {:.3} ms", at(0.5), at(0.99), at(1.0));
    };
    print("all", all.iter().map(|query| query.0).collect());
    for kind in ["w2", "p4", "and2", "long", "zero", "num", "mixed"] {
        print(kind, all.iter().filter(|query| query.1 == kind).map(|query| query.0).collect());
    }
    all.sort();
    let worst: Vec<String> =
        all.iter().rev().take(5).map(|query| format!("{} {}", query.2, query.0)).collect();
    println!("  slowest: {}", worst.join(", "));
}

fn zero(corpus: &Corpus, queries: &[Value]) {
    let cases: Vec<String> =
        queries.iter().filter(|query| text(query, "type") == "zero").map(|query| text(query, "q")).collect();
    let answered: Vec<(&String, (Vec<String>, bool))> =
        cases.iter().map(|q| (q, answer(corpus, q))).filter(|(_, (ids, _))| !ids.is_empty()).collect();
    let unlabelled = answered.iter().filter(|(_, (_, helped))| !helped).count();
    println!(
        "  queries without an answer: {} of {} got one, {unlabelled} of them unlabelled",
        answered.len(),
        cases.len()
    );
}

/// Resident memory in MB, where the system tells.
fn memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kb = line.and_then(|line| line.split_whitespace().next()).and_then(|kb| kb.parse::<u64>().ok());
    kb.map_or_else(|| "unknown".into(), |kb| (kb / 1024).to_string())
}
