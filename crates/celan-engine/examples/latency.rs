//! How long the engine takes to answer each question: `latency PACK [ROUNDS]` reads the questions from standard input, one a
//! line, asks all of them in turn and prints the least microseconds of each, then median, 99th percentile and what the index takes.
//!
//! With 0 rounds it prints the answers instead, a JSON line each, so that two programs can be compared.

use std::io::{Read, stdin};
use std::time::Instant;
use std::{env, fs};

use celan_engine::Engine;
use celan_formats::Record;
use celan_wire::{Browse, Request, Response};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = env::args().skip(1);
    let pack = args.next().ok_or("expected a pack")?;
    let rounds: usize = args.next().map_or(Ok(10), |rounds| rounds.parse())?;
    let mut questions = String::new();
    stdin().read_to_string(&mut questions)?;
    let questions: Vec<&str> = questions.lines().collect();
    let mut engine = engine(&pack)?;
    if rounds == 0 {
        for question in questions {
            println!("{}", serde_json::to_string(&ask(&mut engine, question))?);
        }
        return Ok(());
    }
    let mut least = vec![u128::MAX; questions.len()];
    let mut all = Vec::new();
    for round in 0..rounds {
        for (question, least) in questions.iter().zip(&mut least) {
            // The engine keeps what it found last; the blank makes it another question, should there be only one.
            let question = format!("{question}{}", " ".repeat(round % 2));
            let start = Instant::now();
            std::hint::black_box(ask(&mut engine, &question));
            let took = start.elapsed().as_micros();
            *least = took.min(*least);
            all.push(took);
        }
    }
    for (question, least) in questions.iter().zip(&least) {
        println!("{least:>8}  {question}");
    }
    all.sort_unstable();
    println!("median {}, p99 {}", all[all.len() / 2], all[all.len() * 99 / 100]);
    println!("index {} bytes", engine.corpus().index_size());
    Ok(())
}

/// An engine with the documents of a pack, in which everything can be found.
fn engine(pack: &str) -> Result<Engine, Box<dyn std::error::Error>> {
    let mut engine = Engine::new(celan_data::embedded::CORE)?;
    engine.load_dictionary(celan_data::embedded::DICT)?;
    let (sources, refused) = celan_formats::read(pack, &fs::read(pack)?);
    if let Some(refusal) = refused.first() {
        return Err(refusal.to_string().into());
    }
    for source in &sources {
        engine.answer(Request::Add { record: Record::from(source).bytes() });
    }
    engine.answer(Request::Facets);
    Ok(engine)
}

/// The answer as the page asks for it: the best twenty documents with snippets, and the counts of all tick boxes.
fn ask(engine: &mut Engine, question: &str) -> Response {
    engine.answer(Request::Search(Browse { query: question.to_owned(), limit: 20, ..Browse::default() }))
}
