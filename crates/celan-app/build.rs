//! Turns `strings/zh-Hans.json` into one sorted table, so that the page carries no JSON reader for its own words. The other
//! languages are files of their own, in the order of this table.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::{env, fs, path::Path};

fn main() {
    let path = "strings/zh-Hans.json";
    println!("cargo::rerun-if-changed={path}");
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let table: BTreeMap<String, String> =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut code =
        String::from("/// Key, then the words in Simplified Chinese.\nstatic TABLE: &[(&str, &str)] = &[\n");
    for (key, words) in &table {
        writeln!(code, "    ({key:?}, {words:?}),").expect("writing to a string");
    }
    code.push_str("];\n");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("strings.rs"), code).expect("OUT_DIR can be written");
}
