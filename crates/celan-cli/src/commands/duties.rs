use std::io::Write;

use celan_core::{Offsets, Unit, clean, duties, parse};
use celan_data::Tables;
use celan_wire::Duty;
use clap::ValueEnum;

use crate::Outcome;
use crate::input;
use crate::output::{Of, csv_cell, file_line, json_line, stdout};

/// List who leads, helps and takes part in each measure, and the words that say so.
///
/// JSON: {"section": [headings above], "measure", "lead", "partners", "participants", "persons": [{"name", "role", "post"}],
/// "place" or null, "quote", "start", "end"}; start and end count characters of the clean text.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Documents and folders, or - for standard input. Where there are several, each duty tells its file.
    #[arg(required = true)]
    files: Vec<String>,
    /// How to print them.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// To read.
    Table,
    /// For a spreadsheet; several names in a cell are joined by 、.
    Csv,
    /// One array.
    Json,
    /// One object a line.
    Jsonl,
}

impl Args {
    pub(crate) fn run(&self) -> anyhow::Result<Outcome> {
        let tables = Tables::embedded();
        let mut found = Vec::new();
        let sources = input::sources(&self.files)?;
        for source in &sources {
            let doc = parse(&clean(&source.text, tables), tables);
            let offsets = Offsets::new(&doc.text);
            let file = (sources.len() > 1).then(|| source.name.clone());
            found.extend(
                duties(&doc, tables).iter().map(|duty| Of {
                    file: file.clone(),
                    fact: Duty::new(duty, &doc, &offsets, Unit::Chars),
                }),
            );
        }
        let mut out = stdout();
        match self.format {
            Format::Table => table(&mut out, &found)?,
            Format::Csv => csv(&mut out, &found)?,
            Format::Json => json_line(&mut out, &found)?,
            Format::Jsonl => found.iter().try_for_each(|duty| json_line(&mut out, duty))?,
        }
        out.flush()?;
        Ok(if found.is_empty() { Outcome::Nothing } else { Outcome::Done })
    }
}

/// 方操胜(群长,县委副书记).
fn persons(duty: &Duty) -> Vec<String> {
    let person = |person: &celan_wire::Person| match person.post.as_str() {
        "" => format!("{}({})", person.name, person.role),
        post => format!("{}({},{post})", person.name, person.role),
    };
    duty.persons.iter().map(person).collect()
}

fn table(out: &mut impl Write, duties: &[Of<Duty>]) -> anyhow::Result<()> {
    let mut last = None;
    for Of { file, fact: duty } in duties {
        file_line(out, file, &mut last)?;
        writeln!(out, "{}", duty.measure)?;
        let place = duty.place.iter().cloned().collect();
        let rows = [
            ("place", place),
            ("lead", duty.lead.clone()),
            ("partners", duty.partners.clone()),
            ("take part", duty.participants.clone()),
            ("persons", persons(duty)),
            ("in", duty.section.clone()),
        ];
        for (name, values) in rows.into_iter().filter(|(_, values)| !values.is_empty()) {
            let parting = if name == "in" { " › " } else { "、" };
            writeln!(out, "  {name:<9} {}", values.join(parting))?;
        }
    }
    Ok(())
}

fn csv(out: &mut impl Write, duties: &[Of<Duty>]) -> anyhow::Result<()> {
    let several = duties.iter().any(|duty| duty.file.is_some());
    let columns = "section,measure,lead,partners,participants,persons,place,quote,start,end";
    writeln!(out, "{columns}{}", if several { ",file" } else { "" })?;
    for Of { file, fact: duty } in duties {
        let cells = [
            duty.section.join(" › "),
            duty.measure.clone(),
            duty.lead.join("、"),
            duty.partners.join("、"),
            duty.participants.join("、"),
            persons(duty).join("、"),
            duty.place.clone().unwrap_or_default(),
            duty.quote.clone(),
            duty.start.to_string(),
            duty.end.to_string(),
        ];
        let cells: Vec<String> = cells.iter().chain(file).map(|cell| csv_cell(cell)).collect();
        writeln!(out, "{}", cells.join(","))?;
    }
    Ok(())
}
