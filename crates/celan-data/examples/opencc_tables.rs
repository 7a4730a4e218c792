//! Makes the script tables from OpenCC's dictionaries: `cargo run -p celan-data --example opencc_tables -- FOLDER VERSION`,
//! where FOLDER holds `TSCharacters.txt`, `TSPhrases.txt`, `STCharacters.txt` and `STPhrases.txt` of OpenCC.
//!
//! Kept are rows that change something and keep the number of UTF-16 units, so that offsets survive a conversion. A
//! phrase that its characters and shorter phrases already give is left out: that is nine in ten of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

type Pairs = BTreeMap<String, String>;

fn main() -> io::Result<()> {
    let mut args = env::args().skip(1);
    let (Some(folder), Some(version)) = (args.next(), args.next()) else {
        return Err(io::Error::other("expected a folder with OpenCC's dictionaries and their version"));
    };
    let read = |name: &str| pairs(&Path::new(&folder).join(name));
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data");
    let write = |path: &str, file: &str, columns: &str, rows: &Pairs| {
        let head = format!(
            "# From {file} of OpenCC {version} (Apache-2.0, see NOTICE), made by examples/opencc_tables.rs on 2026-11-22.\n"
        );
        let rows: String = rows.iter().map(|(from, to)| format!("{from}\t{to}\n")).collect();
        fs::write(data.join(path), format!("{head}{columns}\n{rows}"))
    };

    let to_simplified = read("TSCharacters.txt")?;
    let to_traditional = read("STCharacters.txt")?;
    let simplified_phrases = needed(&read("TSPhrases.txt")?, &to_simplified);
    let traditional_phrases = needed(&read("STPhrases.txt")?, &to_traditional);
    // 薴 → 苧 → 苎 becomes 薴 → 苎: converting twice is converting once.
    let changing = |pairs: &Pairs| -> Pairs {
        let last = |to: &String| pairs.get(to).unwrap_or(to).clone();
        pairs.iter().filter(|(from, to)| from != to).map(|(from, to)| (from.clone(), last(to))).collect()
    };
    write("core/simplified.tsv", "TSCharacters", "traditional\tsimplified", &changing(&to_simplified))?;
    write("script/traditional.tsv", "STCharacters", "simplified\ttraditional", &changing(&to_traditional))?;
    write("script/simplified-phrases.tsv", "TSPhrases", "traditional\tsimplified", &simplified_phrases)?;
    write("script/traditional-phrases.tsv", "STPhrases", "simplified\ttraditional", &traditional_phrases)
}

/// The rows of a dictionary, `from TAB first other …`, that keep the number of UTF-16 units.
fn pairs(path: &Path) -> io::Result<Pairs> {
    let text = fs::read_to_string(path)?;
    let rows = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    let firsts = rows.map(|(from, to)| (from, to.split(' ').next().unwrap_or_default()));
    let same = firsts.filter(|(from, to)| {
        from.encode_utf16().count() == to.encode_utf16().count() && from.chars().count() == to.chars().count()
    });
    Ok(same.map(|(from, to)| (from.to_owned(), to.to_owned())).collect())
}

/// The phrases that characters and shorter phrases do not give.
fn needed(phrases: &Pairs, characters: &Pairs) -> Pairs {
    let mut by_length: Vec<_> = phrases.iter().collect();
    by_length.sort_by_key(|(from, _)| from.chars().count());
    let mut kept = Pairs::new();
    for (from, to) in by_length {
        if convert(from, &kept, characters) != *to {
            kept.insert(from.clone(), to.clone());
        }
    }
    kept
}

/// The longest phrase at each place, else the character.
fn convert(text: &str, phrases: &Pairs, characters: &Pairs) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let ends = rest.char_indices().skip(1).map(|(at, _)| at).chain([rest.len()]);
        let phrase = ends.filter_map(|end| Some((end, phrases.get(&rest[..end])?))).last();
        let (end, to) = phrase.unwrap_or_else(|| {
            let end = first.len_utf8();
            (end, characters.get(&rest[..end]).map_or(const { &String::new() }, |to| to))
        });
        out.push_str(if to.is_empty() { &rest[..end] } else { to });
        rest = &rest[end..];
    }
    out
}
