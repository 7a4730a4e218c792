use std::io::Write;

use anyhow::bail;
use celan_core::{Block, BlockKind, Corpus, Document, Facts, Span, Target, clean, extract, parse, why};
use celan_data::Tables;
use celan_formats::Source;
use celan_site::{Page, TITLE, fallback};
use serde::{Deserialize, Serialize};

use crate::Outcome;
use crate::input;
use crate::output::{Of, csv_cell, file_line, json_line, stdout};

/// List what a document promises: indicator, value, unit, deadline, and the words that say so.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Documents and folders, or - for standard input. Where there are several, each target tells its file.
    #[arg(required_unless_present = "batch")]
    files: Vec<String>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Only targets of this row of the indicator table, such as high_tech_enterprises.
    #[arg(long, value_name = "ID", conflicts_with = "batch")]
    indicator: Option<String>,
    /// Say of each target why it is one and how sure that is.
    #[arg(long)]
    explain: bool,
    /// List results already reached instead.
    #[arg(long)]
    past: bool,
    /// Read {"id","text","doc_year_hint"?} lines from standard input, and print {"id","targets"} lines.
    #[arg(long, conflicts_with = "files")]
    batch: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
    Jsonl,
    /// A table to paste between the tags of <celan-explorer>.
    Html,
}

#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    text: String,
    doc_year_hint: Option<i32>,
}

#[derive(Serialize)]
struct Answer {
    id: serde_json::Value,
    targets: Vec<celan_wire::Target>,
}

/// What is printed of a target.
#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    target: celan_wire::Target,
    #[serde(flatten)]
    reasons: Option<Reasons>,
}

/// Why a target is one and how sure that is; only where it is asked for.
#[derive(Serialize)]
struct Reasons {
    confidence: f32,
    why: Vec<String>,
}

impl Args {
    pub(crate) fn run(&self) -> anyhow::Result<Outcome> {
        if self.batch {
            return batch(self.past);
        }
        if let Some(id) = &self.indicator
            && Tables::embedded().indicators.get(id).is_none()
        {
            bail!("--indicator {id}: there is no such row in the indicator table");
        }
        let sources = input::sources(&self.files)?;
        if self.format == Format::Html {
            return self.html(&sources);
        }
        let mut all = Vec::new();
        for source in &sources {
            let cleaned = clean(&source.text, Tables::embedded());
            let doc = parse(&cleaned, Tables::embedded());
            let facts = extract(&doc, None, Tables::embedded());
            let found = if self.past { &facts.past } else { &facts.targets };
            let kept: Vec<usize> = (0..found.len()).filter(|at| self.wants(&found[*at])).collect();
            let file = (sources.len() > 1).then(|| source.name.clone());
            let first = all.len();
            let targets = celan_wire::targets(&doc, found);
            for &at in &kept {
                let mut target = targets[at].clone();
                // A parent is an index into what is printed.
                let parent = target.parent.and_then(|parent| kept.binary_search(&parent).ok());
                target.parent = parent.map(|parent| first + parent);
                let reasons = self.reasons(&doc, &found[at]);
                all.push(Of { file: file.clone(), fact: Row { target, reasons } });
            }
        }
        if all.is_empty() {
            eprintln!("no targets found");
            if self.format == Format::Json {
                stdout().write_all(b"[]\n")?;
            }
            return Ok(Outcome::Nothing);
        }
        self.print(&all)?;
        Ok(Outcome::Done)
    }

    /// A table to stand in for the element where that cannot run.
    fn html(&self, sources: &[Source]) -> anyhow::Result<Outcome> {
        if self.past || self.explain {
            bail!("--format html shows targets as readers see them, without --past and --explain");
        }
        let mut corpus = Corpus::default();
        for source in sources {
            input::add(&mut corpus, source, Tables::embedded());
        }
        let pages: Vec<Page> = corpus.iter().map(|(_, entry)| Page::of(entry, TITLE)).collect();
        let rows = pages.iter().flat_map(|page| &page.targets);
        match fallback(rows, self.indicator.as_deref()) {
            Some(table) => writeln!(stdout(), "{table}")?,
            None => {
                eprintln!("no targets found");
                return Ok(Outcome::Nothing);
            }
        }
        Ok(Outcome::Done)
    }

