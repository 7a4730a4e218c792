//! From the bytes of a file to the text of the documents in it.
//!
//! A file is taken for what its bytes say it is; its ending only decides between kinds of text (`.md`, `.html`, `.txt`).
//! What cannot be read is refused with a [`Reason`], never half read. Every step is bounded: see [`limits`].
//!
//! The text comes back as it stood in the file. Repairing it is not done here but in `celan-core`.

#[cfg(feature = "office")]
mod archive;
mod charset;
#[cfg(feature = "office")]
mod docx;
mod encoding;
#[cfg(feature = "html")]
mod html;
pub mod limits;
#[cfg(any(feature = "html", feature = "markdown", feature = "office", feature = "pdf"))]
mod lines;
#[cfg(feature = "markdown")]
mod markdown;
#[cfg(feature = "pack")]
mod pack;
#[cfg(feature = "pdf")]
mod pdf;
mod record;
mod refusal;
mod sniff;

pub use encoding::{decode, decode_gbk};
#[cfg(feature = "pack")]
pub use pack::Packer;
pub use record::Record;
pub use refusal::{Reason, Refusal};
pub use sniff::{Format, sniff};

/// The text of one document as it stood in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// File name; inside an archive behind the archive's name and `/`.
    pub name: String,
    /// The text, unchanged but for its encoding and markup.
    pub text: String,
    /// What `celan-core` made of the text, where it comes out of a pack that holds it; else empty.
    pub reading: Vec<u8>,
}

impl From<Record<'_>> for Source {
    fn from(Record { name, text, reading }: Record<'_>) -> Self {
        Self { name: name.to_owned(), text: text.to_owned(), reading: reading.to_vec() }
    }
}

/// Reads a file. An archive gives several sources, and a refusal for each member that could not be read.
pub fn read(name: &str, bytes: &[u8]) -> (Vec<Source>, Vec<Refusal>) {
    #[cfg(feature = "office")]
    if bytes.len() <= limits::FILE && sniff(name, bytes) == Ok(Format::Zip) {
        return archive::read(name, bytes);
    }
    #[cfg(feature = "pack")]
    if bytes.len() <= limits::FILE && sniff(name, bytes) == Ok(Format::Pack) {
        return pack::read(name, bytes);
    }
    match read_one(name, bytes) {
        Ok(source) => (vec![source], Vec::new()),
        Err(refusal) => (Vec::new(), vec![refusal]),
    }
}

/// Reads a file that holds one document.
fn read_one(name: &str, bytes: &[u8]) -> Result<Source, Refusal> {
    let refuse = |(reason, found)| Refusal { name: name.to_owned(), reason, found };
    if bytes.len() > limits::FILE {
        return Err(refuse((Reason::TooLarge, format!("{} MB", bytes.len() / 1_000_000))));
    }
    let format = sniff(name, bytes).map_err(refuse)?;
    let text = text_of(format, bytes).map_err(refuse)?;
    if text.chars().all(char::is_whitespace) {
        return Err(refuse((Reason::Empty, String::new())));
    }
    Ok(Source { name: name.to_owned(), text, reading: Vec::new() })
}

/// Why something cannot be read, with what was found instead.
type Found = (Reason, String);

fn text_of(format: Format, bytes: &[u8]) -> Result<String, Found> {
    match format {
        Format::Text => decode(bytes),
        #[cfg(feature = "markdown")]
        Format::Markdown => Ok(markdown::text(&decode(bytes)?)),
        #[cfg(feature = "html")]
        Format::Html => html::text(&html::decode(bytes)?),
        #[cfg(feature = "office")]
        Format::Docx => docx::text(bytes),
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::text(bytes),
        #[allow(unreachable_patterns, reason = "every format above can be left out of the program")]
        other => Err((Reason::NotIncluded, format!("{other:?}").to_ascii_lowercase())),
    }
}
