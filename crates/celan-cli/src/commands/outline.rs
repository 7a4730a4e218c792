use std::io::Write;

use anyhow::bail;
use celan_core::{Document, Offsets, Unit, clean, parse};
use celan_data::Tables;
use celan_wire::{Citation, Place, date_text};
use clap::ValueEnum;
use serde::Serialize;

use crate::Outcome;
use crate::input;
use crate::output::{json_line, stdout};

/// Print the head of a document and its headings.
///
/// JSON: {"head": {"title", "title_inferred", "organ" (several joined by 、, or null), "number" (青发〔2021〕12号 or null),
/// "dates": [{"role": signed | printed | published | interpreted, "date": "2021-09-28"}], "kind", "period": [first year,
/// last year] or null, "places": [{"code", "name", "path", "inferred"}], "recipients", "cites": [{"number", "title"}],
/// "attachments": [title]}, "outline": [{"level": 1 to 5, "number", "heading", "start", "end"}]}.
/// start and end bound the whole part, its children included, in characters of the clean text.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A document, or - for standard input.
    file: String,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// To read.
    Text,
    /// One line of JSON.
    Json,
}

#[derive(Serialize)]
struct Outline<'d> {
    head: Head<'d>,
    outline: Vec<celan_wire::Section>,
}

#[derive(Serialize)]
struct Head<'d> {
    title: Option<&'d str>,
    title_inferred: bool,
    organ: Option<String>,
    number: Option<String>,
    dates: Vec<DateLine>,
    kind: Option<&'d str>,
    period: Option<[i32; 2]>,
    places: Vec<Place>,
    recipients: Option<&'d str>,
    cites: Vec<Citation>,
    attachments: &'d [String],
}

#[derive(Serialize)]
struct DateLine {
    role: &'static str,
    date: String,
}

impl Args {
    pub(crate) fn run(&self) -> anyhow::Result<Outcome> {
        let sources = input::read(&self.file)?;
        let [source] = sources.as_slice() else {
            bail!("{} holds {} documents; outline takes one", self.file, sources.len());
        };
        let tables = Tables::embedded();
        let doc = parse(&clean(&source.text, tables), tables);
        let outline = outline(&doc);
        let mut out = stdout();
        match self.format {
            Format::Json => json_line(&mut out, &outline)?,
            Format::Text => text(&mut out, &outline)?,
        }
        let nothing = outline.outline.is_empty() && outline.head.title.is_none();
        Ok(if nothing { Outcome::Nothing } else { Outcome::Done })
    }
}

fn outline(doc: &Document) -> Outline<'_> {
    let head = &doc.head;
    let offsets = Offsets::new(&doc.text);
    let dates = head.dates.iter().map(|date| DateLine { role: date.role.name(), date: date_text(date) });
    Outline {
        head: Head {
            title: head.title.as_deref(),
            title_inferred: head.title_inferred,
            organ: (!head.organs.is_empty()).then(|| head.organs.join("、")),
            number: head.number.as_ref().map(ToString::to_string),
            dates: dates.collect(),
            kind: head.kind.as_ref().map(|kind| kind.0.as_str()),
            period: head.period.map(|period| [period.start, period.end]),
            places: head.places.iter().cloned().map(Place::from).collect(),
            recipients: head.recipients.as_deref(),
            cites: head.cites.iter().map(Citation::from).collect(),
            attachments: &head.attachments,
        },
        outline: doc
            .sections
            .iter()
            .map(|section| celan_wire::Section::new(section, &offsets, Unit::Chars))
            .collect(),
    }
}

fn text(out: &mut impl Write, outline: &Outline<'_>) -> anyhow::Result<()> {
    let head = &outline.head;
    let inferred = if head.title_inferred { " (inferred)" } else { "" };
    writeln!(out, "title      {}{inferred}", head.title.unwrap_or("-"))?;
    let mut line =
        |name: &str, value: Option<&str>| value.map_or(Ok(()), |value| writeln!(out, "{name:<10} {value}"));
    line("organ", head.organ.as_deref())?;
    line("number", head.number.as_deref())?;
    for date in &head.dates {
        line(date.role, Some(&date.date))?;
    }
    line("kind", head.kind)?;
    line("period", head.period.map(|[start, end]| format!("{start}–{end}")).as_deref())?;
    for place in &head.places {
        let inferred = if place.inferred { " (inferred)" } else { "" };
        line("place", Some(&format!("{} {}{inferred}", place.code, place.path.join(" › "))))?;
    }
    line("to", head.recipients)?;
    for cite in &head.cites {
        let words = [cite.title.as_ref().map(|title| format!("《{title}》")), cite.number.clone()];
        line("cites", Some(&words.into_iter().flatten().collect::<Vec<_>>().join(" ")))?;
    }
    for attachment in head.attachments {
        line("attached", Some(attachment))?;
    }
    writeln!(out)?;
    for section in &outline.outline {
        let indent = "  ".repeat(usize::from(section.level.saturating_sub(1)));
        let number = if section.number.is_empty() { "——" } else { &section.number };
        writeln!(out, "{indent}{number} {}", section.heading)?;
    }
    Ok(())
}
