//! Packs each folder of `data/` into one bundle file, so that the browser fetches a handful of files.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=data");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR for build scripts"));
    for group in sorted_entries(Path::new("data"))? {
        let mut bundle = Vec::new();
        for file in sorted_entries(&group)? {
            let name = file.file_name().expect("a listed file has a name").to_string_lossy().into_owned();
            let bytes = without_comments(&name, fs::read(&file)?);
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

/// What lies in `folder`, in the order of names: a bundle is the same bytes on every machine.
fn sorted_entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}
