//! Documents and other bytes in the shapes in which a browser takes them.

use celan_formats::{Packer, Record};
use serde_json::json;

/// Texts of more bytes go to the page with what was read from them: to read them takes a phone longer than to fetch it.
const READ_BEFORE: usize = 1_000_000;

/// The documents of a site as the one file that the page fetches: `{"documents":[{"name","text"}]}`, or a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corpus {
    bytes: Vec<u8>,
    ending: &'static str,
}

impl Corpus {
    /// The texts in the order in which the page is to have them, each with the name of its file.
    pub fn new<'a>(documents: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut corpus = Filling::default();
        documents.into_iter().for_each(|(name, text)| corpus.add(&Record { name, text, reading: &[] }));
        corpus.finish()
    }

    /// The file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its name, which changes with the documents.
    pub fn file_name(&self) -> String {
        format!("corpus.{}.{}", hash(&[&self.bytes]), self.ending)
    }
}

/// A corpus that is being filled, one document at a time: all texts as one tree would take as much memory again.
#[derive(Debug, Default)]
pub struct Filling {
    /// As long as they are few.
    json: Vec<u8>,
    pack: Packer,
    size: usize,
}

impl Filling {
    /// Adds a document.
    pub fn add(&mut self, record: &Record<'_>) {
        self.size += record.text.len();
        self.pack.add(record);
        if self.size > READ_BEFORE {
            self.json = Vec::new();
            return;
        }
        self.json.extend_from_slice(if self.json.is_empty() { b"{\"documents\":[" } else { b"," });
        self.json.extend(json!({ "name": record.name, "text": record.text }).to_string().into_bytes());
    }

    /// The corpus of what was added.
    pub fn finish(mut self) -> Corpus {
        if self.size > READ_BEFORE {
            return Corpus { bytes: self.pack.finish(), ending: "celan" };
        }
        if self.json.is_empty() {
            self.json.extend_from_slice(b"{\"documents\":[");
        }
        self.json.extend_from_slice(b"]}");
        Corpus { bytes: self.json, ending: "json" }
    }
}

/// A short name for content: the same bytes have the same name on every machine.
pub fn hash(pieces: &[&[u8]]) -> String {
    format!("{:016x}", celan_data::digest(pieces.iter().copied()))
}

/// Base64 with padding (RFC 4648).
pub(crate) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for piece in bytes.chunks(3) {
        let [a, b, c] = [0, 1, 2].map(|at| u32::from(piece.get(at).copied().unwrap_or(0)));
        let bits = a << 16 | b << 8 | c;
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at) & 63) as usize];
            text.push(if at <= piece.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_what_browsers_read() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn a_corpus_is_named_by_its_content() {
        let one = Corpus::new([("a.txt", "策")]);
        assert_eq!(one.bytes(), "{\"documents\":[{\"name\":\"a.txt\",\"text\":\"策\"}]}".as_bytes());
        assert_eq!(one.file_name(), Corpus::new([("a.txt", "策")]).file_name());
        assert_ne!(one.file_name(), Corpus::new([("a.txt", "览")]).file_name());
    }

    #[test]
    fn much_text_goes_with_what_was_read_from_it() {
        let mut corpus = Filling::default();
        let record = Record { name: "a.txt", text: &"策".repeat(READ_BEFORE / 3 + 1), reading: b"read" };
        corpus.add(&record);
        let corpus = corpus.finish();
        assert!(corpus.file_name().ends_with(".celan"));
        assert_eq!(celan_formats::read("a.celan", corpus.bytes()).0, [record.into()]);
    }
}
