use std::io::Write;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, bail};
use celan_core::{Corpus, Finder, Lexicon, Offsets, Selection, Unit, parse_query, snippet};
use celan_data::{Dictionary, Tables};
use serde::{Deserialize, Serialize};

use crate::Outcome;
use crate::input;
use crate::output::{json_line, stdout};

/// Find passages: words, "exact words", -not, OR, fields and figures.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A folder of documents, one document, a pack, or records.jsonl of {"id","title","text"}.
    corpus: String,
    /// What to look for.
    #[arg(required_unless_present = "batch")]
    query: Option<String>,
    /// Print at most so many passages.
    #[arg(long, default_value_t = 20)]
    limit: usize,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Read {"id","q"} lines from standard input and answer each with a line.
    #[arg(long, conflicts_with_all = ["query", "format"])]
    batch: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Deserialize)]
struct Question {
    id: serde_json::Value,
    q: String,
}

#[derive(Serialize)]
struct Answer {
    id: serde_json::Value,
    total: usize,
    hits: Vec<HitLine>,
    /// Microseconds.
    us: u64,
}

/// A passage; offsets count characters of the clean text.
#[derive(Serialize)]
struct HitLine {
    doc: String,
    passage: usize,
    start: usize,
    end: usize,
    score: f32,
}

/// A passage with all there is to read.
#[derive(Serialize)]
struct HitText {
    #[serde(flatten)]
    place: HitLine,
    file: String,
    title: String,
    path: Vec<String>,
    snippet: String,
    marks: Vec<[usize; 2]>,
    helped: bool,
}

#[derive(Serialize)]
struct Found {
    query: String,
    total: usize,
    helps: Vec<HelpLine>,
    hits: Vec<HitText>,
}

#[derive(Serialize)]
struct HelpLine {
    kind: &'static str,
    from: String,
    to: String,
}

#[derive(Deserialize)]
struct Record {
    id: String,
    #[serde(default)]
    title: String,
    text: String,
}

impl Args {
    pub(crate) fn run(&self) -> anyhow::Result<Outcome> {
        if self.query.as_ref().is_some_and(|query| query.trim().is_empty()) {
            bail!("the query is empty: expected words to look for, such as 高新技术企业");
        }
        let tables = Tables::embedded();
        let corpus = load(&self.corpus, tables)?;
        match &self.query {
            Some(query) => self.one(&corpus, query, tables),
            None => self.many(&corpus, tables),
        }
    }

    fn many(&self, corpus: &Corpus, tables: &Tables) -> anyhow::Result<Outcome> {
        let mut out = stdout();
        let mut outcome = Outcome::Nothing;
        let selection = Selection::default();
        let lexicon = Lexicon { tables, dictionary: Some(Dictionary::embedded()) };
        for question in input::json_lines::<Question>() {
            let Question { id, q } = question?;
            let start = Instant::now();
            let found = celan_core::search(corpus, &parse_query(&q, tables), &selection, lexicon);
            let hits = found.best(self.limit).iter().map(|hit| line(corpus, hit)).collect();
            let us = start.elapsed().as_micros() as u64;
            if !found.hits().is_empty() {
                outcome = Outcome::Done;
            }
            json_line(&mut out, &Answer { id, total: found.hits().len(), hits, us })?;
        }
        Ok(outcome)
    }

    fn one(&self, corpus: &Corpus, query: &str, tables: &Tables) -> anyhow::Result<Outcome> {
        let selection = Selection::default();
        let lexicon = Lexicon { tables, dictionary: Some(Dictionary::embedded()) };
        let found = celan_core::search(corpus, &parse_query(query, tables), &selection, lexicon);
        let best = found.best(self.limit);
        let mut finder = found.finder();
        let answer = Found {
            query: query.to_owned(),
            total: found.hits().len(),
            helps: found.helps.iter().map(help_line).collect(),
            hits: best.iter().map(|hit| self.with_text(corpus, hit, &mut finder, tables)).collect(),
        };
        match self.format {
            Format::Json => json_line(&mut stdout(), &answer)?,
            Format::Text => print(&answer)?,
        }
        Ok(if answer.hits.is_empty() { Outcome::Nothing } else { Outcome::Done })
    }

