//! Packs each folder of `data/` into one bundle file, so that the browser fetches a handful of files.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=data");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR for build scripts"));
    for group in sorted_entries(Path::new("data"))? {
        let mut bundle = Vec::new();
        let tables =
            sorted_entries(&group)?.into_iter().filter(|file| file.extension().is_none_or(|ext| ext != "md"));
        for file in tables {
            let name = file.file_name().expect("a listed file has a name").to_string_lossy().into_owned();
            let mut bytes = without_comments(&name, fs::read(&file)?);
            if name == "regions.tsv" {
                bytes = with_steps(&bytes);
            }
            bundle.extend_from_slice(&(name.len() as u32).to_le_bytes());
            bundle.extend_from_slice(name.as_bytes());
            bundle.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
            bundle.extend_from_slice(&bytes);
        }
        let name = group.file_name().expect("a listed folder has a name").to_string_lossy().into_owned();
        fs::write(out.join(format!("{name}.bundle")), bundle)?;
    }
    Ok(())
}

/// Comment lines of a table are for those who edit it: the bundle keeps their `#` alone, so that errors name the line
/// of the file.
fn without_comments(name: &str, bytes: Vec<u8>) -> Vec<u8> {
    if !name.ends_with(".tsv") {
        return bytes;
    }
    let lines = bytes.split(|&byte| byte == b'\n');
    let kept = lines.map(|line| if line.starts_with(b"#") { b"#".as_slice() } else { line });
    kept.collect::<Vec<_>>().join(&b'\n')
}

/// The rising codes at the beginning of lines as steps from one to the next, nothing for 1: a third of their packed size.
fn with_steps(bytes: &[u8]) -> Vec<u8> {
    let mut before = 0;
    let text = String::from_utf8_lossy(bytes);
    let lines = text.split('\n').map(|line| {
        let row = line.split_once('\t').and_then(|(code, rest)| Some((code.parse::<u32>().ok()?, rest)));
        let Some((code, rest)) = row else { return line.to_owned() };
        let step = code - std::mem::replace(&mut before, code);
        if step == 1 { format!("\t{rest}") } else { format!("{step}\t{rest}") }
    });
    lines.collect::<Vec<_>>().join("\n").into_bytes()
}

/// What lies in `folder`, in the order of names: a bundle is the same bytes on every machine.
fn sorted_entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}
