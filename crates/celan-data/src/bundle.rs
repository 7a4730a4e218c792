//! A bundle: the files of one folder of `data/` behind each other, `name length, name, length, bytes` each (lengths are
//! little-endian `u32`). Written by `build.rs`.

use std::fmt;

/// The named files of one folder of `data/`.
pub struct Bundle<'a> {
    files: Vec<(&'a str, &'a [u8])>,
}

impl<'a> Bundle<'a> {
    /// Reads a bundle; the files borrow from `bytes`.
    pub fn parse(mut bytes: &'a [u8]) -> Result<Self, DataError> {
        let mut files = Vec::new();
        while !bytes.is_empty() {
            let name = take_block(&mut bytes)?;
            let name =
                str::from_utf8(name).map_err(|_| DataError::new("a bundle file name that is not UTF-8"))?;
            files.push((name, take_block(&mut bytes)?));
        }
        Ok(Self { files })
    }

    /// The bundle with other contents of the files that are named; for tables of somebody's own.
    pub fn with(&self, changed: &[(&str, String)]) -> Vec<u8> {
        let mut bundle = Vec::new();
        for (name, bytes) in &self.files {
            let own = changed.iter().find(|(file, _)| file == name);
            for block in [name.as_bytes(), own.map_or(*bytes, |(_, text)| text.as_bytes())] {
                bundle.extend_from_slice(&(block.len() as u32).to_le_bytes());
                bundle.extend_from_slice(block);
            }
        }
        bundle
    }

    /// The bytes of the file `name`.
    pub fn bytes(&self, name: &str) -> Result<&'a [u8], DataError> {
        let found = self.files.iter().find(|(file, _)| *file == name);
        found
            .map(|(_, bytes)| *bytes)
            .ok_or_else(|| DataError::new(format!("the bundle holds no file {name}")))
    }

    /// The text of the file `name`.
    pub fn text(&self, name: &str) -> Result<&'a str, DataError> {
        str::from_utf8(self.bytes(name)?).map_err(|_| DataError::new(format!("{name} is not UTF-8")))
    }
}

fn take_block<'a>(bytes: &mut &'a [u8]) -> Result<&'a [u8], DataError> {
    let cut_short = || DataError::new("a bundle that ends in the middle of a file");
    let (length, rest) = bytes.split_first_chunk::<4>().ok_or_else(cut_short)?;
    let (block, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or_else(cut_short)?;
    *bytes = rest;
    Ok(block)
}

/// A table that cannot be read: which file, which line, what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataError(String);

impl DataError {
    /// An error with its whole sentence.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for DataError {}