    fn with_text(
        &self,
        corpus: &Corpus,
        hit: &celan_core::Scored,
        finder: &mut Finder<'_>,
        tables: &Tables,
    ) -> HitText {
        let entry = corpus.doc(corpus.doc_of(hit.passage));
        let snippet = snippet(corpus, hit.passage, finder, tables);
        let offsets = Offsets::new(&snippet.text);
        let marks = snippet.marks.iter().map(|mark| offsets.range(Unit::Chars, *mark));
        let marks = marks.map(|mark| [mark.start, mark.end]).collect();
        HitText {
            place: line(corpus, hit),
            file: entry.file.clone(),
            title: entry.title().to_owned(),
            path: corpus.path(hit.passage),
            snippet: snippet.text,
            marks,
            helped: hit.helped,
        }
    }
}

fn line(corpus: &Corpus, hit: &celan_core::Scored) -> HitLine {
    let entry = corpus.doc(corpus.doc_of(hit.passage));
    let span = corpus.span(hit.passage);
    let before = &entry.text()[..span.start()];
    let start = before.chars().count();
    HitLine {
        doc: entry.id.to_string(),
        passage: (hit.passage - entry.passages().start()) as usize,
        start,
        end: start + span.of(entry.text()).chars().count(),
        score: hit.score,
    }
}

fn help_line(help: &celan_core::Help) -> HelpLine {
    HelpLine { kind: help.kind.name(), from: help.from.clone(), to: help.to.clone() }
}

/// For reading: grouped by document in the order of the hits, the words in brackets.
fn print(answer: &Found) -> anyhow::Result<()> {
    let mut out = stdout();
    for help in &answer.helps {
        writeln!(out, "({}: {} → {})", help.kind, help.from, help.to)?;
    }
    let mut shown: Vec<&str> = Vec::new();
    for hit in &answer.hits {
        if shown.contains(&hit.place.doc.as_str()) {
            continue;
        }
        shown.push(&hit.place.doc);
        writeln!(out, "{}  [{}]", hit.title, hit.file)?;
        for hit in answer.hits.iter().filter(|other| other.place.doc == hit.place.doc) {
            if !hit.path.is_empty() {
                writeln!(out, "  {}", hit.path.join(" › "))?;
            }
            writeln!(out, "    {}", marked(hit))?;
        }
    }
    if answer.total > answer.hits.len() {
        eprintln!("{} of {} passages", answer.hits.len(), answer.total);
    }
    Ok(())
}

fn marked(hit: &HitText) -> String {
    let mut out = String::new();
    for (at, c) in hit.snippet.chars().enumerate() {
        if hit.marks.iter().any(|mark| mark[1] == at) {
            out.push('】');
        }
        if hit.marks.iter().any(|mark| mark[0] == at) {
            out.push('【');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    if hit.marks.iter().any(|mark| mark[1] == hit.snippet.chars().count()) {
        out.push('】');
    }
    out
}

/// The documents of a folder, of one file, or of a file of records.
pub(crate) fn load(path: &str, tables: &Tables) -> anyhow::Result<Corpus> {
    let mut corpus = Corpus::default();
    if path.ends_with(".jsonl") && !Path::new(path).is_dir() {
        let text = std::fs::read_to_string(path).with_context(|| format!("{path} cannot be read"))?;
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let record: Record =
                serde_json::from_str(line).with_context(|| format!("{path} line {}", at + 1))?;
            corpus.add_record(&record.id, &record.title, &record.text, tables);
        }
    } else {
        for file in input::files(&[path.to_owned()])? {
            for source in input::read(&file)? {
                input::add(&mut corpus, &source, tables);
            }
        }
    }
    if corpus.iter().next().is_none() {
        bail!("{path} holds no document; expected txt, md, html, docx, pdf, a pack or a records.jsonl");
    }
    corpus.commit();
    Ok(corpus)
}
