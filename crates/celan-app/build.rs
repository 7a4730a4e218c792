//! Turns `strings/*.json` into one sorted table, so that the page carries no JSON reader for its own words.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::{env, fs, path::Path};

/// The languages, in the order of the table's columns.
const LANGUAGES: [&str; 3] = ["zh-Hans", "zh-Hant", "en"];

fn main() {
    let mut table: BTreeMap<String, [Option<String>; 3]> = BTreeMap::new();
    for (column, language) in LANGUAGES.into_iter().enumerate() {
        let path = format!("strings/{language}.json");
        println!("cargo::rerun-if-changed={path}");
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let words: BTreeMap<String, String> =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        for (key, value) in words {
            table.entry(key).or_default()[column] = Some(value);
        }
    }
    let mut code = String::from(
        "/// Key, then the words by language.\nstatic TABLE: &[(&str, [Option<&str>; 3])] = &[\n",
    );
    for (key, words) in &table {
        writeln!(code, "    ({key:?}, {words:?}),").expect("writing to a string");
    }
    code.push_str("];\n");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("strings.rs"), code).expect("OUT_DIR can be written");
}