    fn wants(&self, target: &Target) -> bool {
        self.indicator.is_none() || self.indicator == target.indicator_id
    }

    /// Why a target is one, where that is asked for.
    fn reasons(&self, doc: &Document, target: &Target) -> Option<Reasons> {
        self.explain.then(|| Reasons {
            confidence: target.confidence,
            why: why(doc, target, None, Tables::embedded()),
        })
    }

    fn print(&self, targets: &[Of<Row>]) -> anyhow::Result<()> {
        let mut out = stdout();
        match self.format {
            Format::Json => {
                serde_json::to_writer_pretty(&mut out, targets)?;
                out.write_all(b"\n")?;
            }
            Format::Jsonl => {
                for target in targets {
                    json_line(&mut out, target)?;
                }
            }
            Format::Csv => csv(&mut out, targets)?,
            // Format::Html has been answered by then.
            Format::Table | Format::Html => {
                let mut last = None;
                for Of { file, fact: Row { target, reasons } } in targets {
                    file_line(&mut out, file, &mut last)?;
                    writeln!(
                        out,
                        "{}{}\t{}{}{}\t{}\t{}\t{}\t{}\t{}",
                        if target.parent.is_some() { "  └ " } else { "" },
                        target.indicator,
                        target.value.map_or("xx".to_owned(), |value| value.to_string()),
                        target.value_max.map_or(String::new(), |value| format!("—{value}")),
                        target.unit,
                        target.comparator,
                        target.kind,
                        target.deadline.map_or("-".to_owned(), |year| year.to_string()),
                        target.subject.as_deref().unwrap_or("-"),
                        target.quote.replace('\n', "⏎"),
                    )?;
                    if let Some(Reasons { confidence, why }) = reasons {
                        writeln!(out, "      confidence {confidence:.2}")?;
                        for reason in why {
                            writeln!(out, "      {}", reason.replace('\n', "⏎"))?;
                        }
                    }
                }
            }
        }
        Ok(())
    }
}

const COLUMNS: [&str; 15] = [
    "indicator",
    "indicator_id",
    "value",
    "value_max",
    "unit",
    "comparator",
    "kind",
    "period_start",
    "deadline",
    "subject",
    "parent",
    "redacted",
    "strength",
    "section",
    "quote",
];

fn csv(out: &mut impl Write, targets: &[Of<Row>]) -> anyhow::Result<()> {
    let several = targets.iter().any(|target| target.file.is_some());
    writeln!(out, "{}{}", COLUMNS.join(","), if several { ",file" } else { "" })?;
    for Of { file, fact: Row { target, .. } } in targets {
        let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
        let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
        let cells = [
            target.indicator.clone(),
            target.indicator_id.clone().unwrap_or_default(),
            number(target.value),
            number(target.value_max),
            target.unit.clone(),
            target.comparator.clone(),
            target.kind.clone(),
            year(target.period_start),
            year(target.deadline),
            target.subject.clone().unwrap_or_default(),
            target.parent.map(|parent| parent.to_string()).unwrap_or_default(),
            target.redacted.to_string(),
            target.strength.clone(),
            target.section.join(" / "),
            target.quote.clone(),
        ];
        let cells = cells.iter().chain(file).map(|cell| csv_cell(cell));
        writeln!(out, "{}", cells.collect::<Vec<_>>().join(","))?;
    }
    Ok(())
}

fn batch(past: bool) -> anyhow::Result<Outcome> {
    let mut out = stdout();
    for line in input::json_lines::<Line>() {
        let Line { id, text, doc_year_hint } = line?;
        let (doc, facts) = read_passage(text, doc_year_hint);
        json_line(
            &mut out,
            &Answer {
                id,
                targets: celan_wire::targets(&doc, if past { &facts.past } else { &facts.targets }),
            },
        )?;
    }
    Ok(Outcome::Done)
}

/// Facts of a passage that stands for itself and has no head; offsets are those of `text`.
pub(crate) fn read_passage(text: String, year: Option<i32>) -> (Document, Facts) {
    let block = Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), section: None };
    let doc = Document { text, blocks: vec![block], ..Document::default() };
    let facts = extract(&doc, year, Tables::embedded());
    (doc, facts)
}
